"""Numbered blocks as their author counted them: runs of siblings under one parent."""

from __future__ import annotations

from typing import NamedTuple

from docnorm.outline import Block, Label, Outline, Role
from docnorm.text.late import late
from docnorm.text.numeral import HAN_NUMERALS, to_han

_NUMERAL = late(rf"[{HAN_NUMERALS}]+|[0-9０-９]+")
_LETTER = late(r"[A-Za-zⅠ-ⅿ]+")


class Siblings(NamedTuple):
    """The blocks that count together under one parent (its index among the blocks, −1: none), in order."""

    parent: int
    blocks: tuple[Block, ...]
    indices: tuple[int, ...]

    @property
    def values(self) -> list[int]:
        """The last step of each value: 3 of 1.2.3."""
        return [b.label.value[-1] for b in self.blocks if b.label]


def find_siblings(outline: Outline) -> list[Siblings]:
    """Return the runs of an outline in the order in which they begin. A title begins a new document."""
    held: dict[tuple[int, int, str], list[int]] = {}
    over: list[int] = []
    part = 0
    for at, block in enumerate(outline.blocks):
        if block.role is Role.TITLE:
            part, over = at, []
        if block.label is None or block.level == 0:
            continue
        while over and outline.blocks[over[-1]].level >= block.level:
            over.pop()
        held.setdefault((over[-1] if over else -1 - part, block.level, find_counter(outline, block.label)), []).append(
            at
        )
        over.append(at)
    return [
        Siblings(max(key[0], -1), tuple(outline.blocks[i] for i in rows), tuple(rows)) for key, rows in held.items()
    ]


def find_counter(outline: Outline, label: Label) -> str:
    """Return what tells a label's counter from others of the same style: 1) 一是 第一，"""
    if label.style in ("latin", "roman"):  # a) and b) count together, a. counts on its own
        return label.style + _LETTER.sub("#", outline.read(label.span)).translate(_ALIKE)
    if label.style in ("other", "part", "chapter"):
        return label.style + _NUMERAL.sub("#", outline.read(label.span)).translate(_ALIKE)
    return label.style


_ALIKE = str.maketrans({"）": ")", "（": "(", "．": ".", " ": None, "　": None})


def write_number(outline: Outline, label: Label, value: int) -> str | None:
    """Return the label's text with another number in it, in the same signs; None where it holds no plain numeral."""
    raw = outline.read(label.span)
    found = list(_NUMERAL.finditer(raw))
    if not found or label.style in ("circled", "latin", "roman", "stem"):
        return None
    last = found[-1]
    han = last[0][0] in HAN_NUMERALS
    return raw[: last.start()] + (to_han(value) if han else str(value)) + raw[last.end() :]
