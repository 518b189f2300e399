"""Paragraph styles that show something where there are no words: a border, a shade, a frame, a new page, a number."""

from __future__ import annotations

from typing import Literal
from xml.etree.ElementTree import Element

from docnorm.ooxml.names import w
from docnorm.ooxml.package import Package, tree
from docnorm.ooxml.said import OFF

Shows = Literal["", "number", "drawn"]
_WHITE = frozenset({"auto", "FFFFFF", "ffffff", ""})


def find_showing(package: Package) -> dict[str, Shows]:
    """Return by style id what an empty paragraph of the style shows: ``drawn`` for anything but a mere number."""
    found: dict[str, Shows] = {}
    for relation in package.related("styles"):
        part = package.read(relation.target)
        if part is not None:
            styles = {
                e.get(w("styleId"), ""): e for e in tree(part).iter(w("style")) if e.get(w("type")) == "paragraph"
            }
            found.update({key: _shows(key, styles) for key in styles})
    return found


def _shows(key: str, styles: dict[str, Element]) -> Shows:
    seen: set[str] = set()
    shows: Shows = ""
    said: set[str] = set()  # what a style says of a property goes before what its base says
    while key in styles and key not in seen:
        seen.add(key)
        properties = styles[key].find(w("pPr"))
        for child in () if properties is None else properties:
            if child.tag in said:
                continue
            said.add(child.tag)
            if _is_drawn(child):
                return "drawn"
            number = child.find(w("numId")) if child.tag == w("numPr") else None
            if number is not None and number.get(w("val")) != "0":
                shows = "number"
        based = styles[key].find(w("basedOn"))
        key = "" if based is None else based.get(w("val"), "")
    return shows


def _is_drawn(child: Element) -> bool:
    if child.tag == w("pBdr"):
        return any(side.get(w("val")) not in {"nil", "none"} for side in child)
    if child.tag == w("shd"):
        return child.get(w("fill"), "") not in _WHITE
    return child.tag == w("framePr") or (child.tag == w("pageBreakBefore") and child.get(w("val")) not in OFF)
