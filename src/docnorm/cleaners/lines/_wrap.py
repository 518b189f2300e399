"""How a text was cut at a fixed width: at which column, in which stretches, and which of its line ends say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from docnorm.cleaners.lines._row import CutRow, count_columns
from docnorm.marker import list_readings
from docnorm.text.late import late
from docnorm.text.line_break import CLINGING, cut_first_token
from docnorm.text.line_head import SPACES

SENTENCE = "。！？…”』」!?"
_END = SENTENCE + "；：）)—~～"
_OPENING = "“「『"
_MARKS = late(r"[，。；：！？、]|(?<=[\u3400-\u9fff])[,.;:!?]")
_NUMERALS = late(r"[0-9０-９一二三四五六七八九十]+")
_FIELD = late(r"[\u3400-\u9fff（）()]{1,10}[:：]")  # 主持人： 联系电话：
_STOPS = late(r"[。！？]")
BULLET = late(r"[-*•·●◆■□○▪➢#>|※★☆]|\d{1,2}[)）]|\[\d|——|注[:：]")
TABULAR = late(rf"\S(?:\t|[{SPACES}]{{3,}})\S|^\|.*\|$|[│┃┆┊╎┌├└─]{{2}}")
_PARTED = late(rf"\S[{SPACES}]{{2,}}\S")
_UNMARKED = late(r"[\u3400-\u9fffA-Za-z0-9０-９]")
_FEW = 8  # rows from which on the whole text tells how it was cut
_WIDTHS = range(32, 143)


class Wrap(NamedTuple):
    """How a text was cut: at which column, and what tells its paragraphs apart."""

    width: int
    indent: int | None  # deeper than this begins a paragraph; None: indents say nothing
    blank: bool  # a blank line begins a paragraph
    double: bool  # a blank line stands behind every line and says nothing
    sentences: float  # per paragraph
    spoken: bool  # what is said begins a paragraph and lacks its indent


def is_ended(text: str) -> bool:
    """Return whether a sentence ends with ``text``: also at a half-width mark behind Han (以上.)."""
    return text[-1] in SENTENCE or (text[-1] in ".?!" and "\u3400" <= text[-2:-1] <= "\u9fff")


def detect_wrap(rows: Sequence[CutRow]) -> Wrap | None:
    """Return how the text was cut as a whole, or None where its lines are paragraphs.

    Cut text has a mode of its widths that many lines reach, hardly one passes, and most of those lines end in
    mid-sentence. On 126 clean documents this was never so.
    """
    widths = [r.width for r in rows if r.width]
    if len(widths) < _FEW:
        return None
    tally = Counter(w for w in widths if 36 <= w <= 142)
    reached = {w: sum(tally.get(w - d, 0) for d in (0, 1, 2)) for w in tally}
    if not reached:
        return None
    width = max(reached, key=lambda w: (reached[w], w))
    full = [r for r in rows if width - 2 <= r.width <= width and not TABULAR.search(r.text)]
    over = sum(w > width + 2 for w in widths)
    if len(full) < max(4, 0.2 * len(widths)) or over > 0.1 * len(widths):
        return None
    if sum(r.text[-1] not in _END for r in full) < 0.5 * len(full):
        return None
    # Prose has a mark in every other line at least; a list of addresses has none.
    if sum(len(_MARKS.findall(r.text)) for r in full) < 0.5 * len(full):
        return None
    short = [r for r in rows if 0 < r.width < width - 4]
    # Rows of equal length in a list or a table also end open, but then the short ones do too.
    if sum(r.text[-1] not in _END for r in short) > 0.8 * len(short) > 4:
        return None
    return _read_layout(rows, _measure(full, width), short)


def find_stretches(rows: Sequence[CutRow]) -> Iterator[tuple[int, int, Wrap]]:
    """Yield the stretches ``rows[first:stop]`` that were cut, of a text that was not cut as a whole.

    A message of five lines, two pasted paragraphs among whole ones: too few for a mode of widths. What tells is that
    lines of one length end without a mark, that none in the stretch is longer, and that sentences end inside of them.
    """
    tally = Counter(r.width for r in rows if r.width in _WIDTHS and _UNMARKED.match(r.text[-1]))
    reached = {w: sum(tally.get(w - d, 0) for d in (0, 1, 2)) for w in tally}
    taken = [False] * len(rows)
    for width in sorted((w for w in reached if reached[w] >= 2), key=lambda w: (-reached[w], -w))[:4]:
        first = 0
        for stop in range(len(rows) + 1):
            if stop < len(rows) and 0 < rows[stop].width <= width + 2 and not taken[stop]:
                continue
            wrap = _judge(rows[first:stop], width)
            if wrap:
                yield first, stop, wrap
                taken[first:stop] = [True] * (stop - first)
            first = stop + 1


def _judge(rows: Sequence[CutRow], width: int) -> Wrap | None:
    if len(rows) < 3:
        return None
    full = [(k, r) for k, r in enumerate(rows[:-1]) if is_full(r, rows[k + 1], width) and not _PARTED.search(r.text)]
    cut = [(k, r) for k, r in full if _UNMARKED.match(r.text[-1])]
    if len(cut) < 2 or 2 * len(cut) < len(full):
        return None  # verse of such a width ends its lines in marks
    if 2 * sum(len(_MARKS.findall(r.text)) for _, r in full) < len(full):
        return None
    # Points of a list and records are alike in length, too; but their sentences do not end, or all begin alike.
    seen = _see_ends(rows, width)
    ends = [end for k, _ in cut if (end := seen[k]) is not None]
    near = sum(0.75 * width <= r.width for r in rows[:-1] if not is_ended(r.text))
    if sum(ends) < max(1, 0.75 * len(ends)) or len(cut) < 0.7 * near - 1:
        return None
    short = [r for r in rows if 0 < r.width < width - 4]
    wrap = _read_layout(rows, _measure([r for _, r in full], width), short)
    return None if wrap.double else wrap


def _see_ends(rows: Sequence[CutRow], width: int) -> list[bool | None]:
    """Tell for each row whether the paragraph that it begins or goes on with comes to a sentence's end.

    None: ``rows`` end before. The rows of a paragraph begin otherwise than one another: 2002年8月29日 第九届…会议通过
    over 2009年8月27日 第十一届…修正 is the record of a law, of which each line is whole.
    """
    found: list[bool | None] = [None] * len(rows)
    for k in range(len(rows) - 1, -1, -1):
        text = rows[k].text
        if k == len(rows) - 1 or not is_full(rows[k], rows[k + 1], width):
            ended = is_ended(text) or text[-1] in "：；"
            found[k] = None if not ended and k == len(rows) - 1 else ended
        else:
            apart = _shape(text) == _shape(rows[k + 1].text) or _FIELD.match(rows[k + 1].text)
            found[k] = False if apart else found[k + 1]
    return found


def _shape(text: str) -> str:
    """Return how a line begins, whatever its number is: its first three characters, or its marker."""
    return _NUMERALS.sub("#", text[:6])[:3]


def is_full(above: CutRow, below: CutRow, width: int) -> bool:
    """Return whether ``above`` reaches the margin: what begins ``below`` would not have fitted."""
    if above.width >= width - 2:
        return True
    # 2023年 went down as a whole.
    return above.width >= width - 8 and above.width + count_columns(cut_first_token(below.text)) > width


def _measure(full: Sequence[CutRow], width: int) -> int:
    """Return the column at which lines were cut. Marks may hang behind it: only lines that end otherwise are asked."""
    ends = Counter(r.width for r in full if r.text[-1] not in CLINGING)
    return max((w for w, n in ends.items() if n * 20 >= ends.total()), default=width)


def _read_layout(rows: Sequence[CutRow], width: int, short: Sequence[CutRow]) -> Wrap:
    gaps = sum(r.gap > 0 for r in rows[1:])
    double = gaps >= 0.8 * (len(rows) - 1)
    # What stands below a full line without a mark goes on with it: there the indent of going on is seen.
    pairs = list(pairwise(rows))
    going = [b.indent for a, b in pairs if a.width >= width - 2 and _UNMARKED.match(a.text[-1])]
    usual = Counter(going or [r.indent for r in rows]).most_common(1)[0][0]
    deeper = sum(r.indent > usual for r in rows)
    by_indent = deeper > 0.02 * len(rows)
    by_blank = not double and gaps >= 0.03 * len(rows)
    paragraphs = max(1, len(short), gaps if by_blank else 0)
    sentences = sum(len(_STOPS.findall(r.text)) for r in rows)
    spoken = sum(
        a.width < width - 4 and is_ended(a.text) and b.text[0] in _OPENING and b.indent <= usual and not b.gap
        for a, b in pairs
    )
    return Wrap(width, usual if by_indent else None, by_blank, double, sentences / paragraphs, spoken > 0)


def goes_on(above: CutRow, below: CutRow, wrap: Wrap) -> bool:
    """Return whether ``below`` goes on with the paragraph of ``above`` in a text that was cut so."""
    if not above.width or not below.width or TABULAR.search(above.text) or TABULAR.search(below.text):
        return False
    if wrap.indent is not None and below.indent > wrap.indent:
        return False
    if below.gap and not wrap.double:
        return False
    if below.gap > 1:
        return False
    # The line was cut because what begins the next one did not fit; where it would have fitted, the author ended it.
    if above.width + count_columns(cut_first_token(below.text)) <= wrap.width - 2 and above.width < wrap.width - 3:
        return False
    told = wrap.indent is not None or (wrap.blank and not wrap.double)  # the layout itself says where paragraphs begin
    ended = is_ended(above.text)
    if BULLET.match(below.text) and (ended or not told):
        return False
    if any(not r.weak for r in list_readings(below.text)) and (ended or above.text[-1] in "：；" or not told):
        return False
    if ended and below.text[0] in _OPENING and (wrap.spoken or not told):
        return False  # in a dialogue what is said next is the next speaker's
    if told or not ended:
        return True
    # A sentence that ends right at the margin: by chance, or with its paragraph? With many sentences to one, by chance.
    return above.width + count_columns(below.text[0]) > wrap.width and wrap.sentences >= 2
