"""The forms of a number at a line's head: ``1.`` ``一、`` ``（一）`` ``第三条`` ``①`` ``Ⅰ.`` ``甲、`` ``1.1``.

One grammar for those who read such a number (``docnorm.marker``) and for those who must not break it: rules over the
text leave a possible number alone. Whether ``一.`` is a number or a sentence, and how its siblings are written, only
the outline knows, so ``number-glyph`` repairs it later.

A form is the source of a pattern. Its groups: ``n``, the number as it is written; ``o``, a number that is one
character; ``u``, the unit behind a number.
"""

from __future__ import annotations

import re

from docnorm.text.late import late
from docnorm.text.numeral import HAN_NUMERALS

SPACES = (
    " 　\t\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\ufeff"  # also inside a character class
)
S = f"[{SPACES}]*"
H = f"[{HAN_NUMERALS}]"
D = "[0-9０-９]"
TEN = "[一二三四五六七八九十]"  # of the forms that prose has, too, which hardly count further than to twenty
STEMS = "甲乙丙丁戊己庚辛壬癸"

# Units behind a number, each with the characters that make another word of it: 第三节课, 第一回合, 第二部门, 第一章程
# count nothing. The words are what official texts and novels' lines hold. 部分 stands before 部.
_UNITS = {
    "分[编編]": "", "[编編]": "辑号", "部分": "人", "部": "分门門委队隊位件长長级級署落属屬里下", "卷": "烟",
    "集": "合和团團体體", "篇": "幅", "章": "程法鱼", "回": "合来去头事", "[节節]": "课課目约約气氣省日车車",
    "[条條]": "件例约約理河路", "[单單]元": "", "[話话]": "题題", "[册冊]": "", "季": "度节節", "[辑輯]": "",
    "幕": "僚后後", "折": "腾扣", "[课課]": "堂文程时時", "[场場]": "地景比战戰合面戏",
}  # fmt: skip


def match_units(*names: str) -> str:
    """Return the pattern of any of these units, where it is one."""
    return "|".join(f"{name}(?![{_UNITS[name]}])" if _UNITS[name] else name for name in names)


_OFFICIAL = ("分[编編]", "[编編]", "部分", "部", "卷", "集", "篇", "章", "回", "[节節]", "[条條]")
WORDED = rf"第{S}(?P<n>{H}(?:{S}{H}){{0,6}}|{D}{{1,4}}){S}(?P<u>{match_units(*_OFFICIAL)})"
BIS = f"之{TEN}{{1,2}}"  # 第十条之一
HAN_PAREN = rf"[（(]{S}(?P<n>{H}{{1,5}}){S}[）)]"
HAN_PAREN_SIGN = "(?P<o>[㈠-㈩])"
HAN_BRACKET = rf"[〔\[【](?P<n>{H}{{1,4}})[〕\]】]"
PAREN = rf"[（(]{S}(?P<n>{D}{{1,3}}){S}[）)]"
PAREN_SIGN = "(?P<o>[⑴-⒇])"
LATIN_PAREN = r"[（(](?P<n>[a-zA-Z])[）)]"
CIRCLED = r"(?P<o>[①-⑳㉑-㉚❶-❿])"
HAN = rf"(?P<n>{H}{{1,5}})"
DECIMAL = rf"(?P<n>{D}{{1,2}}(?:[ ]?[.．][ ]?{D}{{1,2}}){{1,3}})"
ARABIC = rf"(?P<n>{D}{{1,3}})"
DOTTED = r"(?P<o>[⒈-⒛])"
LATIN = r"(?P<n>[a-zA-Z])"
ROMAN = r"(?P<n>[Ⅰ-Ⅻ]|[IVX]{1,4})"
ROMAN_SMALL = r"(?P<o>[ⅰ-ⅹ])"
STEM = rf"(?P<n>[{STEMS}])"
STEP = rf"(?P<n>{TEN}{{1,2}})(?P<u>[是要])(?![一年月日非素点害么塞件求])"
ORDINAL = rf"第(?P<n>{TEN}{{1,2}})"


def _match_any(*forms: str) -> str:
    """Return the pattern of any of ``forms``, without their groups."""
    return "(?:" + "|".join(re.sub(r"\?P<\w+>", "?:", form) for form in forms) + ")"


_DOT = rf"{S}[、.．]"  # the number's own, also where it stands for itself: 第一部. 总体要求
_MARKER = late(
    rf"""[{SPACES}]*+(?:
      (?:{_match_any(WORDED, rf"第{S}(?:{H}|{D}){{1,9}}{S}[编章节条款项]")}(?:之[〇零一二三四五六七八九十]{{1,3}})?
      | {_match_any(HAN_PAREN, HAN_PAREN_SIGN, HAN_BRACKET, PAREN, PAREN_SIGN, LATIN_PAREN, CIRCLED, DOTTED)}){_DOT}?
    | {_match_any(HAN)}(?:{_DOT}|{S}[，,:：])
    | {_match_any(ARABIC)}(?:[.．]{D}{{1,3}})*(?:[)）]|{_DOT}|(?=[ 　]))
    | {_match_any(LATIN)}(?:[)）]|{_DOT})
    | {_match_any(ROMAN, ROMAN_SMALL, STEM, STEP, ORDINAL)}{_DOT}
    )""",
    re.VERBOSE,
)
_REACH = 24  # a marker with its indent is never longer: nothing further left needs to be looked at


def in_marker(text: str, at: int) -> bool:
    """Whether the character at ``at`` belongs to a possible marker."""
    return at < _end(text, at)


def behind_marker(text: str, at: int) -> bool:
    """Whether the character at ``at`` belongs to a possible marker or is the first behind it."""
    return at <= _end(text, at)


def _end(text: str, at: int) -> int:
    start = text.rfind("\n", max(0, at - _REACH), at) + 1
    if not start and at > _REACH:
        return -1
    found = _MARKER.match(text, start)
    return found.end() if found else -1
