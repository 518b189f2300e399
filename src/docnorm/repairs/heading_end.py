"""Titles and the headings of the outermost numbers end without a mark."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.outline import Block, Outline, Role
from docnorm.repairs.siblings import runs
from docnorm.rule import repair

_MARKS = "。；，、.;,．"
_WHY = "a heading ends without a mark (GB/T 15834-2011 B.2)"


@repair("heading-end")
def heading_end(outline: Outline) -> Iterator[Fix]:
    """No mark stands at the end of a title or of a 一、 heading; （一） headings may keep their 。"""
    for block in outline.blocks:
        if block.role is Role.TITLE:
            yield from _bare(outline, block)
    for run in runs(outline):
        heads = [b for b in run.blocks if b.role is Role.HEADING and b.label]
        if not heads or heads[0].label is None:
            continue
        if heads[0].label.style not in ("han-comma", "chapter", "section", "part"):
            continue
        marked = [b for b in heads if outline.text[b.span.end - 1] in _MARKS]
        # Where most siblings end so, the author means it: ten of ten headings of a published list ended with 。
        if marked and len(marked) * 2 < len(heads):
            for block in marked:
                yield from _bare(outline, block)


def _bare(outline: Outline, block: Block) -> Iterator[Fix]:
    text = outline.read(block.span)
    end = len(text.rstrip(_MARKS))
    if 0 < end < len(text) and not text.endswith(("..", "。。")):
        yield replace(block.span.start + end, block.span.end, "", _WHY, Safety.LIKELY)
