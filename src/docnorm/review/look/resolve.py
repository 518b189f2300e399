"""What a paragraph of a DOCX really looks like: defaults, style chain, direct format, theme, section.

The order of ECMA-376 part 1, 17.7.2: document defaults, paragraph style, character style, direct format. Toggles that a
table style or a conditional format sets are not followed: only paragraphs of the body are asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from docnorm.ooxml.admission import admit
from docnorm.ooxml.elements import COUNTED
from docnorm.ooxml.linear import Layout, lay_out
from docnorm.ooxml.names import w
from docnorm.ooxml.package import Package
from docnorm.ooxml.story import Paragraph

Element = etree._Element  # noqa: SLF001  lxml names the type of what it hands out nowhere else
_VAL, _DRAWN = w("val"), "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_TWIPS_A_MM = 1440 / 25.4


class Format(NamedTuple):
    """How one paragraph is set: points, characters for the first line, "" and None where nothing is said."""

    font: str
    size: float
    bold: bool
    color: str
    align: str
    first_line: float  # in characters of the paragraph's size; below 0 hangs
    exact: float | None  # line spacing in points where it is exact
    multiple: float | None  # in lines where it is a multiple
    around: float = 0.0  # space before and after together, in points
    new_page: bool = False  # a page begins with it


class Page(NamedTuple):
    """A section's page in millimetres, and the lines that its grid lays (0: none)."""

    paper: tuple[float, float]
    margins: tuple[float, float, float, float]  # top right bottom left
    pitch: float  # of the grid in points, 0 without one
    columns: int = 1


class Formats:
    """The formats of one document, asked for by line."""

    def __init__(self, data: bytes) -> None:
        self.package = admit(data)
        self.layout: Layout = lay_out(self.package)
        self.body = _parse(self.package.read(self.package.main))
        self._nodes = list(self.body.iter(*COUNTED))
        styles, theme = _part(self.package, "styles"), _part(self.package, "theme")
        self._styles = {e.get(w("styleId"), ""): e for e in styles.iter(w("style"))} if styles is not None else {}
        self._defaults = [
            e for e in ((styles.find(w("docDefaults")) if styles is not None else None),) if e is not None
        ]
        self._normal = next((k for k, e in self._styles.items() if e.get(w("type")) == "paragraph"
                             and e.get(w("default")) in {"1", "true", "on"}), "")  # fmt: skip
        self._theme = theme

    def of(self, line: Paragraph) -> Format:
        """Return how a line of the body is set; of its runs the face of most of its Han characters counts."""
        paragraph = self._nodes[line.node]
        chain = self._chain(_value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self._normal)
        holders = [paragraph.find(w("pPr")), *(s.find(w("pPr")) for s in chain), *self._of_defaults("pPr")]
        font, size, bold, color = self._face(paragraph, chain)
        spacing = _merge_attributes(holders, "spacing")
        exact, multiple = _read_pitch(spacing)
        around = sum(_read_space(spacing, side) for side in ("before", "after"))
        return Format(font, size, bold, color, _value(_first(holders, "jc")) or "left",
                      _first_line(_merge_attributes(holders, "ind"), size), exact, multiple, around,
                      self._begins_page(paragraph, holders))  # fmt: skip

    def _begins_page(self, paragraph: Element, holders: list[Element | None]) -> bool:
        """Whether a page begins with a paragraph: by its format, or by what ends right before its words."""
        said = _first(holders, "pageBreakBefore")
        if said is not None:
            return _value(said, "1") not in _OFF
        before = paragraph.getprevious()
        held = [*(() if before is None else before.iter()), *paragraph.iter(w("br"))]
        return any(e.tag == w("sectPr") or (e.tag == w("br") and e.get(w("type")) == "page") for e in held)

    def _face(self, paragraph: Element, chain: list[Element]) -> tuple[str, float, bool, str]:
        seen: Counter[tuple[str, float, bool, str]] = Counter()
        for run in paragraph.iter(w("r")):
            text = "".join(t.text or "" for t in run.findall(w("t")))
            han = sum("\u3400" <= c <= "\u9fff" for c in text) or bool(text.strip())
            if han:
                seen[self._run_face(run, chain)] += han
        return seen.most_common(1)[0][0] if seen else self._run_face(None, chain)

    def _run_face(self, run: Element | None, chain: list[Element]) -> tuple[str, float, bool, str]:
        own = None if run is None else run.find(w("rPr"))
        named = self._chain(_value(None if own is None else own.find(w("rStyle"))))
        holders = [own, *(s.find(w("rPr")) for s in (*named, *chain)), *self._of_defaults("rPr")]
        size = _value(_first(holders, "sz"))
        bold = _first(holders, "b")
        color = _value(_first(holders, "color")).upper()
        return (self._east(holders), float(size or 20) / 2, bold is not None and _value(bold, "1") not in _OFF,
                "" if color == "AUTO" else color)  # fmt: skip

    def _east(self, holders: list[Element | None]) -> str:
        """Return the East Asian face; a theme's slot goes before a name beside it, in whichever holder comes first."""
        for holder in holders:
            fonts = None if holder is None else holder.find(w("rFonts"))
            if fonts is None:
                continue
            slot = fonts.get(w("eastAsiaTheme"))
            if slot and self._theme is not None:
                group = self._theme.find(f".//{_DRAWN}{'majorFont' if slot.startswith('major') else 'minorFont'}")
                faces = () if group is None else group
                found = next((f.get("typeface", "") for f in faces if f.tag == _DRAWN + "ea"), "")
                found = found or next((f.get("typeface", "") for f in faces if f.get("script") == "Hans"), "")
                if found:
                    return found
            if fonts.get(w("eastAsia")):
                return fonts.get(w("eastAsia"), "")
        return ""

    def _chain(self, key: str) -> list[Element]:
        found: list[Element] = []
        while key in self._styles and self._styles[key] not in found:
            found.append(self._styles[key])
            key = _value(found[-1].find(w("basedOn")))
        return found

    def _of_defaults(self, tag: str) -> Iterator[Element | None]:
        for defaults in self._defaults:
            yield defaults.find(f"{w(tag + 'Default')}/{w(tag)}")

    def pages(self) -> list[Page]:
        """Return the pages of the sections, in order."""
        return [_read_page(section) for section in self.body.iter(w("sectPr"))]

    def footers(self) -> list[Element]:
        """Return the footers, as trees."""
        found = (self.package.read(r.target) for r in self.package.related("footer"))
        return [_parse(part) for part in found if part]

    def page_numbers(self) -> list[tuple[str, str]]:
        """Return what the footers with a PAGE field show, and how that paragraph is aligned (``w:jc``)."""
        found = []
        for foot in self.footers():
            coded = "".join(e.text or "" for e in foot.iter() if str(e.tag).endswith("}instrText"))
            if "PAGE" in coded or any("PAGE" in value for e in foot.iter() for value in e.attrib.values()):
                shown = "".join(e.text or "" for e in foot.iter() if str(e.tag).endswith("}t"))
                sides = [_value(e) for e in foot.iter() if str(e.tag).endswith("}jc")]
                found.append((shown, sides[0] if sides else ""))
        return found


