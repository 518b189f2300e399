"""The looks that come with docnorm: official documents to GB/T 9704-2012, and everyday practice for the rest.

GB/T 7713 fixes the structure and the numbering 1, 1.1, 1.1.1 of theses, papers and reports, but no fonts: those looks
are practice.
"""

from __future__ import annotations

from dataclasses import replace

from docnorm.errors import UsageError, nearest
from docnorm.look import Look, PageNumber, Setting
from docnorm.result import Normalized

# What stands in for a face that a machine lacks: the faces of the national standard are sold, not shipped.
FONTS = {
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "方正小标宋简体": "宋体",
    "黑体": "SimHei",
    "宋体": "SimSun",
    "仿宋": "FangSong",
    "楷体": "KaiTi",
    "等线": "DengXian",
}

_CENTRED = Setting(align="center", first_line=0)
_SOURCE = {  # source code is code in every look
    "code": Setting(size=10.5, first_line=0, align="left", latin="Consolas", single=True),
    "table": Setting(size=10.5, first_line=0, align="left", single=True),
    "table-head": Setting(size=10.5, bold=True, first_line=0, align="center", single=True),
    "break": _CENTRED,
}

# GB/T 9704-2012: A4, head 37 and binding edge 28 mm, a text block of 156 x 225 mm that 22 lines of 28 characters fill.
# 28 characters of 16 points are wider than 156 mm, so each gives up a quarter of a point; 28.95 points is the largest
# pitch that 22 lines have room for. Word's own character grid ends in 14 characters a line elsewhere (spec, 6).
_HEI = Setting(font="黑体")
_KAI = Setting(font="楷体_GB2312")
_FANG = Setting()
GONGWEN = Look(
    "gongwen",
    margins=(37.0, 26.0, 35.0, 28.0),
    line=28.95,
    spacing="exact",
    grid=True,
    tracking=-0.25,
    widow_control=False,  # 22 lines on every page, also where a paragraph ends or begins
    balance_title=True,
    page_number=PageNumber("— 1 —", "outside", "宋体", 14.0, 25.0, 1.0),
    fonts=FONTS,
    settings={
        "paragraph": Setting(font="仿宋_GB2312", size=16.0),
        "title": Setting(font="方正小标宋简体", size=22.0, align="center", first_line=0, after=1, keep_next=True),
        "subtitle": Setting(font="楷体_GB2312", align="center", first_line=0, after=1),
        "copy-number": Setting(first_line=0, align="left"),
        "secrecy": Setting(font="黑体", first_line=0, align="left"),
        "urgency": Setting(font="黑体", first_line=0, align="left"),
        "letterhead": Setting(
            font="方正小标宋简体", size=50.0, color="FF0000", align="center", first_line=0, keep_next=True
        ),
        "docno": _CENTRED,
        "signatory": Setting(first_line=0, right=1.0, align="right"),
        "imprint": Setting(size=14.0, first_line=1.0, align="left", single=True),
        "recipient": Setting(first_line=0, keep_next=True),
        "part": Setting(font="黑体", align="center", first_line=0, before=1, after=1, keep_next=True),
        "chapter": Setting(font="黑体", align="center", first_line=0, before=1, after=1, keep_next=True),
        "section": Setting(font="楷体_GB2312", align="center", first_line=0, keep_next=True),
        "article": replace(_HEI, keep_next=True),
        "han-comma": _HEI,
        "han-paren": _KAI,
        "arabic-dot": _FANG,
        "arabic-paren": _FANG,
        "circled": _FANG,
        "level-1": _HEI,
        "level-2": _KAI,
        "level-3": _FANG,
        "level-4": _FANG,
        "item": Setting(),
        "caption": Setting(font="黑体", size=14.0, align="center", first_line=0),
        "attachment": Setting(left=5.0, first_line=-3.0),
        "attachment-head": Setting(font="黑体", first_line=0, after=1, new_page=True),
        "signature": Setting(align="right", first_line=0, keep_next=True),
        "date": Setting(align="right", first_line=0),
        "note": Setting(),
        "quote": _KAI,
        **_SOURCE,
        "table": Setting(size=12.0, first_line=0, align="left", single=True),
        "table-head": Setting(font="黑体", size=12.0, first_line=0, align="center", single=True),
    },
)

_HEAD = Setting(font="黑体", first_line=0, align="left", before=0.5, after=0.5, keep_next=True)
_TAIL = {
    "copy-number": Setting(first_line=0, align="left"),
    "secrecy": Setting(font="黑体", first_line=0, align="left"),
    "urgency": Setting(font="黑体", first_line=0, align="left"),
    "letterhead": Setting(font="宋体", size=36.0, color="FF0000", align="center", first_line=0, keep_next=True),
    "signatory": Setting(first_line=0, align="right"),
    "imprint": Setting(first_line=0, align="left"),
    "recipient": Setting(first_line=0, align="left"),
    "docno": _CENTRED,
    "caption": Setting(font="黑体", size=10.5, align="center", first_line=0),
    "attachment": Setting(left=5.0, first_line=-3.0),
    "attachment-head": Setting(font="黑体", first_line=0, new_page=True),
    "signature": Setting(align="right", first_line=0, keep_next=True),
    "date": Setting(align="right", first_line=0),
    **_SOURCE,
}

