"""A long title in lines of an even shape, which no word is torn for: GB/T 9704-2012, 7.3.1 (梯形或菱形, 词意完整).

Where indents on both sides give such lines, the breaks come from those: the title stays one line of the text, wherever
it is pasted, read aloud or searched for. Where they would tear a word, which is so of most titles of three lines, the
lines end in soft returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from docnorm.lexicon.segment import Segmenter
from docnorm.lexicon.words import words
from docnorm.look import Look
from docnorm.writers.docx.units import ems, points, twips

_CLOSING = "，。、；：？！”’」』）》〉】〕％%…·的了"  # none of these opens a line
_OPENING = "“‘「『（《〈【〔"  # none of these ends one
# What stays together though it is more than one word: names of statutes, quotations, brackets, numbers and dates.
_WHOLE = re.compile(
    "特别行政区|人民代表大会|常务委员会|自治[区州县]|《[^》]{1,16}》|“[^”]{1,10}”|（[^）]{1,10}）|——|……"
    "|[0-9０-９〇○一二三四五六七八九十]+(?:[年月日号届次个期]|周年|条|项)+"
)
_RUN = re.compile("[\u3400-\u9fff]+|[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.%％〇○+-]+|.", re.DOTALL)
_HAN = re.compile("[\u3400-\u9fff]")
_TORN = 60.0  # of a break inside a word: more than any shape costs


def title_indent(text: str, size: float, look: Look) -> str:
    """Return the ``w:ind`` that breaks a title of more than one line well; nothing where it fits on one."""
    pitch = size + look.tracking
    room = (look.paper[0] - look.margins[1] - look.margins[3]) * 72 / 25.4 / pitch
    width = balance_width(text, int(room))
    if not width or "\t" in text:
        return ""
    # Half a character more than the lines need: justification and rounding never push the last one over.
    side = max(0, (twips(look.paper[0] - look.margins[1] - look.margins[3]) - points((width + 0.5) * pitch)) // 2)
    return (
        f'<w:ind w:leftChars="0" w:left="{side}" w:rightChars="0" w:right="{side}"'
        ' w:firstLineChars="0" w:firstLine="0"/>'
    )


def find_title_breaks(text: str, size: float, look: Look) -> tuple[int, ...]:
    """Return where soft returns have to break a title: nowhere, if it fits on a line or indents tear no word of it."""
    room = int((look.paper[0] - look.margins[1] - look.margins[3]) * 72 / 25.4 / (size + look.tracking))
    width = balance_width(text, room)
    if not width or "\t" in text or count_torn(text, _find_falls(text, width)) == 0:
        return ()
    return find_best_breaks(text, room)


def balance_width(text: str, room: int) -> float:
    """Return the width in characters at which ``text`` falls into the best lines; 0 where it needs one line only."""
    whole = ems(text)
    if whole <= room or room < 4:
        return 0.0
    count = int(-(-whole // room))
    if count > 4:
        return 0.0
    best = (1e9, 0.0)
    # An even share first; a wider line where that spares a word.
    for halves in range(int(whole * 2 / count), room * 2 + 1):
        width = halves / 2
        breaks = _find_falls(text, width)
        if len(breaks) == count - 1:
            best = min(best, (_weigh_breaks(text, breaks), width))
    return best[1]


def find_best_breaks(text: str, room: int) -> tuple[int, ...]:
    """Return the breaks between words that give the best lines of at most ``room`` characters; none where none do."""
    whole = ems(text)
    places = [i for i in _find_ends(text) if i < len(text) and text[i] not in _CLOSING and text[i - 1] not in _OPENING]
    count = int(-(-whole // room))
    for lines in (count, count + 1):
        found = [
            (_weigh_breaks(text, breaks), breaks)
            for breaks in combinations(places, lines - 1)
            if all(ems(text[a:b]) <= room for a, b in _lines(text, breaks))
        ]
        if found:
            return min(found)[1]
    return ()


def count_torn(text: str, breaks: Sequence[int]) -> int:
    """Return how many of the breaks fall inside of a word."""
    ends = _find_ends(text)
    return sum(i not in ends for i in breaks)


@lru_cache(maxsize=64)
def _find_ends(text: str) -> tuple[int, ...]:
    """Return where a line may end: between words, and in nothing that stays together."""
    whole = {i for m in _WHOLE.finditer(text) for i in range(m.start() + 1, m.end())}
    known = words()
    segmenter = Segmenter(known, known.model(0.8))  # titles are as official as language gets
    ends: list[int] = []
    for run in _RUN.finditer(text):
        if _HAN.match(run[0]):
            ends += (run.start() + token.end for token in segmenter.cut(run[0])[0])
        else:
            ends.append(run.end())
    return tuple(i for i in ends if i not in whole)


def _lines(text: str, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    return pairwise((0, *breaks, len(text)))


def _find_falls(text: str, width: float) -> list[int]:
    """Return where a line of ``width`` characters breaks."""
    out: list[int] = []
    start = 0
    used = 0.0
    for i, char in enumerate(text):
        wide = ems(text[i - 1 : i + 1]) - ems(text[i - 1]) if i > start else ems(char)
        if used + wide > width and used:
            out.append(i)
            start, wide, used = i, ems(char), 0.0
        used += wide
    return out


def _weigh_breaks(text: str, breaks: Sequence[int]) -> float:
    """Return what the lines cost: words first, then where the sense breaks, then the shape."""
    cost = _TORN * count_torn(text, breaks)
    for i in breaks:
        if text[i] in _CLOSING or text[i - 1] in _OPENING:
            cost += 40  # the office program would move the break, and the shape with it
        elif text[i - 1] in "的和与及、，：》”" or text.startswith(("关于", "暨", "《", "“", "——"), i):
            cost -= 2
        elif text[i] in "和与及暨":
            cost -= 1
        elif text[i - 2 : i] == "关于":
            cost += 4
    wide = [ems(text[a:b]) for a, b in _lines(text, breaks)]
    mean = sum(wide) / len(wide)
    if min(wide) < 4:
        cost += 20  # a line of a word or two
    rises = [b - a for a, b in pairwise(wide)]
    if any(a < -0.5 and b > 0.5 for a, b in pairwise(rises)):
        cost += 6  # neither 梯形 nor 菱形: an hourglass
    return cost + sum(abs(w - mean) for w in wide) / len(wide)