def _part(package: Package, kind: str) -> Element | None:
    found = package.related(kind)
    part = package.read(found[0].target) if found else None
    return None if part is None else _parse(part)


def _parse(part: bytes | None) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    return etree.fromstring(part or b"<none/>", parser)


def _value(element: Element | None, default: str = "") -> str:
    return default if element is None else element.get(_VAL, default)


def _first(holders: list[Element | None], name: str) -> Element | None:
    found = (None if h is None else h.find(w(name)) for h in holders)
    return next((f for f in found if f is not None), None)


def _merge_attributes(holders: list[Element | None], name: str) -> dict[str, str]:
    """Return an element's attributes as they come down the chain: each by itself, the nearest one wins."""
    out: dict[str, str] = {}
    for holder in reversed(holders):
        found = None if holder is None else holder.find(w(name))
        if found is not None:
            out.update({etree.QName(str(k)).localname: str(v) for k, v in found.attrib.items()})
    return out


def _first_line(indent: dict[str, str], size: float) -> float:
    chars, hanging = indent.get("firstLineChars"), indent.get("hanging")
    if chars is not None and _is_number(chars):
        return float(chars) / 100
    if hanging is not None and _is_number(hanging):
        return -float(hanging) / 20 / size
    first = indent.get("firstLine", "0")
    return float(first) / 20 / size if _is_number(first) else 0.0


def _read_pitch(spacing: dict[str, str]) -> tuple[float | None, float | None]:
    line = spacing.get("line", "")
    if not _is_number(line):
        return None, 1.0
    if spacing.get("lineRule", "auto") == "auto":
        return None, float(line) / 240
    return (float(line) / 20, None) if spacing["lineRule"] == "exact" else (None, None)


def _read_space(spacing: dict[str, str], side: str) -> float:
    """Return the space on a side of a paragraph in points. Word works 240 twips a line where it is given in lines."""
    lines, twips = spacing.get(f"{side}Lines", "0"), spacing.get(side, "0")
    if _is_number(lines) and float(lines):
        return float(lines) / 100 * 12
    return float(twips) / 20 if _is_number(twips) else 0.0


def _read_page(section: Element) -> Page:
    size, margins, grid = (section.find(w(name)) for name in ("pgSz", "pgMar", "docGrid"))
    paper = tuple(_mm(size, side) for side in "wh")
    sides = tuple(_mm(margins, side) for side in ("top", "right", "bottom", "left"))
    kind = "" if grid is None else grid.get(w("type"), "default")
    pitch = 0.0 if grid is None or kind == "default" else float(grid.get(w("linePitch")) or 0) / 20
    columns = section.find(w("cols"))
    number = "1" if columns is None else columns.get(w("num"), "1")
    return Page(paper, sides, pitch, int(number) if number.isdecimal() else 1)  # type: ignore[arg-type]


def _mm(element: Element | None, name: str) -> float:
    found = "" if element is None else element.get(w(name), "")
    return round(float(found) / _TWIPS_A_MM, 1) if _is_number(found) else 0.0


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()
