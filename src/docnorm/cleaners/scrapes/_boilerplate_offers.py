"""Advertising lines on no list, told by the weight of their words: free, full text, group. A part of boilerplate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docnorm.cleaners.scrapes._boilerplate_address import (
    CONTACT,
    HOST,
    REFERENCE,
    TRADE,
    Sites,
    find_own_address,
    keep_alphanumerics,
    names_page,
)
from docnorm.cleaners.scrapes._boilerplate_lines import Claim, PageLine, Where, narrow
from docnorm.cleaners.scrapes._boilerplate_table import read_table
from docnorm.edit import Safety
from docnorm.text.late import late

# Somebody tells a story or makes a law; 我最近在用的看书app is how a seller speaks.
_STORY = late(r"[他她它]|我(?!们|最近|推荐|的书|是\w{1,8}推荐)|第[一二三四五六七八九十百]+条")
# Offices, schools, shops and libraries ask people to download, to follow and to scan, too.
_OFFICE = late(
    "市民|居民|村民|单位|部门|政府|政务|官网|门户|办理|报名|查询|缴|申报|填报|填写|签到|图书馆|[本该]馆|本[刊报局院校店系]|我[局市县区校院省]|全市|参会|会务|家长|"
    "学生|同学|学员|乘客|旅客|列车|群众|应当|不得|工作人员|服务台|预约|登记|社区|物业|公司|乙方|甲方|系统|发票|统计|课题|档案|[市县区镇]|教师|老师|农家书屋|平台"
)
_NUMBER = late(r"(?:群|微信?|[vV][xX]?|企鹅|[qQ]{2})\s*号?\s*:?\s*[a-zA-Z0-9_]{5,}")  # a group or an account


# 墨~阁~更新首发, ⊙墨⊙阁⊙中⊙文: a sign behind every character; between two it is a list, or a word spelled around.
_PARTED = late(r"(?:[\u4e00-\u9fff][^\w\s,，。!！?？、;；:：“”\"…()（）《》—/+]{1,4}){3}")
_NUMBERED = late(r"[(]?[一二三四五六七八九十]{1,3}[、)]|[(]?\d{1,2}[.、)]\s*[\u4e00-\u9fff]")
_CALL = late("[请您]|尽在|记住")
_SAID = late("[。！？…，][”」]|[说道问喊答念][:：，]?[“「]")


class _Weight(NamedTuple):
    sum: int
    kinds: int


def find_offers(lines: Sequence[PageLine], candidates: list[int], sites: Sites, evidence: int) -> Iterator[Claim]:
    """Lines that nobody listed, but that are made of the words of those who give books away.

    ``evidence`` is the number of lines that are an advertisement beyond doubt. A library's report speaks of 电子书 and
    在线阅读, too: without evidence a line must be made of nothing else.
    """
    for i in candidates:
        line = lines[i]
        named = evidence >= 2 and any(name in line.text for name in sites.names)
        if len(line.text) > 120 or line.text[0] in '“"「' or line.text.count("。") > 1:
            continue
        if _SAID.search(line.text) and not named:
            continue
        text = narrow(line.text)
        if CONTACT.match(text) and not TRADE.search(text):
            continue
        weight = _weigh(text)
        total = weight.sum + 4 * named
        total += named and keep_alphanumerics(line.text) in sites.names  # nothing but the site's name
        ends, anywhere = _find_thresholds(weight.kinds + named, evidence)
        if total >= ends:
            where: Where = "any" if total >= anywhere else "ends" if evidence else "foot"
            told = not named and (text[-1] == "。" or _NUMBERED.match(text) is not None)
            told = (told and (evidence < 2 or _CALL.search(text) is None)) or (not evidence and names_page(text))
            worded = not named and find_own_address(text) is None and _NUMBER.search(text) is None
            yield Claim(i, i, "an offer of books", Safety.SUGGEST if told else Safety.LIKELY, where, worded)


def _find_thresholds(kinds: int, evidence: int) -> tuple[int, int]:
    """Return what a line must weigh at an end of a text or chapter, and what anywhere else."""
    if evidence == 0:
        return (8, 14) if kinds >= 3 else (8, 99) if kinds == 2 else (12, 99)
    if evidence == 1:
        return (6, 9) if kinds >= 3 else (8, 12) if kinds == 2 else (10, 99)
    return (5, 6) if kinds >= 3 else (6, 8) if kinds == 2 else (8, 10)


def _weigh(text: str) -> _Weight:
    rows = read_table()
    if REFERENCE.search(text) or _STORY.search(text):
        return _Weight(0, 0)
    letters = keep_alphanumerics(HOST.sub("", text) if "." in text else text)
    found = set(rows.weighed.findall(letters))
    if not found:
        return _Weight(0, 0)
    kinds = {kind for kind, weight in (rows.weights[w] for w in found) if weight > 1}
    total = sum(rows.weights[w][1] for w in found)
    if _PARTED.search(text):
        kinds.add("place")
        total += 5
    if find_own_address(text) is not None or _NUMBER.search(text):
        kinds.add("place")
        total += 3
    ended = text.endswith("。")
    total += 2 * (text[0] in "[(【" and text[-1] in ")]】" and total >= 3)
    total -= 4 * ("。" in text[:-1]) + 2 * ended + 4 * (_OFFICE.search(letters) is not None)
    return _Weight(total, len(kinds))
