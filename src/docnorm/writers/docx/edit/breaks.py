"""Paragraphs joined and cut in two: the line breaks of the text."""

from __future__ import annotations

import copy
from collections.abc import Callable

from docnorm.ooxml.names import w
from docnorm.writers.docx.edit.nodes import DEL, INS, PPR, RPR, SPLIT, Element, P, attributes, make, remove
from docnorm.writers.docx.edit.splice import Pen

_SECTION, _CHANGE, _NUMBERS = w("sectPr"), w("pPrChange"), w("numPr")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OWN_IDS = (_W14 + "paraId", _W14 + "textId")
_REVISED = (INS, DEL, w("moveFrom"), w("moveTo"))
# What stands before w:numPr in the order of the schema.
_BEFORE_NUMBERS = frozenset(map(w, ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")))

_ORDER = [
    w(n) for n in (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
        "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
        "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
        "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
]  # fmt: skip
_RANK = {tag: rank for rank, tag in enumerate(_ORDER)}


def cut(paragraph: Element, pen: Pen, *, numbered: bool) -> list[Element]:
    """Cut a paragraph at the places marked in it and return its parts; the last one is the element that there was.

    All take over its properties. Only the first keeps its automatic number: nobody gave the others one.
    """
    parts: list[Element] = []
    marks = [m for m in paragraph.iter(SPLIT) if next(m.iterancestors(P)) is paragraph]  # not those of a text box in it
    if numbered and marks:
        before = copy.deepcopy(paragraph.find(PPR))
    for number, mark in enumerate(marks):
        author = mark.get("author", "")
        _raise(mark, paragraph, pen)
        head = make(paragraph.tag, {k: v for k, v in attributes(paragraph).items() if k not in _OWN_IDS})
        for child in list(paragraph):
            if child is mark:
                break
            if child.tag == PPR:
                head.append(_copy_properties(child))
            else:
                head.append(child)
        paragraph.remove(mark)
        paragraph.addprevious(head)
        if pen.tracked:
            _on_mark(head, INS, pen.stamp(author))
        if numbered and number:
            _unnumber(head)
        parts.append(head)
    if numbered and marks:
        _unnumber(paragraph)
        if pen.tracked:
            _remember(paragraph, before, pen.stamp(marks[0].get("author", "")))
    return [*parts, paragraph]


def join(one: Element, two: Element, holds: Callable[[Element], bool], *, goes_on: bool = False) -> Element:
    """Make one paragraph of two neighbours and return it. What is empty gives way to what is not.

    ``goes_on`` says that the end of ``two`` is deleted, so that it goes on in the paragraph behind it.
    """
    if not holds(one):
        at = 1 if two.find(PPR) is not None else 0
        for child in reversed([c for c in one if c.tag != PPR]):
            two.insert(at, child)
        remove(one)
        return two
    if goes_on or holds(two):
        _take_mark(one, two)
    section = two.find(f"{PPR}/{_SECTION}")
    for child in list(two):
        if child.tag != PPR:
            one.append(child)
    if section is not None:
        _before(properties_of(one), section, (_CHANGE,))
    remove(two)
    return one


def _take_mark(one: Element, two: Element) -> None:
    """Give ``one`` the end of ``two``, by whomever that was inserted or deleted: its own is gone."""
    mark = one.find(f"{PPR}/{RPR}")
    for old in [] if mark is None else [c for c in mark if c.tag in _REVISED]:
        old.getparent().remove(old)  # type: ignore[union-attr]
    mark = two.find(f"{PPR}/{RPR}")
    for new in [] if mark is None else [c for c in mark if c.tag in _REVISED]:
        _on_mark(one, str(new.tag), attributes(new))


def strike_mark(paragraph: Element, author: str, pen: Pen) -> None:
    """Mark the end of a paragraph as deleted: accepted, its text becomes the beginning of the next."""
    _on_mark(paragraph, DEL, pen.stamp(author))


def properties_of(paragraph: Element) -> Element:
    """Return the paragraph's properties, made if it has none."""
    properties = paragraph.find(PPR)
    if properties is None:
        paragraph.insert(0, properties := make(PPR))
    return properties


def _on_mark(paragraph: Element, tag: str, stamp: dict[str, str]) -> None:
    properties = properties_of(paragraph)
    run = properties.find(RPR)
    if run is None:
        run = make(RPR)
        _before(properties, run, (_SECTION, _CHANGE))
    for old in run.findall(tag):
        run.remove(old)
    # The order of the schema: ins, del, moveFrom, moveTo, then everything else.
    at = sum(child.tag in _REVISED[: _REVISED.index(tag)] for child in run)
    run.insert(at, make(tag, stamp))


def _raise(mark: Element, paragraph: Element, pen: Pen) -> None:
    """Bring a mark up to the paragraph, cutting what holds it (a link, an insertion) in two."""
    while (parent := mark.getparent()) is not paragraph and parent is not None:
        half = make(parent.tag, attributes(parent))
        if w("id") in half.attrib:
            half.set(w("id"), str(next(pen.ids)))
        for child in list(parent):
            if child is mark:
                break
            half.append(child)
        if len(half):
            parent.addprevious(half)
        parent.addprevious(mark)
        if not len(parent):
            remove(parent)


def _copy_properties(properties: Element) -> Element:
    taken = copy.deepcopy(properties)
    for tag in (_SECTION, _CHANGE):
        for child in taken.findall(tag):
            taken.remove(child)
    for run in taken.findall(RPR):
        for child in [c for c in run if c.tag in {INS, DEL}]:
            run.remove(child)
    return taken


def _unnumber(paragraph: Element) -> None:
    properties = properties_of(paragraph)
    for old in properties.findall(_NUMBERS):
        properties.remove(old)
    numbers = make(_NUMBERS)
    numbers.append(make(w("ilvl"), {w("val"): "0"}))
    numbers.append(make(w("numId"), {w("val"): "0"}))
    at = sum(child.tag in _BEFORE_NUMBERS for child in properties)
    properties.insert(at, numbers)


def _remember(paragraph: Element, before: Element | None, stamp: dict[str, str]) -> None:
    """Write down the properties that a paragraph had, so that rejecting gives them back."""
    properties = properties_of(paragraph)
    if properties.find(_CHANGE) is not None:
        return
    held = make(PPR)
    for child in [] if before is None else list(before):
        if child.tag not in {RPR, _SECTION, _CHANGE}:
            held.append(child)
    change = make(_CHANGE, stamp)
    change.append(held)
    properties.append(change)


def _before(parent: Element, child: Element, later: tuple[str, ...]) -> None:
    for sibling in parent:
        if sibling.tag in later:
            sibling.addprevious(child)
            return
    parent.append(child)


def rank_properties(properties: Element) -> list[Element]:
    """Return the children of paragraph properties in the order of the schema."""
    return sorted(properties, key=lambda e: _RANK.get(str(e.tag), len(_RANK)))
