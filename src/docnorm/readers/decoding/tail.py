"""Text that is readable to a point: another program went on in UTF-16, or what follows is no text at all."""

from __future__ import annotations

import re
from itertools import islice

from docnorm.edit import Span
from docnorm.lexicon.characters import measure_strangeness
from docnorm.readers.decoding.damage import Pieces, assemble
from docnorm.readers.decoding.search import ByteRun
from docnorm.source import Lost, Segment

_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS = bytes(code for code in range(32) if _CONTROL.match(bytes([code])))
_LINE_END = re.compile(rb"\n(?!\0)")
_HAN = re.compile("[\u4e00-\u9fff]")
_ODD = re.compile("[\0-\x08\x0e-\x1f\ufffd]")
# Chinese in step has 5 to 7, misread text above 8.5.
_SOUND = 8.0
# Fewer Han prove nothing: random bytes have some.
_LEAST = 6


def read_two_parts(body: bytes) -> Pieces | None:
    """Return the text of ``body`` where it goes on in UTF-16 behind a line in another encoding, else None."""
    if len(body.translate(None, _CONTROLS)) == len(body):  # five times as fast as to search for one
        return None
    odd = _CONTROL.search(body)
    if odd is None or odd.start() == 0:
        return None
    ends = [0, *(m.end() for m in _LINE_END.finditer(body, 0, odd.start()))][-6:]
    for at in reversed([end for end in ends if end]):
        name = _read_part(body[:at])
        if name is None:
            continue
        for tail in ("utf-16-le", "utf-16-be"):
            if _is_sound(body[at : at + 4096], tail):
                return assemble(body, [ByteRun(0, at, name), ByteRun(at, len(body), tail)])
    return None


def read_head(body: bytes) -> Pieces | None:
    """Return the lines at the head of ``body`` that are Chinese, the rest as lost; None where there are none."""
    odd = _CONTROL.search(body)
    ends = [m.end() for m in _LINE_END.finditer(body, 0, odd.start() if odd else len(body))]
    for at in islice(reversed(ends), 20):
        name = _read_part(body[:at])
        if name is not None:
            text = body[:at].decode(name)
            length = len(text)
            lost = (Lost(Span(length, length + 1), body[at:]),) if at < len(body) else ()
            return Pieces(text + "\ufffd" * len(lost), (Segment(Span(0, length + len(lost)), name),), lost)
    return None


def _read_part(head: bytes) -> str | None:
    return next((name for name in ("utf-8", "gb18030", "cp950") if _is_sound(head, name)), None)


def _is_sound(data: bytes, name: str) -> bool:
    """Whether ``data`` is Chinese in that encoding, to its last byte but for half a character at the end."""
    text = data.decode(name, "replace")
    if name.startswith("utf-16"):
        text = text.removesuffix("\ufffd")
    return len(_HAN.findall(text)) >= _LEAST and not _ODD.search(text) and measure_strangeness(text) < _SOUND
