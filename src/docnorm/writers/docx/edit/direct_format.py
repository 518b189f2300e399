"""A look put on a user's paragraphs: by styles, taking away of direct formatting only what a look is about."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.ooxml.names import DRAWING, w
from docnorm.ooxml.story import TEXT, Paragraph
from docnorm.outline import Role
from docnorm.writers.docx.edit.breaks import properties_of, rank_properties
from docnorm.writers.docx.edit.nodes import PPR, RPR, Element, P, R, T, fill, make, remove
from docnorm.writers.docx.edit.repack import parse
from docnorm.writers.docx.layout import Line
from docnorm.writers.docx.runs import ASIAN
from docnorm.writers.docx.styles import Style, W
from docnorm.writers.docx.units import indent

_VAL, _STYLE, _INDENT, _NUMBERS = w("val"), w("pStyle"), w("ind"), w("numPr")
# Paragraph formatting that a look decides. Borders, shading, tabs, page breaks, frames, numbers and sections stay.
_LAID = frozenset(map(w, ("pStyle", "spacing", "ind", "jc", "outlineLvl", "contextualSpacing", "snapToGrid")))
# Character formatting that a look decides. Weight, slant, lines, emphasis dots, height, colour and language stay.
_FACED = frozenset(map(w, ("rFonts", "sz", "szCs", "spacing", "w", "kern")))
_SYMBOLS = ("wingdings", "webdings", "symbol", "mt extra", "marlett")  # their letters are pictures: 4 is a check mark
_BOX, _INLINE = w("txbxContent"), f"{{{DRAWING}}}inline"
_SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


class Row(NamedTuple):
    """A line of the clean text: its paragraphs (more than one where a revision joins them), and how it is to be set."""

    elements: tuple[Element, ...]
    origin: Paragraph
    line: Line
    numbered: bool


def restyle(
    rows: Iterable[Row],
    styles: dict[str, Style],
    ids: dict[str, str],
    table: str,
    aligned: Mapping[str, str],
    listed: Mapping[str, tuple[str, int]],
) -> None:
    """Set every row. ``styles`` and ``ids`` are by our ids; ``table`` is the style of text in cells.

    ``aligned`` says where the document's own styles (by their ids) set a line, ``listed`` in which list and on which
    level of it they put their paragraphs: a number that came with a style stays when the style goes.
    """
    ours = set(ids.values())
    parsed: dict[str, list[Element]] = {}
    for row in rows:
        if row.origin.cell >= 0:
            for element in row.elements:
                _set_cell(element, ids[table], ours)
            continue
        xml = row.line.properties
        if not xml or row.origin.boxed or _is_letterhead(row) or all(piece[3] != TEXT for piece in row.origin.pieces):
            continue
        if xml not in parsed:
            parsed[xml] = _parse_styles(xml, ids)
        for element in row.elements:
            if not _is_struck(element):
                _set(element, row, parsed[xml], styles, ids, aligned, listed)
        for tint in row.line.tints:
            if tint.face.style in ids:
                _tint(row.elements, Span(tint.span.start - row.line.span.start, tint.span.end - row.line.span.start),
                      ids[tint.face.style])  # fmt: skip


def _parse_styles(xml: str, ids: dict[str, str]) -> list[Element]:
    root = parse(f'<w:pPr xmlns:w="{W}">{xml}</w:pPr>'.encode())
    style = root.find(_STYLE)
    if style is not None:
        style.set(_VAL, ids[style.get(_VAL, "")])
    return list(root)


def _set(
    paragraph: Element,
    row: Row,
    wanted: list[Element],
    styles: dict[str, Style],
    ids: dict[str, str],
    aligned: Mapping[str, str],
    listed: Mapping[str, tuple[str, int]],
) -> None:
    laid = [copy.deepcopy(e) for e in wanted]
    old = properties_of(paragraph)
    if row.numbered and not any(e.tag == _INDENT for e in laid):
        # A list's own indents stand over a style's: without one of its own the paragraph would mix both.
        of = {ids[k]: s for k, s in styles.items() if k in ids}
        setting = next((of[e.get(_VAL, "")].setting for e in laid if e.tag == _STYLE and e.get(_VAL) in of), None)
        if setting is not None:
            ind = indent(setting.size, first=setting.first_line, left=setting.left, right=setting.right)
            laid += _parse_styles(ind, {})
    if _holds_picture(paragraph):
        tags = {w("spacing"), _INDENT} if not row.origin.text.strip("\ufffc \u3000") else {w("spacing")}
        laid = [e for e in laid if e.tag not in tags] + _parse_styles(_SINGLE, {})
        if _INDENT in tags:
            laid += [*_parse_styles(_FLUSH, {}), *(copy.deepcopy(e) for e in old.findall(w("jc")))]
    if row.numbered and old.find(_NUMBERS) is None:
        laid += _number_of(row, listed)
    aside = _set_aside(row, old, aligned)
    if aside:
        laid = [e for e in laid if e.tag not in {_INDENT, w("jc")}] + [
            *_parse_styles(_FLUSH, {}),
            make(w("jc"), {_VAL: aside}),
        ]
    put = {e.tag for e in laid}
    for child in [c for c in old if c.tag in _LAID or c.tag in put]:
        old.remove(child)
    old.extend(laid)
    old[:] = rank_properties(old)
    mark = old.find(RPR)
    if mark is not None:
        _strip(mark)
    for run in runs_of(paragraph):
        _face(run)


# A line of more than this is a paragraph that somebody centred, and a look sets paragraphs.
_SHORT = 30


def _set_aside(row: Row, old: Element, aligned: Mapping[str, str]) -> str:
    """Return where a short line of the text stands that its author took out of the text: 目　录 in the middle."""
    block, text = row.line.block, row.origin.text.strip()
    if row.numbered or (block is not None and (block.role is not Role.PARAGRAPH or block.level)):
        return ""
    own, style = old.find(w("jc")), old.find(_STYLE)
    side = aligned.get("" if style is None else style.get(_VAL, ""), "") if own is None else own.get(_VAL, "")
    side = {"end": "right"}.get(side, side)
    return side if side in {"center", "right"} and len(text) <= _SHORT and text[-1:] not in "。！？；，、" else ""


def _set_cell(paragraph: Element, table: str, ours: set[str]) -> None:
    """Give a cell's paragraph the style of tables where the one it had is now set for text."""
    style = paragraph.find(f"{PPR}/{_STYLE}")
    if style is not None and style.get(_VAL) in ours:
        style.set(_VAL, table)


