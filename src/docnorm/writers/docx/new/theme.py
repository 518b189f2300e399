"""A theme that says nothing but the look's own faces.

No style refers to it: theme fonts beat the names that a style gives. It is there because the format asks for one, and
so that a chart or shape that somebody adds later speaks the document's language.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docnorm.look import Look
from docnorm.writers.docx.package import Part
from docnorm.writers.docx.styles import XML

_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "C00000",
    "accent3": "7F7F7F", "accent4": "BF9000", "accent5": "2E75B6", "accent6": "538135", "hlink": "0563C1",
    "folHlink": "954F72",
}  # fmt: skip
_OWN = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme(look: Look) -> Part:
    """Return ``theme1.xml``."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    lines = "".join(f'<a:ln w="{w}">{_OWN}</a:ln>' for w in (6350, 12700, 19050))
    return Part(
        "theme1.xml",
        "theme",
        f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="docnorm">'
        f'<a:themeElements><a:clrScheme name="docnorm">{colours}</a:clrScheme><a:fontScheme name="docnorm">'
        f"<a:majorFont>{_faces(look, 'level-1')}</a:majorFont><a:minorFont>{_faces(look, 'paragraph')}</a:minorFont>"
        f'</a:fontScheme><a:fmtScheme name="docnorm"><a:fillStyleLst>{_OWN * 3}</a:fillStyleLst><a:lnStyleLst>{lines}'
        f"</a:lnStyleLst><a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_OWN * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>",
    )


def _faces(look: Look, kind: str) -> str:
    setting = look.setting(kind)
    return (
        f"<a:latin typeface={quoteattr(setting.latin)}/><a:ea typeface={quoteattr(setting.font)}/>"
        f"<a:cs typeface={quoteattr(setting.latin)}/>"
    )
