"""How likely a stretch of characters is as Chinese text: what tells an encoding, and wrongly decoded text, from right.

A model of single characters and of pairs, made from jieba's word list (MIT, simplified, and traditional by way of
OpenCC, Apache-2.0) and from official Chinese text outside copyright; ``scripts/build_characters.py`` builds it.
"""

from __future__ import annotations

import re
import sys
import zlib
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from docnorm.system.native import native
from docnorm.system.stored import find_stored

STEP = 8  # the tables count in eighths of a nat
MASK = (1 << 21) - 1
PRIME = 40503  # the hash of a pair is (first * PRIME ^ second) & MASK
_UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
WIDE = 0x2FFF  # pairs are known of code units above this one
RARE = 13.5  # nats: what 0.05 % of official prose costs, and 30 % of UTF-8 read as GBK


class Tables(NamedTuple):
    """What a UTF-16 code unit costs and what a hashed pair of them gives back, in eighths of a nat."""

    costs: bytes
    pairs: bytes


@cache
def read_costs() -> bytes:
    """Return what a UTF-16 code unit costs: the head of the model alone, read in 1 ms."""
    packed = find_stored("characters.bin").read_bytes()
    return zlib.decompressobj().decompress(packed, 0x10000)


@cache
def read_tables() -> Tables:
    """Return the model, read on first need (2.2 MB, some 15 ms)."""
    packed = find_stored("characters.bin").read_bytes()
    whole = zlib.decompress(packed, bufsize=0x10000 + MASK + 1)
    return Tables(whole[:0x10000], whole[0x10000:])


def encode_units(text: str) -> memoryview[int]:
    """Return the UTF-16 code units of ``text``; lone surrogates are allowed."""
    return memoryview(text.encode(_UTF16, "surrogatepass")).cast("H")


@cache
def load_compiled() -> Any:
    """Return the model as the extension reads it, None without the extension."""
    return native.Characters(*read_tables()) if native else None


def measure_surprise(text: str) -> float:
    """Return how unlikely ``text`` is, in nats: the sum over its characters, less what usual pairs give back."""
    model = load_compiled()
    return float(model.surprise(text)) if model else measure_surprise_plainly(text)


_FEW = 64  # characters of which the codes are had faster one by one


def measure_surprise_plainly(text: str) -> float:
    """Return what ``measure_surprise`` returns, counted in Python."""
    costs, pairs = read_tables()
    codes = (
        list(map(ord, text))
        if len(text) < _FEW and max(text, default="") < "\U00010000"
        else encode_units(text).tolist()
    )
    back = sum([pairs[(a * PRIME ^ b) & MASK] for a, b in pairwise(codes) if a > WIDE < b])
    return (sum(map(costs.__getitem__, codes)) - back) / STEP


def measure_strangeness(text: str) -> float:
    """Return the mean surprise of the characters outside ASCII, in nats; 0 where there are none.

    Chinese prose has 5 to 7, text in other languages or in a wrong encoding above 9.
    """
    model = load_compiled()
    return float(model.strangeness(text)) if model else measure_strangeness_plainly(text)


_ASCII = re.compile("[\0-\x7f]+")


def measure_strangeness_plainly(text: str) -> float:
    """Return what ``measure_strangeness`` returns, counted in Python."""
    foreign = _ASCII.sub("", text)
    if not foreign:
        return 0.0
    # Taken with the ASCII in place: pairs across a gap would be none.
    plain = len(text) - len(foreign)
    ascii_cost = (
        sum(map(read_tables().costs.__getitem__, "".join(_ASCII.findall(text)).encode())) / STEP if plain else 0.0
    )
    return (measure_surprise_plainly(text) - ascii_cost) / len(foreign)


def has_rare(text: str, above: float) -> bool:
    """Whether ``make_rare_class(above)`` finds anything in a short ``text``, told without making the class."""
    known, limit = read_costs(), round(above * STEP)
    return any(known[ord(c)] >= limit for c in set(text) if "\x7f" < c < "\ud800" or "\udfff" < c < "\U00010000")


@cache
def make_rare_class(above: float = RARE) -> re.Pattern[str]:
    """Return a class of the characters that hardly ever stand in Chinese text: misread bytes are full of them.

    ``above`` is a cost in nats.
    """
    known = read_costs()
    limit = round(above * STEP)
    odd = [c for c in range(0x80, 0x10000) if known[c] >= limit and not 0xD800 <= c < 0xE000]
    starts = [c for c, before in zip(odd, [0, *odd], strict=False) if c != before + 1]
    ends = [c for c, after in zip(odd, [*odd[1:], 0], strict=False) if after != c + 1]
    return re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True)) + "]")
