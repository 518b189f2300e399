"""A PDF as a source: paragraphs, one a line; what the page says of them: title, headings, notes, cells, pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docnorm.edit import Span
from docnorm.errors import InputRefused
from docnorm.marker import list_readings
from docnorm.readers.pdf.extract import extract_pages, is_scan
from docnorm.readers.pdf.margins import find_margins
from docnorm.readers.pdf.page import Layout, Page
from docnorm.readers.pdf.paragraphs import Measure, Paragraph, gather_paragraphs, goes_on, part_notes
from docnorm.readers.pdf.ruled import Table, find_grids, holds, read_table
from docnorm.readers.pdf.strips import Strip, cut_strips, order_strips
from docnorm.source import Decoding, Mark, Segment, Source

_DOUBTFUL = 0.8  # of a line read from a picture
_END = "。！？；，：、!?;,:"


def read_pdf(data: bytes, encoding: str | None = None) -> Source:
    """Read ``data`` as a PDF; ``encoding`` says nothing here.

    Page numbers, running heads and feet are left out, notes stand behind the paragraph that they interrupt. Raises
    ``InputRefused`` for what is no PDF, protected, too large, or made of pictures where ``docnorm[ocr]`` is missing.
    """
    del encoding
    layout = extract_pages(data)
    scans = [n for n, page in enumerate(layout.pages, 1) if is_scan(len(page.glyphs), page.picture)]
    if scans and len(scans) == len(layout.pages):
        raise InputRefused('the PDF is a scan: its pages are pictures; pip install "docnorm[ocr]" reads them')
    strips: list[list[Strip]] = []
    tables: list[list[Table]] = []
    for number, page in enumerate(layout.pages):
        held, found = _read_page(page, number, layout)
        strips.append(held)
        tables.append(found)
    apart = find_margins(layout.pages, strips)
    body = [[s for s in held if (s.page, s.base, s.x0) not in apart] for held in strips]
    blocks = _gather(layout, body, tables)
    return _write(data, blocks, [*_warn(layout, scans, len(apart)), *_warn_doubts(body)])


def _read_page(page: Page, number: int, layout: Layout) -> tuple[list[Strip], list[Table]]:
    glyphs = page.glyphs
    tables: list[Table] = []
    for grid in find_grids(page):
        inside = [g for g in glyphs if holds(grid, g)]
        table = read_table(grid, inside, number, layout.fonts)
        if table:
            tables.append(table)
            glyphs = tuple(g for g in glyphs if not holds(grid, g))
    return order_strips(cut_strips(glyphs, number, layout.fonts, page.width), page), tables


def _gather(
    layout: Layout, body: Sequence[Sequence[Strip]], tables: Sequence[Sequence[Table]]
) -> list[Paragraph | Table]:
    """Return paragraphs and tables in the order of reading. What a page's end parts is one paragraph again."""
    measure = Measure.of([s for held in body for s in held])
    blocks: list[Paragraph | Table] = []
    notes: list[Paragraph] = []
    for page, held, ruled in zip(layout.pages, body, tables, strict=True):
        lines, below = part_notes(held, measure, page.height)
        waiting = sorted(ruled, key=lambda t: -t.top)
        for paragraph in gather_paragraphs(lines, measure):
            while waiting and waiting[0].top > paragraph.strips[0].base:
                blocks.append(waiting.pop(0))
            last = blocks[-1] if blocks else None
            if isinstance(last, Paragraph) and _continues(last, paragraph, measure):
                _join(last, paragraph)
            else:
                blocks += notes
                notes = []
                blocks.append(paragraph)
        blocks += waiting
        notes += gather_paragraphs(below, measure)
        for note in notes:
            note.note = True
    return [*blocks, *notes]


def _continues(last: Paragraph, following: Paragraph, measure: Measure) -> bool:
    first = following.strips[0]
    return first.page == last.strips[-1].page + 1 and not last.note and goes_on(last, first, measure)


def _join(last: Paragraph, following: Paragraph) -> None:
    at = len(last.text)
    last.pages += [(at + offset, page) for offset, page in following.pages]
    last.text += following.text
    last.strips += following.strips


