"""The shape of a document: blocks laid over a text, never copied out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from docnorm.edit import Patch, Span

LabelStyle = Literal[
    "part", "chapter", "section", "article", "han-comma", "han-paren", "arabic-dot",
    "arabic-paren", "circled", "decimal", "stem", "roman", "latin", "other",
]  # fmt: skip


class Role(StrEnum):
    """What a block is for."""

    COPY_NUMBER = "copy-number"  # 份号 000001
    SECRECY = "secrecy"  # 机密★1年
    URGENCY = "urgency"  # 特急
    LETTERHEAD = "letterhead"  # 发文机关标志 某某县人民政府文件
    TITLE = "title"
    SUBTITLE = "subtitle"  # ——……
    DOCNO = "docno"  # 国发〔2019〕6号
    SIGNATORY = "signatory"  # 签发人：张三
    RECIPIENT = "recipient"  # 各部门：
    VOLUME = "volume"  # a heading with the chapters of a book below it
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CAPTION = "caption"  # 图1　……
    ATTACHMENT = "attachment"  # 附件：
    SIGNATURE = "signature"  # 落款
    DATE = "date"  # 成文日期
    NOTE = "note"  # （此件公开发布）
    IMPRINT = "imprint"  # 抄送：……, 印发机关 and 印发日期
    QUOTE = "quote"
    CODE = "code"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the head of a block: 「（一）」 is ``Label(span, "han-paren", (1,))``, 1.2 is ``(1, 2)``."""

    span: Span
    style: LabelStyle
    value: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with a role. It never holds text of its own."""

    span: Span
    role: Role
    level: int = 0  # depth in this document, 1 for the outermost numbering in use; 0: none
    label: Label | None = None
    lead: Span | None = None  # a heading sentence that runs on into its paragraph
    cells: tuple[tuple[Span, ...], ...] = ()  # of a table, row by row

    @property
    def heads(self) -> bool:
        """Whether the block is a heading that stands alone."""
        return self.role is Role.HEADING or self.role is Role.VOLUME


@dataclass(frozen=True, slots=True)
class Outline:
    """Blocks in reading order over one text. Every line that is not blank belongs to exactly one block."""

    text: str
    blocks: tuple[Block, ...]

    def read(self, span: Span) -> str:
        """Return the text under ``span``."""
        return self.text[span.start : span.end]

    @classmethod
    def joined(cls, text: str, outlines: Sequence[Outline]) -> Outline:
        """Return the outlines of consecutive stretches as one over ``text``, the stretches one behind the other."""
        blocks: list[Block] = []
        at = 0
        for outline in outlines:
            blocks += (_move(b, at) for b in outline.blocks)
            at += len(outline.text)
        return cls(text, tuple(blocks))

    def follow(self, step: Patch) -> Outline:
        """Return the same outline over the text after ``step``; a block that the step emptied is gone."""
        if not step.hunks:
            return self
        carried = (_carry_block(b, step) for b in self.blocks)
        return Outline(step.apply(self.text), tuple(b for b in carried if b.span.start < b.span.end))


def _carry_block(block: Block, step: Patch) -> Block:
    return _place(block, step.carry)


def _move(block: Block, by: int) -> Block:
    return _place(block, lambda span: Span(span.start + by, span.end + by)) if by else block


def _place(block: Block, place: Callable[[Span], Span]) -> Block:
    """Return the block with each of its spans put where ``place`` says."""
    label = block.label and replace(block.label, span=place(block.label.span))
    lead = block.lead and place(block.lead)
    cells = tuple(tuple(place(c) for c in row) for row in block.cells)
    return replace(block, span=place(block.span), label=label, lead=lead, cells=cells)
