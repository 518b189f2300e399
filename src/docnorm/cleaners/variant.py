"""Simplified to traditional Chinese and back, by OpenCC."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from docnorm.edit import Fix, Safety, replace
from docnorm.errors import UsageError, nearest
from docnorm.rule import cleaner
from docnorm.text.late import late

CONFIGS = (
    "s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "s2hkp", "hk2sp",
    "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t",
)  # fmt: skip
# OpenCC drops everything behind U+0000 in half of its configurations and raises on lone surrogates: it sees neither.
_PIECE = late("[^\\x00\\n\ud800-\udfff]+")
_MARK = late("[，。、；：？！“”（）《》 　,.:;()]+")  # as they are in every configuration, so both texts split alike


# OpenCC finds 数组 in 少数组织 and 瞭如指掌's head in 了如何 (BYVoid/OpenCC#1497). What it makes of them is no word.
_ACROSS_WORDS = (
    ("陣列織", "數組織"),
    ("数组織", "數組織"),
    ("瞭如何", "了如何"),
    ("瞭如果", "了如果"),
    ("瞭如此", "了如此"),
)


@cleaner("variant", idle={"config": None})
def variant(text: str, *, config: str | None = None) -> Iterator[Fix]:
    """Characters are converted between simplified and traditional as ``config`` (of OpenCC) says; off by default."""
    if config is None:
        return
    convert = _converter(config)
    for m in _PIECE.finditer(text):
        new = convert.convert(m[0])
        for wrong, right in _ACROSS_WORDS:
            if wrong in new and wrong not in m[0]:
                new = new.replace(wrong, right)
        if new != m[0]:
            yield from _by_clause(m[0], new, m.start(), config)


def _by_clause(old: str, new: str, at: int, config: str) -> Iterator[Fix]:
    """Tell the changes clause by clause: comparing whole lines costs the square of their length."""
    before, after = _MARK.split(old), _MARK.split(new)
    if len(before) != len(after):
        yield from _changes(old, new, at, config)
        return
    ends = [m.end() for m in _MARK.finditer(old)]
    for start, mine, theirs in zip([0, *ends], before, after, strict=True):
        if mine != theirs:
            yield from _changes(mine, theirs, at + start, config)


def _changes(old: str, new: str, at: int, config: str) -> Iterator[Fix]:
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
def _converter(config: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  opencc has no types
    if config not in CONFIGS:
        raise UsageError(f"unknown variant {config!r}{nearest(config, list(CONFIGS))}")
    import opencc

    return opencc.OpenCC(config)
