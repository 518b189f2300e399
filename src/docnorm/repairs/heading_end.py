"""Titles and the headings of the outermost numbers end without a mark."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.outline import Block, Outline, Role
from docnorm.repairs._siblings import find_siblings
from docnorm.rule import repair

_MARKS = "。；.;．"  # one that ends in ，or 、 goes on in the next line: 乡长、⏎副乡长的选举
_WHY = "a heading ends without a mark (GB/T 15834-2011 B.2)"


@repair("heading-end")
def heading_end(outline: Outline) -> Iterator[Fix]:
    """No mark stands at the end of a title or of a 一、 heading; （一） headings may keep their 。"""
    for block in outline.blocks[:-1]:  # what heads nothing is a sentence: a lone line keeps its 。
        if block.role is Role.TITLE:
            yield from _strip_mark(outline, block)
    if "修改为" in outline.text:
        return  # the numbered lines of an amending decision are orders, whole sentences however short
    for run in find_siblings(outline):
        heads = [b for b in run.blocks if b.role is Role.HEADING and b.label]
        if not heads or heads[0].label is None:
            continue
        if heads[0].label.style not in ("han-comma", "chapter", "section", "part"):
            continue
        marked = [b for b in heads if outline.text[b.span.end - 1] in _MARKS]
        # Where siblings end so too, or are paragraphs, the author means it: a published list ended ten of ten with 。
        if marked and len(marked) * 4 <= len(heads) == len(run.blocks):
            for at, block in zip(run.indices, run.blocks, strict=True):
                if block in marked and at + 1 < len(outline.blocks) and at + 1 not in run.indices:
                    yield from _strip_mark(outline, block)  # right before its own sibling it would head nothing


def _strip_mark(outline: Outline, block: Block) -> Iterator[Fix]:
    text = outline.read(block.span)
    end = len(text.rstrip(_MARKS))
    if 0 < end < len(text) and not text.endswith(("..", "。。")):
        yield replace(block.span.start + end, block.span.end, "", _WHY, Safety.LIKELY)
