"""The pages of a book laid out one behind the other."""

from __future__ import annotations

from typing import NamedTuple

from docnorm.epub.package import Package
from docnorm.markup.html import lay_out_xhtml
from docnorm.markup.layout import Layout


class Page(NamedTuple):
    """A page that shows text: its path in the zip, what it shows, and where that begins in the text of the book."""

    path: str
    layout: Layout
    at: int


def lay_out_pages(package: Package) -> list[Page]:
    """Return the pages in reading order; a line end lies between the text of one and that of the next."""
    pages: list[Page] = []
    at = 0
    for path in package.spine:
        layout = lay_out_xhtml(package.page(path))
        if layout.text.strip():
            pages.append(Page(path, layout, at))
            at += len(layout.text) + 1
    return pages
