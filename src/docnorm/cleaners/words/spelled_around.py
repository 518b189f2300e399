"""Rule ``spelled-around``: words pulled apart by marks (z-u-z-h-i, 组-织, 微1博) are put together again."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from docnorm.cleaners.words._pinyin_gate import HAN, find_candidates
from docnorm.cleaners.words._pinyin_verdict import judge
from docnorm.edit import Fix, Hunk, Patch, Safety, Span
from docnorm.lexicon.latin import kind
from docnorm.lexicon.pinyin import CODES
from docnorm.lexicon.ties import PAIRED
from docnorm.protected import find_protected
from docnorm.rule import cleaner, replace
from docnorm.text.late import late
from docnorm.text.scanner import find_places

if TYPE_CHECKING:
    from docnorm.lexicon.lattice import Lattice
    from docnorm.lexicon.words import Model, Words

_NUMERALS = "零〇一二三四五六七八九十百千万亿两第年月日号时点分秒章节条款项第级等期届次页"
_MARKS = "，。、；：！？（）《》“”‘’,;:!?()"  # a half-width mark will be a full-width one
# In English it is the mark before them that is rare, in Chinese any letter.
_LETTERS = late(
    f"[a-z](?<=[{HAN}{_MARKS}].)[a-z]{{0,5}}"
    r"(?:([-._*~|丨·•\u00a0 ])[a-z]{1,6})(?:\1[a-z]{1,6}){0,11}(?![A-Za-z0-9_])"
)
_BESIDE = late(f"[{HAN}{_MARKS}]")
_APART = late(f"[{HAN}]([-._*~^丨|·•/])[{HAN}](?:\\1[{HAN}]){{0,2}}(?!\\1)")
_DIGIT = late(f"[{HAN}][0-9][{HAN}]")
# One search for all three: a letter behind Chinese, a mark or a digit between Han. Of digits in dates there are many.
_SPELLED = "(?<=[a-z])(?=[a-z]{0,5}[-._*~|丨·•\\u00a0 ][a-z])"
_HIT = late(
    f"[-._*~^丨|·•/0-9a-z](?<=[{HAN}{_MARKS}].)(?:{_SPELLED}"
    f"|(?<=[{HAN}].)(?=[{HAN}])(?:(?<![0-9])|(?<![{_NUMERALS}].)(?![{_NUMERALS}])))"
)
_ASKED = frozenset("/·•、")  # 和/或, 欧·亨利: between Han these have work of their own
_NUMERAL = late(f"[{_NUMERALS}]")
# Before or behind these a digit may count or number: 高1中学, 图1中, 前3名, 甲1类, 东3线, 案7件, 郊4区.
_COUNTED = late(
    "[高初小大中图表附共约近前后每上下左右各计满仅达超至到为有是在等令加减乘除甲乙丙丁][0-9]"
    "|.[0-9][类型号组班档层楼线路栋排座室代轮版课册卷辑件区金银铜间个只条张把块本位名人次回幢所家户口头匹羽棵株朵粒颗支枝根片滴杯瓶盒"
    "袋包箱桶套副双对批群营团师军种样科门段周季岁毛元角斤克吨米尺寸里亩顷升斗伏胜平负分处点面环州县市省国乡镇村街道路巷汤折句]"
)
_PER = late("[克元米吨升斤亩户件台人次天秒里度伏安瓦]/")  # 克/立方厘米
_GLOSS = 6  # characters: a word and the quotes about it
REACH = 5  # characters of context on either side
BOUND = 8.5  # 组织 11.6, 政府 10.3, 警察 8.7; what a hyphen may well join (供需, 军民, 京沪) lies below
SLASHED = 14.0  # 组织 16.2, 政府 15.4, 警察 14.5; below lies what a slash parts (男女 10.6), or a dot (曼·罗 13.0)
NUMBERED = 19.0  # nats for a digit: 微1博 28.6, 警1察 19.5; numbers that count reached 18.8 (近郊4区, 赔偿案7件)
JOIN, ASK = 6.0, 3.0  # nats by which the joined word must explain the line better than its parts beside a mark
# A stretch of prose is one character of the condensed text: whether it ends in a numeral is not seen there.
_PREFILTER = f"[-._*~^丨|·•/0-9a-z](?<=[{HAN}{_MARKS}].)(?:{_SPELLED}|(?<=[{HAN}].)(?=[{HAN}]))"


@cleaner("spelled-around", prefilter=_PREFILTER, trigger=r"[-._*~^|丨·•/\u00a00-9a-z]", context=f"[{HAN}]", wide=True)
def spelled_around(text: str) -> Iterator[Fix]:
    """Words pulled apart to pass a filter (z-u-z-h-i, 组-织, 微1博) are put together where nothing else fits."""
    hits = [at for at, _ in find_places(_HIT, text)]
    if any("a" <= text[at] <= "z" for at in hits):
        yield from _find_spelled(text)
    if hits:
        yield from _weigh_join(text, hits)


def _find_spelled(text: str) -> Iterator[Fix]:
    """Letters of one word with the same mark between all of them, beside Han."""
    places = [found for found in _LETTERS.finditer(text) if _is_worth(text, found)]
    if not places:
        return
    joined = Patch(tuple(Hunk(Span(*f.span()), f[0].replace(f[1], ""), ()) for f in places))
    whole = joined.apply(text)
    by_place = dict(zip(joined.placed, places, strict=True))
    found = [one for one in find_candidates(whole) if one.span in by_place and not one.english]
    for verdict in judge(whole, found, {}, frozenset()) if found else ():
        place = by_place[verdict.candidate.span]
        top = verdict.guesses[0]
        if verdict.fate == "leave" or top.text in text[max(0, place.start() - _GLOSS) : place.start()]:
            continue  # “干哕”gan yue says how it is read
        sure = verdict.fate == "restore" and (place[1] not in " \u00a0" or top.share >= 0.98)
        safety = Safety.LIKELY if sure else Safety.SUGGEST
        why = f"letters with {_name(place[1])} between them spell {top.text} ({top.share:.2f})"
        yield replace(*place.span(), top.text, why, safety, tuple(g.text for g in verdict.guesses[:5]))


def _is_worth(text: str, found: re.Match[str]) -> bool:
    """Whether the pieces are single letters (two or more of them) or all syllables, beside Han, and no English."""
    start, end = found.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if not (_BESIDE.match(before) and _BESIDE.match(after)) or find_protected(text).guards(Span(start, end)):
        return False
    pieces = found[0].split(found[1])
    single = len(pieces) > 2 and sum(len(p) == 1 for p in pieces) >= 2
    whole = all(p in CODES for p in pieces) and not any(kind(p) == "=" for p in pieces)
    return (single and found[1] not in " \u00a0") or whole


def _weigh_join(text: str, hits: Sequence[int]) -> Iterator[Fix]:
    """Characters of one word with a mark or a digit between them."""
    marked = [at for at in hits if not (text[at].isascii() and text[at].isalnum())]  # 丨 is alphanumeric
    figures = [at for at in hits if text[at].isdecimal()]
    every = (*_find_each(marked, _APART, text), *_find_each(figures, _DIGIT, text))
    places = [found for found in every if not _NUMERAL.search(found[0]) and not _PER.match(found[0])]
    if not places:
        return
    from docnorm.lexicon.lattice import Lattice
    from docnorm.lexicon.words import MARK, NUMBER, UNKNOWN, words

    lexicon = words()
    counts = [found for found in places if found[0][1].isdigit() and _COUNTED.match(found[0])]  # 前3名, 图1中
    spelled = [(found, found[0].replace(found[0][1], "")) for found in places if found not in counts]
    known = [
        (found, word)
        for found, word in spelled
        if lexicon.find(word) != UNKNOWN
        and word not in PAIRED
        and len(set(word)) > 1
        and (found[0][1] != "." or word in text)  # 省.市.县: a dot parts words, too; the word elsewhere tells
        and not find_protected(text).guards(Span(*found.span()))
    ]
    if not known:
        return  # before the text is read for the kind that it is
    model = lexicon.model(lexicon.official(text))
    bound = {word: _measure_bond(model, lexicon, word) for found, word in known if found[0][1] in _ASKED}
    if len(bound) == len({word for _, word in known}) and max(bound.values()) < SLASHED:
        return  # before any line is weighed: 模/数
    lattice = Lattice(lexicon, model)
    by = {found: NUMBER if found[0][1].isdigit() else MARK for found, _ in known}
    judged = [(found, word, _measure_gain(lattice, text, found, by[found])) for found, word in known]
    # A hyphen joins what is no word in any lexicon, too: 人-机-环.
    joined = Counter(f[0][1] for f in places if f[0][1] in "-/")
    seen = Counter(f[0][1] for f in (*counts, *(f for f, _, _ in judged))) | joined
    good = Counter(f[0][1] for f, _, gain in judged if gain >= JOIN)
    for found, word, gain in judged:
        mark = found[0][1]
        if gain < (NUMBERED if mark.isdigit() else ASK) or (seen[mark] > 3 and good[mark] * 3 < seen[mark]):
            continue
        if mark in _ASKED and bound[word] < SLASHED:
            continue
        # A mark that elsewhere in this document stands between words is the writer's own.
        sure = gain >= JOIN and mark not in _ASKED and good[mark] * 2 >= seen[mark]
        if mark == "-":
            # Three and more are as often things side by side (水-电-气) as a word.
            sure = sure and len(word) == 2 and _measure_bond(model, lexicon, word) >= BOUND
        safety = Safety.LIKELY if sure else Safety.SUGGEST
        yield replace(*found.span(), word, f"{_name(mark)} inside a word", safety, (word,))


def _find_each(hits: Iterable[int], whole: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what ``whole`` finds, looked for by its second character: marks are rarer than Han."""
    end = 0
    for hit in hits:
        found = whole.match(text, hit - 1) if hit > end else None
        if found:
            end = found.end()
            yield found


