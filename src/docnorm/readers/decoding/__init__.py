"""Bytes become text: which encoding, how sure, what was lost, and the bytes again."""

from __future__ import annotations

import codecs

from docnorm.edit import Span
from docnorm.errors import UsageError, nearest
from docnorm.readers.decoding.text import Decoded, read
from docnorm.readers.decoding.undo import encode, gives_back
from docnorm.source import Lost, Segment

__all__ = ["Decoded", "decode", "encode", "gives_back"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of ``data``, its own line ends kept; ``encoding`` skips detection and is obeyed."""
    mark, of_mark = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    if encoding is not None:
        name = _known(encoding)
        return _whole(data, mark if of_mark == name else b"", name, "declared")
    if mark:
        return _whole(data, mark, of_mark, "bom")
    for name in ("utf-8", "gb18030"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return _whole(data, b"", name, "detected")
    import chardet

    found = chardet.detect(data)
    return _whole(data, b"", found["encoding"] or "gb18030", "fallback", 0.5)


def _known(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except LookupError:
        raise UsageError(f"unknown encoding {encoding!r}{nearest(encoding, ['utf-8', 'gb18030', 'big5'])}") from None
    return {"gb2312": "gb18030", "gbk": "gb18030", "utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(
        info.name, info.name
    )


def _whole(data: bytes, mark: bytes, encoding: str, how: str, confidence: float = 1.0) -> Decoded:
    text, lost = read(data[len(mark) :], encoding)
    if mark:
        lost = (Lost(Span(0, 0), mark), *lost)
    segments = (Segment(Span(0, len(text)), encoding),)
    return Decoded(text, encoding, how, confidence, segments, lost)  # type: ignore[arg-type]
