"""What the file said about stretches inside a line: bold, italic, code, links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from urllib.parse import quote

from docnorm.edit import Span
from docnorm.source import Mark
from docnorm.writers.docx.layout import Face, Tint
from docnorm.writers.docx.package import Link

_KINDS = {"bold", "italic", "code", "link"}
# An address that every office program takes: others (scripts, files, broken hosts) leave their text and lose the link.
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:[/?#][!-~]*)?|mailto:[!-;=?-~]+@[!-;=?-~]+"
)


class Inline:
    """The inline marks of a text, asked for line by line."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted(m for m in marks if m.kind in _KINDS and m.span.start < m.span.end)
        self._reach = list(accumulate((m.span.end for m in self._marks), max))  # marks may nest

    def __bool__(self) -> bool:
        return bool(self._marks)

    def tints(self, span: Span, own: tuple[Tint, ...] = ()) -> tuple[Tint, ...]:
        """Return the tints of the stretch ``span``: ``own`` and the marks', cut so that none overlap."""
        found: list[tuple[Span, Mark | Face]] = [(t.span, t.face) for t in own]
        for i in range(bisect_right(self._reach, span.start), len(self._marks)):
            mark = self._marks[i]
            if mark.span.start >= span.end:
                break
            if mark.span.end > span.start:
                found.append((mark.span, mark))
        if len(found) == len(own):
            return own
        edges = sorted({min(max(e, span.start), span.end) for (s, t), _ in found for e in (s, t)})
        out = []
        for start, end in pairwise(edges):
            face = Face()
            for (s, e), what in found:
                if s <= start and end <= e:
                    face = _over(face, what)
            out.append(Tint(Span(start, end), face))
        return tuple(t for t in out if t.face != Face())


def _over(face: Face, what: Mark | Face) -> Face:
    if isinstance(what, Face):
        return what
    if what.kind == "bold":
        return face._replace(bold=True)
    if what.kind == "italic":
        return face._replace(italic=True)
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
