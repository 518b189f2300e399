"""What may number a line: every reading of the marker at its head, less the numbers that only look like one.

一、 （一） 1. （1） ① 第一条 1.1 甲、 Ⅰ. A. 1) 一是 第一，: the forms of GB/T 9704-2012 and GB/T 15834-2011 annex B,
with the spellings that damage gives them. Which reading is right is not decided here: that takes the other lines.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from docnorm.outline import LabelStyle
from docnorm.text import line_head as forms
from docnorm.text.late import late
from docnorm.text.line_head import SPACES, STEMS, D, H, S
from docnorm.text.numeral import HAN_NUMERALS, to_int


class Reading(NamedTuple):
    """One way to read a line's head as a marker.

    ``kind`` names the counter (第X部 and 第X卷 differ though they share a style), ``end`` is the length of the marker
    without the space behind it, ``weak`` says that the same signs often mean something else.
    """

    style: LabelStyle
    kind: str
    value: tuple[int, ...]
    end: int
    weak: bool = False


# From the outermost: a marker does not usually stand above one that comes earlier here. Only the order matters.
RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (
            "卷", "部", "集", "编", "分编", "篇", "部分", "章", "回", "节", "条", "roman", "han-comma", "han-paren",
            "stem", "arabic-dot", "arabic-bare", "decimal2", "decimal3", "decimal4", "arabic-paren",
            "arabic-half", "roman-small", "latin", "latin-paren", "circled", "han-step", "han-ordinal",
        )
    )
}  # fmt: skip

_HAN = "㐀-鿿"
_CIRCLES = {c: i + 1 for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚")}
_CIRCLES |= {c: i + 1 for i, c in enumerate("❶❷❸❹❺❻❼❽❾❿")}
_BRACKETED = {c: i + 1 for i, c in enumerate("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")}
_BRACKETED_HAN = {c: i + 1 for i, c in enumerate("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩")}
_DOTTED = {c: i + 1 for i, c in enumerate("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛")}
_ROMANS = {c: i + 1 for i, c in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")}
_ROMANS |= {c: i + 1 for i, c in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"])}
_SMALL_ROMANS = {c: i + 1 for i, c in enumerate("ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ")}

_CHAPTER = late(forms.WORDED)
_BIS = late(forms.BIS)
_HAN_PAREN = late(rf"{forms.HAN_PAREN}(?:{S}[、.．，,:：](?!\d))?|{forms.HAN_PAREN_SIGN}、?")
_HAN_BRACKET = late(forms.HAN_BRACKET)
_PAREN = late(rf"{forms.PAREN}(?:{S}[、.．，,](?!\d))?|{forms.PAREN_SIGN}")
_LATIN_PAREN = late(forms.LATIN_PAREN)
_CIRCLED = late(rf"{forms.CIRCLED}(?:[、．](?!\d)|\.(?!\d))?")
_HAN_COMMA = late(rf"{forms.HAN}(?P<gap>{S})(?P<sep>[、，,．.:：])")
_HAN_SPACE = late(rf"(?P<n>{H}{{1,4}})(?P<sep>[{SPACES}]+)(?=[{_HAN}“《])")
_DECIMAL = late(rf"{forms.DECIMAL}(?![0-9０-９])(?P<sep>[.．、]?)(?![.．]?\d)")
_ARABIC = late(rf"{forms.ARABIC}(?P<gap>{S})(?P<sep>[.．、，,])(?P<sp>{S})|{forms.DOTTED}[、.．]?")
_BARE = late(rf"(?P<n>{D}{{1,2}})(?P<sep>[{SPACES}]{{1,4}})(?=[{_HAN}“《])")
_HALF = late(rf"(?P<n>{D}{{1,2}})[)）]")
_LATIN = late(rf"{forms.LATIN}(?P<sep>[.．、)）])(?={S}[{_HAN}“《（])")
_ROMAN = late(rf"(?P<n>[Ⅰ-Ⅻ]|[IVX]{{1,4}}(?={S}[.．、]{S}[{_HAN}“《]))(?P<sep>{S}[、.．])?")
_ROMAN_SMALL = late(rf"{forms.ROMAN_SMALL}[、.．)）]?")
_STEM = late(rf"{forms.STEM}、")
_STEP = late(forms.STEP)
_ORDINAL = late(rf"{forms.ORDINAL}(?P<sep>[，、,：:])")

# What only looks like a marker. 一、二、三等奖 · 一、二审 · 三、四线城市 · 十、百、千、万.
_ENUMERATION = late(
    rf"(?P<a>{H}{{1,3}})、(?P<b>{H}{{1,3}})"
    r"(?P<c>、|等|年前|余年|来年|多年|级|类|审|线|期|楼|手|年级|季度|次产业|产业|届|种|度|者|月|号|班|层|把手|流|副|排|战区|师|团|营|连)"
)
# 1、2号楼 · 10、20号楼 · 3、4月: two numbers of one thing.
_PAIR = late(r"(?P<a>\d{1,3})、(?P<b>\d{1,3})(?P<c>号楼|号机|号线|号|班|楼|栋|幢|单元|层|室|组|月|日|期|年级|年|、)")
_ABOUT = late(r"(?P<a>\d{1,3})、(?P<b>\d{1,3})(?:岁|天|个|次|人|小时|分钟|周|名|位|里|米|公里|斤|元|万|亿|倍|步|句|点)")
_MEASURE = late(
    r"\d+[.．]\d+(?:[%％‰万亿元米倍度个千公吨分厘毫克升平℃次人户件名亩天岁年月日港美欧～~—–-]|小时|[a-zA-Z]{1,3}(?![a-zA-Z])|$"
    r"|[,，。;；、）)／/:：])|\d+\s*[.．]\s*\d+\s+(?:[%％‰℃]|[万亿]|元|公里|平方|千[克瓦米]|吨|倍|个百分点)"
)
_WORDED = late(
    r"[一二三四五六七八九十百千零〇]+[ 　]+[一二三四五六七八九十]?"
    r"(?:年|月|日|个|次|天|位|名|种|人|岁|方|些|样|下|切|直|旦|般|定|边|面|起|共|条|只|座|声)"
)
_COUNTED = late(
    r"\d{1,2}[ 　]+(?:年|月|日|个|次|天|位|名|种|人|岁|元|万|亿|米|分|时|点|%|～|—|-|周|项|家|户|届|号|楼|吨|公)"
)
_PROSE_ARTICLE = late(r"第[^条條]{1,8}[条條](?:第|规定|所称|所列|之规定|中的|的规定|款|、第|至第|和第|以及)")

_FIRST = late(
    rf"[{HAN_NUMERALS}0-9０-９第（(〔\[【㈠-㈩⑴-⒇①-⑳㉑-㉚❶-❿⒈-⒛Ⅰ-Ⅻⅰ-ⅹ{STEMS}]|[a-zA-Z][.．、)）]|[IVX]{{2,4}}{S}[.．、]"
)


def list_readings(line: str) -> tuple[Reading, ...]:
    """Return every way to read the head of ``line`` (stripped) as a marker with text behind it, likeliest first."""
    if not _FIRST.match(line):
        return ()
    head = line[:40]
    found: list[Reading] = []
    first = head[0]
    if first == "第":
        found += _read_worded(head)
    elif first in "（(〔[【㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇":
        found += _read_bracketed(head)
    elif first in HAN_NUMERALS:
        found += _read_han(head)
    elif first.isdigit() or first in _DOTTED:
        found += _read_arabic(head)
        if m := _CIRCLED.match(head):
            found.append(Reading("circled", "circled", (_CIRCLES[m["o"]],), m.end()))
    else:
        found += _read_lettered(head)
    return tuple(r for r in found if r.value and r.value[0] and r.value[-1])  # 1.0.1 is a clause, 0.5 and 1.0 are none


_SIMPLE = str.maketrans("編節條", "编节条")


def _number(written: str) -> tuple[int, ...]:
    value = to_int(re.sub(rf"[{SPACES}]", "", written))
    return () if value is None else (value,)


def _read_worded(head: str) -> list[Reading]:
    m = _CHAPTER.match(head)
    if m:
        unit = m["u"].translate(_SIMPLE)
        if unit == "条" and _PROSE_ARTICLE.match(head):
            return []
        end = m.end()
        if unit == "条" and (more := _BIS.match(head, end)):
            # 第十条之一 stands behind 第十条 and before 第十一条: a value of two steps
            return [Reading("article", "条", (*_number(m["n"]), *_number(more[0][1:])), more.end())]
        style: LabelStyle = {"章": "chapter", "回": "chapter", "节": "section", "条": "article"}.get(unit, "part")  # type: ignore[assignment]
        return [Reading(style, unit, _number(m["n"]), end)]
    if m := _ORDINAL.match(head):
        return [Reading("other", "han-ordinal", _number(m["n"]), m.end(), weak=True)]
    return []


def _read_bracketed(head: str) -> list[Reading]:
    if m := _HAN_PAREN.match(head):
        value = (_BRACKETED_HAN[m["o"]],) if m["o"] else _number(m["n"])
        return [Reading("han-paren", "han-paren", value, m.end())]
    if m := _PAREN.match(head):
        value = (_BRACKETED[m["o"]],) if m["o"] else _number(m["n"])
        return [Reading("arabic-paren", "arabic-paren", value, m.end())]
    if m := _HAN_BRACKET.match(head):
        return [Reading("other", "han-paren", _number(m["n"]), m.end(), weak=True)]
    if m := _LATIN_PAREN.match(head):
        return [Reading("latin", "latin-paren", (ord(m["n"].lower()) - 96,), m.end(), weak=True)]
    return []


def _read_han(head: str) -> list[Reading]:
    if m := _HAN_COMMA.match(head):
        n = m["n"]
        if _is_enumeration(head) or (len(n) > 1 and not set(n) & set("十百廿卅")) or n in ("百", "千"):
            return []
        if m["sep"] in ":：" and head[m.end() : m.end() + 1].isdigit():
            return []
        return [Reading("han-comma", "han-comma", _number(n), m.end(), weak=m["sep"] in "，,:：" and bool(m["gap"]))]
    if (m := _HAN_SPACE.match(head)) and not _WORDED.match(head):
        return [Reading("han-comma", "han-comma", _number(m["n"]), m.end("n"), weak=True)]
    if m := _STEP.match(head):
        return [Reading("other", "han-step", _number(m["n"]), m.end(), weak=True)]
    return []


def _is_enumeration(head: str) -> bool:
    m = _ENUMERATION.match(head)
    if not m:
        return bool(re.match(r"十、百|百、千|千、万", head))
    a, b = to_int(m["a"]), to_int(m["b"])
    return a is not None and b is not None and (b in (a + 1, 10 * a + 10) or m["c"] == "、")


def _read_arabic(head: str) -> list[Reading]:
    plain = head.translate(_PLAIN)
    found = []
    if m := _DECIMAL.match(plain):
        value = tuple(int(p) for p in re.split(r"[ ]?[.．][ ]?", m["n"]))
        dated = len(value) == 3 and value[0] > 12 and m["n"][0] in "12" and value[1] <= 12  # 21.5.3 is a day
        if not _MEASURE.match(plain) and not dated and plain[m.end() :].strip():
            found.append(Reading("decimal", f"decimal{len(value)}", value, m.end()))
    if m := _ARABIC.match(plain):
        found += _read_dotted(plain, m)
    if m := _HALF.match(plain):
        found.append(Reading("other", "arabic-half", _number(m["n"]), m.end(), weak=True))
    if (m := _BARE.match(plain)) and not _COUNTED.match(plain):
        found.append(Reading("other", "arabic-bare", _number(m["n"]), m.end("n"), weak=True))
    return found


_PLAIN = str.maketrans("０１２３４５６７８９", "0123456789")


def _read_dotted(plain: str, m: re.Match[str]) -> list[Reading]:
    if m["o"]:
        return [Reading("arabic-dot", "arabic-dot", (_DOTTED[m["o"]],), m.end())]
    end = m.end("sep")
    after = plain[m.end() :]
    if not after or (
        (pair := _PAIR.match(plain))
        and (
            pair["c"] in ("号楼", "号机", "号线", "班", "楼", "栋", "幢", "单元", "、")
            or int(pair["b"]) == int(pair["a"]) + 1
        )
    ):
        return []
    if m["sep"] in ".．，," and not m["sp"] and after[0].isdigit():
        # 20.2026年10件实事 and 21.5+2就业之家 are the 20th and 21st of a list; 1.5万元, 2021.5.3 and 1,200 are numbers.
        year = re.match(r"(?:19|20)\d\d(?:年|—|-|－)", after)
        if m["sep"] in "，,":
            return []
        if not (year or re.match(r"\d{1,2}[+＋]\d", after)):
            if _MEASURE.match(plain) or re.match(r"\d{1,3}[.．]\d{1,2}[.．]\d|(?:19|20)\d\d[.．]", plain):
                return []
            return [Reading("arabic-dot", "arabic-dot", _number(m["n"]), end, weak=True)]
    # 2、3天 and 12、13岁 are numbers of days and years, but the second item of a list may begin with 3天.
    about = (pair := _ABOUT.match(plain)) and int(pair["b"]) == int(pair["a"]) + 1
    return [Reading("arabic-dot", "arabic-dot", _number(m["n"]), end, weak=m["sep"] in "，," or bool(about))]


def _read_lettered(head: str) -> list[Reading]:
    found = []
    if m := _CIRCLED.match(head):
        found.append(Reading("circled", "circled", (_CIRCLES[m["o"]],), m.end()))
    if m := _ROMAN.match(head):
        found.append(Reading("roman", "roman", (_ROMANS[m["n"]],) if m["n"] in _ROMANS else (), m.end()))
    if m := _ROMAN_SMALL.match(head):
        found.append(Reading("roman", "roman-small", (_SMALL_ROMANS[m["o"]],), m.end()))
    if m := _STEM.match(head):
        found.append(Reading("stem", "stem", (STEMS.index(m["n"]) + 1,), m.end()))
    if m := _LATIN.match(head):
        found.append(Reading("latin", "latin", (ord(m["n"].lower()) - 96,), m.end(), weak=True))
    return found
