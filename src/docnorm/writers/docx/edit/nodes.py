"""Small things done to the elements of a story."""

from __future__ import annotations

import copy
import re

from lxml import etree

from docnorm.ooxml.names import XML, w

Element = etree._Element  # noqa: SLF001  lxml names the type of what it hands out nowhere else
R, T, RPR, P, PPR = w("r"), w("t"), w("rPr"), w("p"), w("pPr")
INS, DEL, DEL_TEXT, LINK = w("ins"), w("del"), w("delText"), w("hyperlink")
SPLIT = "docnorm-split"  # stands where a paragraph will be cut in two; never written
SPECIAL = re.compile("[\t\u2028\x0b]")
_STORY = frozenset({INS, DEL, *map(w, ("moveFrom", "moveTo", "rPrChange"))})
_ILLEGAL = re.compile("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 2_500_000  # characters of one w:t: libxml2 reads no text node of more than 10,000,000 bytes


def make_writable(text: str) -> str:
    """Return ``text`` with U+FFFD for what XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def remove(element: Element) -> None:
    """Take an element out of what holds it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def fill_run(run: Element, text: str) -> None:
    """Append ``text`` to a run, tabs and soft returns as Word's own elements."""
    at = 0
    for special in SPECIAL.finditer(text):
        _append(run, text[at : special.start()])
        run.append(make(w("tab" if special[0] == "\t" else "br")))
        at = special.end()
    _append(run, text[at:])


def _append(run: Element, text: str) -> None:
    if text:
        run.append(node := make(T))
        fill(node, make_writable(text))


def fill(node: Element, text: str) -> None:
    """Set the text of a node; one too long to be read again goes on in the nodes behind it."""
    for at in range(len(text) // LONGEST * LONGEST, 0, -LONGEST):
        if text[at : at + LONGEST]:
            node.addnext(more := make(node.tag))
            fill(more, text[at : at + LONGEST])
    node.text = text[:LONGEST]
    node.set(f"{{{XML}}}space", "preserve")


def make(tag: str, attributes: dict[str, str] | None = None) -> Element:
    """Return a new element that stands nowhere yet."""
    return etree.Element(tag, attributes or {})


def attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes as a dictionary of its own."""
    return {str(k): str(v) for k, v in element.attrib.items()}


def take_over(properties: Element) -> Element:
    """Return run properties for new text: as its neighbour's, without the story of how that came to be."""
    taken = make(RPR)
    for child in properties:
        if child.tag not in _STORY:
            taken.append(copy.deepcopy(child))
    return taken
