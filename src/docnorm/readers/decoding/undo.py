"""Text back to its bytes: what ``--undo`` stands on."""

from __future__ import annotations

from docnorm.edit import Span
from docnorm.source import Decoding, Segment


def encode(text: str, decoding: Decoding) -> bytes:
    """Return the bytes that ``text`` was decoded from: each segment in its own encoding, lost bytes put back.

    Raises ``UnicodeError`` where the text holds what a segment's encoding cannot say, ``LookupError`` for ISO-2022-CN.
    Several byte strings may decode to one text, so ask ``gives_back`` before relying on it.
    """
    out: list[bytes] = []
    at = 0
    entries = iter(decoding.lost)
    entry = next(entries, None)
    for (start, end), encoding in decoding.segments or (Segment(Span(0, len(text)), decoding.encoding),):
        while entry is not None and (entry.span.end <= end):
            out += (_encode(text[max(at, start) : entry.span.start], encoding), entry.data)
            at = entry.span.end
            entry = next(entries, None)
        out.append(_encode(text[max(at, start) : end], encoding))
        at = end
    while entry is not None:
        out.append(entry.data)
        entry = next(entries, None)
    return b"".join(out)


def gives_back(data: bytes, text: str, decoding: Decoding) -> bool:
    """Whether ``encode`` rebuilds ``data`` exactly; where it does not, the bytes themselves have to be kept."""
    try:
        return encode(text, decoding) == data
    except (UnicodeError, LookupError):
        return False


def _encode(text: str, encoding: str) -> bytes:
    if encoding == "euc-tw":
        from docnorm.readers.decoding import euc_tw

        return euc_tw.encode(text)
    if encoding == "gbk":  # Windows' code page 936
        return b"\x80".join(part.encode("gb18030") for part in text.split("€"))
    return text.encode(encoding)  # iso-2022-cn is a LookupError: which escapes stood there, the text does not tell
