"""The small parts beside a body of our own: settings, font table, properties."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from docnorm.look import Look
from docnorm.writers.docx.package import Part
from docnorm.writers.docx.parts import moment
from docnorm.writers.docx.runs import make_showable
from docnorm.writers.docx.styles import XML, W


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
        f"<dc:title>{escape(make_showable(title))}</dc:title><dc:creator>docnorm</dc:creator><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
    )
