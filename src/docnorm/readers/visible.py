"""The visible text of a page while it is read: one paragraph a line, and what the page said of stretches of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docnorm.edit import Span
from docnorm.source import Mark, MarkKind

_SPACES = re.compile(r"[ \t\n\r\f]+")
# CSS Text 4.1.3: a line end of the page's source between two of these is no space. Han, kana, full-width marks.
_WIDE = re.compile(
    r"[\u2018-\u201d\u2026\u2014\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
)


@dataclass
class Table:
    """A table that is being read: its rows as spans of cells, and whether it is one or only lays out the page."""

    number: int
    rows: list[list[Span]] = field(default_factory=list)
    nested: bool = False
    cell: int = -1  # where the open cell began

    def is_data(self) -> bool:
        """Whether somebody would call it a table: no table inside, some row with two cells."""
        return not self.nested and any(len(row) > 1 for row in self.rows)


class Visible:
    """Text as it becomes visible. Spaces are folded as a browser folds them."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.tables: list[Table] = []
        self._parts: list[str] = []
        self.length = 0  # of what is shown so far
        self._last = "\n"  # the last character shown
        self._gap = ""  # blanks waiting for a word to stand before
        self._open: dict[MarkKind, list[tuple[int, int, str]]] = {}
        self._count = 0

    def text(self) -> str:
        """Return what is visible so far, with no line end behind the last line."""
        return "".join(self._parts).removesuffix("\n")

    def say(self, data: str) -> None:
        """Show inline text."""
        at = 0
        for blank in _SPACES.finditer(data):
            self._word(data[at : blank.start()])
            self._gap += blank[0]
            at = blank.end()
        self._word(data[at:])

    def say_as_is(self, data: str) -> None:
        """Show text whose blanks and line ends mean something."""
        self._gap = ""
        self._show(data)

    def line_end(self) -> None:
        """End the paragraph, if there is one."""
        self._gap = ""
        if self._last != "\n":
            self._show("\n")

    def at_line_start(self) -> bool:
        """Whether nothing stands on the line yet."""
        return self._last == "\n"

    def begin(self, kind: MarkKind, value: str = "") -> None:
        """Begin a stretch; one inside another of its kind is part of that one."""
        self._open.setdefault(kind, []).append((self.length, len(self._parts), value))

    def end(self, kind: MarkKind) -> None:
        """End the innermost stretch of its kind."""
        waiting = self._open.get(kind)
        if not waiting:
            return
        start, part, value = waiting.pop()
        end = self.length - (self._last == "\n")
        if not waiting and end > start:
            start += self._parts[part].startswith(" ")  # the space before a word is not in bold
            self.marks.append(Mark(Span(start, end), kind, value))

    def open_table(self) -> None:
        """Begin a table."""
        self.line_end()
        if self.tables:
            self.tables[-1].nested = True
        self._count += 1
        self.tables.append(Table(self._count))

    def open_row(self) -> None:
        """Begin a row."""
        if self.tables:
            self.close_cell()
            self.tables[-1].rows.append([])

    def open_cell(self) -> None:
        """Begin a cell; its text stands on lines of its own."""
        self.line_end()
        if self.tables:
            self.close_cell()
            table = self.tables[-1]
            table.cell = self.length
            if not table.rows:
                table.rows.append([])

    def close_cell(self) -> None:
        """End the open cell, if there is one. An empty cell is a place beside its neighbour."""
        self.line_end()
        if self.tables and self.tables[-1].cell >= 0:
            table = self.tables[-1]
            row = table.rows[-1]
            start, end = table.cell, self.length - 1
            if end < start:
                start = end = max(0, end) if row else start
            row.append(Span(start, end))
            table.cell = -1

    def close_table(self) -> None:
        """End the table and mark its rows and cells, if it is one."""
        self.close_cell()
        if not self.tables:
            return
        table = self.tables.pop()
        self.line_end()
        for row in table.rows if table.is_data() else ():
            if row:
                self.marks.append(Mark(Span(row[0].start, row[-1].end), "row", str(table.number)))
                self.marks += (Mark(cell, "cell") for cell in row)

    def _word(self, word: str) -> None:
        if word:
            space = self._space(word[0]) if self._gap and self._last != "\n" else ""
            self._gap = ""
            self._show(space + word)

    def _space(self, after: str) -> str:
        folded = "\n" in self._gap and _WIDE.match(self._last) and _WIDE.match(after)
        return "" if folded else " "

    def _show(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self.length += len(text)
            self._last = text[-1]
