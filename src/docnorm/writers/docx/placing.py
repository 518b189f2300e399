"""What single paragraphs have over their style: where a document opens, is signed, and has its attachments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docnorm.look import Look
from docnorm.outline import Block, Outline, Role
from docnorm.writers.docx.closing import is_head, listed, signed
from docnorm.writers.docx.styles import Style, line_pitch
from docnorm.writers.docx.title import title_indent
from docnorm.writers.docx.units import indent

OPENING = {Role.TITLE, Role.SUBTITLE, Role.DOCNO}
_CLOSING = {Role.SIGNATURE, Role.DATE}


class Place(NamedTuple):
    """What one paragraph has over its style; spaces in lines, None where the style's hold."""

    kind: str = ""  # the kind of block that it is set as, where not as its role
    new_page: bool = False
    before: float | None = None
    after: float | None = None
    indent: str = ""
    align: str = ""
    border: str = ""
    numbering: str = ""
    skip: int = 0  # characters of the block that Word writes itself: its number
    bookmark: int = 0
    head: str = ""  # paragraphs that go before it, as XML

    def over(self, style: Style, look: Look) -> str:
        """Return the paragraph's properties, in the order of the schema."""
        pitch = line_pitch(look)
        edges = "".join(
            f' w:{side}Lines="{round(space * 100)}" w:{side}="{round(space * pitch)}"'
            for side, space in (("before", self.before), ("after", self.after))
            if space is not None
        )
        return "".join(
            (
                f'<w:pStyle w:val="{style.id}"/>',
                "<w:pageBreakBefore/>" if self.new_page else "",
                self.numbering,
                self.border,
                f"<w:spacing{edges}/>" if edges else "",
                self.indent,
                f'<w:jc w:val="{self.align}"/>' if self.align else "",
            )
        )


def placed(outline: Outline, look: Look, *, sealed: bool = False) -> dict[int, Place]:
    """Return the places of a document, by where their blocks start; most paragraphs have none."""
    places: dict[int, Place] = {}
    blocks = outline.blocks
    at = 0
    while at < len(blocks):
        role = blocks[at].role
        end = at + 1
        if role in OPENING:
            while end < len(blocks) and blocks[end].role in OPENING | _CLOSING | {Role.NOTE}:
                end += 1
            _open(outline, blocks[at:end], blocks[at - 1] if at else None, look, places)
        elif role in _CLOSING:
            while end < len(blocks) and blocks[end].role in _CLOSING:
                end += 1
            _sign(outline, blocks[at:end], look, places, sealed=sealed)
        elif role is Role.ATTACHMENT:
            _attach(outline, blocks[at], blocks[at - 1] if at else None, look, places)
        at = end
    return places


def _open(outline: Outline, group: Sequence[Block], above: Block | None, look: Look, places: dict[int, Place]) -> None:
    """Title, subtitle, number, and the author or date between them: one group, with a line free under it."""
    for block in group:
        role = block.role
        kind = "docno" if role in _CLOSING or role is Role.NOTE else ""  # （2024年3月1日……通过）
        setting = look.setting(kind or role)
        turn = ""
        if role is Role.TITLE and look.balance_title:
            turn = title_indent(outline.read(block.span).strip(), setting.size, look)
        last = block is group[-1]
        # A second document, issued with the first one, begins on a page of its own.
        fresh = block is group[0] and above is not None and above.role in _CLOSING | {Role.NOTE}
        after = look.setting("title").after if last else 1.0 if role is Role.DOCNO else 0.0
        before = None if block is group[0] else 0.0
        places[block.span.start] = Place(kind, new_page=fresh, before=before, after=after, indent=turn)


def _sign(outline: Outline, group: Sequence[Block], look: Look, places: dict[int, Place], *, sealed: bool) -> None:
    for number, (start, right) in enumerate(signed(outline, group, sealed=sealed).items()):
        size = look.setting(group[number].role).size
        before = 1.0 if number == 0 else None
        places[start] = Place(before=before, indent=indent(size, right=right))


def _attach(outline: Outline, block: Block, above: Block | None, look: Look, places: dict[int, Place]) -> None:
    text = outline.read(block.span).strip()
    start = block.span.start
    if is_head(text):
        places[start] = Place("attachment-head")
        return
    left, hanging = listed(text)
    before = 1.0 if above is None or above.role is not Role.ATTACHMENT else None
    size = look.setting("attachment").size
    places[start] = Place(before=before, indent=indent(size, left=left, first=-hanging))
