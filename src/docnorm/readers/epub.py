"""EPUB: its pages in reading order, as one text; what the contents say of their heads, where the pages do not."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from docnorm.edit import Span
from docnorm.epub.package import Package, open_package, resolve_path
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
    marks = tuple(sorted(_number_notes([mark for page in pages for mark in _list_marks(package, page)])))
    whole = (Segment(Span(0, len(text)), "utf-8"),) if text else ()
    warnings = (*package.warnings, *_name_readings(marks))
    return Source(text, "epub", Decoding("utf-8", "declared", 1.0, whole), marks, data, warnings=warnings)


def _list_marks(package: Package, page: Page) -> Iterator[Mark]:
    """Yield the marks of a page, at their places in the book; what they lead to, as paths in the zip."""
    for mark in page.layout.marks:
        span = Span(mark.span.start + page.at, mark.span.end + page.at)
        yield Mark(span, mark.kind, _name_target(page.path, mark))
    yield from _listed(package, page)
    # <p>&#160;</p> sets a distance: it shows a blank, and no rule about blanks has any business with it.
    for blank in _SPACER.finditer(page.layout.text):
        yield Mark(Span(page.at + blank.start(), page.at + blank.end()), "frozen")


def _name_target(path: str, mark: Mark) -> str:
    if mark.kind == "picture":
        href, _, words = mark.value.partition("\n")
        return f"{href if href.startswith('data:') else resolve_path(posixpath.dirname(path), href)}\n{words}"
    if mark.kind == "note":
        return path + mark.value
    if mark.kind == "reference":
        href, _, fragment = mark.value.partition("#")
        return f"{resolve_path(posixpath.dirname(path), href) if href else path}#{fragment}"
    return mark.value


def _number_notes(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks, the notes named by numbers through the book; a reference to what is no note is none."""
    names: dict[str, str] = {}
    for mark in marks:
        if mark.kind == "note":
            names.setdefault(mark.value, str(len(names) + 1))
    for mark in marks:
        if mark.kind not in ("note", "reference"):
            yield mark
        elif mark.value in names:
            yield mark._replace(value=names[mark.value])


def _name_readings(marks: tuple[Mark, ...]) -> Iterator[str]:
    if count := sum(mark.kind == "ruby" for mark in marks):
        yield f"{count} reading(s) above words (ruby) are not in the text"


def _listed(package: Package, page: Page) -> Iterator[Mark]:
    """Mark the first line of a page as a heading where the contents call the page so and the page itself does not."""
    if any(m.kind == "heading" for m in page.layout.marks):
        return
    label = next((x for x in package.labels if x.path == page.path and not x.fragment), None)
    first = page.layout.text.split("\n", 1)[0]
    if label is None or _bare(label.title) != _bare(first) or not _bare(first):
        return
    yield Mark(Span(page.at, page.at + len(first)), "heading", str(min(label.depth, 6)))


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
