"""What the file said about stretches inside a line: bold, italic, code, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from urllib.parse import quote

from docnorm.edit import Span
from docnorm.source import Mark
from docnorm.writers.docx.layout import Face, Tint
from docnorm.writers.docx.package import Link
from docnorm.writers.notes import Note, find_hidden

_KINDS = {"bold", "italic", "code", "link", "strike", "superscript", "subscript", "reference"}
# An address that every office program takes: others (scripts, files, broken hosts) leave their text and lose the link.
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:[/?#][!-~]*)?|mailto:[!-;=?-~]+@[!-;=?-~]+"
)


class Inline:
    """The inline marks of a text, asked for line by line."""

    def __init__(self, marks: Iterable[Mark], notes: Iterable[Note] = ()) -> None:
        self._notes = {note.place.start: note.number for note in notes}
        self._marks = sorted(m for m in marks if m.kind in _KINDS and m.span.start < m.span.end)
        self._at = self._next = 0
        self._open: list[Mark] = []  # marks may nest and run over many lines

    def __bool__(self) -> bool:
        return bool(self._marks)

    def tints(self, span: Span, own: tuple[Tint, ...] = ()) -> tuple[Tint, ...]:
        """Return the tints of the stretch ``span``: ``own`` and the marks', cut so that none overlap."""
        found: list[tuple[Span, Mark | Face]] = [(t.span, t.face) for t in own]
        for mark in self._reaching(span):
            found.append((mark.span, mark))
            if mark.kind == "strike":
                found += ((sign, Face(hidden=True)) for sign in find_hidden(mark.span))
            elif mark.kind == "reference" and mark.span.start in self._notes:
                found.append((mark.span, Face(note=self._notes[mark.span.start])))
        if len(found) == len(own):
            return own
        edges = sorted({min(max(e, span.start), span.end) for (s, t), _ in found for e in (s, t)})
        out = []
        for start, end in pairwise(edges):
            face = Face()
            for (s, e), what in found:
                if s <= start and end <= e:
                    face = _lay_over(face, what)
            out.append(Tint(Span(start, end), face))
        return tuple(t for t in out if t.face != Face())

    def _reaching(self, span: Span) -> list[Mark]:
        """Return the marks that reach into ``span``. Lines are asked for in order; going back begins anew."""
        if span.start < self._at:
            self._next, self._open = 0, []
        self._at = span.start
        while self._next < len(self._marks) and self._marks[self._next].span.start < span.end:
            self._open.append(self._marks[self._next])
            self._next += 1
        self._open = [m for m in self._open if m.span.end > span.start]
        return [m for m in self._open if m.span.start < span.end]


def _lay_over(face: Face, what: Mark | Face) -> Face:
    if isinstance(what, Face):
        return what
    if what.kind == "bold":
        return face._replace(bold=True)
    if what.kind == "italic":
        return face._replace(italic=True)
    if what.kind == "strike":
        return face._replace(strike=True)
    if what.kind in ("superscript", "subscript", "reference"):
        return face._replace(raised="superscript" if what.kind == "reference" else what.kind)
    if what.kind == "code":
        return face._replace(style=face.style or "HTMLCode")
    address = quote(what.value, safe="!#$%&'()*+,/:;=?@[]~-._")
    return face._replace(style=face.style or "Hyperlink", link=address) if _ADDRESS.fullmatch(address) else face


class Links:
    """The addresses that a document leads to; each gets one relationship."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def wrap(self, runs: str, address: str) -> str:
        """Return ``runs`` as a hyperlink."""
        number = self._ids.setdefault(address, f"rId-link{len(self._ids) + 1}")
        return f'<w:hyperlink r:id="{number}" w:history="1">{runs}</w:hyperlink>'

    def __iter__(self) -> Iterator[Link]:
        return (Link(number, address) for address, number in self._ids.items())
