"""An EPUB edited in place: the prose of its pages changes, every other byte of its parts stays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from docnorm.edit import Hunk, Patch, Span
from docnorm.epub.package import Package, open_package
from docnorm.epub.pages import Page, lay_out_pages
from docnorm.errors import OutputFailed
from docnorm.markup.html import XHTML
from docnorm.markup.splice import apply, find_edits
from docnorm.result import Normalized


def edit_epub(document: Normalized) -> bytes:
    """Return the book that ``document`` was read from with its changes in it.

    Each page that was written is laid out again: raises ``OutputFailed`` where it does not show the clean text.
    """
    data = document.source.origin
    assert isinstance(data, bytes)
    if not document.draft.patch.hunks:
        return data
    package = open_package(data)
    pages = lay_out_pages(package)
    changed = dict(_changed(package, pages, document.draft.patch.hunks))
    return _packed(package, changed) if changed else data


def _changed(package: Package, pages: Sequence[Page], hunks: Sequence[Hunk]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the new bytes of each page in which a hunk lies."""
    for page, patch in _shared_out(pages, hunks):
        markup = package.page(page.path)
        new = apply(find_edits(markup, patch, XHTML), markup)
        codec = package.codec(page.path)
        try:
            yield page.path, new.encode(codec)
        except UnicodeEncodeError as error:
            raise OutputFailed("a page of the book cannot hold the clean text in its encoding") from error


def _shared_out(pages: Sequence[Page], hunks: Sequence[Hunk]) -> Iterator[tuple[Page, Patch]]:
    """Yield each page with its hunks, moved to its own text.

    A hunk over the line end between two pages does to each what lies in it: pages are never joined.
    """
    k = 0
    for page in pages:
        end = page.at + len(page.layout.text)
        own: list[Hunk] = []
        while k < len(hunks) and hunks[k].span.start <= end:
            start, stop = hunks[k].span
            new = hunks[k].new if start >= page.at else ""
            if stop > end:
                new = new.removesuffix("\n")
            span = Span(max(start, page.at) - page.at, min(stop, end) - page.at)
            if span.start < span.end or new:
                own.append(Hunk(span, new, hunks[k].causes))
            if stop > end:
                break  # it goes on in the next page
            k += 1
        if own:
            yield page, Patch(tuple(own))


def _packed(package: Package, changed: dict[str, bytes]) -> bytes:
    """Return the zip with the changed parts; every entry keeps its place, its date and its way of being packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info in package.archive.infolist():
            data = changed.get(info.filename)
            archive.writestr(info, package.archive.read(info) if data is None else data)
    return out.getvalue()
