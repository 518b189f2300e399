"""What stood between narrow margins brought inside wider ones: tables and pictures in the line of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docnorm.ooxml.names import DRAWING, w
from docnorm.writers.docx.edit.nodes import Element

_TABLE, _CELL, _SECTION, _P = w("tbl"), w("tc"), w("sectPr"), w("p")
_INLINE, _EXTENT = f"{{{DRAWING}}}inline", f"{{{DRAWING}}}extent"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMU = 635  # of a twip
# Word itself lets a table stand out by the inner margin of its cells, 108 twips; a few more are rounding.
_OUT = 115
_LENGTH = re.compile(r"(?<![-\w])(width|height):\s*([\d.]+)(pt|in|cm|mm|px)?")
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "px": 15.0, "": 20.0}


class Room(NamedTuple):
    """The width between the margins of one section, in twips, and the children of the body that stand there."""

    section: Element
    width: int
    held: tuple[Element, ...]


def rooms(root: Element) -> list[Room]:
    """Return the sections of a body with what stands in each; one that does not say its margins has no width."""
    body = next(root.iter(w("body")), root)
    found: list[Room] = []
    held: list[Element] = []
    for child in body:
        held.append(child)
        section = child if child.tag == _SECTION else child.find(f"{w('pPr')}/{_SECTION}")
        if section is not None:
            found.append(Room(section, text_width(section), tuple(held)))
            held = []
    return found


def text_width(section: Element) -> int:
    """Return the width between a section's margins in twips, 0 where it does not say."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 0
    return _number(size, "w") - _number(margins, "left") - _number(margins, "right") - _number(margins, "gutter")


def fit(before: list[Room]) -> None:
    """Narrow what now ends past the right margin and did not before the page was set; ``before`` are the old rooms."""
    for room in before:
        now = text_width(room.section)
        if not now or not room.width or now >= room.width:
            continue
        for child in room.held:
            for table in _outermost(child):
                _fit_table(table, now, room.width)
            for shape in _shapes(child):
                _fit_shape(shape, now, room.width)


def _outermost(child: Element) -> Iterator[Element]:
    for table in child.iter(_TABLE):
        if next(table.iterancestors(_CELL), None) is None:
            yield table


def _shapes(child: Element) -> Iterator[Element]:
    """Yield the pictures that stand in the line of the text and in no table."""
    for shape in child.iter(_INLINE, w("pict"), w("object")):
        if next(shape.iterancestors(_CELL), None) is None:
            yield shape


def _fit_table(table: Element, now: int, was: int) -> None:
    wide, start, centred = _table_width(table, was), _indent(table), _is_centred(table)
    end_was, end = (((wide - r) // 2) if centred else start + wide - r for r in (was, now))
    allowed = max(end_was, 0)
    if not wide or end <= allowed + _OUT:
        return
    room = now + (2 * allowed if centred else allowed - start)
    share = max(room, now // 4) / wide
    for element in table.iter(w("gridCol"), w("tcW"), w("tblW"), w("wBefore"), w("wAfter")):
        if element.tag == w("gridCol") or element.get(w("type")) in {None, "dxa"}:
            element.set(w("w"), str(int(_number(element, "w") * share)))
    for shape in table.iter(_INLINE, w("pict"), w("object")):
        _scale(shape, share)


def _table_width(table: Element, room: int) -> int:
    """Return how wide a table is drawn; one in parts of the text's width keeps to any margin."""
    declared = table.find(f"{w('tblPr')}/{w('tblW')}")
    if declared is not None and declared.get(w("type")) == "pct":
        return 0
    drawn = sum(_number(c, "w") for c in table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
    rows = [
        sum(_number(c, "w") for c in row.findall(f"{w('tc')}/{w('tcPr')}/{w('tcW')}") if c.get(w("type")) == "dxa")
        for row in table.findall(w("tr"))
    ]
    said = _number(declared, "w") if declared is not None and declared.get(w("type")) == "dxa" else 0
    return min(max([drawn, said, *rows]), 3 * room)


def _indent(table: Element) -> int:
    found = table.find(f"{w('tblPr')}/{w('tblInd')}")
    return _number(found, "w") if found is not None and found.get(w("type")) in {None, "dxa"} else 0


def _is_centred(table: Element) -> bool:
    found = table.find(f"{w('tblPr')}/{w('jc')}")
    return found is not None and found.get(w("val")) == "center"


def _fit_shape(shape: Element, now: int, was: int) -> None:
    wide = _shape_width(shape)
    allowed = max(wide - was, 0)
    if wide > now + allowed + _OUT:
        _scale(shape, (now + allowed) / wide)


def _shape_width(shape: Element) -> float:
    if shape.tag == _INLINE:
        extent = shape.find(_EXTENT)
        return int(extent.get("cx", "0")) / _EMU if extent is not None else 0.0
    return max((_drawn_width(e) for e in shape.iter() if isinstance(e.tag, str) and e.get("style")), default=0.0)


def _drawn_width(element: Element) -> float:
    style = element.get("style") or ""
    if "absolute" in style:
        return 0.0  # it floats beside the text
    found = next((m for m in _LENGTH.finditer(style) if m[1] == "width"), None)
    return float(found[2]) * _TWIPS[found[3] or ""] if found else 0.0


def _scale(shape: Element, share: float) -> None:
    """Make a picture smaller without changing its form."""
    if shape.tag == _INLINE:
        frame = next(shape.iter(f"{_ART}xfrm"), None)
        for size in (shape.find(_EXTENT), None if frame is None else frame.find(f"{_ART}ext")):
            for side in () if size is None else ("cx", "cy"):
                size.set(side, str(int(int(size.get(side, "0")) * share)))  # type: ignore[union-attr]
        return
    for element in shape.iter():
        style = element.get("style") if isinstance(element.tag, str) else None
        if style and "absolute" not in style and _drawn_width(element):
            element.set("style", _LENGTH.sub(lambda m: f"{m[1]}:{float(m[2]) * share:.2f}{m[3] or 'pt'}", style))


def _number(element: Element, name: str) -> int:
    try:
        return round(float(element.get(w(name)) or 0))
    except ValueError:
        return 0
