"""A draft as Word revisions: what was, what is, who changed it, paragraph marks included.

Accepting everything gives the clean text, rejecting everything the original. A line end is a paragraph mark whatever
its characters were, so a change of line ends alone is no revision; the last line's end is no mark of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple
from xml.sax.saxutils import quoteattr

from docnorm.draft import Draft
from docnorm.edit import Span
from docnorm.writers.changes import name_rule
from docnorm.writers.docx.comments import Anchor
from docnorm.writers.docx.layout import LINE_END, Line, Tint
from docnorm.writers.docx.new.body import pieces, whole
from docnorm.writers.docx.new.inline import Inline, Links
from docnorm.writers.docx.runs import PLAIN, make_showable, run

Kind = Literal["keep", "insert", "delete"]
_SIDES: tuple[tuple[Kind, Kind], ...] = (("insert", "delete"), ("delete", "insert"))  # the clean text, the original


class Piece(NamedTuple):
    """A stretch of the revision view: where it stands in the clean text and where in the original."""

    kind: Kind
    text: str
    at: int
    was: int
    rule: str = ""

    def cut(self, start: int, end: int) -> Piece:
        """Return the stretch from ``start`` to ``end`` of this one."""
        at = self.at if self.kind == "delete" else self.at + start
        was = self.was if self.kind == "insert" else self.was + start
        return Piece(self.kind, self.text[start:end], at, was, self.rule)


def revision(draft: Draft) -> list[Piece]:
    """Return the draft as kept, inserted and deleted stretches, less what no paragraph can show."""
    original, text = draft.original, draft.text
    found: list[Piece] = []
    was = at = 0
    for hunk, place in zip(draft.patch.hunks, draft.patch.placed, strict=True):
        (start, end), new, _ = hunk
        rule = name_rule(draft, hunk)
        kept = original[was:start]
        lead = "\r" if kept.endswith("\r") else ""  # it may be half of a line end on one side only
        found += _some(Piece("keep", kept.removesuffix("\r"), at, was))
        old = _whole(lead + original[start:end], original[end : end + 1])
        new = _whole(lead + new, text[place.end : place.end + 1])
        found += _list_changed(old, new, place.start - len(lead), start - len(lead), rule)
        was, at = end, place.end
    found += _some(Piece("keep", original[was:], at, was))
    return _drop_line_end(found)


def _some(*all_of: Piece) -> list[Piece]:
    return [p for p in all_of if p.text]


def _whole(text: str, following: str) -> str:
    # Half a line end belongs to the other half, behind this stretch.
    if text.endswith("\r") and following == "\n":
        text = text[:-1]
    return LINE_END.sub("\n", text) if "\r" in text else text


def _list_changed(old: str, new: str, at: int, was: int, rule: str) -> list[Piece]:
    if old == new:
        return _some(Piece("keep", new, at, was))
    front = back = 0
    if "\n" in old and "\n" in new:
        # A paragraph mark that stays is not deleted and put in again: three blank lines that become one keep it.
        shorter = min(len(old), len(new))
        while front < shorter and old[front] == new[front]:
            front += 1
        while back < shorter - front and old[-1 - back] == new[-1 - back]:
            back += 1
    return _some(
        Piece("keep", new[:front], at, was),
        Piece("delete", old[front : len(old) - back], at + front, was + front, rule),
        Piece("insert", new[front : len(new) - back], at + front, was + len(old) - back, rule),
        Piece("keep", new[len(new) - back :], at + len(new) - back, was + len(old) - back),
    )


def _drop_line_end(found: list[Piece]) -> list[Piece]:
    """Take the last line's end off both texts: it ends the document, and Word keeps a mark there anyway."""
    for side, other in _SIDES:
        last = next((i for i in range(len(found) - 1, -1, -1) if found[i].kind != other), None)
        if last is None or not found[last].text.endswith(("\n", "\r")):
            continue
        piece = found[last]
        cut = len(piece.text) - (2 if piece.text.endswith("\r\n") else 1)
        shared = piece.kind == "keep"
        if shared and side == "insert" and last == len(found) - 1:
            found[last:] = _some(piece.cut(0, cut))  # the same mark ends both
            break
        # A mark that both texts have, and that ends only one of them, is from now on the other's alone.
        rule = next((p.rule for p in found[last + 1 :] if p.rule), "line-end")
        rest = (piece.cut(cut, len(piece.text))._replace(kind=other, rule=rule),) if shared else ()
        found[last : last + 1] = _some(piece.cut(0, cut), *rest)
    return found


