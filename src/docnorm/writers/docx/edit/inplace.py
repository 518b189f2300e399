"""A DOCX edited in place: the user's own parts, with the patch put back where its characters came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from docnorm.edit import Hunk
from docnorm.errors import OutputFailed
from docnorm.look import Look
from docnorm.ooxml.elements import COUNTED
from docnorm.ooxml.linear import Layout
from docnorm.ooxml.opened import open_docx
from docnorm.ooxml.package import Package
from docnorm.result import Normalized
from docnorm.writers.changes import name_rule
from docnorm.writers.docx.edit.comments import Comments, Point, comments_of, write_comments
from docnorm.writers.docx.edit.formatting import apply_look
from docnorm.writers.docx.edit.lines import break_paragraphs
from docnorm.writers.docx.edit.nodes import P
from docnorm.writers.docx.edit.repack import parse, repack, serialize
from docnorm.writers.docx.edit.splice import Pen, Story
from docnorm.writers.docx.looks import choose_look
from docnorm.writers.docx.parts import moment

_IDS = re.compile(rb':id="(\d{1,9})"')


def write_inplace(document: Normalized, *, track_changes: bool = False, look: Look | str = "profile") -> bytes:
    """Return the DOCX that ``document`` was read from, with its changes, as revisions where they are to be tracked.

    ``look`` is ``keep`` for the author's, ``profile`` for the profile's, or a look or the name of one.

    Raises ``OutputFailed`` where the file cannot be edited.
    """
    made_by = document.source.format
    try:
        return _write(document, _choose_look(document, look), track_changes=track_changes)
    except OutputFailed as error:
        if made_by == "docx":
            raise
        raise OutputFailed(f"LibreOffice's conversion of the .{made_by} file is itself invalid: {error}") from error


def _write(document: Normalized, chosen: Look | None, *, track_changes: bool) -> bytes:
    origin = document.source.origin
    assert isinstance(origin, bytes)
    package, layout = open_docx(origin)
    pen = Pen(track_changes, moment(), count(_highest_id(package, layout) + 1))
    said = write_comments(document, layout, pen) if track_changes else Comments([], [], [])
    trees = _edit_stories(document, package, layout, pen, said)
    if chosen is not None and 0 not in trees:
        trees[0] = open_story(package, layout, 0, pen)
    numbered = {m.span.start for m in document.source.marks if m.kind == "number"}
    groups = {number: break_paragraphs(layout, number, tree, numbered) for number, tree in trees.items()}
    changed, new = comments_of(package, said, pen.date)
    if chosen is not None:
        more, added = apply_look(document, package, trees[0].root, groups[0], chosen)
        changed, new = {**changed, **more}, (*new, *added)
    changed.update({layout.stories[number].part: serialize(tree.root) for number, tree in trees.items()})
    return repack(package, changed, new)


def _choose_look(document: Normalized, look: Look | str) -> Look | None:
    """Return the look to put on, None for the author's: a profile without a page of its own leaves that too."""
    if look == "keep":
        return None
    chosen = choose_look(document, None if look == "profile" else look)
    return None if look == "profile" and chosen.name == "plain" else chosen


class Work(NamedTuple):
    """What one hunk does to one line: the texts there, and whether the line's end goes."""

    line: int
    start: int
    end: int
    new: list[str]
    joins: bool


def _edit_stories(document: Normalized, package: Package, layout: Layout, pen: Pen, said: Comments) -> dict[int, Story]:
    """Carry every hunk out, last one first, and return the trees of the stories that they touch."""
    trees: dict[int, Story] = {}

    def tree_of(story: int) -> Story:
        if story not in trees:
            trees[story] = open_story(package, layout, story, pen)
        return trees[story]

    # From the end to the beginning; what ends where a stretch begins lies left of it.
    steps: list[Hunk | Point] = [*document.draft.patch.hunks, *said.points]
    for step in sorted(steps, key=_order, reverse=True):
        if isinstance(step, Point):
            line = layout.lines[layout.at(step.at)]
            tree_of(line.story).mark(line, step.at - line.start, step.elements)
            continue
        author = name_rule(document.draft, step)
        for work in reversed(list(_lay_out_hunk(step, layout))):
            line = layout.lines[work.line]
            tree_of(line.story).replace(line, work.start, work.end, work.new, author)
            if work.joins:
                tree_of(line.story).joins[work.line] = author
    for tree in trees.values():
        tree.finish()
    return trees


def _order(step: Hunk | Point) -> tuple[int, int, int]:
    return (step.at, step.at, 1) if isinstance(step, Point) else (*step.span, 0)


def open_story(package: Package, layout: Layout, story: int, pen: Pen) -> Story:
    """Return a story as a tree, its nodes counted as the layout counted them."""
    root = parse(package.read(layout.stories[story].part) or b"")
    if root.tag == P:  # nothing can stand beside the root of a part, so it cannot be cut in two
        raise OutputFailed("the DOCX can be read but not edited: a part of it is one paragraph and nothing around it")
    return Story(root, list(root.iter(*COUNTED)), pen)


def _lay_out_hunk(hunk: Hunk, layout: Layout) -> Iterator[Work]:
    """Lay a hunk out on the lines that it covers. Of its line breaks as many stay as it puts back."""
    (start, end), new, _ = hunk
    if start == len(layout.text) and not new.strip("\n"):
        return  # a text ends in a line end, a document does not
    first, last = layout.at(start), layout.at(end)
    texts = new.split("\n")
    kept = min(last - first, len(texts) - 1)
    for number in range(first, last + 1):
        line = layout.lines[number]
        at = number - first
        put = [texts[at]] if at < kept else texts[kept:] if at == kept else [""]
        yield Work(
            number,
            start - line.start if number == first else 0,
            end - line.start if number == last else len(line.text),
            put,
            joins=kept <= at < last - first,
        )


def _highest_id(package: Package, layout: Layout) -> int:
    """Return the highest number that an annotation bears; those of content controls are not of that kind."""
    parts = {s.part for s in layout.stories} | {r.target for r in package.related("comments", "header", "footer")}
    found = (int(n) for part in sorted(parts) for n in _IDS.findall(package.read(part) or b""))
    return max(found, default=0)
