"""The numbers that Word counts, in the face of the text that they stand before.

A list's level may say a size and a font of its own: set for the text as it was, it is wrong beside a text that a look
has set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docnorm.ooxml.names import w
from docnorm.ooxml.package import Package
from docnorm.writers.docx.edit.breaks import properties_of
from docnorm.writers.docx.edit.nodes import PPR, RPR, Element, make
from docnorm.writers.docx.edit.repack import parse, serialize

_VAL, _LEVEL, _ID = w("val"), w("lvl"), w("numId")
_SIZES = frozenset(map(w, ("sz", "szCs", "spacing", "w", "kern")))


def set_labels(
    package: Package, body: Iterable[Element], apart: Iterable[Element], by_style: Mapping[str, str]
) -> dict[str, bytes]:
    """Return the numbering part, its labels in the face of the paragraphs of ``body``.

    ``apart`` are the paragraphs that no look sets (cells, boxes): those keep the size of their labels. ``by_style`` is
    the list that a style puts its paragraphs in.
    """
    part = next((r.target for r in package.related("numbering")), None)
    used = {found for e in body if (found := _list_of(e, by_style))}
    if part is None or not used:
        return {}
    root = parse(package.read(part) or b"")
    sizes: dict[tuple[str, str], str] = {}
    changed = False
    for number in root.findall(w("num")):
        if number.get(_ID, "") not in used:
            continue
        shape = number.find(w("abstractNumId"))
        key = None if shape is None else shape.get(_VAL)
        levels = [*number.iter(_LEVEL), *(e for a in root.findall(w("abstractNum"))
                  if a.get(w("abstractNumId")) == key for e in a.iter(_LEVEL))]  # fmt: skip
        for level in levels:
            size = level.find(f"{RPR}/{w('sz')}")
            if size is not None:
                sizes.setdefault((number.get(_ID, ""), level.get(w("ilvl"), "0")), size.get(_VAL, ""))
            changed |= _plain(level)
    for paragraph in apart:
        _keep_size(paragraph, sizes)
    return {part: serialize(root)} if changed else {}


def levels_of(package: Package, by_style: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return by style the list that it puts its paragraphs in and the level there: the one that names the style."""
    part = next((r.target for r in package.related("numbering")), None)
    numbered = {style: number for style, number in by_style.items() if number not in {"", "0"}}
    if part is None or not numbered:
        return {}
    root = parse(package.read(part) or b"")
    shapes = {a.get(w("abstractNumId")): a for a in root.findall(w("abstractNum"))}
    found: dict[str, tuple[str, int]] = {}
    for number in root.findall(w("num")):
        shape = number.find(w("abstractNumId"))
        levels = () if shape is None else shapes.get(shape.get(_VAL), ())
        named = {
            link.get(_VAL): int(level.get(w("ilvl"), "0")) for level in levels
            if (link := level.find(w("pStyle"))) is not None
        }  # fmt: skip
        found.update((s, (n, named.get(s, 0))) for s, n in numbered.items() if n == number.get(_ID))
    return found


def _list_of(paragraph: Element, by_style: Mapping[str, str]) -> str:
    own = paragraph.find(f"{PPR}/{w('numPr')}/{_ID}")
    if own is not None:
        return own.get(_VAL, "")
    style = paragraph.find(f"{PPR}/{w('pStyle')}")
    return by_style.get("" if style is None else style.get(_VAL, ""), "")


def _plain(level: Element) -> bool:
    face = level.find(RPR)
    if face is None:
        return False
    kind = level.find(w("numFmt"))
    drawn = kind is not None and kind.get(_VAL) == "bullet"  # by a symbol font
    gone = [c for c in face if c.tag in _SIZES or (c.tag == w("rFonts") and not drawn)]
    for child in gone:
        face.remove(child)
        hint = child.get(w("hint"))
        if hint:
            face.insert(0, make(w("rFonts"), {w("hint"): hint}))
    return bool(gone)


def _keep_size(paragraph: Element, sizes: Mapping[tuple[str, str], str]) -> None:
    numbers = paragraph.find(f"{PPR}/{w('numPr')}")
    found, depth = (None, None) if numbers is None else (numbers.find(_ID), numbers.find(w("ilvl")))
    if found is None:
        return
    size = sizes.get((found.get(_VAL, ""), "0" if depth is None else depth.get(_VAL, "0")))
    properties = properties_of(paragraph)
    mark = properties.find(RPR)
    if size is None or (mark is not None and mark.find(w("sz")) is not None):
        return
    if mark is None:
        mark = make(RPR)
        later = (w("sectPr"), w("pPrChange"))
        at = next((i for i, c in enumerate(properties) if c.tag in later), len(properties))
        properties.insert(at, mark)
    mark.insert(sum(c.tag in _BEFORE_SIZE for c in mark), make(w("sz"), {_VAL: size}))


# The order of the schema.
_BEFORE_SIZE = frozenset(map(w, (
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike",
    "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    "spacing", "w", "kern", "position",
)))  # fmt: skip