def _write(data: bytes, blocks: Sequence[Paragraph | Table], warnings: Sequence[str]) -> Source:
    measure = Measure.of([s for b in blocks if isinstance(b, Paragraph) for s in b.strips])
    levels = _rank_headings(blocks, measure)
    lines: list[str] = []
    marks: list[Mark] = []
    starts: list[tuple[int, int]] = []
    at = 0
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            starts += [(at + offset, page) for offset, page in block.pages]
            whole = Span(at, at + len(block.text))
            if block.note:
                marks.append(Mark(whole, "style", "footnote text"))
            elif (level := levels.get(number)) is not None:
                marks.append(Mark(whole, "heading", str(level)) if level else Mark(whole, "style", "title"))
            lines.append(block.text)
            at = whole.end + 1
        else:
            for row in block.rows:
                begun = at
                for cell in row:
                    text = "".join(_spaced(cell))
                    if cell:
                        starts.append((at, cell[0].page))
                    marks.append(Mark(Span(at, at + len(text)), "cell"))
                    lines.append(text)
                    at += len(text) + 1
                    marks.append(Mark(Span(at - 1, at), "frozen"))  # cells are no neighbours
                marks.append(Mark(Span(begun, at - 1), "row", str(number)))
    text = "\n".join(lines)
    marks = [m for m in marks if m.span.end <= len(text)]
    marks += _mark_pages(starts, len(text))
    segments = (Segment(Span(0, len(text)), "utf-8"),) if text else ()
    return Source(
        text, "pdf", Decoding("utf-8", "declared", 1.0, segments), tuple(sorted(marks)), data, warnings=tuple(warnings)
    )


def _spaced(cell: Sequence[Strip]) -> list[str]:
    found: list[str] = []
    for strip in cell:
        if found and found[-1][-1].isascii() and strip.text[0].isascii():
            found.append(" ")
        found.append(strip.text)
    return found


def _mark_pages(starts: Sequence[tuple[int, int]], end: int) -> list[Mark]:
    """Return a mark for each stretch of text that stands on one page, with the page's number from 1."""
    firsts: list[tuple[int, int]] = []
    for at, page in starts:
        if not firsts or firsts[-1][1] != page:
            firsts.append((at, page))
    stops = [*(at for at, _ in firsts[1:]), end][: len(firsts)]
    return [
        Mark(Span(at, stop), "page", str(page + 1)) for (at, page), stop in zip(firsts, stops, strict=True) if at < stop
    ]


def _rank_headings(blocks: Sequence[Paragraph | Table], measure: Measure) -> dict[int, int]:
    """Return the level of each paragraph that is set as a heading and bears no number; 0 is the document's title.

    Numbers tell their levels by themselves. Larger type ranks above smaller, heavy type of the text's size below both.
    """
    set_apart: dict[int, float] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph) and not block.note and _is_set_apart(block, measure):
            size = round(block.strips[0].size * 2) / 2
            set_apart[number] = max(size, measure.size)
    found: dict[int, int] = {}
    tally = Counter(set_apart.values())
    title = next((n for n, size in set_apart.items() if _is_title(n, size, tally, measure)), None)
    if title is not None:
        found[title] = 0
        set_apart.pop(title)
    sizes = sorted(set(set_apart.values()), reverse=True)
    for number, size in set_apart.items():
        block = blocks[number]
        if isinstance(block, Paragraph) and not list_readings(block.text):
            found[number] = min(sizes.index(size) + 1, 6)
    return found


def _is_title(number: int, size: float, tally: Counter[float], measure: Measure) -> bool:
    return number < 8 and size == max(tally) and size >= 1.2 * measure.size and tally[size] <= 2


def _is_set_apart(paragraph: Paragraph, measure: Measure) -> bool:
    text, strips = paragraph.text, paragraph.strips
    if len(strips) > 3 or len(text) > 60 or text[-1] in _END or "\t" in text or not any(c.isalpha() for c in text):
        return False
    large = min(s.size for s in strips) >= 1.12 * measure.size
    return large or (
        all(s.heavy for s in strips) and not measure.heavy and min(s.size for s in strips) >= 0.95 * measure.size
    )


def _warn(layout: Layout, scans: Sequence[int], apart: int) -> list[str]:
    said: list[str] = []
    if apart:
        said.append(f"{apart} page numbers and running heads were left out")
    if aslant := sum(page.aslant for page in layout.pages):
        said.append(f"{aslant} characters that lie aslant, as a watermark does, were left out")
    if scans:
        pages = ", ".join(map(str, scans[:20]))
        said.append(f'pages that are pictures and were not read: {pages}; pip install "docnorm[ocr]" reads them')
    if layout.seen:
        said.append(f"{layout.seen} pages are pictures and were read as such: compare them with the original")
    if layout.unread:
        lost = [n for n, page in enumerate(layout.pages, 1) if page.unread]
        fonts = ", ".join(layout.unread[:5])
        said.append(
            f"fonts that do not say what their characters are: {fonts} (pages {', '.join(map(str, lost[:20]))})"
        )
    return said


def _warn_doubts(body: Sequence[Sequence[Strip]]) -> list[str]:
    doubtful = [s for held in body for s in held if s.sure < _DOUBTFUL]
    return [f"page {s.page + 1}: a line was read with {s.sure:.0%} confidence" for s in doubtful[:20]]
