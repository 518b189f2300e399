"""The visible text of a page while it is read: one paragraph a line, and what the page said of stretches of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docnorm.edit import Span
from docnorm.markup.layout import Cut, Piece
from docnorm.source import Mark, MarkKind

_SPACES = re.compile(r"[ \t\n\r\f]+")
# CSS Text 4.1.3: a line end of the page's source between two of these is no space. Han, kana, full-width marks.
WIDE = re.compile(
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
    """Text as it becomes visible, and where it comes from. Spaces are folded as a browser folds them."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.tables: list[Table] = []
        self.cuts: list[Cut] = []
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self.feet: dict[int, int] = {}  # by where a line ends: where text goes that is put there
        self.length = 0  # of what is shown so far
        self._last = "\n"  # the last character shown
        self._gap: list[tuple[str, int, int]] = []  # blanks waiting for a word to stand before, and their places
        self._open: dict[MarkKind, list[tuple[int, int, str]]] = {}
        self._count = 0
        # Behind the last piece of the line and the tags that close there, or the tag that begins the line; else -1.
        self._outside = 0
        self._sealed = False  # whether the last piece must not grow: a line end that shows as a space

    def text(self) -> str:
        """Return what is visible so far, with no line end behind the last line."""
        return "".join(self._parts).removesuffix("\n")

    def pieces(self) -> tuple[Piece, ...]:
        """Return where what is visible so far comes from."""
        return tuple(self._pieces)

    def say(self, data: str, start: int, end: int) -> None:
        """Show inline text that stands at ``start:end`` of the source."""
        exact = len(data) == end - start
        at = 0
        for blank in _SPACES.finditer(data):
            a, b = blank.span()
            self._word(data[at:a], *((start + at, start + a) if exact else (start, end)))
            self._gap.append((blank[0], *((start + a, start + b) if exact else (start, end))))
            at = b
        self._word(data[at:], *((start + at, end) if exact else (start, end)))

    def say_as_is(self, data: str, start: int = -1, end: int = -1) -> None:
        """Show text whose blanks and line ends mean something; without a place it is made up."""
        self._gap = []
        if start >= 0:
            self._note(data, start, end)
        self._show(data)

    def make_up(self, data: str) -> None:
        """Show text that stands nowhere in the source: nobody may edit it."""
        self._gap = []
        self.marks.append(Mark(Span(self.length, self.length + len(data)), "frozen"))
        self._show(data)

    def make_up_inline(self, data: str, start: int = -1, end: int = -1) -> None:
        """Show such text within a line, in place of a tag at ``start:end``; blanks before it show as before a word."""
        self._blanks(data[0])
        if start >= 0:
            self._note(data, start, end, sealed=True)
        self.make_up(data)

    def line_end(self) -> None:
        """End the paragraph, if there is one."""
        self._gap = []
        if self._last != "\n":
            self.feet[self.length] = self._outside
            self._outside = -1
            self._show("\n")

    def at_line_start(self) -> bool:
        """Whether nothing stands on the line yet."""
        return self._last == "\n"

    def leave_tag(self, end: int) -> None:
        """Note a tag that ends at ``end`` of the source: of a block, or the end tag of an inline element."""
        if not self._gap:  # behind blanks that may not show, text would make them show
            self._outside = end

    def begin(self, kind: MarkKind, value: str = "") -> None:
        """Begin a stretch; one inside another of its kind is part of that one."""
        inside = kind == "code" and not self._gap  # a blank that program text begins with is its own
        self._open.setdefault(kind, []).append((self.length, -1 if inside else len(self._parts), value))

    def place(self, kind: MarkKind, value: str) -> None:
        """Mark a place in which nothing is shown."""
        self.marks.append(Mark(Span(self.length, self.length), kind, value))

    def end(self, kind: MarkKind, value: str | None = None) -> None:
        """End the innermost stretch of its kind; ``value`` goes before the one that it began with."""
        waiting = self._open.get(kind)
        if not waiting:
            return
        start, part, begun = waiting.pop()
        value = begun if value is None else value
        end = self.length - (self._last == "\n")
        if not waiting and end > start:
            start += part >= 0 and self._parts[part] == " "  # the space before a word is not in bold
            self.marks.append(Mark(Span(start, end), kind, value))

    def drop(self, kind: MarkKind) -> None:
        """Forget the innermost stretch of its kind."""
        if self._open.get(kind):
            self._open[kind].pop()

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

    def _word(self, word: str, start: int, end: int) -> None:
        if word:
            self._blanks(word[0])
            self._note(word, start, end)
            self._show(word)

    def _blanks(self, after: str) -> None:
        """Show the blanks that wait as they show before ``after``: as one space, or not at all."""
        if self._gap and self._last != "\n":
            shown = " " * self._shows_space(after)
            for i, (blank, a, b) in enumerate(self._gap):
                self._note("" if i else shown, a, b, sealed=blank != " ")
            self._show(shown)
        elif self._gap and self._outside >= 0:
            self._outside = max(self._outside, self._gap[-1][2])  # before blanks that do not show, text would show them
        self._gap = []

    def _shows_space(self, after: str) -> bool:
        line_end = any("\n" in blank for blank, _, _ in self._gap)
        return not (line_end and WIDE.match(self._last) and WIDE.match(after))

    def _note(self, shown: str, start: int, end: int, *, sealed: bool = False) -> None:
        """Note where ``shown`` comes from: a new piece, or more of the last one."""
        row = self._pieces
        before = self._outside if 0 <= self._outside <= start else start
        # Folded blanks stand behind the one that shows, which is not yet counted.
        at = self.length if shown or not row else max(self.length, row[-1].at + row[-1].length)
        whole = sealed or len(shown) != end - start
        if row and not self._sealed and not whole and row[-1].end == start and row[-1].at + row[-1].length == at:
            row[-1] = row[-1]._replace(length=row[-1].length + len(shown), end=end)
        else:
            row.append(Piece(at, len(shown), start, end, before))
        self._sealed, self._outside = whole, end

    def _show(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self.length += len(text)
            self._last = text[-1]
