"""A text as lines to be read: where each begins and ends without its blanks, and what the file said about it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from docnorm.edit import Span
from docnorm.marker import Reading, list_readings
from docnorm.outline import Role
from docnorm.source import Mark
from docnorm.text.late import late
from docnorm.text.line_head import SPACES

# Line ends that a text may hold before or without the rule line-end. U+2028 is a soft return inside a paragraph.
_LINE = late(r"[^\n\r\x0b\x0c\x85\u2029]+")
# Markdown's # before a heading in a text file belongs to no marker, yet the number stands behind it.
_PREFIX = late(r"#{1,6}[ \t]+(?=\S)|(?:##[a-z]+##|\$\$[a-z]+\$\$)[ 　]*(?=\S)")


@dataclass(slots=True)
class Line:
    """One line that is not blank, and what has been found out about it so far.

    ``text`` is what stands at ``span``; ``head`` is the number that the file supplies itself (a DOCX automatic number),
    not part of the text. ``gap`` counts the blank lines before it.
    """

    index: int
    span: Span
    text: str
    role: Role = Role.PARAGRAPH
    gap: int = 0
    indented: bool = False
    margin: int = 0  # blanks before it, in columns
    head: str = ""
    prefix: int = 0
    given: int = 0  # the heading level that the file states
    listed: int = 0  # how deep in lists the file says that this entry stands; 0: it does not say
    entry: Reading | None = None  # the number of such an entry, which counts in its list and nowhere else
    kept: bool = False  # the role is stated by the file or settled: no more guessing
    settled: bool = False  # front or back matter: no numbering is read here
    opens: bool = False  # a title or the head of an attachment: numbers may begin anew behind it
    reading: Reading | None = None
    depth: int = 0
    lead: Span | None = None
    choices: tuple[Reading, ...] = field(default=(), repr=False)

    @property
    def body(self) -> str:
        """The line as its numbering is read: with the number that the file supplies, without a Markdown prefix."""
        return self.head + self.text[self.prefix :]

    @property
    def rest(self) -> str:
        """The text behind the marker."""
        return self.body[self.reading.end :].strip(SPACES) if self.reading else self.body

    def place(self, at: int) -> int:
        """Return where offset ``at`` of ``body`` lies in the document; in a supplied number: at the line's start."""
        return self.span.start + self.prefix + max(0, at - len(self.head))


_COLUMNS = {"\t": 4, "　": 2}
_BULLET = "•"  # the "number" that the DOCX reader gives whatever dot or tick Word draws
# Word's own names of styles, and of places outside the body.
_STYLES = {
    "title": Role.TITLE,
    "subtitle": Role.SUBTITLE,
    "caption": Role.CAPTION,
    "header": Role.NOTE,
    "footer": Role.NOTE,
    "footnote text": Role.NOTE,
    "endnote text": Role.NOTE,
    "annotation text": Role.NOTE,
}


def split(text: str) -> list[Line]:
    """Return the lines of ``text`` that are not blank."""
    found: list[Line] = []
    blanks, last = 0, 0
    for m in _LINE.finditer(text):
        blanks += text.count("\n", last, m.start())
        last = m.end()
        raw = m[0]
        bare = raw.lstrip(SPACES)
        if not bare:
            continue
        start = m.start() + len(raw) - len(bare)
        bare = bare.rstrip(SPACES)
        prefix = _PREFIX.match(bare)
        line = Line(
            len(found), Span(start, start + len(bare)), bare, gap=max(0, blanks - 1), indented=bare[:1] != raw[:1]
        )
        if line.indented:
            line.margin = sum(_COLUMNS.get(c, 1) for c in raw[: len(raw) - len(raw.lstrip(SPACES))])
        line.prefix = prefix.end() if prefix else 0
        found.append(line)
        blanks = 0
    return found


def mark(lines: list[Line], marks: Iterable[Mark]) -> None:
    """Write down at the lines what the file said: headings and their levels, automatic numbers, code, quotes."""
    ends = [line.span.end for line in lines]
    for m in marks:
        if m.kind not in ("heading", "number", "code", "quote", "style", "item", "note"):
            continue
        at = bisect_left(ends, max(m.span.start, 1))
        while at < len(lines) and lines[at].span.start < max(m.span.end, m.span.start + 1):
            _note(lines[at], m)
            at += 1
    for line in lines:
        if not line.settled and (not line.kept or line.role is Role.HEADING):
            line.choices = list_readings(line.body)
        if line.listed and not line.kept and not line.choices:
            line.role, line.kept, line.settled = Role.ITEM, True, True


def _note(line: Line, m: Mark) -> None:
    covers = m.span.start <= line.span.start and m.span.end >= line.span.end
    if m.kind == "heading" and m.value.isascii() and m.value.isdigit():
        line.role, line.given, line.kept = Role.HEADING, int(m.value), True
    elif m.kind == "number":
        label = m.value.strip(SPACES)
        if label == _BULLET:
            line.listed = 1
        elif label and not line.text.startswith(label):
            line.head = label
    elif m.kind == "style" and covers:
        role = _STYLES.get(m.value.lower())
        if role or m.value.lower().startswith("toc"):
            line.role, line.kept, line.settled = role or Role.PARAGRAPH, True, True
            line.opens = role is Role.TITLE
    elif m.kind == "item" and not line.kept and covers:
        depth, _, label = m.value.partition(" ")
        line.role, line.kept, line.settled = Role.ITEM, True, True
        line.listed = int(depth) if depth.isdecimal() else 1
        line.entry = _read_entry(line.text, label)
    elif m.kind == "code" and covers:
        line.role, line.kept, line.settled = Role.CODE, True, True
    elif m.kind == "note" and covers:
        line.role, line.kept, line.settled = Role.NOTE, True, True
    elif m.kind == "quote" and covers:
        line.role, line.kept, line.settled = Role.QUOTE, True, True


def _read_entry(text: str, label: str) -> Reading | None:
    """Return the number of a list's entry: the one that the file shows, else one of the author's (· （一）甲)."""
    found = list_readings(text)
    if label and text.startswith(label):
        return next((r for r in found if r.end == len(label)), None)
    return next((r for r in found if label or not r.weak), None)
