"""Edits put back where their characters came from: runs are cut at the edges of an edit and nowhere else.

A story is edited from its end to its beginning, so what lies left of an edit is still as the layout found it, and each
text is cut once however many edits fall into it.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from docnorm.ooxml.names import XML, w
from docnorm.ooxml.story import FIXED, NODE, TEXT, Paragraph, Piece
from docnorm.writers.docx.edit.nodes import (
    DEL,
    DEL_TEXT,
    INS,
    LINK,
    LONGEST,
    PPR,
    RPR,
    SPECIAL,
    SPLIT,
    Element,
    P,
    R,
    T,
    attributes,
    fill,
    fill_run,
    make,
    make_writable,
    remove,
    take_over,
)  # fmt: skip

_HOLDERS = frozenset({P, INS, DEL, LINK, *map(w, ("moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo"))})
_WHOLE = frozenset({w("fldSimple"), w("sdt"), w("ruby")})


@dataclass(slots=True)
class Pen:
    """How changes are written: plainly, or as revisions that bear a number, an author and a date."""

    tracked: bool
    date: str
    ids: Iterator[int]

    def stamp(self, author: str) -> dict[str, str]:
        """Return the attributes of a revision."""
        return {w("id"): str(next(self.ids)), w("author"): author, w("date"): self.date}


class _Words:
    """The text of one ``w:t`` up to where it has been cut off, and the plain edits in it, last one first."""

    __slots__ = ("base", "edits", "end")

    def __init__(self, base: str) -> None:
        self.base = base
        self.end = len(base)
        self.edits: list[tuple[int, int, str]] = []

    def take(self, start: int) -> str:
        """Cut off what stands from ``start`` on, with its edits done, and return it."""
        out: list[str] = []
        at = start
        kept = [e for e in self.edits if e[0] < start]
        for a, b, new in reversed(self.edits[: len(self.edits) - len(kept)]):
            out += (self.base[at:a], new)
            at = b
        out.append(self.base[at : self.end])
        self.end = start
        self.edits = kept
        return "".join(out)


class RunPlace(NamedTuple):
    """Where new runs go, and the properties that they take over."""

    anchor: Element
    after: bool
    properties: Element | None


@dataclass(slots=True)
class Story:
    """One part as a tree, and the nodes of its layout."""

    root: Element
    nodes: list[Element]
    pen: Pen
    touched: set[Element] = field(default_factory=set)  # paragraphs
    joins: dict[int, str] = field(default_factory=dict)  # lines that are to go on in the next, and whose doing that is
    _words: dict[Element, _Words] = field(default_factory=dict)
    _doomed: list[Element] = field(default_factory=list)
    _fronts: dict[Element, Element] = field(default_factory=dict)  # by what stands right behind it

    def replace(self, line: Paragraph, start: int, end: int, new: Sequence[str], author: str) -> None:
        """Put ``new`` where ``start`` to ``end`` of the line stood; each text after the first begins a paragraph."""
        if start == end and not any(new) and len(new) == 1:
            return
        self.touched.add(self.nodes[line.node])
        inside = [p for p in _list_over(line.pieces, start, end) if p[3] in {TEXT, NODE}]
        if self.pen.tracked:
            struck = self._strike(inside, start, end, author)
            place = None if struck is None else RunPlace(struck, True, struck[0].find(RPR))
        else:
            simple = len(new) == 1 and not SPECIAL.search(new[0])
            text = make_writable(new[0]) if simple else ""
            done = self._cut(inside, start, end, text) if inside else self._type(line, start, text)
            if simple and done:
                return
            place = self._at(inside[0], start) if inside else None
        if any(new) or len(new) > 1:
            self._put(place or self._gap(line, start), new, author)

    def finish(self) -> None:
        """Write the texts into the tree and clear away what has become empty."""
        for node, words in self._words.items():
            fill(node, words.take(0))
        for node in (*self._doomed, *self._words):
            run = node.getparent()
            if run is None or (node.tag in {T, DEL_TEXT} and node.text):
                continue
            run.remove(node)
            if all(child.tag == RPR for child in run):
                remove(run)
        for node in self.root.iter(T):
            if node.text and len(node.text) > LONGEST:
                fill(node, node.text)

    def _cut(self, inside: list[Piece], start: int, end: int, new: str) -> bool:
        """Take characters out, and put ``new`` in where the first of them is of a text; say whether that was done."""
        put = bool(inside) and inside[0][3] == TEXT
        for at, length, node, hold in reversed(inside):
            element = self.nodes[node]
            if hold == NODE:
                self._doomed.append(element)
                continue
            first = at == inside[0][0]
            edit = (max(start - at, 0), min(end - at, length), new if put and first else "")
            self._text(element).edits.append(edit)
        return put or not new

    def _strike(self, inside: list[Piece], start: int, end: int, author: str) -> Element | None:
        """Wrap characters as deleted; return the revision that holds the first of them."""
        held: Element | None = None
        for at, length, node, _ in reversed(inside):
            element = self.nodes[node]
            self._part(element, min(end - at, length))
            _, run = self._part(element, max(start - at, 0))
            if run is None:
                continue
            wrap = make(DEL, self.pen.stamp(author))
            run.addprevious(wrap)
            wrap.append(run)
            for text in run.findall(T):
                text.tag = DEL_TEXT
                if text not in self._words:
                    text.set(f"{{{XML}}}space", "preserve")
            if held is not None and wrap.getnext() is held:
                wrap.extend(list(held))
                remove(held)
            held = wrap
        return held

    def _type(self, line: Paragraph, at: int, new: str) -> bool:
        """Write ``new`` into a text that ends or begins at an offset of the line, the one before if there are two."""
        for first, _, node, hold in _list_around(line.pieces, at):
            if hold == TEXT:
                if first == at and self.nodes[node].getparent() in self._fronts:
                    return False
                if new:
                    self._text(self.nodes[node]).edits.append((at - first, at - first, new))
                return True
        return False

    def _gap(self, line: Paragraph, at: int) -> RunPlace:
        """Return the place at an offset of the line: beside a text if there is one, never inside of a field."""
        near = _list_around(line.pieces, at)
        for piece in near:
            if piece[3] == TEXT:
                return self._at(piece, at)
        paragraph = self.nodes[line.node]
        if not near:
            properties = paragraph.find(PPR)
            if properties is None:
                paragraph.insert(0, properties := make(PPR))
            return RunPlace(properties, True, properties.find(RPR))
        before = near[0][0] < at
        if near[0][3] <= FIXED and (child := _in_run(self.nodes[near[0][2]])) is not None:
            left, right = self._part(child, int(before))
            return RunPlace(left, True, None) if left is not None else RunPlace(_some(right), False, None)
        outer = _skip_field(_outer(self.nodes[near[0][2]]), forward=before)
        return RunPlace(outer, before, None)

    def _at(self, piece: Piece, at: int) -> RunPlace:
        left, right = self._part(self.nodes[piece[2]], at - piece[0])
        run = left if left is not None else _some(right)
        return RunPlace(run, left is not None, run.find(RPR))

    def _part(self, child: Element, offset: int) -> tuple[Element | None, Element | None]:
        """Cut the run of ``child`` before its character ``offset``; return what stands left and right of the cut."""
        run = child.getparent()
        assert run is not None
        before, behind = child.getprevious(), child.getnext()
        words = self._text(child) if child.tag in {T, DEL_TEXT} else None
        whole = words.end if words is not None else 1
        goes_on = words is not None and bool(words.edits) and words.edits[-1][0] >= offset  # typed at its very end
        if offset <= 0 and (before is None or before.tag == RPR):
            return None, run
        if offset >= whole and behind is None and not goes_on:
            return run, None
        rest = list(child.itersiblings())
        if words is not None and offset > 0 and (offset < whole or goes_on):
            taken = words.take(offset)
            if not taken and not rest:
                return run, None
            rest.insert(0, text := make(child.tag))
            fill(text, taken)
        elif offset <= 0:
            rest.insert(0, child)
        right = make(R, attributes(run))
        properties = run.find(RPR)
        if properties is not None:
            right.append(copy.deepcopy(properties))
        right.extend(rest)
        run.addnext(right)
        return run, right

    def mark(self, line: Paragraph, at: int, elements: Sequence[Element]) -> None:
        """Put marks that have no width at an offset of the line: the ends of a comment."""
        self._lay(self._gap(line, at), elements)

    def _put(self, place: RunPlace, new: Sequence[str], author: str) -> None:
        """Put new runs at a place: inserted by ``author`` if tracked, with a cut before each but the first."""
        made: list[Element] = []
        for number, text in enumerate(new):
            if number:
                made.append(make(SPLIT, {"author": author}))
            if text:
                run = make(R)
                if place.properties is not None:
                    run.append(take_over(place.properties))
                fill_run(run, text)
                if self.pen.tracked:
                    wrap = make(INS, self.pen.stamp(author))
                    wrap.append(run)
                    run = wrap
                made.append(run)
        self._lay(place, made)

    def _lay(self, place: RunPlace, elements: Sequence[Element]) -> None:
        anchor, after = self._lifted(place.anchor, after=place.after)
        key = anchor.getnext() if after else anchor
        while not after and anchor in self._fronts:
            anchor = self._fronts[anchor]
        for element in elements:
            if after:
                anchor.addnext(element)
            else:
                anchor.addprevious(element)
            anchor, after = element, True
        if key is not None and elements:
            self._fronts[key] = elements[0]

    def _lifted(self, anchor: Element, *, after: bool) -> tuple[Element, bool]:
        """Take a place out of deleted text, and out of what somebody else inserted: insertions do not nest."""
        parent = anchor.getparent()
        if parent is not None and parent.tag == DEL:
            anchor, parent = parent, parent.getparent()
        if not self.pen.tracked or parent is None or parent.tag != INS:
            return anchor, after
        if not after and anchor.getprevious() is None:
            return parent, False
        rest = list(anchor.itersiblings()) if after else [anchor, *anchor.itersiblings()]
        if rest:
            half = make(INS, {**attributes(parent), w("id"): str(next(self.pen.ids))})
            half.extend(rest)
            parent.addnext(half)
        return parent, True

    def _text(self, element: Element) -> _Words:
        words = self._words.get(element)
        if words is None:
            words = self._words[element] = _Words(element.text or "")
        return words


def _list_over(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """Return the pieces that hold characters between two offsets."""
    first = max(bisect_left(pieces, (start + 1,)) - 1, 0)
    last = bisect_left(pieces, (end,))
    return [p for p in pieces[first:last] if start < end and p[0] + p[1] > start]


def _list_around(pieces: list[Piece], at: int) -> list[Piece]:
    """Return the pieces that an offset touches, the one before or around it first."""
    behind = bisect_left(pieces, (at,))
    near = pieces[max(behind - 1, 0) : behind]
    return [*near, *pieces[behind : behind + 1]] if behind < len(pieces) and pieces[behind][0] == at else near


def _in_run(node: Element) -> Element | None:
    """Return what holds ``node`` right inside a run of the paragraph, if it stands in one."""
    while (parent := node.getparent()) is not None and parent.tag not in _HOLDERS:
        if parent.tag == R:
            holder = parent.getparent()
            return node if holder is not None and holder.tag in _HOLDERS else None
        node = parent
    return None


def _some(element: Element | None) -> Element:
    assert element is not None, "a cut leaves something on one side at least"
    return element


def _outer(node: Element) -> Element:
    """Return what holds ``node`` on the level of runs, outside of any field, ruby or control that it is part of."""
    found: Element | None = None
    while node.tag != P:
        parent = node.getparent()
        assert parent is not None
        if (found is None and parent.tag in _HOLDERS) or node.tag in _WHOLE:
            found = node
        node = parent
    assert found is not None
    return found


def _skip_field(run: Element, *, forward: bool) -> Element:
    """Return the last run of the field that ``run`` lies in, or the first; ``run`` itself outside of fields."""
    depth = sum(_turns(e) for e in run.itersiblings(preceding=True)) + (_turns(run) if forward else 0)
    steps = run.itersiblings(preceding=not forward)
    while depth > 0 and (step := next(steps, None)) is not None:
        depth += _turns(step) if forward else -_turns(step)
        run = step
    return run


def _turns(element: Element) -> int:
    kinds = [e.get(w("fldCharType")) for e in element.iter(w("fldChar"))]
    return kinds.count("begin") - kinds.count("end")