REPORT = Look(
    "report",
    margins=(25.4, 31.8, 25.4, 31.8),
    line=1.5,
    page_number=PageNumber("- 1 -", "center", "宋体", 10.5, 17.5),
    balance_title=True,
    fonts=FONTS,
    settings={
        "paragraph": Setting(font="宋体", size=12.0),
        "title": Setting(font="黑体", size=22.0, align="center", first_line=0, after=1),
        "subtitle": Setting(font="楷体", size=14.0, align="center", first_line=0, after=1),
        "chapter": replace(_HEAD, size=16.0, align="center"),
        "level-1": replace(_HEAD, size=16.0),
        "level-2": replace(_HEAD, size=14.0),
        "level-3": replace(_HEAD, size=12.0),
        "level-4": replace(_HEAD, font="宋体", size=12.0, bold=True),
        "quote": Setting(font="楷体", left=2.0),
        **_TAIL,
    },
)

PAPER = Look(
    "paper",
    margins=(30.0, 25.0, 25.0, 30.0),
    line=1.5,
    page_number=PageNumber("1", "center", "宋体", 9.0, 17.5),
    balance_title=True,
    fonts=FONTS,
    settings={
        "paragraph": Setting(font="宋体", size=12.0),
        "title": Setting(font="黑体", size=18.0, align="center", first_line=0, after=1),
        "subtitle": Setting(font="宋体", size=14.0, align="center", first_line=0, after=1),
        "chapter": replace(_HEAD, size=16.0, align="center"),
        "level-1": replace(_HEAD, size=16.0),
        "level-2": replace(_HEAD, size=14.0),
        "level-3": replace(_HEAD, size=12.0),
        "level-4": replace(_HEAD, size=12.0),
        "quote": Setting(font="楷体", left=2.0, right=2.0),
        **_TAIL,
    },
)

LEGAL = Look(
    "legal",
    margins=(30.0, 25.0, 30.0, 25.0),
    line=1.5,
    page_number=PageNumber("1", "center", "宋体", 10.5, 17.5),
    balance_title=True,
    fonts=FONTS,
    settings={
        "paragraph": Setting(font="仿宋", size=16.0),
        "title": Setting(font="宋体", size=22.0, bold=True, align="center", first_line=0, after=1),
        "subtitle": Setting(font="楷体", align="center", first_line=0, after=1),
        "part": replace(_HEAD, align="center", before=1, after=1),
        "chapter": replace(_HEAD, align="center", before=1, after=1),
        "section": replace(_HEAD, font="楷体", align="center"),
        "article": Setting(font="黑体", keep_next=True),
        "level-1": Setting(font="黑体", keep_next=True),
        "level-2": Setting(font="楷体", keep_next=True),
        "level-3": Setting(bold=True, keep_next=True),
        "level-4": Setting(keep_next=True),
        **_TAIL,
    },
)

NOVEL = Look(
    "novel",
    margins=(20.0, 20.0, 20.0, 20.0),
    line=1.4,
    page_number=PageNumber("1", "center", "宋体", 9.0, 10.0),
    balance_title=True,
    fonts=FONTS,
    settings={
        "paragraph": Setting(font="宋体", size=12.0),
        "title": Setting(font="黑体", size=26.0, align="center", first_line=0, before=4, after=2),
        "subtitle": Setting(font="楷体", size=14.0, align="center", first_line=0, after=2),
        "part": Setting(font="黑体", size=18.0, align="center", first_line=0, before=4, after=2, new_page=True),
        "chapter": Setting(font="黑体", size=16.0, align="center", first_line=0, before=2, after=2, new_page=True),
        "level-1": Setting(font="黑体", size=16.0, align="center", first_line=0, before=2, after=2, new_page=True),
        "level-2": replace(_HEAD, size=14.0, align="center"),
        "level-3": replace(_HEAD, size=12.0),
        "quote": Setting(font="楷体"),
        **_TAIL,
    },
)

PLAIN = Look(
    "plain",
    page_number=PageNumber(place="none"),
    fonts=FONTS,
    settings={
        "paragraph": Setting(font="宋体", size=12.0, first_line=0, align="left"),
        "title": Setting(font="黑体", size=18.0, align="center", first_line=0, after=1),
        "level-1": replace(_HEAD, size=16.0),
        "level-2": replace(_HEAD, size=14.0),
        "level-3": replace(_HEAD, size=12.0),
        "level-4": replace(_HEAD, size=12.0),
        **_TAIL,
    },
)

LOOKS = {look.name: look for look in (GONGWEN, REPORT, PAPER, LEGAL, NOVEL, PLAIN)}


def choose_look(document: Normalized, look: Look | str | None) -> Look:
    """Return the look asked for, or the profile's own; one without settings is filled from ours of that name."""
    if isinstance(look, Look):
        return look
    if look is not None:
        if look not in LOOKS:
            raise UsageError(f"unknown look {look!r}{nearest(look, list(LOOKS))} (one of {' '.join(LOOKS)})")
        return LOOKS[look]
    own = document.profile.look
    return own if own.settings else LOOKS.get(own.name, LOOKS["plain"])
