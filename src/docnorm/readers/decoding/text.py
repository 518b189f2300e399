"""Bytes to text with one codec, each unreadable stretch kept: what every other module of this room builds on."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from docnorm.edit import Span
from docnorm.source import Decoding, Lost, Segment

# What a codec could not read leaves lone surrogates behind, which no codec yields by itself: the first byte in
# U+DA00..DAFF, the others in U+DB00..DBFF. Afterwards each such stretch becomes one U+FFFD and an entry in ``lost``.
_WIDER = {"cp950": "big5hkscs", "gb18030": "gbk"}
_MARKED = re.compile("[\uda00-\udaff][\udb00-\udbff]*")


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
    return chr(0xDA00 + first) + "".join(chr(0xDB00 + b) for b in rest), error.end


def _decode_euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    return _keep(error)


codecs.register_error("docnorm.keep", _keep)
codecs.register_error("docnorm.euro", _decode_euro)


def decode_marked(data: bytes, encoding: str) -> str:
    """Return the text of ``data`` under one codec, with marks in place of what it cannot read."""
    if encoding == "euc-tw":
        from docnorm.readers.decoding import euc_tw

        return euc_tw.decode(data)
    if encoding == "iso-2022-cn":
        from docnorm.readers.decoding import iso_2022_cn

        return iso_2022_cn.decode(data)
    if encoding == "gbk":
        return data.decode("gb18030", "docnorm.euro")
    return data.decode(encoding, "docnorm.keep")


def decode_widest(data: bytes, encoding: str) -> tuple[str, str]:
    """Return the name and the marked text; a codec in its wider form where that reads more.

    Big5 (``cp950``) has a Hong Kong form, and ``gb18030`` one with € at byte 80 (Windows' code page 936, ``gbk`` here).
    """
    found = decode_marked(data, encoding)
    if encoding in _WIDER and (marks := len(_MARKED.findall(found))):
        other = decode_marked(data, _WIDER[encoding])
        if len(_MARKED.findall(other)) < marks:
            return _WIDER[encoding], other
    return encoding, found


def read(data: bytes, encoding: str) -> tuple[str, str, tuple[Lost, ...]]:
    """Return the name of the encoding, the text, U+FFFD for each stretch that it cannot read, and those stretches."""
    try:
        return encoding, data.decode(encoding), ()  # looking for marks would cost as much again
    except (UnicodeDecodeError, LookupError):  # LookupError: one of our own codecs
        name, found = decode_widest(data, encoding)
        return name, *settle(found)


def settle(text: str) -> tuple[str, tuple[Lost, ...]]:
    """Turn marked bytes in ``text`` into U+FFFD and entries of ``lost``."""
    lost: list[Lost] = []
    shift = 0

    def note(m: re.Match[str]) -> str:
        nonlocal shift
        place = m.start() - shift
        shift += len(m[0]) - 1
        lost.append(Lost(Span(place, place + 1), bytes(ord(c) & 0xFF for c in m[0])))
        return "\ufffd"

    return _MARKED.sub(note, text), tuple(lost)
