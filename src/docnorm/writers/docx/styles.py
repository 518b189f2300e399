"""A look as Word styles: real Title and Heading 1-9, body text, and a character style per heading that runs in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from docnorm.look import Look, Setting
from docnorm.writers.docx.units import half, indent, points

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Style(NamedTuple):
    """A paragraph style of one document: its id and Word's name for it, its setting, its outline level (0: none)."""

    id: str
    name: str
    setting: Setting
    level: int = 0
    parent: str = "Normal"
    builtin: bool = True


# Our kinds of block under the names that Word's own styles bear in every language: the interface translates them.
BUILTIN = {
    "title": ("Title", "Title"),
    "subtitle": ("Subtitle", "Subtitle"),
    "paragraph": ("BodyText", "Body Text"),
    "item": ("ListParagraph", "List Paragraph"),
    "recipient": ("Salutation", "Salutation"),
    "signature": ("Signature", "Signature"),
    "date": ("Date", "Date"),
    "caption": ("Caption", "caption"),
    "quote": ("Quote", "Quote"),
    "code": ("HTMLPreformatted", "HTML Preformatted"),
}
OWN = {
    "copy-number": ("CopyNumber", "份号"),
    "secrecy": ("Secrecy", "密级和保密期限"),
    "urgency": ("Urgency", "紧急程度"),
    "letterhead": ("Letterhead", "发文机关标志"),
    "docno": ("DocumentNumber", "发文字号"),
    "signatory": ("Signatory", "签发人"),
    "imprint": ("Imprint", "版记"),
    "attachment": ("AttachmentList", "附件说明"),
    "attachment-head": ("AttachmentHead", "附件序号"),
    "note": ("DocumentNote", "附注"),
    "break": ("SectionBreak", "分隔"),
    "table": ("TableText", "表格正文"),
    "table-head": ("TableHead", "表头"),
}


def plain_styles(look: Look) -> dict[str, Style]:
    """Return the style of every kind of block that is no heading."""
    named = [(key, Style(*name, look.setting(key))) for key, name in BUILTIN.items()]
    return dict([*named, *((key, Style(*name, look.setting(key), builtin=False)) for key, name in OWN.items())])


@lru_cache(maxsize=256)
def fonts(east: str, latin: str) -> str:
    """Return a ``w:rFonts``. The East Asian slot never takes a Latin face: Word would use it for everything."""
    e, a = quoteattr(east), quoteattr(latin)
    return f"<w:rFonts w:ascii={a} w:hAnsi={a} w:eastAsia={e} w:cs={a}/>"


def face(setting: Setting, body: Setting | None = None) -> str:
    """Return what a setting says about characters; with ``body``, only where it differs from it, else all of it."""
    out = []
    if body is None or (setting.font, setting.latin) != (body.font, body.latin):
        out.append(fonts(setting.font, setting.latin))
    if setting.bold:
        out.append("<w:b/><w:bCs/>")
    elif body is None:
        out.append('<w:b w:val="0"/><w:bCs w:val="0"/>')
    if setting.color:
        out.append(f'<w:color w:val="{setting.color}"/>')
    if body is None or setting.size != body.size:
        out.append(f'<w:sz w:val="{half(setting.size)}"/><w:szCs w:val="{half(setting.size)}"/>')
    return "".join(out)


def frame(setting: Setting, look: Look, level: int = 0, *, whole: bool = False) -> str:
    """Return what a setting says about its paragraph, in the order of the schema; ``whole`` also what it denies."""
    out = []
    for tag, on in (("w:keepNext", setting.keep_next), ("w:pageBreakBefore", setting.new_page)):
        if on or whole:
            out.append(f"<{tag}/>" if on else f'<{tag} w:val="0"/>')
    if setting.single and look.grid:
        out.append('<w:snapToGrid w:val="0"/>')
    out.append(spacing(setting, look))
    out.append(indent(setting.size, first=setting.first_line, left=setting.left, right=setting.right))
    out.append(f'<w:jc w:val="{setting.align}"/>')
    if level:
        out.append(f'<w:outlineLvl w:val="{level - 1}"/>')
    return "".join(out)


