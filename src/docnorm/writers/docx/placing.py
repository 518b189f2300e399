"""What single paragraphs have over their style: where a document opens, is signed, and has its attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.look import Look
from docnorm.outline import Block, Outline, Role
from docnorm.writers.docx.closing import is_head, measure_list, place_signatures
from docnorm.writers.docx.styles import Style, line_pitch
from docnorm.writers.docx.title import find_title_breaks, title_indent
from docnorm.writers.docx.units import ems, indent, points, twips

OPENING = {Role.TITLE, Role.SUBTITLE, Role.DOCNO}
_HEAD = {Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.LETTERHEAD}
_UNDER_HEAD = {Role.DOCNO, Role.SIGNATORY, Role.BREAK}
# The red rule: 4 mm (11 points) under the number, as wide as the text.
RED_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="FF0000"/></w:pBdr>'
_CLOSING = {Role.SIGNATURE, Role.DATE}
_PRINTED = re.compile(r"\S[^\n\t]*?(?P<gap>[ \u3000]+)(?:19|20)\d\d年\d{1,2}月\d{1,2}日印发")


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
    head: str = ""  # what goes before it, as XML: paragraphs, the beginning of a table
    tail: str = ""  # what goes behind it
    breaks: tuple[int, ...] = ()  # offsets in the block at which a soft return begins a line
    gap: tuple[Span, int] | None = None  # spaces of the text that are set wider, and by how many twips each

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


def place_paragraphs(outline: Outline, look: Look, *, sealed: bool = False, drawn: bool = False) -> dict[int, Place]:
    """Return the places of a document, by where their blocks start; most paragraphs have none.

    ``drawn`` says that head and foot have their rules and their places already, in a file that somebody laid out.
    """
    places: dict[int, Place] = {}
    blocks = outline.blocks
    at = headed = 0
    while at < len(blocks):
        role = blocks[at].role
        end = at + 1
        if role in _HEAD and not drawn:
            while end < len(blocks) and blocks[end].role in _HEAD | _UNDER_HEAD:
                end += 1
            # Under minutes stands who wrote them, and when (10.3): it signs nothing, and no second document follows.
            while end + 1 < len(blocks) and blocks[end].role in _CLOSING and blocks[end + 1].role in OPENING | _CLOSING:
                end += 1
            headed = end
            _place_head(outline, blocks[at:end], look, places)
        elif role is Role.IMPRINT and not drawn:
            while end < len(blocks) and blocks[end].role is Role.IMPRINT:
                end += 1
            _place_imprint(outline, blocks[at:end], look, places)
        elif role in OPENING:
            while end < len(blocks) and blocks[end].role in OPENING | _CLOSING | {Role.NOTE}:
                end += 1
            above = blocks[at - 1] if at and at != headed else None
            _open(outline, blocks[at:end], above, look, places, drawn=drawn)
        elif role in _CLOSING:
            while end < len(blocks) and blocks[end].role in _CLOSING:
                end += 1
            _sign(outline, blocks[at:end], look, places, sealed=sealed)
        elif role is Role.ATTACHMENT:
            _attach(outline, blocks[at], blocks[at - 1] if at else None, look, places)
        at = end
    return places


def _place_head(outline: Outline, group: Sequence[Block], look: Look, places: dict[int, Place]) -> None:
    """Set the letterhead 35 mm below the edge of the text, the number two lines below it, and the rule under that.

    An order (10.2) stands 20 mm below the edge, and its number has no rule.
    """
    issuers = [b for b in group if b.role is Role.LETTERHEAD]
    order = bool(issuers) and outline.read(issuers[-1].span).strip().endswith("令")
    above = sum(b.role in _HEAD for b in group) - len(issuers)
    if issuers:
        lines = max(0.0, (20.0 if order else 35.0) * 56.7 / line_pitch(look) - above)
        places[issuers[0].span.start] = Place(before=lines)
    under = [b for b in group if b.role in _UNDER_HEAD | _CLOSING]
    for block in under:
        signed = block.role in _CLOSING or "签发人" in outline.read(block.span)
        last = block is under[-1]
        places[block.span.start] = Place(
            kind="docno" if block.role in _CLOSING else "",
            before=2.0 if block is under[0] else 0.0,
            after=2.0 if last else 0.0,
            indent=indent(look.body.size, first=1) if signed else "",
            align="left" if signed else "",
            border=RED_RULE if last and issuers and not order else "",
        )


def _place_imprint(outline: Outline, group: Sequence[Block], look: Look, places: dict[int, Place]) -> None:
    """Set 抄送 and 印发 at the foot of the last page (7.4): one line of the text in each row of a table."""
    opened, between, closed = imprint_table(look)
    size = look.setting("imprint").size
    for block in group:
        places[block.span.start] = Place(
            head=opened if block is group[0] else "",
            tail=closed if block is group[-1] else between,
            indent=indent(size, left=4, right=1, first=-3) if block is group[0] else "",
            gap=_measure_gap(outline, block, look),
        )


def _measure_gap(outline: Outline, block: Block, look: Look) -> tuple[Span, int] | None:
    """Return the spaces before 印发日期, and the twips by which each is wider: the date ends one character in (7.4.3).

    A tab would do it too, and would be another text than the one that was read.
    """
    text = outline.read(block.span).strip("\n")
    found = _PRINTED.fullmatch(text)
    if found is None:
        return None
    size = look.setting("imprint").size
    room = twips(look.paper[0] - look.margins[1] - look.margins[3]) - points(2 * size)
    start, end = found.span("gap")
    wider = int((room - points(size) * ems(text)) / (end - start))
    return (Span(block.span.start + start, block.span.start + end), wider) if wider > 0 else None


def imprint_table(look: Look) -> tuple[str, str, str]:
    """Return what opens the table of an imprint, what stands between two of its rows, and what closes it.

    As wide as the text, on the last lines of the page, rules of 0.35, 0.25 and 0.35 mm. LibreOffice 7.4 floats neither
    a table nor a frame that is as wide as the text; there it follows the text.
    """
    width = twips(look.paper[0] - look.margins[1] - look.margins[3])
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 6))
    )
    row = f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
    opened = (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin"'
        f' w:tblpXSpec="left" w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{rules}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    )
    # What floats hangs on the paragraph behind it; on the grid it would be a line, and need a page of its own.
    behind = (
        '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        "</w:pPr></w:p>"
    )
    return opened + row, f"</w:tc></w:tr>{row}", f"</w:tc></w:tr></w:tbl>{behind}"


def _open(
    outline: Outline,
    group: Sequence[Block],
    above: Block | None,
    look: Look,
    places: dict[int, Place],
    *,
    drawn: bool = False,
) -> None:
    """Title, subtitle, number, and the author or date between them: one group, with a line free under it."""
    for block in group:
        role = block.role
        kind = "docno" if role in _CLOSING or role is Role.NOTE else ""  # （2024年3月1日……通过）
        setting = look.setting(kind or role)
        turn = ""
        breaks: tuple[int, ...] = ()
        if role is Role.TITLE and look.balance_title:
            text = outline.read(block.span)
            breaks = () if drawn or text != text.strip() else find_title_breaks(text, setting.size, look)
            turn = "" if breaks else title_indent(text.strip(), setting.size, look)
        last = block is group[-1]
        # A second document, issued with the first one, begins on a page of its own.
        fresh = block is group[0] and above is not None and above.role in _CLOSING | {Role.NOTE}
        after = look.setting("title").after if last else 1.0 if role is Role.DOCNO else 0.0
        before = None if block is group[0] else 0.0
        places[block.span.start] = Place(kind, new_page=fresh, before=before, after=after, indent=turn, breaks=breaks)


def _sign(outline: Outline, group: Sequence[Block], look: Look, places: dict[int, Place], *, sealed: bool) -> None:
    for number, (start, right) in enumerate(place_signatures(outline, group, sealed=sealed).items()):
        size = look.setting(group[number].role).size
        before = 1.0 if number == 0 else None
        places[start] = Place(before=before, indent=indent(size, right=right))


def _attach(outline: Outline, block: Block, above: Block | None, look: Look, places: dict[int, Place]) -> None:
    text = outline.read(block.span).strip()
    start = block.span.start
    if is_head(text):
        places[start] = Place("attachment-head")
        return
    left, hanging = measure_list(text)
    before = 1.0 if above is None or above.role is not Role.ATTACHMENT else None
    size = look.setting("attachment").size
    places[start] = Place(before=before, indent=indent(size, left=left, first=-hanging))
