"""Simplified to traditional Chinese and back, by OpenCC."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from docnorm.cleaners.words._variant_sides import (
    CONFIGS,
    Sides,
    count_sides,
    is_simplified,
    is_traditional,
    load_converter,
)
from docnorm.edit import Fix, Safety, Span, replace
from docnorm.lexicon.words import UNKNOWN, words
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.surnames import SURNAMES

# Surnames that OpenCC takes for the simplified form of another character: before an office, and where a name stands
# alone, in a list or behind a colon, if it is no word (余额, 范围, 涂料).
_OFFICE = "先生|女士|小姐|太太|老师|教授|主任|书记|局长|处长|科长|院长|校长|医生|律师|经理|某"
_SURNAME = late(
    f"(?:(?<![㐀-鿿])|(?<=[和与跟及找请问叫是]))[于余范郁岳涂](?=(?:{_OFFICE}))"
    f"|(?<![㐀-鿿])[余范郁岳涂](?=[㐀-鿿]{{1,2}}(?:{_OFFICE}))"
    "|(?:^|(?<=[、：（\\t]))(?:[余范郁岳涂]|(?<=、)于|于(?=[㐀-鿿]{1,2}(?:$|、)))(?=[㐀-鿿]{1,2}(?:$|[、，；）：\\t]))"
)
_TO_SIMPLIFIED = frozenset(name for name in CONFIGS if re.search("2sp?$", name))
_BACK = {"s2t": "t2s", "s2tw": "tw2s", "s2twp": "tw2sp", "s2hk": "hk2s", "s2hkp": "hk2sp"}
# OpenCC drops everything behind U+0000 in half of its configurations and raises on lone surrogates: it sees neither.
_PIECE = late("[^\\x00\\n\ud800-\udfff]+")
_MARK = late("[，。、；：？！“”（）《》 　,.:;()]+")  # as they are in every configuration, so both texts split alike

# Where OpenCC, which takes the longest word of its lists from the left, would find one across the border of two
# (BYVoid/OpenCC#1497): 少|数组|织 an array, 被发 the loose hair of the classics, 了如 and 了解 the verb 瞭, 参与制 …
_BORDER = late(
    "(?<=[数數])(?=[组組](?:[织織建]|成(?![员員为為])))|(?<=[聚汇匯收搜采採]集)(?=成)|(?<=被)(?=[发發](?!左衽|文身|跣足|佯狂))"
    "|(?<=了)(?=如(?!指掌)|解(?:[决決](?![定策议議赛賽算])|答(?![案题題辩辯复複卷])|[释釋](?![放义義迦])|除(?![了此去])|散(?!文)))"
    "|(?<=[里裡裏外上下表方]面)(?=包[含括裹围圍装裝涵容])"  # 裡|麵包|含, when 裡面包含 is converted once more
    "|(?<=[是多])(?=只[要有能可会會])"  # 是只, a live one
    "|(?<=参与|參與)(?=制造)|(?<=改[变變])(?<![修更篡]改[变變])(?=量)"
)


# Where a character has two simplified ones, or stays what it is, OpenCC goes by words that it knows in their
# traditional form: 專著 became 专着, 乾安縣 干安县.
_WRITTEN = (
    "著(?=[名作者述稱称錄录書书《])|(?<=[原土專专編编名巨顯显卓昭遺遗拙撰])著"
    "|(?<=[譯译])(?<!翻[譯译])著|(?<=合)著(?![眼嘴手上])|(?<=[論论])(?<![議议討讨談谈評评辯辩爭争][論论])著"
)
_NAMED = "".join(sorted(SURNAMES))
_QIAN = (
    "乾(?=[坤隆陵县縣安清卦元嘉德符封宁寧祐道统統宅造纲綱学學图断红闼闥转轉])|(?<=目)乾(?=[连連])"
    f"|(?<![㐀-鿿][{_NAMED}])(?<=[{_NAMED}])乾(?![了的儿兒燥淨净杯旱脆枯洗透掉])"
)
# 畢昇 is known and becomes 毕昇, 毕昇 is not and became 毕升: what it makes of a name must stay when it is read again.
_MADE = "(?<=毕)昇|於(?=潜|梨华)|徵(?=[声调])|(?<=变)徵|(?<=[幺笃])麽|麽(?=些族)|(?<=芸)薹"
_KEPT = late(f"{_WRITTEN}|{_QIAN}|{_MADE}")


@cleaner("variant", idle={"config": None}, once=True)
def variant(text: str, *, config: str | None = None, protect: tuple[str, ...] = ()) -> Iterator[Fix]:
    """Characters are converted between simplified and traditional as ``config`` (of OpenCC) says; off by default.

    ``protect`` are words that stay, whatever they are part of; the profile's own are added to it.
    """
    if config is None:
        return
    convert = load_converter(config)
    patterns = [_find_words(protect), _KEPT if config in _TO_SIMPLIFIED else _SURNAME if config in _BACK else None]
    sided = config in _BACK or config in _TO_SIMPLIFIED
    whole = count_sides(text) if sided else Sides(0, 0)
    if config in _TO_SIMPLIFIED and not whole.traditional:
        convert = load_converter(config.removesuffix("p"))  # 檔案 became 文件, which in Taiwan is 文档
    for m in _PIECE.finditer(text):
        line = count_sides(m[0]) if sided else Sides(0, 0)
        if _is_done(m[0], config, line, whole):
            continue
        kept = [held for pattern in patterns for held in _find_kept(text, Span(*m.span()), pattern)]
        for start, end in _cut_parts(text, Span(*m.span()), kept):
            old = text[start:end]
            new = _complete(old, config) if _is_nearly_done(line, config) else convert.convert(old)
            if new != old:
                yield from _change_by_clause(old, new, start, config)


def _find_kept(text: str, piece: Span, pattern: re.Pattern[str] | None) -> Iterator[Span]:
    """Yield what ``pattern`` finds in a piece, less surnames that begin a word."""
    for m in pattern.finditer(text[piece.start : piece.end]) if pattern else ():
        if pattern is not _SURNAME or not _begins_word(text, piece.start + m.start()):
            yield Span(piece.start + m.start(), piece.start + m.end())


def _begins_word(text: str, at: int) -> bool:
    return any(words().find(text[at : at + size]) != UNKNOWN for size in (2, 3) if len(text) >= at + size)


def _cut_parts(text: str, piece: Span, kept: Iterable[Span]) -> Iterator[Span]:
    """Yield what is converted as a whole: the piece less what is ``kept``, cut at the borders that we know."""
    start = piece.start
    for held in sorted(kept):
        if start < held[0]:
            yield from _cut(text, Span(start, held[0]))
        start = max(start, held[1])
    if start < piece.end:
        yield from _cut(text, Span(start, piece.end))


def _cut(text: str, part: Span) -> Iterator[Span]:
    start = part.start
    for m in _BORDER.finditer(text, *part):
        yield Span(start, m.start())
        start = m.start()
    yield Span(start, part.end)


def _is_done(text: str, config: str, line: Sides, whole: Sides) -> bool:
    """Whether a line is what ``config`` makes already: to convert it again would make 長徵 of 長征, 干隆 of 乾隆.

    It is where it holds characters of that side only, and none of the other; a line that has neither goes with the
    text. Of few characters, where the way back and forth leaves it as it is: on the way to simplified 乾 is lost.
    """
    if config in _BACK:
        if not line.simplified and (line.traditional or whole.traditional > whole.simplified):
            return True
        back = load_converter(_BACK[config]).convert(text)
        return bool(back != text and load_converter(config).convert(back) == text)
    if config not in _TO_SIMPLIFIED:
        return False
    return not line.traditional and (line.simplified > 0 or whole.simplified > whole.traditional)


def _is_nearly_done(line: Sides, config: str) -> bool:
    """Whether most of a line is what ``config`` makes."""
    wanted, other = (line.simplified, line.traditional) if config in _TO_SIMPLIFIED else line[::-1]
    return config in _BACK.keys() | _TO_SIMPLIFIED and wanted > other > 0


def _complete(text: str, config: str) -> str:
    """Return a line that is nearly done with what the wanted side has not converted; 只 and 后 are of both sides."""
    new = str(load_converter(config.removesuffix("p")).convert(text))
    if len(new) != len(text):
        return new
    wrong = is_traditional if config in _TO_SIMPLIFIED else is_simplified
    return "".join(b if a != b and wrong(a) else a for a, b in zip(text, new, strict=True))


@cache
def _find_words(protect: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds the words, the longest first."""
    words = sorted(filter(None, protect), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))) if words else None


def _change_by_clause(old: str, new: str, at: int, config: str) -> Iterator[Fix]:
    """Tell the changes clause by clause: comparing whole lines costs the square of their length."""
    before, after = _MARK.split(old), _MARK.split(new)
    if len(before) != len(after):
        yield from _change(old, new, at, config)
        return
    ends = [m.end() for m in _MARK.finditer(old)]
    for start, mine, theirs in zip([0, *ends], before, after, strict=True):
        if mine != theirs:
            yield from _change(mine, theirs, at + start, config)


def _change(old: str, new: str, at: int, config: str) -> Iterator[Fix]:
    if len(old) == len(new):
        # Character by character: as short as a change can be told.
        start = None
        for i in range(len(old) + 1):
            differs = i < len(old) and old[i] != new[i]
            if differs and start is None:
                start = i
            elif not differs and start is not None:
                yield replace(at + start, at + i, new[start:i], f"OpenCC {config}", Safety.LIKELY)
                start = None
        return
    from difflib import SequenceMatcher

    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield replace(at + a, at + b, new[c:d], f"OpenCC {config}", Safety.LIKELY)