def runs_of(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph, those in links and insertions too; not those of a text box or of a reading."""
    for run in paragraph.iter(R):
        if next(run.iterancestors(P, w("rt")), None) is paragraph:
            yield run


def _face(run: Element) -> None:
    text = "".join(t.text or "" for t in run.iter(T, w("delText")))
    properties = run.find(RPR)
    fonts = properties.find(w("rFonts")) if properties is not None else None
    if fonts is not None and any(str(v).lower().startswith(_SYMBOLS) for v in fonts.attrib.values()):
        return
    if any("\ue000" <= c <= "\uf8ff" for c in text):
        return
    if properties is not None:
        _strip(properties)
    if ASIAN.search(text):
        if properties is None:
            run.insert(0, properties := make(RPR))
        at = 1 if len(properties) and properties[0].tag == w("rStyle") else 0
        properties.insert(at, make(w("rFonts"), {w("hint"): "eastAsia"}))
    elif properties is not None and not len(properties):
        run.remove(properties)


def _strip(properties: Element) -> None:
    for child in [c for c in properties if c.tag in _FACED]:
        properties.remove(child)


def _holds_picture(paragraph: Element) -> bool:
    return any(next(e.iterancestors(P)) is paragraph for e in paragraph.iter(_INLINE, w("object"), w("pict")))


def _number_of(row: Row, listed: Mapping[str, tuple[str, int]]) -> list[Element]:
    number, depth = listed.get(row.origin.style, ("", 0))
    if not number:
        return []
    return _parse_styles(f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>', {})


def _is_letterhead(row: Row) -> bool:
    """Whether a line is a letterhead that its author has set as one, large or red: each office has its own."""
    if row.line.block is None or row.line.block.role is not Role.LETTERHEAD:
        return False
    for run in (run for element in row.elements for run in runs_of(element)):
        size, color = run.find(f"{RPR}/{w('sz')}"), run.find(f"{RPR}/{w('color')}")
        if size is not None and int(size.get(_VAL, "0")) >= 52:
            return True
        if color is not None and color.get(_VAL, "").upper() in {"FF0000", "C00000", "E60012"}:
            return True
    return False


def _is_struck(paragraph: Element) -> bool:
    """Whether an earlier author deleted all of a paragraph: whoever takes that back wants it as it was."""
    seen = [run.getparent() for run in runs_of(paragraph)]
    return bool(seen) and all(e is not None and e.tag in {w("del"), w("moveFrom")} for e in seen)


def _tint(paragraphs: Iterable[Element], span: Span, style: str) -> None:
    """Give the runs of a lead their character style. A lead with fields or objects in it keeps its paragraph's face."""
    at = 0
    inside: list[Element] = []
    for run in (run for paragraph in paragraphs for run in runs_of(paragraph)):
        if any(e.tag == w("del") for e in run.iterancestors(w("del"))):
            continue
        size = _size(run)
        if size is None:
            return
        if at + size > span.end:
            _cut(run, span.end - at)
            size = span.end - at
        if size and at >= span.start:
            inside.append(run)
        at += size
        if at >= span.end:
            break
    for run in inside:
        properties = run.find(RPR)
        if properties is None:
            run.insert(0, properties := make(RPR))
        if properties.find(w("rStyle")) is None:
            properties.insert(0, make(w("rStyle"), {_VAL: style}))


def _size(run: Element) -> int | None:
    """Return how many characters a run of plain text holds; None where it holds anything else to see."""
    size = 0
    for child in run:
        if child.tag == T:
            size += len(child.text or "")
        elif child.tag not in _WIDTHLESS:
            return None
    return size


_WIDTHLESS = frozenset({RPR, *map(w, ("lastRenderedPageBreak", "commentReference"))})


def _cut(run: Element, at: int) -> None:
    """Cut a run of plain text in two."""
    right = make(R)
    properties = run.find(RPR)
    if properties is not None:
        right.append(copy.deepcopy(properties))
    run.addnext(right)
    for text in run.findall(T):
        held = text.text or ""
        if at < len(held):
            right.append(more := make(T))
            fill(more, held[max(at, 0) :])
            if at > 0:
                fill(text, held[:at])
            else:
                remove(text)
        at -= len(held)