def _measure_bond(model: Model, lexicon: Words, word: str) -> float:
    """Return how much oftener a word occurs than its characters would meet as words of their own (nats)."""
    return math.log(model.one(lexicon.find(word)) / math.prod(model.one(lexicon.find(c)) for c in word))


def _measure_gain(lattice: Lattice, text: str, found: re.Match[str], between: int) -> float:
    """Return how much better the line reads with the word joined than with its parts beside marks or numbers."""
    from docnorm.lexicon.words import MARK

    start, end = found.span()
    left = _read_han_before(text, start)
    right = _read_han_after(text, end)
    parts = found[0].split(found[0][1])
    joined = lattice.literal(left + "".join(parts) + right)
    apart = lattice.literal(left + parts[0], MARK, between) + lattice.literal(parts[-1] + right, between, MARK)
    apart += sum(lattice.literal(part, between, between) for part in parts[1:-1])
    return joined - apart


def _read_han_before(text: str, at: int) -> str:
    found = re.search(f"[{HAN}]*$", text[max(0, at - REACH) : at])
    return found[0] if found else ""


def _read_han_after(text: str, at: int) -> str:
    found = re.match(f"[{HAN}]*", text[at : at + REACH])
    return found[0] if found else ""


def _name(mark: str) -> str:
    if mark.isdigit():
        return f"a digit {mark}"
    return "spaces" if mark in " \u00a0" else f"the mark {mark}"
