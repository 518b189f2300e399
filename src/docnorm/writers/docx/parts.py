"""The small parts beside the body: settings, footers, font table, properties, and the section's page."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from docnorm.look import Look
from docnorm.writers.docx.body import run, shown
from docnorm.writers.docx.package import Part, relation
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
        f'{XML}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>{inset}<w:jc w:val="{side}"/></w:pPr>'
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


def settings(look: Look, *, update: bool = False) -> Part:
    """Return ``settings.xml``; ``update`` asks Word to fill in the fields when the file is opened."""
    outside = "<w:evenAndOddHeaders/>" if look.page_number.place == "outside" else ""
    return Part(
        "settings.xml",
        "settings",
        f'{XML}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        f'<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/>{outside}'
        '<w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f"{'<w:updateFields/>' if update else ''}"
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>',
    )


def font_table(look: Look) -> Part:
    """Return ``fontTable.xml``: which faces are used, and what may stand in for one that is missing."""
    body = look.body
    used = {body.font, body.latin, look.page_number.font}
    for setting in look.settings.values():
        used |= {setting.font, setting.latin} - {""}
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}>"
        + (f"<w:altName w:val={quoteattr(look.fonts[name])}/>" if name in look.fonts else "")
        + f'<w:charset w:val="{"86" if not name.isascii() else "00"}"/></w:font>'
        for name in sorted(used)
    )
    return Part("fontTable.xml", "fontTable", f'{XML}<w:fonts xmlns:w="{W}">{fonts}</w:fonts>')


def core(title: str) -> str:
    """Return the document's properties: title, language, a date that does not change from run to run."""
    when = moment()
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(shown(title))}</dc:title><dc:creator>docnorm</dc:creator><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
    )
