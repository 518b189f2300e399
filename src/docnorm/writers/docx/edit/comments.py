"""Suggestions as comments in a user's own document."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.ooxml.linear import Layout
from docnorm.ooxml.names import w
from docnorm.ooxml.package import Package
from docnorm.result import Normalized
from docnorm.writers.changes import ChangeRecord
from docnorm.writers.docx.comments import comments_part, list_suggestions
from docnorm.writers.docx.edit.nodes import PPR, RPR, Element, R, make, remove
from docnorm.writers.docx.edit.repack import New, free_name, parse, serialize
from docnorm.writers.docx.edit.splice import Pen


class Point(NamedTuple):
    """Where a comment begins or ends in the original, and what marks it there."""

    at: int
    elements: tuple[Element, ...]


class Comments(NamedTuple):
    """The suggestions of a document with their numbers, and the points where they begin and end, from the left."""

    found: list[tuple[ChangeRecord, Span]]
    numbers: list[str]
    points: list[Point]


def write_comments(document: Normalized, layout: Layout, pen: Pen) -> Comments:
    """Return every suggestion about the body. Word has no comments in headers and footers."""
    found = [(c, span) for c, span in list_suggestions(document) if layout.lines[layout.at(span.start)].story == 0]
    numbers = [str(next(pen.ids)) for _ in found]
    hunks = [h.span for h in document.draft.patch.hunks]
    points = [p for (_, span), n in zip(found, numbers, strict=True) for p in _list_points(span, n, hunks)]
    return Comments(found, numbers, sorted(points, key=lambda p: p.at))


def _list_points(span: Span, number: str, hunks: list[Span]) -> Iterator[Point]:
    """Yield both ends, moved out of stretches that are replaced."""
    start, end = _find_around(span.start, hunks).start, _find_around(span.end, hunks).end
    key = {w("id"): number}
    reference = make(R)
    reference.append(make(w("commentReference"), key))
    if start == end:
        yield Point(start, (make(w("commentRangeStart"), key), make(w("commentRangeEnd"), key), reference))
        return
    yield Point(start, (make(w("commentRangeStart"), key),))
    yield Point(end, (make(w("commentRangeEnd"), key), reference))


def _find_around(at: int, hunks: list[Span]) -> Span:
    i = bisect_left(hunks, (at,)) - 1
    return hunks[i] if i >= 0 and hunks[i].end > at else Span(at, at)


def comments_of(package: Package, said: Comments, date: str) -> tuple[dict[str, bytes], tuple[New, ...]]:
    """Return the comments part: the document's own with ours added, or a new one."""
    if not said.found:
        return {}, ()
    ours = parse(comments_part(said.found, date).xml.encode("utf-8"))
    for comment, number in zip(ours, said.numbers, strict=True):
        comment.set(w("id"), number)
        for named in [*comment.iter(PPR), *comment.iter(RPR)]:
            remove(named)  # they name styles that the document need not have
    own = package.related("comments")
    if own:
        root = parse(package.read(own[0].target) or b"")
        root.extend(list(ours))
        return {own[0].target: serialize(root)}, ()
    name = free_name(package, "comments.xml")
    return {}, (New(posixpath.basename(name), "comments", serialize(ours), "docnorm-comments"),)
