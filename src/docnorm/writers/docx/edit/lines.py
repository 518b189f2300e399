"""The lines of an edited story: paragraphs cut and joined, and which of them make up which line of the clean text."""

from __future__ import annotations

import copy
from typing import NamedTuple

from docnorm.ooxml.linear import Layout
from docnorm.ooxml.names import COMPATIBILITY, w
from docnorm.ooxml.story import Paragraph
from docnorm.writers.docx.edit.breaks import cut, join, strike_mark
from docnorm.writers.docx.edit.nodes import PPR, RPR, SPLIT, Element, P, R, remove
from docnorm.writers.docx.edit.splice import Story

_REMARK = tuple(map(w, ("commentRangeStart", "commentRangeEnd", "commentReference")))


class Group(NamedTuple):
    """The paragraphs that make up one line of the clean text: more than one where a revision joins them."""

    elements: list[Element]
    origin: Paragraph  # the line of the original that it began as
    numbered: bool  # Word writes a number before it


# A line of the clean text as it grows: one paragraph, behind those whose ends are deleted and that go on in it.
Chunk = list[Element]


def break_paragraphs(layout: Layout, story: int, tree: Story, numbered: set[int]) -> list[Group]:
    """Cut the paragraphs that are to be two, then join those that are to be one; return the lines in order."""
    for mark in tree.root.iter(SPLIT):
        tree.touched.add(next(mark.iterancestors(P)))
    lines = [n for n, line in enumerate(layout.lines) if line.story == story]
    parts = {n: _cut(tree, layout.lines[n], numbered=layout.lines[n].start in numbered) for n in lines}
    joined = {number for number in tree.joins if layout.joinable(number)}
    struck: set[Element] = set()
    for number in sorted(joined, reverse=True):
        one, two = parts[number], parts[number + 1]
        tree.touched |= {one[-1][-1], two[0][0]}
        if tree.pen.tracked:
            ends = _choose_ending(one[-1][-1], two, struck, last=not layout.joinable(number + 1))
            struck.add(ends)
            strike_mark(ends, tree.joins[number], tree.pen)
        else:
            *before, last = one[-1]
            first, *behind = two[0]
            chunk = [*before, join(last, first, holds, goes_on=bool(behind)), *behind]
            parts[number] = [*one[:-1], chunk, *two[1:]]
            parts[number + 1] = []
    _echo(tree)
    return _make_groups(layout, tree, parts, numbered, joined if tree.pen.tracked else set())


def _cut(tree: Story, line: Paragraph, *, numbered: bool) -> list[Chunk]:
    """Return the lines that a line is cut into."""
    chunks: list[Chunk] = [[]]
    for node in (*line.heads, line.node):
        element = tree.nodes[node]
        first, *others = cut(element, tree.pen, numbered=numbered) if element in tree.touched else [element]
        chunks[-1].append(first)
        chunks += ([other] for other in others)
    return chunks


def _choose_ending(one: Element, two: list[Chunk], struck: set[Element], *, last: bool) -> Element:
    """Return the paragraph whose end is to be deleted so that two become one.

    Of an empty one behind a full one it is the empty one's: else the full one would take over its properties.
    """
    end = two[0][-1]
    empty = holds(one) and not any(map(holds, two[0])) and len(two) == 1 and end not in struck
    return end if empty and not last else one


def _make_groups(
    layout: Layout, tree: Story, parts: dict[int, list[Chunk]], numbered: set[int], joined: set[int]
) -> list[Group]:
    # What is empty has given way to its neighbour: a line is what the paragraph that is left of it was.
    lines = sorted(parts)
    was = {element: layout.lines[n] for n in lines for chunk in parts[n] for element in chunk}
    was.update({tree.nodes[layout.lines[n].node]: layout.lines[n] for n in lines})
    groups: list[Group] = []
    for number in lines:
        for at, chunk in enumerate(parts[number]):
            origin = was[chunk[-1]]
            group = Group(chunk, origin, at == 0 and origin.start in numbered)
            if at == 0 and number - 1 in joined:
                before = groups.pop()
                said = before if before.origin.pieces else group
                group = Group([*before.elements, *chunk], said.origin, said.numbered)
            groups.append(group)
    return groups


def holds(paragraph: Element) -> bool:
    """Whether a paragraph holds anything to see, be it text that somebody deleted.

    A run without text does not count, nor do marks of ranges: a blank line made by Word is full of them.
    """
    return any(child.tag not in _BARE and _shows(child) for child in paragraph)


_BARE = frozenset({PPR, *map(w, (
    "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
))})  # fmt: skip
_AROUND = frozenset(map(w, ("ins", "del", "moveTo", "moveFrom", "smartTag", "customXml", "hyperlink", "dir", "bdo")))
_UNSEEN = frozenset({RPR, *map(w, ("lastRenderedPageBreak", "commentReference", "annotationRef"))})
_WORDS = frozenset(map(w, ("t", "delText", "instrText", "delInstrText")))


def _shows(child: Element) -> bool:
    if child.tag in _AROUND:
        return any(inner.tag not in _BARE and _shows(inner) for inner in child)
    if child.tag != R:
        return True
    return any(e.tag not in _UNSEEN and not (e.tag in _WORDS and not e.text) for e in child)


def _echo(tree: Story) -> None:
    """Write a changed text box again where the file keeps a second copy of it for older programs."""
    box, fallback = w("txbxContent"), f"{{{COMPATIBILITY}}}Fallback"
    both = f"{{{COMPATIBILITY}}}AlternateContent"
    outer = {choice for paragraph in tree.touched for choice in paragraph.iterancestors(both)}
    for choice in [e for e in tree.root.iter(both) if e in outer] if outer else []:
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
