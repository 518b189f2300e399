"""The numbers that Word puts in front of paragraphs: ``w:numPr`` evaluated to the label that a reader sees.

A paragraph numbered 一、 by Word holds no 一、. Tools that read only ``w:t`` lose the document's shape there, and tools
that then type the number give the reader 一、一、. So the label is told as a mark and never becomes text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from docnorm.ooxml.names import w
from docnorm.ooxml.package import Package, tree
from docnorm.readers.docx.figures import write_number

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it shows."""

    form: str = "decimal"  # w:numFmt
    text: str = ""  # w:lvlText: %1 stands for the number of level 1
    start: int = 1
    restart: int | None = None  # the level (1 for the outermost) after which it starts again; 0: never
    legal: bool = False  # shows every number as 1 2 3
    style: str = ""  # the paragraph style that this level belongs to


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by w:numId
    lists: dict[str, str] = field(default_factory=dict)  # w:numId to w:abstractNumId: those count on together
    forced: dict[str, dict[int, int]] = field(default_factory=dict)  # w:startOverride, once per w:num
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, depth: int | None, style: str = "") -> str | None:
        """Count one paragraph and return its label; None where the list is unknown."""
        levels = self.levels.get(number)
        if levels is None:
            return None
        if depth is None:
            depth = next((d for d, level in levels.items() if style and level.style == style), 0)
        if depth not in levels:
            return None
        counts = self.counts.setdefault(self.lists[number], {})
        self._force(number, counts)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper, level in levels.items():
            if deeper > depth and level.restart != 0 and (level.restart is None or depth < level.restart):
                counts.pop(deeper, None)
        return self._show(levels, depth, counts)

    def _force(self, number: str, counts: dict[int, int]) -> None:
        for depth, start in self.forced.pop(number, {}).items():
            counts[depth] = start - 1

    def _show(self, levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
        level = levels[depth]
        if level.form == "bullet":
            return "•"

        def put(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            if other > depth or other not in levels:
                return ""
            value = counts.get(other, levels[other].start)
            return write_number(value, "decimal" if level.legal else levels[other].form)

        return _PLACE.sub(put, level.text)


def read_numbering(package: Package) -> Numbering:
    """Return the document's lists, before anything is counted."""
    numbering = Numbering()
    for relation in package.related("numbering"):
        part = package.read(relation.target)
        if part is not None:
            _read(tree(part), numbering)
    return numbering


def _read(root: Element, numbering: Numbering) -> None:
    shapes = {e.get(w("abstractNumId"), ""): dict(_levels(e)) for e in root.iter(w("abstractNum"))}
    # A list may take its levels from another one through a numbering style.
    named = {_value(e, "styleLink"): e.get(w("abstractNumId"), "") for e in root.iter(w("abstractNum"))}
    for element in root.iter(w("abstractNum")):
        link = _value(element, "numStyleLink")
        if link and link in named:
            shapes[element.get(w("abstractNumId"), "")] = shapes[named[link]]
    for element in root.iter(w("num")):
        number, shape = element.get(w("numId"), ""), _value(element, "abstractNumId") or ""
        if shape not in shapes:
            continue
        levels = dict(shapes[shape])
        for override in element.iter(w("lvlOverride")):
            depth = _int(override.get(w("ilvl")), 0)
            levels.update(dict(_levels(override)))
            start = _value(override, "startOverride")
            if start is not None:
                numbering.forced.setdefault(number, {})[depth] = _int(start, 1)
        numbering.levels[number] = levels
        numbering.lists[number] = shape


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for e in element.findall(w("lvl")):
        restart = _value(e, "lvlRestart")
        yield (
            _int(e.get(w("ilvl")), 0),
            Level(
                form=_value(e, "numFmt") or "decimal",
                text=_value(e, "lvlText") or "",
                start=_int(_value(e, "start"), 0),
                restart=None if restart is None else _int(restart, 0),
                legal=_value(e, "isLgl", default="1") not in {None, "0", "false", "off"},
                style=_value(e, "pStyle") or "",
            ),
        )


def _value(element: Element, name: str, default: str = "") -> str | None:
    found = element.find(w(name))
    return None if found is None else found.get(w("val"), default)


def _int(value: str | None, default: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"\d{1,9}", value, re.ASCII) else default
