"""Text and marks to an outline: roles, headings and their levels, run-in headings, lists, front and back matter.

What the file says (a heading and its level, a cell, code) goes before what the text suggests. One block a line, but for
tables. No number is ever taken to be wrong here: that is for the repairs to say.
"""

from __future__ import annotations

from typing import Literal

from docnorm.edit import Span
from docnorm.outline import Block, Label, Outline, Role
from docnorm.source import Mark
from docnorm.structure.aside import set_aside
from docnorm.structure.bare import name_bare
from docnorm.structure.bullets import list_bullets
from docnorm.structure.closing import close_back
from docnorm.structure.counters import count
from docnorm.structure.kinds import follow_given, lead_by_colon, level_by_number, name_kinds, place_entries
from docnorm.structure.letterhead import open_letterhead
from docnorm.structure.lines import Line, mark, split
from docnorm.structure.opening import begin_again, begin_unheralded, open_front
from docnorm.structure.tables import find_typed, read_marked
from docnorm.structure.unnumbered import name_unnumbered

HeadingLevels = Literal["file", "numbers"]


def read(text: str, marks: tuple[Mark, ...], *, heading_levels: HeadingLevels = "file") -> Outline:
    """Return the outline of ``text``; linear in its length.

    ``heading_levels``: whose levels hold where the file's contradict the numbers of its headings.
    """
    tables = read_marked(text, marks)
    lines = _list_outside(split(text), tables)
    mark(lines, marks)
    set_aside(lines)
    list_bullets(lines)
    for start, end, table in find_typed(lines):
        tables.append(table)
        for line in lines[start:end]:
            line.role, line.settled, line.choices = Role.TABLE, True, ()
    close_back(lines)
    open_letterhead(lines)
    open_front(lines)
    begin_again(lines)
    count(lines)
    if begin_unheralded(lines):
        count(lines)
    name_kinds(lines)
    lead_by_colon(lines)
    if heading_levels == "numbers":
        level_by_number(lines)
    follow_given(lines)
    place_entries(lines)
    name_unnumbered(lines)
    name_bare(lines)
    blocks = [_make_block(line) for line in lines if line.role is not Role.TABLE] + tables
    return Outline(text, tuple(sorted(blocks, key=lambda b: b.span)))


def _list_outside(lines: list[Line], tables: list[Block]) -> list[Line]:
    """Return the lines that lie in no marked table, numbered anew."""
    kept: list[Line] = []
    at = 0
    for line in lines:
        while at < len(tables) and tables[at].span.end <= line.span.start:
            at += 1
        if at < len(tables) and tables[at].span.start < line.span.end:
            continue
        line.index = len(kept)
        kept.append(line)
    return kept


def _make_block(line: Line) -> Block:
    label = None
    if line.reading:
        place = Span(line.place(0), line.place(line.reading.end))
        label = Label(place, line.reading.style, line.reading.value)
    level = line.given or line.depth
    return Block(line.span, line.role, level, label, line.lead)
