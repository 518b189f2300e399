"""What the objects in a DOCX's text are (U+FFFC): which picture, which note. Asked for by those who show them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docnorm.edit import Span
from docnorm.ooxml.elements import COUNTED
from docnorm.ooxml.linear import Layout
from docnorm.ooxml.names import w
from docnorm.ooxml.package import Package, list_relations, rels_name
from docnorm.ooxml.story import OBJECT, Paragraph
from docnorm.source import Mark

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SAID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
Element = etree._Element  # noqa: SLF001  lxml names the type of what it hands out nowhere else


def find_objects(package: Package, layout: Layout) -> Iterator[Mark]:
    """Yield ``picture``, ``reference`` and ``note`` marks over the text of ``layout``.

    A picture's value is the part that holds it and, behind a line end, its description.
    """
    targets = {r.id: r.target for r in list_relations(package, rels_name(package.main)) if not r.external}
    for number, story in enumerate(layout.stories):
        lines = [p for p in layout.lines if p.story == number]
        if story.kind == "body" and any(OBJECT in p.text for p in lines):
            yield from _find_in_body(_list_nodes(package, story.part), lines, targets)
        elif story.kind in _NOTES.values() and lines:
            yield from _find_notes(_list_nodes(package, story.part), lines, story.kind)


def _list_nodes(package: Package, part: str) -> list[Element]:
    """Return the elements of a story in the order in which its paragraphs count them."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(package.read(part) or b"", parser)
    return [e for e in root.iter() if e.tag in COUNTED]


def _find_in_body(nodes: list[Element], lines: list[Paragraph], targets: dict[str, str]) -> Iterator[Mark]:
    for line in lines:
        for at, _, node, _ in line.pieces if OBJECT in line.text else ():
            if line.text[at] != OBJECT or node >= len(nodes):
                continue
            span, element = Span(line.start + at, line.start + at + 1), nodes[node]
            name = etree.QName(element).localname.removesuffix("Reference")
            if name in _NOTES:
                yield Mark(span, "reference", f"{name} {element.get(w('id'))}")
            elif value := _name_picture(element, targets):
                yield Mark(span, "picture", value)


def _name_picture(element: Element, targets: dict[str, str]) -> str:
    blip = next(element.iter(_BLIP), None)
    image = next(element.iter(_IMAGE), None)
    key = (
        blip.get(f"{_RELATION}embed") if blip is not None else image.get(f"{_RELATION}id") if image is not None else ""
    )
    said = next(element.iter(_SAID), None)
    words = " ".join(str(said.get("descr", "")).split()) if said is not None else ""
    return f"{targets[str(key)]}\n{words}" if key and str(key) in targets else ""


def _find_notes(nodes: list[Element], lines: list[Paragraph], kind: str) -> Iterator[Mark]:
    name = kind.removesuffix("s")
    spans: dict[str, Span] = {}
    for line in lines:
        whole = next(nodes[line.node].iterancestors(w(name)), None) if line.node < len(nodes) else None
        if whole is not None and line.text:
            key = f"{name} {whole.get(w('id'))}"
            start = spans[key].start if key in spans else line.start
            spans[key] = Span(start, line.start + len(line.text))
    yield from (Mark(span, "note", key) for key, span in spans.items())
