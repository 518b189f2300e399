"""A source with edits in it, as bytes again: every stretch in the encoding that it came in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate

from docnorm.edit import Edit, Span
from docnorm.source import Decoding, Lost, Segment, Written

Encode = Callable[[str, Decoding], bytes]


def rewrite(written: Written, edits: Iterable[Edit], encode: Encode, *, references: bool) -> bytes:
    """Return the bytes of ``written`` with sorted, disjoint ``edits`` in it.

    What an encoding lacks becomes a numeric reference where the format has ``references``; otherwise the whole is
    written in UTF-8. Lost bytes stay where they are, unless an edit took their place.
    """
    row = list(edits)
    decoding = written.decoding
    if references:
        row = [Edit(span, _write_references(new, _find_encoding(decoding, span.start))) for span, new in row]
    text, spans = _apply(written.text, row)
    try:
        return encode(text, _move_stretches(decoding, row, spans))
    except (UnicodeError, LookupError):  # LookupError: escapes of ISO-2022 that the text does not tell
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _apply(text: str, edits: list[Edit]) -> tuple[str, list[Span]]:
    """Return the text with ``edits`` in it, and where what each put in lies."""
    out: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for span, new in edits:
        out += (text[at : span.start], new)
        length += span.start - at
        spans.append(Span(length, length + len(new)))
        length += len(new)
        at = span.end
    out.append(text[at:])
    return "".join(out), spans


def _move_stretches(decoding: Decoding, edits: list[Edit], spans: list[Span]) -> Decoding:
    """Return how the text is encoded now that it has ``edits`` in it."""
    starts = [span.start for span, _ in edits]
    shifts = list(accumulate((len(new) - (span.end - span.start) for span, new in edits), initial=0))

    def place(offset: int) -> int:
        i = bisect_right(starts, offset)
        if i and offset < edits[i - 1].span.end:
            return spans[i - 1].end  # within what went
        return offset + shifts[i]

    ends = [place(segment.span.end) for segment in decoding.segments]
    segments = tuple(
        Segment(Span(start, end), segment.encoding)
        for start, end, segment in zip([0, *ends], ends, decoding.segments, strict=False)
    )
    lost = []
    for (start, end), data in decoding.lost:
        i = bisect_right(starts, start)
        if start < end and i and start < edits[i - 1].span.end:
            continue
        # A mark of byte order stands before whatever is put in at the head.
        first = 0 if end == 0 else start + shifts[i]
        lost.append(Lost(Span(first, first + end - start), data))
    return Decoding(decoding.encoding, decoding.how, decoding.confidence, segments, tuple(lost))


def _find_encoding(decoding: Decoding, offset: int) -> str:
    for segment in decoding.segments:
        if offset <= segment.span.end:
            return segment.encoding
    return decoding.encoding


def _write_references(new: str, encoding: str) -> str:
    """Return ``new`` with a numeric reference for each character that ``encoding`` lacks."""
    try:
        new.encode(encoding)
    except (UnicodeError, LookupError):
        return "".join(c if _has(encoding, c) else f"&#{ord(c)};" for c in new)
    return new


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
