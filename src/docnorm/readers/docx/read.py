"""DOCX to a source: the visible text, one paragraph a line, and what the file says about stretches of it.

U+FFFC stands for what is not text. U+2028 is a soft return. What must not be edited is marked ``frozen``: objects,
results of fields, and line breaks that keep two things apart that are not neighbours (cells, text boxes, sections).
"""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Span
from docnorm.ooxml.convert import format_of
from docnorm.ooxml.linear import Layout
from docnorm.ooxml.opened import open_docx
from docnorm.ooxml.package import Package
from docnorm.ooxml.story import Paragraph
from docnorm.readers.docx.disguised import read_chunk, read_disguised
from docnorm.readers.docx.numbering import Numbering, read_numbering
from docnorm.readers.docx.styles import PLAIN, Style, read_styles
from docnorm.source import Decoding, Mark, MarkKind, Source

# Word's own names for the styles of text outside the body: what a paragraph there is, whatever style it was given.
_PLACES = {"footnotes": "footnote text", "endnotes": "endnote text", "header": "header", "footer": "footer"}


def read_docx(data: bytes, encoding: str | None = None) -> Source:
    """Read a DOCX, what LibreOffice makes one of (.doc .wps .rtf .odt), or a web page that goes by such a name.

    XML says its own encoding; ``encoding`` is for a page.

    Raises ``InputRefused`` for one that is damaged, hostile, encrypted or holds macros.
    """
    page = None if data.startswith(b"PK") else read_disguised(data, encoding)
    if page is not None:
        return page
    package, layout = open_docx(data)
    chunk = read_chunk(data, package, alone=not layout.text.strip())
    if chunk is not None:
        return chunk
    marks = sorted(_marks(layout, package))
    return Source(
        layout.text, format_of(data), Decoding("utf-8", "declared"), tuple(marks), data, warnings=package.warnings
    )


def _marks(layout: Layout, package: Package) -> Iterator[Mark]:
    for start, end in layout.frozen():
        yield Mark(Span(start, end), "frozen")
    styles = read_styles(package)
    numbering = read_numbering(package)
    plain = styles.get("", PLAIN)
    silent = plain.outline is None and plain.number is None and not plain.bold
    for paragraph in layout.lines:
        start, story = paragraph.start, paragraph.story
        if silent and story == 0 and not paragraph.says_more:
            continue
        style = styles.get(paragraph.style, plain) if paragraph.style else plain
        place = _PLACES.get(layout.stories[story].kind) or ("text box" if paragraph.boxed else "")
        numbered = paragraph.number is not None or style.number is not None
        label = _label(numbering, paragraph, style) if numbered and not place else None
        if not paragraph.text:
            continue
        whole = Span(start, start + len(paragraph.text))
        if label:
            yield Mark(whole, "number", label)
        if place or (style is not plain and style.name):
            yield Mark(whole, "style", place or style.name)
        outline = style.outline if paragraph.outline is None else paragraph.outline
        if outline is not None and outline < 9 and not place:
            yield Mark(whole, "heading", str(outline + 1))
            yield from _breaks(paragraph)
        elif style.name in {"title", "subtitle"} or place in {"header", "footer"}:
            yield from _breaks(paragraph)
        if style.bold:
            yield Mark(whole, "bold")
        elif paragraph.bold:
            for first, last in paragraph.bold:
                yield Mark(Span(start + first, start + last), "bold")
        for first, last in paragraph.links:
            yield Mark(Span(start + first, start + last), "link")
    yield from _table_marks(layout)


def _breaks(paragraph: Paragraph) -> Iterator[Mark]:
    """Yield the soft returns of a heading or a title: they are for its shape, and it is one line of the outline."""
    for at, char in enumerate(paragraph.text):
        if char == "\u2028":
            yield Mark(Span(paragraph.start + at, paragraph.start + at + 1), "frozen")


def _label(numbering: Numbering, paragraph: Paragraph, style: Style) -> str | None:
    number = paragraph.number if paragraph.number is not None else style.number
    if number is None or number == "0":
        return None
    depth = paragraph.depth
    if depth is None:
        depth = style.depth
    return numbering.next(number, depth, paragraph.style)


def _table_marks(layout: Layout) -> Iterator[Mark]:
    """Yield one mark per cell and one per row, whatever number of paragraphs they hold. Nested tables: the inner."""
    found: dict[tuple[MarkKind, int, int], Mark] = {}
    for paragraph in layout.lines:
        if paragraph.cell < 0:
            continue
        start, story = paragraph.start, paragraph.story
        end = start + len(paragraph.text)
        cell: tuple[MarkKind, int, int] = ("cell", story, paragraph.cell)
        row: tuple[MarkKind, int, int] = ("row", story, paragraph.row)
        for key, value in ((cell, ""), (row, f"{story}.{paragraph.table}")):
            since = found[key].span.start if key in found else start
            found[key] = Mark(Span(since, end), key[0], value)
    yield from found.values()
