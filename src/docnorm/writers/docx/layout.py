"""Which style each line of the text bears: the outline and the look brought together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.look import Look
from docnorm.outline import Block, Outline, Role
from docnorm.writers.docx.placing import Place
from docnorm.writers.docx.styles import OWN, Style, plain_styles
from docnorm.writers.docx.units import ems

LINE_END = re.compile(r"\r\n|\r|\n")


class Face(NamedTuple):
    """What sets a stretch of characters off: a character style, weight, slant, where it leads."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    strike: bool = False
    raised: str = ""  # superscript or subscript
    note: int = 0  # the number of the footnote whose mark stands here
    hidden: bool = False  # signs that a format stands for
    wider: int = 0  # twips that each character has behind it


class Tint(NamedTuple):
    """A stretch of the text whose characters are set otherwise than their paragraph."""

    span: Span
    face: Face


class Line(NamedTuple):
    """A line of the text to be: where it stands, its paragraph properties as XML, its tints in order."""

    span: Span
    properties: str
    tints: tuple[Tint, ...] = ()
    block: Block | None = None
    head: str = ""  # what goes before the paragraph
    bookmark: int = 0
    tail: str = ""  # what goes behind it
    breaks: tuple[int, ...] = ()  # offsets in the line at which a soft return begins a new one


@dataclass(frozen=True, slots=True)
class Sheet:
    """The styles of one document: by kind of block, and of the headings by level and the look's key."""

    plain: dict[str, Style]
    headings: dict[tuple[int, str], Style]

    @property
    def styles(self) -> tuple[Style, ...]:
        """Every style, headings first and those built on others behind them."""
        return (*sorted(self.headings.values(), key=lambda s: (s.parent != "Normal", s.id)), *self.plain.values())


def sheet(outline: Outline, look: Look) -> Sheet:
    """Look by label style, outline by level: at each level the kind of label that is commonest there is Heading N.

    1. may stand right under 一、: it is then on level 2 and in the navigation there, but keeps the face of 1.
    """
    seen: Counter[tuple[int, str]] = Counter()
    for block in outline.blocks:
        if block.level and (block.heads or block.lead is not None):
            seen[_level(block), heading_key(block, look)] += 1
    headings: dict[tuple[int, str], Style] = {}
    for level in range(1, max([4, *(n for n, _ in seen)]) + 1):
        keys = sorted((k for n, k in seen if n == level), key=lambda k: (-seen[level, k], k))
        main = f"Heading{level}"
        for key in keys or [f"level-{level}"]:
            id_ = main + key.title().replace("-", "") if (level, key) in headings or main in _ids(headings) else main
            name = f"heading {level}" if id_ == main else f"heading {level} {key}"
            parent = "Normal" if id_ == main else main
            headings[level, key] = Style(id_, name, look.setting(key), level, parent, builtin=id_ == main)
    return Sheet({**plain_styles(look), **_fit_letterhead(outline, look)}, headings)


def _fit_letterhead(outline: Outline, look: Look) -> dict[str, Style]:
    """Return the style of the letterhead, as large as its longest line leaves room for (7.2.4: no size is given)."""
    heads = [outline.read(b.span) for b in outline.blocks if b.role is Role.LETTERHEAD]
    if not heads:
        return {}
    setting = look.setting("letterhead")
    room = (look.paper[0] - look.margins[1] - look.margins[3]) * 72 / 25.4
    size = min(setting.size, int(2 * room / max(map(ems, heads))) / 2)
    return {"letterhead": Style(*OWN["letterhead"], replace(setting, size=size), builtin=False)}


def _ids(headings: dict[tuple[int, str], Style]) -> set[str]:
    return {s.id for s in headings.values()}


def _level(block: Block) -> int:
    return min(max(block.level, 1), 9)  # Word knows nine


def heading_key(block: Block, look: Look) -> str:
    """Return the key of the look's setting for a heading: its label's style, else its level."""
    if block.label is not None and block.label.style in look.settings:
        return block.label.style
    return f"level-{_level(block)}"


def lines(outline: Outline, sheet: Sheet, look: Look, places: Mapping[int, Place]) -> Iterator[Line]:
    """Yield every line of the text in order, blank ones too: a paragraph of the document is a line of the text.

    ``places`` says what a block's paragraph has over its style, by where the block starts.
    """
    blocks = outline.blocks
    i = 0
    for span in line_spans(outline.text):
        while i < len(blocks) and blocks[i].span.end <= span.start:
            i += 1
        block = blocks[i] if i < len(blocks) and blocks[i].span.start < span.end else None
        yield _line(span, block, sheet, look, places)


def line_spans(text: str) -> Iterator[Span]:
    """Yield the span of every line, without its end; one line end at the text's end closes the last line."""
    at = 0
    for end in LINE_END.finditer(text):
        yield Span(at, end.start())
        at = end.end()
    if at < len(text) or not text:
        yield Span(at, len(text))


def _line(span: Span, block: Block | None, sheet: Sheet, look: Look, places: Mapping[int, Place]) -> Line:
    if block is None:
        return Line(span, "" if span.start == span.end else _name_style(sheet.plain["paragraph"]))
    place = places.get(block.span.start) if span.start <= block.span.start else None
    if block.heads:
        style = _heading(block, sheet, look)
    else:
        style = sheet.plain.get(place.kind if place and place.kind else block.role, sheet.plain["paragraph"])
    tints: tuple[Tint, ...] = ()
    if block.lead is not None and block.level:
        tints = (Tint(block.lead, Face(f"{_heading(block, sheet, look).id}Char")),)
    elif block.label is not None and block.label.style == "article" and block.role is Role.ITEM:
        tints = (Tint(block.label.span, Face("ArticleLabel")),)
    if place is None:
        return Line(span, _name_style(style), tints, block)
    if place.gap is not None:
        tints += (Tint(place.gap[0], Face(wider=place.gap[1])),)
    if place.skip:
        span = Span(block.span.start + place.skip, span.end)
    return Line(span, place.over(style, look), tints, block, place.head, place.bookmark, place.tail, place.breaks)


def _heading(block: Block, sheet: Sheet, look: Look) -> Style:
    level = min(max(block.level, 1), 9)
    return sheet.headings.get((level, heading_key(block, look))) or next(
        s for (n, _), s in sheet.headings.items() if n == level
    )


def _name_style(style: Style) -> str:
    return f'<w:pStyle w:val="{style.id}"/>'