class Review:
    """The paragraphs of both texts with the revisions marked, and the comments beside them."""

    def __init__(self, when: str, anchors: list[Anchor], inline: Inline, links: Links) -> None:
        self._when = when
        self._left = list(reversed(anchors))
        self._inline = inline
        self._links = links
        self._last = 0  # no two revisions of a document have one number

    def paragraphs(self, found: list[Piece], rows: Iterator[Line]) -> Iterator[str]:
        """Yield the paragraphs. ``rows`` are the lines of the clean text."""
        held: list[Piece] = []
        line = self._next(rows)
        for piece in found:
            at = 0
            for end in LINE_END.finditer(piece.text):
                if at < end.start():
                    held.append(piece.cut(at, end.start()))
                yield self._paragraph(held, line, piece.cut(*end.span()))
                held.clear()
                at = end.end()
                if piece.kind != "delete":
                    line = self._next(rows)
            if at < len(piece.text):
                held.append(piece.cut(at, len(piece.text)))
        yield self._paragraph(held, line, None)

    def _next(self, rows: Iterator[Line]) -> Line:
        line = next(rows, Line(Span(0, 0), ""))
        return line._replace(tints=self._inline.tints(line.span, line.tints)) if self._inline else line

    def _paragraph(self, held: list[Piece], line: Line, mark: Piece | None) -> str:
        properties = line.properties
        gone = mark is not None and mark.kind == "delete"
        if gone:
            # The clean line goes on behind this mark: what stands before and around it waits for its own.
            line = line._replace(head="", bookmark=0)
            if not any(p.kind != "delete" for p in held):
                properties = '<w:pStyle w:val="BodyText"/>' if held else ""  # gone from the clean text, as is its style
        if mark is not None and mark.kind != "keep":
            tag = "w:ins" if mark.kind == "insert" else "w:del"
            properties += f"<w:rPr><{tag} {self._named(mark.rule)}/></w:rPr>"
        runs = [self._piece(piece, line.tints) for piece in held]
        if mark is None:
            runs.append(self._anchors(None))
        elif mark.kind != "insert":
            runs.append(self._anchors(mark.was + 1))
        return whole(line, properties, "".join(runs))

    def _named(self, rule: str) -> str:
        self._last += 1
        return f'w:id="{self._last}" w:author={quoteattr(make_showable(rule))} w:date="{self._when}"'

    def _piece(self, piece: Piece, tints: tuple[Tint, ...]) -> str:
        if piece.kind == "insert":
            return f"<w:ins {self._named(piece.rule)}>{self._runs(piece, tints)}</w:ins>"
        out = []
        at = 0
        end = piece.was + len(piece.text)
        while at < len(piece.text):
            out.append(self._anchors(piece.was + at + 1))
            cut = (min(self._left[-1].at, end) if self._left else end) - piece.was
            runs = self._runs(piece.cut(at, cut), tints)
            out.append(f"<w:del {self._named(piece.rule)}>{runs}</w:del>" if piece.kind == "delete" else runs)
            at = cut
        return "".join(out)

    def _anchors(self, before: int | None) -> str:
        """Return the anchors that stand before the offset ``before`` of the original."""
        out = []
        while self._left and (before is None or self._left[-1].at < before):
            out.append(self._left.pop().xml)
        return "".join(out)

    def _runs(self, piece: Piece, tints: tuple[Tint, ...]) -> str:
        tag = "w:delText" if piece.kind == "delete" else "w:t"
        if not tints:
            return run(piece.text, PLAIN, tag)
        if piece.kind == "delete":
            face = next((t.face for t in tints if t.span.start <= piece.at < t.span.end), PLAIN)
            return run(piece.text, face, tag)
        out = []
        for (start, end), face in pieces(Span(piece.at, piece.at + len(piece.text)), tints):
            one = run(piece.text[start - piece.at : end - piece.at], face)
            # A hyperlink may not stand inside an insertion.
            out.append(self._links.wrap(one, face.link) if face.link and piece.kind == "keep" else one)
        return "".join(out)
