"""A book's outline: volumes, chapters, what stands before the first of them.

A novel numbers its chapters and nothing else that matters: lists, letters and rules of conduct in it are prose. What
the file says of headings goes before what the text suggests, and a reader's own patterns before both.
"""

from __future__ import annotations

from collections.abc import Sequence

from docnorm.edit import Span
from docnorm.outline import Block, Label, LabelStyle, Outline, Role
from docnorm.source import Mark
from docnorm.structure.aside import RULE
from docnorm.structure.lines import Line, mark, split
from docnorm.structure.opening import settle
from docnorm.structure.tables import read_marked
from docnorm.text.chapters.own import NONE, Patterns
from docnorm.text.chapters.rows import Row
from docnorm.text.chapters.series import Found, Heading, find_headings
from docnorm.text.chapters.signs import CHAPTER, LONGEST, SECTION, VOLUME
from docnorm.text.late import late

_STYLES: dict[int, LabelStyle] = {VOLUME: "part", CHAPTER: "chapter", SECTION: "section"}
_FRONT = 16  # rows before which a book says what it is called and who wrote it
_AUTHOR = late(
    r"^[『【〖\[（(]?(?:作[ 　]*者|著[ 　]*者|译[ 　]*者|编[ 　]*者|状[ 　]*态|类[ 　]*[别型]"
    r"|字[ 　]*数|更新(?:时间|到)?|出版社|书[ 　]*号|ISBN|主[ 　]*角|标[ 　]*签|来[ 　]*源)[ 　]*[:：/／].{0,60}$"
    r"|^[\u3400-\u9fff·•]{2,12}[ 　]*[·•/]?[ 　]*[著译編编]$|^文[ 　]?/[ 　]?\S{1,12}$"
)
_NAMED = late(
    r"^[『【〖\[]?(?:书[ 　]*名[ 　]*[:：][ 　]*)?《[^《》]{1,40}》"
    r"(?:[ 　\S]{0,6}作者[:：]\S{1,16}|[（(【\[]?(?:全[集本文]|完[本结])[）)】\]]?)?[』】〗\]]?$"
)
_CALLED = late(r"^书[ 　]*名[ 　]*[:：][ 　]*\S.{0,40}$")
_SENTENCE = "。！？…”’」』，；：、.!?,;:~～—"


def read_book(text: str, marks: tuple[Mark, ...], patterns: Patterns = NONE) -> Outline:
    """Return the outline of a book; linear in its length but for the reader's own ``patterns``."""
    tables = read_marked(text, marks)
    lines = _list_outside(split(text), tables)
    mark(lines, tuple(m for m in marks if m.kind != "item"))
    blocks = _make_blocks(lines, _find(text, lines, patterns), keep=not patterns)
    return Outline(text, tuple(sorted([*blocks, *tables], key=lambda b: b.span)))


def _find(text: str, lines: Sequence[Line], patterns: Patterns) -> Found:
    """Return the headings by the reader's own patterns, else those that the file does not state itself."""
    if not patterns and sum(line.role is Role.HEADING for line in lines) > 1:
        return Found(())
    rows = [Row(*line.span, line.text if len(line.text) <= LONGEST else "") for line in lines]
    return patterns.find(text, rows) if patterns else find_headings(rows)


def _list_outside(lines: list[Line], tables: Sequence[Block]) -> list[Line]:
    """Return the lines that lie in no table."""
    if not tables:
        return lines
    spans = [t.span for t in tables]
    return [line for line in lines if not any(s.start < line.span.end and line.span.start < s.end for s in spans)]


def _make_blocks(lines: list[Line], found: Found, *, keep: bool) -> list[Block]:
    """Return the lines as blocks; ``lines`` is empty then. ``keep``: headings that the file states stay some."""
    headings = {h.row: h for h in found.headings}
    first = min((*headings, *(k for k, line in enumerate(lines) if line.role is Role.HEADING), len(lines)))
    _read_front(lines[: min(first, _FRONT)], headed=first < len(lines))
    blocks = []
    lines.reverse()
    for k in range(len(lines)):
        line = lines.pop()  # a novel has 200,000 of them: each goes when its block stands
        heading = headings.get(k)
        if heading is not None and not line.settled:
            blocks.append(_make_heading(line, heading))
            continue
        if line.role is Role.HEADING and not keep:
            line.role = Role.PARAGRAPH
        if line.role is Role.PARAGRAPH and not line.settled and RULE.match(line.text):
            line.role = Role.BREAK
        blocks.append(Block(line.span, line.role, line.given if line.role is Role.HEADING else 0))
    return blocks


def _make_heading(line: Line, heading: Heading) -> Block:
    sign = heading.sign
    label = None
    if sign.value is not None:
        place = Span(line.span.start + sign.start, line.span.start + sign.end)
        label = Label(place, _STYLES[sign.rank] if sign.firm else "other", (sign.value,))
    role = Role.VOLUME if heading.volume else Role.HEADING
    return Block(line.span, role, line.given or heading.level, label)


def _read_front(lines: list[Line], *, headed: bool) -> None:
    """Find what the book is called and who wrote it among the lines before its first chapter."""
    title = next((line for line in lines[:6] if _NAMED.match(line.text) or _CALLED.match(line.text)), None)
    authors = [line for line in lines if not line.kept and _AUTHOR.match(line.text)]
    for line in authors:
        settle(line, Role.NOTE)
    if title is None and lines:
        head = next((line for line in lines[:4] if not RULE.match(line.text) and line.role is Role.PARAGRAPH), None)
        near = head is not None and (headed or any(a.index - head.index in (1, 2) for a in authors))
        if head is not None and near and _may_be_called(head, lines):
            title = head
    if title is not None and not title.kept:
        settle(title, Role.TITLE)


def _may_be_called(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line may be a book's name: short, no sentence, and above a line that is not one like it."""
    if not 1 <= len(line.text) <= 24 or line.text[-1] in _SENTENCE or line.text[0] in "“‘「『":
        return False
    below = lines[lines.index(line) + 1 :][:1]
    return not line.indented or not below or not below[0].indented or below[0].role is Role.NOTE
