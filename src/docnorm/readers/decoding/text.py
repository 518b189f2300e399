"""Bytes to text with one codec, each unreadable stretch kept: what every other module of this room builds on."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from docnorm.edit import Span
from docnorm.source import Decoding, Lost, Segment

# What a codec could not read leaves lone surrogates behind, which no codec yields by itself: the first byte in
# U+DC00..DCFF, the others in U+DD00..DDFF. Afterwards each such stretch becomes one U+FFFD and an entry in ``lost``.
_MARKED = re.compile("[\udc00-\udcff][\udd00-\uddff]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text made of bytes, in which encoding, how that was found, how sure it is (0 to 1), and what could not be read.

    Offsets of ``segments`` and ``lost`` are code points of ``text``.
    """

    text: str
    encoding: str
    how: Literal["bom", "declared", "detected", "fallback"]
    confidence: float = 1.0
    segments: tuple[Segment, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def decoding(self) -> Decoding:
        """The same without the text."""
        return Decoding(self.encoding, self.how, self.confidence, self.segments, self.lost)


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    first, *rest = error.object[error.start : error.end] or b"\0"
    return chr(0xDC00 + first) + "".join(chr(0xDD00 + b) for b in rest), error.end


codecs.register_error("docnorm.keep", _keep)


def read(data: bytes, encoding: str) -> tuple[str, tuple[Lost, ...]]:
    """Return the text of ``data`` under one codec, U+FFFD for each stretch that it cannot read, and those stretches."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        return settle(data.decode(encoding, "docnorm.keep"))


def settle(text: str, at: int = 0) -> tuple[str, tuple[Lost, ...]]:
    """Turn marked bytes in ``text`` into U+FFFD and entries of ``lost``, counted from ``at``."""
    lost: list[Lost] = []
    shift = at

    def note(m: re.Match[str]) -> str:
        nonlocal shift
        place = m.start() + shift
        shift -= len(m[0]) - 1
        lost.append(Lost(Span(place, place + 1), bytes(ord(c) & 0xFF for c in m[0])))
        return "\ufffd"

    return _MARKED.sub(note, text), tuple(lost)
