"""Simplified to traditional Chinese and back, by OpenCC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.errors import UsageError, nearest
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.surnames import SURNAMES

CONFIGS = (
    "s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "s2hkp", "hk2sp",
    "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t",
)  # fmt: skip
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
    "|(?<=参与|參與)(?=制造)|(?<=改[变變])(?<![修更篡]改[变變])(?=量)"
)


# Where a character has two simplified ones, or stays what it is, OpenCC goes by words that it knows in their
# traditional form: 專著 became 专着, 乾安縣 干安县.
_WRITTEN = (
    "著(?=[名作者述稱称錄录書书])|(?<=[原土專专編编名巨顯显卓昭遺遗拙撰])著"
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
    convert = _load_converter(config)
    words = _find_words(protect)
    for m in _PIECE.finditer(text):
        if _is_done(m[0], config):
            continue
        kept = _KEPT if config in _TO_SIMPLIFIED else None
        for start, end in _cut_parts(text, Span(*m.span()), words, kept):
            old = text[start:end]
            new = convert.convert(old)
            if new != old:
                yield from _change_by_clause(old, new, start, config)


def _cut_parts(text: str, piece: Span, *kept: re.Pattern[str] | None) -> Iterator[Span]:
    """Yield what is converted as a whole: the piece less what is ``kept``, cut at the borders that we know."""
    start = piece.start
    for held in sorted(m.span() for words in kept if words for m in words.finditer(text, *piece)):
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


def _is_done(text: str, config: str) -> bool:
    """Whether a line is what ``config`` makes already: to convert it again would make 長徵 of 長征, 干隆 of 乾隆.

    A traditional line is, where the way back and forth leaves it as it is. A simplified one is where it holds
    characters that are written so on that side only, and none of the other: on the way forth 乾 is lost.
    """
    if config in _BACK:
        back = _load_converter(_BACK[config]).convert(text)
        return bool(back != text and _load_converter(config).convert(back) == text)
    if config not in _TO_SIMPLIFIED:
        return False
    return any(_is_only(c, "s2t", "gb2312", "big5") for c in text) and not any(
        _is_only(c, "t2s", "big5hkscs", "gb2312") for c in text
    )


@lru_cache(maxsize=1 << 14)
def _is_only(character: str, config: str, own: str, other: str) -> bool:
    """Whether ``config`` converts a character, and of two character sets ``own`` alone holds it."""
    return (
        _load_converter(config).convert(character) != character
        and _holds(own, character)
        and not _holds(other, character)
    )


def _holds(codec: str, character: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


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


@cache
def _load_converter(config: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  opencc has no types
    if config not in CONFIGS:
        raise UsageError(f"unknown variant {config!r}{nearest(config, list(CONFIGS))}")
    import opencc

    return opencc.OpenCC(config)
