"""A table as a Word table: as wide as the text, columns by what stands in them, the first row repeated on each page."""

from __future__ import annotations

import re
from collections.abc import Callable

from docnorm.edit import Span
from docnorm.look import Look
from docnorm.outline import Block
from docnorm.writers.docx.layout import LINE_END
from docnorm.writers.docx.units import ems, twips

_DRAWN = re.compile(r"[\s|+:=-]*")  # what a table is drawn with in plain text: it goes, the rules stand for it
_WIDEST = 30.0  # characters of one cell that count for its column: a paragraph in a cell wraps


def is_table(text: str, block: Block) -> bool:
    """Whether the cells hold all that the block says: a table must not swallow a word between them."""
    at = block.span.start
    for cell in (c for row in block.cells for c in row):
        if cell.start < at or not _DRAWN.fullmatch(text, at, cell.start):
            return False
        at = cell.end
    return bool(block.cells) and bool(_DRAWN.fullmatch(text, at, block.span.end))


def table(text: str, block: Block, look: Look, cell_runs: Callable[[Span], str]) -> str:
    """Return the block as a ``w:tbl``, with the paragraph behind it that keeps two tables apart."""
    room = twips(look.paper[0] - look.margins[1] - look.margins[3])
    widths = columns(text, block, room)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rows = []
    for number, row in enumerate(block.cells):
        head = number == 0 and len(block.cells) > 1
        style = "TableHead" if head else "TableText"
        cells = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_cell(text, row[i], style, cell_runs) if i < len(row) else _empty(style)}</w:tc>"
            for i, width in enumerate(widths)
        ]
        repeat = "<w:tblHeader/>" if head else ""
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def columns(text: str, block: Block, room: int) -> list[int]:
    """Return the columns' widths in twips: by their longest cell, none below three characters where there is room."""
    count = max(len(row) for row in block.cells)
    longest = [3.0] * count
    for row in block.cells:
        for i, (start, end) in enumerate(row):
            longest[i] = max(longest[i], min(_WIDEST, max(ems(part) for part in text[start:end].split("\n"))))
    widths = [int(room * want / sum(longest)) for want in longest]
    widths[-1] += room - sum(widths)
    return widths


def _cell(text: str, span: Span, style: str, cell_runs: Callable[[Span], str]) -> str:
    out = []
    at = span.start
    for end in (*(m.span() for m in LINE_END.finditer(text, span.start, span.end)), (span.end, span.end)):
        out.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{cell_runs(Span(at, end[0]))}</w:p>')
        at = end[1]
    return "".join(out)


def _empty(style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'
