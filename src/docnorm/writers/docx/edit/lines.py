"""The lines of an edited story: paragraphs cut and joined, and which of them make up which line of the clean text."""

from __future__ import annotations

import copy
from typing import NamedTuple

from docnorm.ooxml.linear import Layout
from docnorm.ooxml.names import COMPATIBILITY, w
from docnorm.ooxml.story import Paragraph
from docnorm.writers.docx.edit.breaks import cut, join, strike_mark
from docnorm.writers.docx.edit.nodes import PPR, SPLIT, Element, P, remove
from docnorm.writers.docx.edit.splice import Story

_REMARK = tuple(map(w, ("commentRangeStart", "commentRangeEnd", "commentReference")))


class Group(NamedTuple):
    """The paragraphs that make up one line of the clean text: more than one where a revision joins them."""

    elements: list[Element]
    origin: Paragraph  # the line of the original that it began as
    numbered: bool  # Word writes a number before it


def broken(layout: Layout, story: int, tree: Story, numbered: set[int]) -> list[Group]:
    """Cut the paragraphs that are to be two, then join those that are to be one; return the lines in order."""
    for mark in tree.root.iter(SPLIT):
        tree.touched.add(next(mark.iterancestors(P)))
    lines = [n for n, line in enumerate(layout.lines) if line.story == story]
    parts: dict[int, list[Element]] = {}
    for number in lines:
        line = layout.lines[number]
        node = tree.nodes[line.node]
        touched = node in tree.touched
        parts[number] = cut(node, tree.pen, numbered=line.start in numbered) if touched else [node]
    joined = {number for number in tree.joins if layout.joinable(number)}
    struck: set[Element] = set()
    for number in sorted(joined, reverse=True):
        one, two = parts[number], parts[number + 1]
        tree.touched |= {one[-1], two[0]}
        if tree.pen.tracked:
            ends = _ending(one[-1], two, struck, last=not layout.joinable(number + 1))
            struck.add(ends)
            strike_mark(ends, tree.joins[number], tree.pen)
        else:
            parts[number] = [*one[:-1], join(one[-1], two[0], holds), *two[1:]]
            parts[number + 1] = []
    _echo(tree)
    return _groups(layout, tree, parts, numbered, joined if tree.pen.tracked else set())


def _ending(one: Element, two: list[Element], struck: set[Element], *, last: bool) -> Element:
    """Return the paragraph whose end is to be deleted so that two become one.

    Of an empty one behind a full one it is the empty one's: else the full one would take over its properties.
    """
    empty = holds(one) and not holds(two[0]) and len(two) == 1 and two[0] not in struck
    return two[0] if empty and not last else one


def _groups(
    layout: Layout, tree: Story, parts: dict[int, list[Element]], numbered: set[int], joined: set[int]
) -> list[Group]:
    # What is empty has given way to its neighbour: a line is what the paragraph that is left of it was.
    lines = sorted(parts)
    was = {element: layout.lines[n] for n in lines for element in parts[n]}
    was.update({tree.nodes[layout.lines[n].node]: layout.lines[n] for n in lines})
    groups: list[Group] = []
    for number in lines:
        for at, element in enumerate(parts[number]):
            origin = was[element]
            group = Group([element], origin, at == 0 and origin.start in numbered)
            if at == 0 and number - 1 in joined:
                before = groups.pop()
                said = before if before.origin.pieces else group
                group = Group([*before.elements, element], said.origin, said.numbered)
            groups.append(group)
    return groups


def holds(paragraph: Element) -> bool:
    """Whether a paragraph holds anything beside its properties and the marks of ranges."""
    return any(child.tag not in _BARE for child in paragraph)


_BARE = frozenset({PPR, *map(w, ("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd"))})


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
