"""Text that is readable in parts: a program went on in UTF-16 or behind it, or what stands around is no text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Span
from docnorm.lexicon.characters import measure_strangeness, measure_surprise
from docnorm.readers.decoding.damage import Pieces, assemble
from docnorm.readers.decoding.search import ByteRun
from docnorm.source import Lost, Segment

_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS = bytes(code for code in range(32) if _CONTROL.match(bytes([code])))
_LINE_END = re.compile(rb"\n(?!\0)")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_ODD = re.compile("[\0-\x08\x0e-\x1f\ufffd]")
# Chinese in step has 5 to 7, misread text above 8.5.
_SOUND = 8.0
# Fewer Han prove nothing: random bytes have some.
_LEAST = 6
# Of the readable lines behind bytes that are no text at least this share of the file: a program holds a message or two.
_SHARE = 0.025
_UTF16 = ("utf-16-le", "utf-16-be")
_BACK = 64  # bytes: so few of UTF-16 hold no control, be it half of a full stop or of a line end


def read_two_parts(body: bytes, claims: str = "") -> Pieces | None:
    """Return the text of ``body`` where UTF-16 goes on behind another encoding, or that behind UTF-16, else None.

    ``claims`` is the form of UTF-16 that a mark before it says.
    """
    if not claims and len(body.translate(None, _CONTROLS)) == len(body):  # five times as fast as to search for one
        return None
    for name in (claims,) if claims else _UTF16:
        if at := _find_end_of_utf16(body, name):
            other = _read_part(body[at : at + 4096])
            if other and _is_sound(body[max(0, at - 4096) : at], name) and not _is_sound(body[at : at + 4096], name):
                return assemble(body, [ByteRun(0, at, name), ByteRun(at, len(body), other)])
    odd = None if claims else _CONTROL.search(body)
    if odd is None or odd.start() == 0:
        return None
    ends = [0, *(m.end() for m in _LINE_END.finditer(body, 0, odd.start()))][-6:]
    for at in reversed([end for end in ends if end]):
        name = _read_part(body[:at]) or ""
        tail = next((tail for tail in _UTF16 if name and _is_sound(body[at : at + 4096], tail)), None)
        if tail:
            return assemble(body, [ByteRun(0, at, name), ByteRun(at, len(body), tail)])
    return _read_glued(body, odd.start())


def _find_end_of_utf16(body: bytes, name: str) -> int:
    """Return the place behind the last line end in UTF-16, which no other encoding has; 0 where there is none."""
    end = b"\n\0" if name == "utf-16-le" else b"\0\n"
    at = body.rfind(end)
    while at > 0 and at % 2:
        at = body.rfind(end, 0, at + 1)
    return at + 2 if 0 < at < len(body) - 2 else 0


def _read_glued(body: bytes, odd: int) -> Pieces | None:
    """Return the text where UTF-16 begins within a line, at the likeliest place before its first control byte."""
    found: list[tuple[float, int, str, str]] = []
    for at in range(max(2, odd - _BACK), odd + 1):
        for tail in _UTF16:
            behind = body[at : at + 4096]
            if not _is_sound(behind, tail) or (name := _read_part(body[:at])) is None:
                continue
            cost = measure_surprise(body[:at].decode(name, "replace")[-_BACK:]) + measure_surprise(
                body[at : at + 2 * _BACK].decode(tail, "replace")
            )
            found.append((cost, at, name, tail))
    if not found:
        return None
    _, at, name, tail = min(found)
    return assemble(body, [ByteRun(0, at, name), ByteRun(at, len(body), tail)])


def read_lines(body: bytes) -> Pieces | None:
    """Return the lines of ``body`` that are Chinese, the rest as lost; None where they are next to nothing."""
    runs = [*_list_readable(body)]
    if not runs or (runs[0].start and sum(run.end - run.start for run in runs) < _SHARE * len(body)):
        return None
    texts: list[str] = []
    segments: list[Segment] = []
    lost: list[Lost] = []
    length = at = 0
    for start, end, name in (*runs, ByteRun(len(body), len(body), runs[-1].encoding)):
        text = body[start:end].decode(name)
        if start > at:
            lost.append(Lost(Span(length, length + 1), body[at:start]))
            text = f"\ufffd{text}"
        segments.append(Segment(Span(length, length + len(text)), name))
        texts.append(text)
        length, at = length + len(text), end
    return Pieces("".join(texts), tuple(s for s in segments if s.span.start < s.span.end), tuple(lost))


def _list_readable(body: bytes) -> Iterator[ByteRun]:
    """Yield the stretches of whole lines that are Chinese, each in one encoding."""
    held: ByteRun | None = None
    for m in _LINE.finditer(body):
        name = _read_part(m[0]) if len(m[0]) > 2 * _LEAST else None
        if held and held.end == m.start() and (name == held.encoding or (not name and _is_plain(m[0]))):
            held = ByteRun(held.start, m.end(), held.encoding)  # a short line, an empty one
            continue
        if held:
            yield held
        held = ByteRun(*m.span(), name) if name else None
    if held:
        yield held


def _is_plain(line: bytes) -> bool:
    return line.isascii() and not _CONTROL.search(line)


def _read_part(head: bytes) -> str | None:
    return next((name for name in ("utf-8", "gb18030", "cp950") if _is_sound(head, name)), None)


def _is_sound(data: bytes, name: str) -> bool:
    """Whether ``data`` is Chinese in that encoding, to its last byte but for half a character at the end."""
    text = data.decode(name, "replace")
    if name.startswith("utf-16"):
        text = text.removesuffix("\ufffd")
    return len(_HAN.findall(text)) >= _LEAST and not _ODD.search(text) and measure_strangeness(text) < _SOUND
