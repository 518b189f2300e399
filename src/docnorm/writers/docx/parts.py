"""The footers of a look, its section's page, and the date that stands in a file."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from docnorm.look import Look
from docnorm.writers.docx.package import Part, relation
from docnorm.writers.docx.runs import run
from docnorm.writers.docx.styles import XML, W, line_pitch
from docnorm.writers.docx.units import points, twips

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def moment() -> str:
    """Return the date that stands in the file: SOURCE_DATE_EPOCH, else one that is always the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime(2000, 1, 1, tzinfo=UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def footers(look: Look) -> tuple[Part, ...]:
    """Return the footer, and for numbers on the outer side that of even pages too."""
    place = look.page_number.place
    if place == "none":
        return ()
    if place == "center":
        return (Part("footer1.xml", "footer", _footer(look, "center")),)
    return (
        Part("footer1.xml", "footer", _footer(look, "right")),
        Part("footer2.xml", "footer", _footer(look, "left")),
    )


def _footer(look: Look, side: str) -> str:
    number = look.page_number
    before, _, after = number.form.partition("1")
    inset = ""
    if side != "center" and number.inset:
        chars, width = round(number.inset * 100), points(number.inset * number.size)
        inset = f'<w:ind w:{side}Chars="{chars}" w:{side}="{width}"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'{XML}<w:ftr xmlns:w="{W}" xmlns:r="{R}">'  # docx2python stops at a part that does not declare r
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{inset}<w:jc w:val="{side}"/></w:pPr>'
        f"{run(before) if before else ''}{field}{run(after) if after else ''}</w:p></w:ftr>"
    )


def section(look: Look, parts: tuple[Part, ...]) -> str:
    """Return the ``w:sectPr``: footers, paper, margins, and the page grid."""
    kinds = ("default", "even")
    feet = "".join(
        f'<w:footerReference w:type="{kind}" r:id="{relation(part.name)}"/>'
        for kind, part in zip(kinds, parts, strict=False)
    )
    top, right, bottom, left = (twips(side) for side in look.margins)
    width, height = (twips(side) for side in look.paper)
    # Without a kind the grid lays nothing: it says how much "half a line" is where spaces are given in lines.
    kind = ' w:type="lines"' if look.grid else ""
    return (
        f'<w:sectPr>{feet}<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{twips(look.header)}" w:footer="{twips(look.page_number.below)}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid{kind} w:linePitch="{line_pitch(look)}"/></w:sectPr>'
    )
