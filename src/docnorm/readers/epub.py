"""EPUB: its pages in reading order, as one text; what the contents say of their heads, where the pages do not."""

from __future__ import annotations

import re

from docnorm.edit import Span
from docnorm.epub.package import Package, open_package
from docnorm.epub.pages import Page, lay_out_pages
from docnorm.source import Decoding, Mark, Segment, Source

_SPACER = re.compile(r"^[\xa0\u3000 ]+$", re.MULTILINE)


def read_epub(data: bytes, encoding: str | None = None) -> Source:
    """Read ``data`` as an EPUB; ``encoding`` says nothing here: its parts are UTF-8 or UTF-16.

    Raises ``InputRefused`` for protected books, bombs and what is no EPUB.
    """
    del encoding
    package = open_package(data)
    pages = lay_out_pages(package)
    text = "\n".join(page.layout.text for page in pages)
    marks: list[Mark] = []
    for page in pages:
        marks += (m._replace(span=Span(m.span.start + page.at, m.span.end + page.at)) for m in page.layout.marks)
        marks += _listed(package, page)
        # <p>&#160;</p> sets a distance: it shows a blank, and no rule about blanks has any business with it.
        marks += (
            Mark(Span(page.at + m.start(), page.at + m.end()), "frozen") for m in _SPACER.finditer(page.layout.text)
        )
    whole = (Segment(Span(0, len(text)), "utf-8"),) if text else ()
    warnings = tuple(dict.fromkeys((*package.warnings, *(w for page in pages for w in page.layout.warnings))))
    return Source(
        text, "epub", Decoding("utf-8", "declared", 1.0, whole), tuple(sorted(marks)), data, warnings=warnings
    )


def _listed(package: Package, page: Page) -> list[Mark]:
    """Mark the first line of a page as a heading where the contents call the page so and the page itself does not."""
    if any(m.kind == "heading" for m in page.layout.marks):
        return []
    label = next((x for x in package.labels if x.path == page.path and not x.fragment), None)
    first = page.layout.text.split("\n", 1)[0]
    if label is None or _bare(label.title) != _bare(first) or not _bare(first):
        return []
    return [Mark(Span(page.at, page.at + len(first)), "heading", str(min(label.depth, 6)))]


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
