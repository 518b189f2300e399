"""What a document's styles say about its paragraphs: their name, heading level, weight and number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from docnorm.ooxml.names import w
from docnorm.ooxml.package import Package, tree

# Word gives its heading styles their outline level by their names; a file made by hand may say no more than those.
_HEADING = re.compile(r"(?:heading|标题|標題|見出し|überschrift|titre|título|заголовок) ?([1-9])", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it takes from those it is based on."""

    name: str = ""  # lower case: heading 1, list paragraph, 正文文本
    outline: int | None = None  # w:outlineLvl, 0 for the outermost; 9 is body text
    bold: bool = False
    number: str | None = None  # w:numId
    depth: int | None = None  # w:ilvl


PLAIN = Style()


def read_styles(package: Package) -> dict[str, Style]:
    """Return the paragraph styles by id; the default one stands under the empty id too."""
    found: dict[str, Style] = {}
    for relation in package.related("styles"):
        part = package.read(relation.target)
        if part is None:
            continue
        elements = {e.get(w("styleId"), ""): e for e in tree(part).iter(w("style")) if e.get(w("type")) == "paragraph"}
        for key, element in elements.items():
            found[key] = _inherit(key, elements)
            if element.get(w("default")) not in {None, *_OFF}:
                found[""] = found[key]
    return found


def _inherit(key: str, elements: dict[str, Element]) -> Style:
    chain: list[Element] = []
    at: str | None = key
    while at in elements and elements[at] not in chain:  # a style based on itself is damage, not a loop
        chain.append(elements[at])
        based = elements[at].find(w("basedOn"))
        at = None if based is None else based.get(w("val"))
    style = PLAIN
    for element in reversed(chain):
        style = _over(style, element)
    return style


def _over(style: Style, element: Element) -> Style:
    name = _value(element, "name") or ""
    outline = _value(element, "pPr", "outlineLvl")
    heading = _HEADING.fullmatch(name.strip())
    if outline is None and heading is not None:
        outline = str(int(heading[1]) - 1)
    number = _value(element, "pPr", "numPr", "numId")
    depth = _value(element, "pPr", "numPr", "ilvl")
    bold = element.find(f"{w('rPr')}/{w('b')}")
    return replace(
        style,
        name=name.lower(),
        outline=int(outline) if outline and outline.isdecimal() else style.outline,
        bold=style.bold if bold is None else bold.get(w("val")) not in _OFF,
        number=number if number is not None else style.number,
        depth=int(depth) if depth and depth.isdecimal() else style.depth,
    )


def _value(element: Element, *path: str) -> str | None:
    found = element.find("/".join(w(p) for p in path))
    return None if found is None else found.get(w("val"))
