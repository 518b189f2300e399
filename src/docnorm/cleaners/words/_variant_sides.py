"""Which side a text is on: characters that simplified or traditional text alone is written with. A part of variant."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

from docnorm.errors import UsageError, nearest

CONFIGS = (
    "s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "s2hkp", "hk2sp",
    "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t",
)  # fmt: skip


class Sides(NamedTuple):
    """How many characters of a text are simplified only, and how many traditional only."""

    simplified: int
    traditional: int


def count_sides(text: str) -> Sides:
    """Count the characters of ``text`` that the other side has not."""
    return Sides(sum(map(is_simplified, text)), sum(map(is_traditional, text)))


@lru_cache(maxsize=1 << 14)
def is_simplified(character: str) -> bool:
    """Whether no traditional text holds ``character``; Hong Kong writes 吓, too."""
    return character != "吓" and _is_only(character, "s2t", "gb2312", "big5")


@lru_cache(maxsize=1 << 14)
def is_traditional(character: str) -> bool:
    """Whether no simplified text holds ``character``."""
    return _is_only(character, "t2s", "big5hkscs", "gb2312")


def _is_only(character: str, config: str, own: str, other: str) -> bool:
    """Whether ``config`` converts a character, and of two character sets ``own`` alone holds it."""
    if character < "\u3400" or not _holds(own, character) or _holds(other, character):
        return False
    return bool(load_converter(config).convert(character) != character)


def _holds(codec: str, character: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@cache
def load_converter(config: str) -> Any:
    """Return the converter of a configuration of OpenCC; one that there is not is a ``UsageError``."""
    if config not in CONFIGS:
        raise UsageError(f"unknown variant {config!r}{nearest(config, list(CONFIGS))}")
    import opencc

    return opencc.OpenCC(config)
