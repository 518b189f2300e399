"""A document chapter by chapter: where its headings divide it, and each part as a document of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from docnorm.draft import Draft
from docnorm.edit import Span
from docnorm.outline import Block, Outline, Role
from docnorm.result import Normalized
from docnorm.source import Decoding, Mark, Segment, Source

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')  # what no file name may hold on one system or another


def split_depth(row: Sequence[Block]) -> int:
    """Return the level whose headings divide a document: the outermost with two of them. 0: nothing does."""
    levels = Counter(b.level for b in row if b.role is Role.HEADING)
    total = 0
    for level in sorted(levels):
        total += levels[level]
        if total > 1:
            return level
    return max(levels, default=0)


def opens_part(block: Block, depth: int) -> bool:
    """Whether a block opens a part of its own."""
    return block.role is Role.VOLUME or (block.role is Role.HEADING and 0 < block.level <= depth)


def split_chapters(document: Normalized) -> Iterator[tuple[Normalized, str]]:
    """Yield each chapter of the clean text as a document, with a name for its file: 003 第二章 故人.

    What stands before the first chapter is ``000``; joined, the parts' texts are the text.
    """
    blocks = document.outline.blocks
    depth = split_depth(blocks)
    starts = [b.span.start for b in blocks if opens_part(b, depth)]
    edges = [0, *(document.text.rfind("\n", 0, at) + 1 for at in starts), len(document.text)]
    marks = sorted(document.draft.marks)
    for number, (start, end) in enumerate(pairwise(edges)):
        if document.text[start:end].strip():
            part = _cut_part(document, Span(start, end), blocks, marks)
            head = next((part.outline.read(b.span) for b in part.outline.blocks if b.heads), "")
            yield part, _name(number, head, len(edges))


def _name(number: int, head: str, count: int) -> str:
    shown = " ".join(_UNSAFE.sub(" ", head).split())[:60].rstrip(". ")
    return f"{number:0{max(3, len(str(count)))}}{f' {shown}' if shown else ''}"


def _cut_part(document: Normalized, span: Span, blocks: Iterable[Block], marks: Iterable[Mark]) -> Normalized:
    text = document.text[span.start : span.end]
    inside = [m for m in marks if span.start <= m.span.start and m.span.end <= span.end]
    moved = tuple(m._replace(span=_move_back(m.span, span.start)) for m in inside)
    outline = Outline(text, tuple(_move_block(b, span.start) for b in blocks if span.start <= b.span.start < span.end))
    whole = (Segment(Span(0, len(text)), "utf-8"),)
    source = Source(text, "txt", Decoding("utf-8", "declared", 1.0, whole), moved, text)
    return replace(document, source=source, draft=Draft.of(text, moved, ()), read=outline, faults=())


def _move_back(span: Span, by: int) -> Span:
    return Span(span.start - by, span.end - by)


def _move_block(block: Block, by: int) -> Block:
    label = block.label and replace(block.label, span=_move_back(block.label.span, by))
    cells = tuple(tuple(_move_back(c, by) for c in row) for row in block.cells)
    lead = block.lead and _move_back(block.lead, by)
    return replace(block, span=_move_back(block.span, by), label=label, lead=lead, cells=cells)
