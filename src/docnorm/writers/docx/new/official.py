"""The head and the foot of an official document, from what its issuer says of it: GB/T 9704-2012, 7.2 and 7.4.

Nothing here is guessed from the text: who gives no metadata gets no red head.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.look import Look
from docnorm.outline import Outline, Role
from docnorm.writers.docx.layout import Face
from docnorm.writers.docx.placing import RED_RULE, Place, imprint_table
from docnorm.writers.docx.runs import run
from docnorm.writers.docx.styles import fonts, line_pitch
from docnorm.writers.docx.units import ems, half, indent, points, twips


@dataclass(frozen=True, slots=True)
class Meta:
    """What an official document says of itself. Several issuers stand on a line each."""

    copy_number: str = ""  # 份号 000001
    secrecy: str = ""  # 密级和保密期限 机密★1年
    urgency: str = ""  # 紧急程度 特急
    issuer: str = ""  # 发文机关标志 某某市人民政府文件
    number: str = ""  # 发文字号 某政发〔2024〕1号; one that the text itself has goes before
    signer: str = ""  # 签发人, of a document that goes upwards
    copies_to: str = ""  # 抄送
    printed_by: str = ""  # 印发机关
    printed_on: str = ""  # 印发日期
    sealed: bool = False  # the signature leaves room for a seal

    @classmethod
    def of(cls, table: Meta | Mapping[str, Any] | None) -> Meta:
        """Return what ``table`` says. Raises ``UsageError`` for a key that there is not."""
        if isinstance(table, Meta):
            return table
        known = {f.name: f.type for f in fields(cls)}
        for key, value in (table or {}).items():
            if key not in known:
                raise UsageError(f"meta has no key {key!r}{nearest(key, list(known))}")
            if not isinstance(value, bool if key == "sealed" else str):
                raise UsageError(f"meta {key!r} cannot be {type(value).__name__}")
        return cls(**(table or {}))


def head(meta: Meta, outline: Outline, look: Look) -> str:
    """Return the paragraphs above the text: 份号, 密级, 紧急程度, the issuer in red, the number over the red rule."""
    flush = [(meta.copy_number, ""), (meta.secrecy, "黑体"), (meta.urgency, "黑体")]
    out = [_line(text, face=face and fonts(face, look.latin)) for text, face in flush if text]
    above = len(out)
    own = any(block.role is Role.LETTERHEAD for block in outline.blocks)
    issuers = [] if own else [line for line in meta.issuer.split("\n") if line.strip()]
    for i, line in enumerate(issuers):
        # Its upper edge lies 35 mm below that of the text; it is as large as fits, and smaller than 初号 half again.
        size = min(62.0, 440.0 / max(1.0, ems(line)))
        before = max(0, twips(35) - above * line_pitch(look)) if i == 0 else 0
        out.append(_write_issuer(line, size, before, look))
    if meta.number and _own_number(outline) is None:
        out.append(_number(meta, look))
    return "".join(out)


def place_rule(meta: Meta, outline: Outline, places: Mapping[int, Place]) -> dict[int, Place]:
    """Return ``places`` with the red rule under a number that the text itself has."""
    out = dict(places)
    start = _own_number(outline)
    if meta.issuer and start is not None:
        out[start] = out.get(start, Place())._replace(border=RED_RULE, before=2.0, after=2.0)
    return out


def _own_number(outline: Outline) -> int | None:
    for block in outline.blocks:
        if block.role is Role.DOCNO:
            return block.span.start
        if block.role is Role.TITLE or block.role is Role.PARAGRAPH:
            return None
    return None


def _line(text: str, properties: str = "", face: str = "") -> str:
    runs = _write_faced(run(text), face) if face else run(text)
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{runs}</w:p>"


def _write_faced(runs: str, face: str) -> str:
    return runs.replace('<w:rFonts w:hint="eastAsia"/>', face.replace("<w:rFonts ", '<w:rFonts w:hint="eastAsia" '))


def _write_issuer(text: str, size: float, before: int, look: Look) -> str:
    face = (
        f'{fonts(look.setting("title").font, look.latin)}<w:color w:val="FF0000"/>'
        f'<w:sz w:val="{half(size)}"/><w:szCs w:val="{half(size)}"/>'
    )
    spaced = f'<w:spacing w:before="{before}" w:line="{points(size * 1.2)}" w:lineRule="exact"/>'
    return _line(text, f'<w:keepNext/><w:snapToGrid w:val="0"/>{spaced}<w:jc w:val="center"/>', face)


def _number(meta: Meta, look: Look) -> str:
    pitch = line_pitch(look)
    spaced = f'<w:spacing w:beforeLines="200" w:before="{2 * pitch}" w:afterLines="200" w:after="{2 * pitch}"/>'
    if not meta.signer:
        return _line(meta.number, f'{RED_RULE}{spaced}<w:jc w:val="center"/>')
    # A document that goes upwards: the number one character in, who signed it one in on the other side, in 楷体.
    size = look.body.size
    edge = twips(look.paper[0] - look.margins[1] - look.margins[3]) - points(size)
    name = _write_faced(run(meta.signer), fonts(look.setting("han-paren").font, look.latin))
    return (
        f'<w:p><w:pPr>{RED_RULE}<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>{spaced}'
        f'{indent(size, first=1)}<w:jc w:val="left"/></w:pPr>{run(meta.number)}<w:r><w:tab/></w:r>'
        f"{run('签发人：')}{name}</w:p>"
    )


def write_foot(meta: Meta, look: Look) -> str:
    """Return the 版记: a table on the last lines of the last page, rules of 0.35, 0.25 and 0.35 mm, 4号仿宋.

    LibreOffice 7.4 does not float a table that is as wide as the text; there it follows the text.
    """
    rows = []
    if meta.copies_to:
        rows.append(_write_copies(meta.copies_to))
    if meta.printed_by or meta.printed_on:
        rows.append(_write_printed(meta, look))
    if not rows:
        return ""
    opened, between, closed = imprint_table(look)
    return f"{opened}{between.join(rows)}{closed}"


_SMALL = Face(style="ImprintText")


def _write_copies(text: str) -> str:
    named = text if text.startswith("抄送") else f"抄送：{text}"
    named = named if named.endswith("。") else f"{named}。"
    # One character in on both sides; what wraps stands under the first name, behind 抄送：.
    return f"<w:p><w:pPr>{indent(14.0, left=4, right=1, first=-3)}</w:pPr>{run(named, _SMALL)}</w:p>"


def _write_printed(meta: Meta, look: Look) -> str:
    edge = twips(look.paper[0] - look.margins[1] - look.margins[3]) - points(14.0)
    when = meta.printed_on if not meta.printed_on or meta.printed_on.endswith("印发") else f"{meta.printed_on}印发"
    return (
        f'<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>{indent(14.0, first=1)}'
        f'<w:jc w:val="left"/></w:pPr>{run(meta.printed_by, _SMALL)}<w:r><w:tab/></w:r>{run(when, _SMALL)}</w:p>'
    )


def imprint_style() -> str:
    """Return the character style of the 版记: 4号."""
    return (
        '<w:style w:type="character" w:customStyle="1" w:styleId="ImprintText"><w:name w:val="版记文字"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:spacing w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        "</w:rPr></w:style>"
    )
