"""Numbers that do not count on: duplicates, slips, gaps; reported with the evidence, changed only on request."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docnorm.edit import Edit, Fix, Safety, Span, replace
from docnorm.outline import Block, Outline, Role
from docnorm.repairs._references import has_references
from docnorm.repairs._siblings import Siblings, find_siblings, write_number
from docnorm.rule import repair


@repair("number-sequence")
def number_sequence(outline: Outline, *, fix: bool = False) -> Iterator[Fix]:
    """Numbers count on: what is doubled, out of place or missing is reported, and changed only on request."""
    found = find_siblings(outline)
    if not found:
        return
    # A text that refers to numbers (第三条, 以上7个问题) is never renumbered: the reference would point elsewhere.
    free = fix and not has_references(outline.text)
    last: dict[tuple[str, int], int] = {}
    for run in found:
        yield from _check_start(outline, run, last, free=free)
        yield from _check_inside(outline, run, free=free)
        label = run.blocks[-1].label
        if label:
            last[(label.style, run.blocks[0].level)] = label.value[-1]


def _check_start(outline: Outline, run: Siblings, last: dict[tuple[str, int], int], *, free: bool) -> Iterator[Fix]:
    """A run begins at 1 or goes on where the one before it ended; both are right, and anything else is told."""
    first = run.blocks[0]
    if first.label is None or len(run.blocks) < 2 or first.label.style in ("decimal", "article", "part"):
        return
    value, before = run.values[0], last.get((first.label.style, first.level))
    if value > 1 and run.values[1:3] in ([2], [2, 3]):
        yield _propose(outline, first, 1, f"{value} before 2", free=free and len(run.blocks) > 2)
    elif value > 1 and (before is None or value != before + 1):
        yield _tell(outline, first, f"the first number here is {value}: text may be missing above")


def _check_inside(outline: Outline, run: Siblings, *, free: bool) -> Iterator[Fix]:
    values = run.values
    # Two slips in one run make each other's evidence worthless.
    free = free and values[0] == 1 and sum(b - a != 1 for a, b in pairwise(values)) <= 2
    want = values[0]  # where the count stands, slips put right
    for k in range(1, len(values)):
        block, value = run.blocks[k], values[k]
        label = block.label
        if label is None or (label.style == "article" and len(label.value) == 2):
            continue
        expected, after = want + 1, values[k + 1] if k + 1 < len(values) else None
        want = value
        if value == expected:
            continue
        if value == 1 == expected - 1 and after in (None, 2):
            yield _tell(outline, block, "1 for the second time")  # no list has one entry and begins again
            continue
        if (value == 1 and after != expected + 1) or (k == 1 and value == 2 != expected and after in (None, 3)):
            continue  # begins again, as authors do; or the first number was the slip
        if after == expected + 1:  # a, x, a + 2: only one number fits
            want = expected
            kind = f"{value} for the second time" if value == expected - 1 else "out of place"
            yield _propose(outline, block, expected, f"{kind}, between {expected - 1} and {after}", free=free)
        elif value == expected - 1:
            yield from _check_shift(outline, run, values, k, free=free)
        elif value > expected:
            gone = f"{expected}" if value == expected + 1 else f"{expected} to {value - 1}"
            yield _tell(outline, block, f"{gone} missing before it: text may be lost")
        else:
            want = expected if after is None else value
            yield _tell(outline, block, f"stands after {expected - 1}")


def _check_shift(outline: Outline, run: Siblings, values: list[int], k: int, *, free: bool) -> Iterator[Fix]:
    """一 二 二 三: the second 二 and all behind it may be one too low, or the line is a copy. One fix for the tail."""
    # Looked at as far as a list is long: in a damaged text of thousands of equal numbers each would look at all.
    steady = len(values) - k <= 200 and all(b - a == 1 for a, b in pairwise(values[k:]))
    why = f"{values[k]} for the second time"
    if not steady or (k == len(values) - 1 and not free):
        yield _tell(outline, run.blocks[k], why)
        return
    edits: list[Edit] = []
    for block, value in zip(run.blocks[k:], values[k:], strict=True):
        new = block.label and write_number(outline, block.label, value + 1)
        if not block.label or not new:
            yield _tell(outline, run.blocks[k], why)
            return
        edits.extend(replace(*block.label.span, new, why).edits)
    if free or len(edits) == 1:
        yield Fix(tuple(edits), why, Safety.LIKELY if free else Safety.SUGGEST)
    else:
        yield _tell(outline, run.blocks[k], f"{why}: all behind it may be one too low")


def _propose(outline: Outline, block: Block, value: int, why: str, *, free: bool) -> Fix:
    assert block.label is not None
    new = write_number(outline, block.label, value)
    if new is None:
        return _tell(outline, block, why)
    return replace(*block.label.span, new, why, Safety.LIKELY if free else Safety.SUGGEST, (new,))


def _tell(outline: Outline, block: Block, why: str) -> Fix:
    assert block.label is not None
    span = block.label.span if block.role is not Role.TITLE else Span(*block.span)
    return replace(*span, outline.read(span), why, Safety.SUGGEST)
