"""Numbers at the heads of lines get the signs of the standard; their values never change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docnorm.edit import Fix, Safety, replace
from docnorm.outline import Block, Label, Outline
from docnorm.repairs._siblings import find_siblings
from docnorm.rule import repair
from docnorm.text.numeral import FULL_DIGITS, HAN_NUMERALS, to_han

_BLANK = " 　\t\xa0"
_WHY = "the standard's signs for this level (GB/T 15834-2011 B.3)"


@repair("number-glyph")
def number_glyph(outline: Outline) -> Iterator[Fix]:
    """The signs of a number at a line's head are those of the standard: （一） 一、 1. （1） ①"""
    labelled = [b for b in outline.blocks if b.label and b.label.span.start < b.label.span.end]
    dotted = [outline.read(b.label.span).strip() for b in labelled if b.label and b.label.style == "arabic-dot"]
    # 1、 at half or more of the places is the author's choice, a legitimate one outside official documents.
    comma = sum(raw.endswith("、") for raw in dotted) * 2 >= len(dotted) > 0
    alike = _find_alike(outline, labelled)
    for block in labelled:
        label = block.label
        if label is None or id(block) not in alike:
            continue
        start, end = label.span
        if label.style == "han-comma" and outline.text[end - 1] in HAN_NUMERALS:
            if not _is_with_comma(outline, labelled, block):
                continue  # 一　茶　铺: a book that sets its numbers apart by a space
            end += len(outline.text[end : end + 8]) - len(outline.text[end : end + 8].lstrip(_BLANK))
        raw = outline.text[start:end]
        want = _write(raw, label, comma=comma)
        if want != raw and not (want[-1] == "." and outline.text[end : end + 1].isdigit()):
            yield replace(start, end, want, why=_WHY, safety=alike[id(block)])


def _find_alike(outline: Outline, blocks: Sequence[Block]) -> dict[int, Safety]:
    """Return how sure it is that each block's marker is one: by the number before it or the one after it.

    Where two siblings count on, the others of their run are markers too, though a number between them be lost.
    A marker without a sibling may be no marker at all, so it is left alone.
    """
    rows: dict[tuple[str, int], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.label:
            rows[(block.label.style, block.level)].append(block)
    found: dict[int, Safety] = {}
    for row in rows.values():
        for a, b in pairwise(row):
            if a.label and b.label and _counts_on(a.label.value, b.label.value):
                found |= {id(a): Safety.CERTAIN, id(b): Safety.CERTAIN}
    for run in find_siblings(outline):
        if any(id(b) in found for b in run.blocks):
            for block in run.blocks:
                found.setdefault(id(block), Safety.LIKELY)
    return found


def _counts_on(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return (len(a) == len(b) and a[:-1] == b[:-1] and b[-1] == a[-1] + 1) or (b == (*a, 1)) or b == (a[0] + 1,)


def _is_with_comma(outline: Outline, blocks: Sequence[Block], block: Block) -> bool:
    peers = [b.label for b in blocks if b.label and b.label.style == "han-comma" and b.level == block.level]
    return sum(outline.text[p.span.end - 1] not in HAN_NUMERALS for p in peers) * 2 >= len(peers)


def _write(raw: str, label: Label, *, comma: bool) -> str:
    match label.style:
        case "han-comma":
            return raw.rstrip(_BLANK + "、，,．.:：") + "、"
        case "han-paren":
            written = re.sub(rf"[^{HAN_NUMERALS}]", "", raw)
            return f"（{written or to_han(label.value[0])}）"
        case "arabic-dot":
            digits = re.sub(r"[^0-9]", "", raw.translate(FULL_DIGITS))  # 01. keeps its zero
            return f"{digits or label.value[0]}{'、' if comma and '、' in raw else '.'}"
        case "arabic-paren":
            return f"（{label.value[0]}）"
        case "circled":
            return raw[0]
        case "part" | "chapter" | "section" | "article":
            return re.sub(rf"[{_BLANK}]", "", raw)
    return raw
