"""Tables: those that the file marks as such, and those that a text keeps in tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docnorm.edit import Span
from docnorm.marker import list_readings
from docnorm.outline import Block, Role
from docnorm.source import Mark
from docnorm.structure.forms import IMPRINT, is_organisation
from docnorm.structure.lines import Line
from docnorm.text.late import late
from docnorm.text.line_head import SPACES

# A line of a table that a text keeps in bars: | 甲 | 乙 |.
_BARS = late(r"^\|.*\|$")
_BLANK = SPACES + "\n\r"


def read_marked(text: str, marks: Sequence[Mark]) -> list[Block]:
    """Return the tables that the file marks: rows with nothing between them but blanks are one table."""
    cells = sorted(m.span for m in marks if m.kind == "cell")
    rows = sorted({(m.span, m.value) for m in marks if m.kind == "row"})
    if not rows:
        rows = [(s, "") for s in cells]
    blocks: list[Block] = []
    table: list[tuple[Span, ...]] = []
    last: tuple[Span, str] | None = None
    at = 0
    for span, value in rows:
        while at < len(cells) and cells[at].start < span.start:
            at += 1
        held: list[Span] = []
        while at < len(cells) and cells[at].end <= span.end and cells[at].start <= span.end:
            held.append(cells[at])
            at += 1
        if last and (value != last[1] or text[last[0].end : span.start].strip(_BLANK)):
            blocks += _make_table(text, table)
            table = []
        table.append(tuple(held) or (span,))
        last = (span, value)
    return blocks + _make_table(text, table)


def _make_table(text: str, rows: list[tuple[Span, ...]]) -> list[Block]:
    spans = [c for row in rows for c in row if text[c.start : c.end].strip(_BLANK)]
    if not spans or _is_imprint([text[s.start : s.end].strip(_BLANK) for s in spans]):
        return []
    return [Block(Span(spans[0].start, max(s.end for s in spans)), Role.TABLE, cells=tuple(rows))]


def _is_imprint(cells: list[str]) -> bool:
    """Whether the cells are an imprint: 抄送 and 印发 stand in a table for its rules, and say what lines say."""
    said = [bool(IMPRINT.match(cell)) for cell in cells]
    return any(said) and len(cells) <= 8 and all(s or is_organisation(c) for s, c in zip(said, cells, strict=True))


def find_typed(lines: Sequence[Line]) -> Iterator[tuple[int, int, Block]]:
    """Yield the tables that the text itself keeps: two rows or more with the same number of tabs, or of bars."""
    k = 0
    while k < len(lines):
        columns = _count_columns(lines[k])
        end = k + 1
        while columns and end < len(lines) and _goes_on(lines[end], columns) and not lines[end].gap:
            end += 1
        if columns and end - k >= 2:
            rows = tuple(tuple(_find_cells(line)) for line in lines[k:end] if not _is_ruler(line.text))
            yield k, end, Block(Span(lines[k].span.start, lines[end - 1].span.end), Role.TABLE, cells=rows)
        k = end


def _goes_on(line: Line, columns: int) -> bool:
    """Whether a line is another row: behind a head of two cells a number in the second is no page number."""
    if _count_columns(line) == columns:
        return True
    return columns == 1 and not (line.settled or line.kept or line.choices) and line.text.count("\t") == 1


def _count_columns(line: Line) -> int:
    if line.settled or line.kept:
        return 0
    if _BARS.match(line.text) and line.text.count("|") >= 3:
        return -line.text.count("|")
    tabs = line.text.count("\t")
    # A tab behind a number sets the number apart, and one before a page number stands in a table of contents.
    if tabs < 1 or list_readings(line.text[: line.text.index("\t")] + " 、") or (tabs == 1 and line.choices):
        return 0
    return tabs if tabs >= 2 or not re.search(r"\t\d+$", line.text) else 0


def _is_ruler(text: str) -> bool:
    return bool(re.fullmatch(r"[|:\s-]+", text))


def _find_cells(line: Line) -> Iterator[Span]:
    mark = "|" if line.text[0] == "|" else "\t"
    at = 1 if mark == "|" else 0
    for part in line.text.strip(mark).split(mark):
        bare = part.strip(SPACES)
        start = line.span.start + at + len(part) - len(part.lstrip(SPACES))
        yield Span(start, start + len(bare))
        at += len(part) + 1