def spacing(setting: Setting, look: Look) -> str:
    """Return the space between lines and around the paragraph."""
    pitch = line_pitch(look)
    edges = (
        f'w:beforeLines="{round(setting.before * 100)}" w:before="{round(setting.before * pitch)}"'
        f' w:afterLines="{round(setting.after * 100)}" w:after="{round(setting.after * pitch)}"'
    )
    if setting.single:
        return f'<w:spacing {edges} w:line="240" w:lineRule="auto"/>'
    if look.spacing == "exact":
        # A title larger than the lines is given as many of them as it needs, so that the page keeps its count.
        lines = max(1, -(-setting.size // look.line))
        return f'<w:spacing {edges} w:line="{round(points(look.line) * lines)}" w:lineRule="exact"/>'
    return f'<w:spacing {edges} w:line="{round(look.line * 240)}" w:lineRule="auto"/>'


def line_pitch(look: Look) -> int:
    """Return the distance of two lines in twips; without an exact one Word's common 15.6 points."""
    return points(look.line) if look.spacing == "exact" else 312


def styles_part(look: Look, used: Iterable[Style], more: str = "") -> str:
    """Return ``styles.xml``: the defaults, each style of ``used`` once, and ``more`` as XML."""
    body = look.body
    widow = "" if look.widow_control else '<w:widowControl w:val="0"/>'
    grown = f'<w:spacing w:val="{points(look.tracking)}"/>' if look.tracking else ""
    size = f'<w:sz w:val="{half(body.size)}"/><w:szCs w:val="{half(body.size)}"/>'
    flush = Setting(size=body.size, first_line=0, align=body.align)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(body.font, body.latin)}"
        f'<w:kern w:val="2"/>{size}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    # The size stands on Normal itself: the grid is reckoned from it, and some do not read it from the defaults.
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{widow}{spacing(flush, look)}<w:jc w:val={quoteattr(body.align)}/></w:pPr>"
        f"<w:rPr>{grown}{size}</w:rPr></w:style>"
    )
    own = "".join(style_xml(s, look) for s in used) + _article(look)
    return f'{XML}<w:styles xmlns:w="{W}">{defaults}{normal}{_FIXED}{own}{_footer(look)}{more}</w:styles>'


_FIXED = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    '<w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
    '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>'
)


def style_xml(style: Style, look: Look) -> str:
    """Return a paragraph style, and for a heading the character style that its run-in form bears."""
    own = "" if style.builtin else ' w:customStyle="1"'
    name = quoteattr(style.name)
    if not style.level:
        follow = "" if style.id in {"BodyText", "ListParagraph"} else '<w:next w:val="BodyText"/>'
        return (
            f'<w:style w:type="paragraph"{own} w:styleId="{style.id}"><w:name w:val={name}/>'
            f'<w:basedOn w:val="{style.parent}"/>{follow}<w:qFormat/><w:pPr>{frame(style.setting, look)}</w:pPr>'
            f"<w:rPr>{face(style.setting, look.body)}</w:rPr></w:style>"
        )
    # A heading built on another takes nothing from it but its place in the outline.
    alone = style.parent == "Normal"
    chars = face(style.setting, look.body if alone else None)
    placed = frame(style.setting, look, style.level, whole=not alone)
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style.id}"><w:name w:val={name}/>'
        f'<w:basedOn w:val="{style.parent}"/><w:next w:val="BodyText"/><w:link w:val="{style.id}Char"/>'
        f'<w:uiPriority w:val="9"/><w:qFormat/><w:pPr>{placed}</w:pPr>'
        f"<w:rPr>{chars}</w:rPr></w:style>"
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style.id}Char">'
        f"<w:name w:val={quoteattr(style.name + ' Char')}/>"
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:link w:val="{style.id}"/><w:uiPriority w:val="9"/>'
        f"<w:rPr>{_lead(style.setting)}</w:rPr></w:style>"
    )


def _lead(setting: Setting) -> str:
    # A run-in heading stands on the body's lines: it takes the heading's face and weight, never its size.
    return f"{fonts(setting.font, setting.latin)}{'<w:b/><w:bCs/>' if setting.bold else ''}"


def _footer(look: Look) -> str:
    number = look.page_number
    snap = '<w:snapToGrid w:val="0"/>' if look.grid else ""
    even = '<w:spacing w:val="0"/>' if look.tracking else ""
    return (
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
        f'<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr>{snap}<w:spacing w:before="0" w:after="0" w:line="240"'
        f' w:lineRule="auto"/><w:jc w:val="left"/></w:pPr><w:rPr>{fonts(number.font, number.font)}{even}'
        f'<w:sz w:val="{half(number.size)}"/><w:szCs w:val="{half(number.size)}"/></w:rPr></w:style>'
    )


def _article(look: Look) -> str:
    """第一条 in the face of its kind, before a text in the body's."""
    face_of = _lead(look.setting("article"))
    return (
        '<w:style w:type="character" w:customStyle="1" w:styleId="ArticleLabel"><w:name w:val="条号"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{face_of}</w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="HTMLCode"><w:name w:val="HTML Code"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/>'
        f"<w:rPr>{fonts(look.body.font, look.mono)}</w:rPr></w:style>"
    )
