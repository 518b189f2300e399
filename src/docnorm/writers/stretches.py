"""A block as stretches of text that look alike: what is strong, what is emphasised, what is code, what is a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.outline import Block, Role
from docnorm.result import Normalized
from docnorm.source import Mark
from docnorm.text.bullet import BULLET
from docnorm.text.raised import LEVEL, STRUCK

SHOWN = frozenset(("bold", "italic", "code", "link", "number", "strike", "superscript", "subscript", "ruby"))
THINGS = frozenset(("picture", "reference"))  # what stands in the text or at a place in it and is no text
# Anything else (javascript:, data:, file:) either runs or looks where it has no business.
SCHEMES = ("http://", "https://", "mailto:")


TAGS = {"superscript": "sup", "subscript": "sub"}


class Stretch(NamedTuple):
    """A piece of a block's text and how it looks. ``href`` is empty or of one of three harmless schemes."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""
    strike: bool = False
    raised: str = ""  # superscript or subscript
    reading: str = ""  # what is set above it (ruby)
    thing: Mark | None = None  # the picture or the number of a note that stands there


def wrap_stretch(shown: str, stretch: Stretch) -> str:
    """Return ``shown``, a stretch's text as HTML, in the elements that say how it looks: HTML and XHTML alike."""
    if stretch.reading:
        shown = f"<ruby>{shown}<rp>(</rp><rt>{escape(stretch.reading)}</rt><rp>)</rp></ruby>"
    if stretch.raised:
        shown = f"<{TAGS[stretch.raised]}>{shown}</{TAGS[stretch.raised]}>"
    looks = ((stretch.strike, "s"), (stretch.code, "code"), (stretch.italic, "em"), (stretch.bold, "strong"))
    for wanted, tag in looks:
        if wanted:
            shown = f"<{tag}>{shown}</{tag}>"
    return shown


def list_blocks(document: Normalized, more: Iterable[Mark] = ()) -> Iterator[tuple[Block, tuple[Mark, ...]]]:
    """Yield the outline's blocks with the marks that show on them; a run-in heading sentence is a bold mark.

    ``more``: marks of ``THINGS``, for a format that has room for them.
    """
    marks = sorted((*(m for m in document.draft.marks if m.kind in SHOWN), *more))
    at = 0
    open_: list[Mark] = []
    for block in document.outline.blocks:
        while at < len(marks) and marks[at].span.start < block.span.end:
            open_.append(marks[at])
            at += 1
        open_ = [m for m in open_ if m.span.end > block.span.start]
        lead = (Mark(block.lead, "bold"),) if block.lead else ()
        yield block, (*lead, *open_)


def cut_stretches(text: str, span: Span, marks: tuple[Mark, ...]) -> list[Stretch]:
    """Return ``text[span]``, without the blanks around it, cut where its look changes.

    A number that the file counts itself (Word's automatic numbers) comes first: a reader of the file saw it there.
    """
    found = text[span.start : span.end]
    start = span.start + len(found) - len(found.lstrip())
    end = start + len(found.strip())
    near = [m for m in marks if m.span.start < end and m.span.end > start]
    signs = [sign for m in near if m.kind == "strike" for sign in _find_signs(m.span)]
    cuts = sorted({start, end, *(min(max(o, start), end) for s in (*(m.span for m in near), *signs) for o in s)})
    row: list[Stretch] = []
    for a, b in pairwise(cuts):
        if any(s.start <= a and b <= s.end for s in signs):
            continue
        row += (Stretch("", thing=m) for m in near if m.kind in THINGS and m.span == (a, a))
        over = [m for m in near if m.span.start <= a and m.span.end >= b]
        kinds = {m.kind for m in over}
        if kinds & THINGS:
            row.append(Stretch(text[a:b], thing=next(m for m in over if m.kind in THINGS)))
            continue
        href = next((m.value for m in over if m.kind == "link" and is_safe_link(m.value)), "")
        numbers = [m for m in over if m.kind == "number" and not text[m.span.start : a].strip()]
        if numbers and (label := _supply_number(numbers[0].value, text[a:end])):
            row.append(Stretch(label))
        raised = next((kind for kind in ("superscript", "subscript") if kind in kinds), "")
        said = text[a:b].translate(LEVEL) if raised else text[a:b]
        piece = Stretch(said, "bold" in kinds, "italic" in kinds, "code" in kinds, href, "strike" in kinds, raised)
        piece = piece._replace(reading=next((m.value for m in over if m.kind == "ruby"), ""))
        if row and row[-1][1:] == piece[1:]:
            piece = piece._replace(text=row.pop().text + piece.text)
        row.append(piece)
    return row


def _find_signs(struck: Span) -> tuple[Span, Span]:
    """Return the signs around struck text that a format stands for."""
    width = len(STRUCK)
    return Span(struck.start, struck.start + width), Span(max(struck.end - width, struck.start), struck.end)


def _supply_number(label: str, text: str) -> str:
    """Return a number that the text lacks, as it stands before the text: 一、甲, 第一章 甲, 1. 甲. A dot is none."""
    label = label.strip()
    if not any(map(str.isalnum, label)) or text.startswith(label):
        return ""
    return label if label[-1] in "、，．）】〕。" else f"{label} "


def is_safe_link(href: str) -> bool:
    """Whether a link may be followed from what we write."""
    return href.lower().startswith(SCHEMES) and not any(c <= " " for c in href)


def list_cells(text: str, block: Block) -> tuple[tuple[Span, ...], ...]:
    """Return a table's cells row by row; a table without any has one row a line, its cells parted by tabs."""
    return block.cells or tuple(_cut_at_tabs(text, block.span))


def _cut_at_tabs(text: str, span: Span) -> Iterator[tuple[Span, ...]]:
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        row: list[Span] = []
        for cell in line.split("\t"):
            row.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        if line.strip():
            yield tuple(row)


def skip_bullet(text: str, block: Block) -> Span:
    """Return where the words of a block begin and end: a list that is written as one draws its own bullets."""
    if block.role is not Role.ITEM or block.label:
        return block.span
    found = BULLET.match(text, *block.span)
    return Span(found.end(), block.span.end) if found else block.span
