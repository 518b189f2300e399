"""A DOCX edited in place: the user's own parts, with the patch put back where its characters came from."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from docnorm.edit import Hunk
from docnorm.look import Look
from docnorm.ooxml.admission import admit
from docnorm.ooxml.convert import as_docx
from docnorm.ooxml.elements import COUNTED
from docnorm.ooxml.linear import Layout, lay_out
from docnorm.ooxml.names import COMPATIBILITY, w
from docnorm.ooxml.package import Package
from docnorm.result import Normalized
from docnorm.writers.docx.breaks import cut, join, strike_mark
from docnorm.writers.docx.nodes import PPR, SPLIT, Element, remove
from docnorm.writers.docx.parts import moment
from docnorm.writers.docx.remarks import Point, Remarks, comments_of, remarks
from docnorm.writers.docx.repack import parse, repack, serialized
from docnorm.writers.docx.splice import Pen, Story

_REMARK = tuple(map(w, ("commentRangeStart", "commentRangeEnd", "commentReference")))
_IDS = re.compile(rb':id="(\d{1,9})"')


def write_inplace(document: Normalized, *, track_changes: bool = False, look: Look | str = "profile") -> bytes:
    """Return the DOCX that ``document`` was read from, with its changes, as revisions where they are to be tracked.

    ``look`` is ``keep`` for the author's, ``profile`` for the profile's, or a look or the name of one.

    Raises ``OutputFailed`` where the file cannot be edited.
    """
    del look
    origin = document.source.origin
    assert isinstance(origin, bytes)
    package = admit(as_docx(origin))
    layout = lay_out(package)
    pen = Pen(track_changes, moment(), count(_highest_id(package, layout) + 1))
    said = remarks(document, layout, pen) if track_changes else Remarks([], [], [])
    trees = _edited(document, package, layout, pen, said)
    changed, new = comments_of(package, said, pen.date)
    changed.update({layout.stories[number].part: serialized(tree.root) for number, tree in trees.items()})
    return repack(package, changed, new)


class Work(NamedTuple):
    """What one hunk does to one line: the texts there, and whether the line's end goes."""

    line: int
    start: int
    end: int
    new: list[str]
    joins: bool


def _edited(document: Normalized, package: Package, layout: Layout, pen: Pen, said: Remarks) -> dict[int, Story]:
    """Carry every hunk out, last one first, and return the trees of the stories that they touch."""
    journal = document.draft.journal
    trees: dict[int, Story] = {}
    joins: dict[int, str] = {}

    def tree_of(story: int) -> Story:
        if story not in trees:
            trees[story] = opened(package, layout, story, pen)
        return trees[story]

    # From the end to the beginning; what ends where a stretch begins lies left of it.
    steps: list[Hunk | Point] = [*document.draft.patch.hunks, *said.points]
    for step in sorted(steps, key=_order, reverse=True):
        if isinstance(step, Point):
            line = layout.lines[layout.at(step.at)]
            tree_of(line.story).mark(line, step.at - line.start, step.elements)
            continue
        author = journal[step.causes[-1]].rule if step.causes else "docnorm"
        for work in reversed(list(_works(step, layout))):
            line = layout.lines[work.line]
            tree_of(line.story).replace(line, work.start, work.end, work.new, author)
            if work.joins:
                joins[work.line] = author
    for tree in trees.values():
        tree.finish()
    numbered = {m.span.start for m in document.source.marks if m.kind == "number"}
    for number, tree in trees.items():
        _break(layout, number, tree, joins, numbered)
        _echo(tree)
    return trees


def _order(step: Hunk | Point) -> tuple[int, int, int]:
    return (step.at, step.at, 1) if isinstance(step, Point) else (*step.span, 0)


def opened(package: Package, layout: Layout, story: int, pen: Pen) -> Story:
    """Return a story as a tree, its nodes counted as the layout counted them."""
    root = parse(package.read(layout.stories[story].part) or b"")
    return Story(root, list(root.iter(*COUNTED)), pen)


def _works(hunk: Hunk, layout: Layout) -> Iterator[Work]:
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


def _break(layout: Layout, story: int, tree: Story, joins: dict[int, str], numbered: set[int]) -> None:
    """Cut the paragraphs that are to be two, then join those that are to be one."""
    for paragraph in {_paragraph_of(mark) for mark in tree.root.iter(SPLIT)}:
        tree.touched.add(paragraph)
    parts: dict[int, list[Element]] = {}
    lines = [n for n, line in enumerate(layout.lines) if line.story == story] if joins or tree.touched else []
    for number in lines:
        node = tree.nodes[layout.lines[number].node]
        if node in tree.touched:
            parts[number] = cut(node, tree.pen, numbered=layout.lines[number].start in numbered)
    gone: set[Element] = set()
    for number in reversed(lines):
        if number not in joins or not layout.joinable(number):
            continue
        one = parts.get(number, [tree.nodes[layout.lines[number].node]])
        two = parts.get(number + 1, [tree.nodes[layout.lines[number + 1].node]])
        tree.touched |= {one[-1], two[0]}
        if not tree.pen.tracked:
            whole = join(one[-1], two[0], holds)
            parts[number] = [*one[:-1], whole, *two[1:]]
            continue
        # The break behind an empty line is the one to go: else the line before would take over its properties.
        struck = two[0] if holds(one[-1]) and not holds(two[0]) and len(two) == 1 and two[0] not in gone else one[-1]
        if struck is two[0] and not layout.joinable(number + 1):
            struck = one[-1]
        gone.add(struck)
        strike_mark(struck, joins[number], tree.pen)


def holds(paragraph: Element) -> bool:
    """Whether a paragraph holds anything beside its properties and the marks of ranges."""
    return any(child.tag not in _BARE for child in paragraph)


_BARE = frozenset({PPR, *map(w, ("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd"))})


def _paragraph_of(mark: Element) -> Element:
    return next(e for e in mark.iterancestors(w("p")))


def _echo(tree: Story) -> None:
    """Write a changed text box again where the file keeps a second copy of it for older programs."""
    box, fallback = w("txbxContent"), f"{{{COMPATIBILITY}}}Fallback"
    outer: dict[Element, None] = {}
    for paragraph in tree.touched:
        for choice in paragraph.iterancestors(f"{{{COMPATIBILITY}}}AlternateContent"):
            outer[choice] = None
    for choice in outer:
        other = choice.find(fallback)
        new = [e for e in choice.iter(box) if not any(True for _ in e.iterancestors(fallback))]
        old = [] if other is None else list(other.iter(box))
        if len(new) != len(old):
            continue
        for one, two in zip(new, old, strict=True):
            two[:] = [copy.deepcopy(child) for child in one]
            for element in list(two.iter(*_REMARK)):
                remove(element)
            for element in two.iter(w("ins"), w("del"), w("pPrChange")):
                element.set(w("id"), str(next(tree.pen.ids)))


def _highest_id(package: Package, layout: Layout) -> int:
    """Return the highest number that an annotation bears; those of content controls are not of that kind."""
    parts = {s.part for s in layout.stories} | {r.target for r in package.related("comments", "header", "footer")}
    found = (int(n) for part in sorted(parts) for n in _IDS.findall(package.read(part) or b""))
    return max(found, default=0)
