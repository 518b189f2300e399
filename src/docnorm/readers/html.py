"""HTML: what a reader of the page sees, one paragraph a line. Nothing is fetched, nothing in the page acts.

Ordered lists show their numbers, since the numbers belong to the text; the dots of unordered lists do not.
"""

from __future__ import annotations

import re

from docnorm.edit import Span
from docnorm.markup.html import lay_out
from docnorm.markup.layout import Layout
from docnorm.readers.decoding import Decoded, decode
from docnorm.source import Decoding, Lost, Mark, Segment, Source, Written

_CHARSET = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)


def read_html(data: bytes, encoding: str | None = None) -> Source:
    """Read ``data`` as HTML: its visible text, and marks for headings, emphasis, links, code, quotes, tables.

    ``encoding`` skips detection; else what the page declares is believed where its bytes agree.
    """
    found = _decode_page(data, encoding)
    page = lay_out(found.text)
    return make_source("html", found, page, data)


def _decode_page(data: bytes, encoding: str | None) -> Decoded:
    if encoding is not None:
        return decode(data, encoding)
    found = decode(data)
    m = _CHARSET.search(data, 0, 4096)
    # Bytes that are UTF-8 are UTF-8: browsers that save a page change its bytes and leave its <meta> as it was.
    if m is None or found.how == "bom" or (found.encoding == "utf-8" and not found.text.isascii()):
        return found
    return decode(data, hint=(m[1] or m[2]).decode("ascii", "replace"))


def make_source(name: str, found: Decoded, page: Layout, data: bytes, marks: tuple[Mark, ...] | None = None) -> Source:
    """Return the source of a file of markup: what it shows, with ``marks`` or the page's, and the file's own text."""
    over = decode_visible(found, page.text)
    written = Written(found.text, found.decoding)
    marks = page.marks if marks is None else marks
    return Source(page.text, name, over, marks, data, written=written, warnings=page.warnings)


def decode_visible(found: Decoded, text: str) -> Decoding:
    """Return the decoding over the visible text. What was lost shows as U+FFFD, in the order in which it was lost."""
    places = [i for i, c in enumerate(text) if c == "\ufffd"] if found.lost else []
    lost = [x for x in found.lost if x.span.start < x.span.end]
    seen = tuple(Lost(Span(at, at + 1), x.data) for at, x in zip(places, lost, strict=False))
    segments = (Segment(Span(0, len(text)), found.encoding),) if text else ()
    return Decoding(found.encoding, found.how, found.confidence, segments, seen if len(places) == len(lost) else ())
