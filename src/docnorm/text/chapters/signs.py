"""Every sign at a line by which it could head a chapter, less those that only look like one.

Which signs count is not decided here: that takes the other lines (``series``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from docnorm.text.chapters.number import SIGNS, read_number
from docnorm.text.late import late
from docnorm.text.line_head import match_units

VOLUME, CHAPTER, SECTION = 0, 1, 2
LONGEST = 64  # characters of a heading: both halves of a 回 with its number reach 40, a site's doubled title 60


class Sign(NamedTuple):
    """A line read as a heading.

    ``family`` names the counter, ``rank`` how far out it counts. ``start`` and ``end`` place the number in the line.
    ``firm``: the sign says by itself that this is a heading (第三章), and is none only where the line is prose.
    ``doubt``: 0 none, 1 to be believed where the numbers go on, 2 prose. ``glued``: the title follows without a gap.
    """

    family: str
    rank: int
    value: int | None
    start: int
    end: int
    title: str
    firm: bool = True
    doubt: int = 0
    glued: bool = False
    prefix: str = ""


_S = r"[ 　\t\xa0]*"
_N = rf"[{SIGNS}](?:[ 　]?[{SIGNS}]){{0,9}}"
_RANKS = dict.fromkeys(("卷", "部", "集", "册", "季", "篇", "编", "辑", "部分", "单元"), VOLUME)
_RANKS |= dict.fromkeys(("章", "回", "话", "幕", "折", "课"), CHAPTER) | dict.fromkeys(("节", "场"), SECTION)
_SIMPLE = str.maketrans("話課節場冊編輯單", "话课节场册编辑单")
# What sites set around a heading: ===第一章===, 【第一章】, ☆、第一章, ----- 第一章 -----, ＃ 第１章.
_DRESS = r"=＝#＃*＊★☆◇◆■□●○▲△▼▽※~～\-—–_━─·•…+|｜^`<>"
_HEAD = late(rf"(?:[{_DRESS}\[【〖〔［(（《 　\t]|(?<=[☆★◇◆●○■])、)+")
_TAIL = late(rf"[{_DRESS}\]】〗〕］)）》 　\t]+$")
_SITE = late(
    r"(?:正文卷?|VIP(?:章节|卷)?|vip(?:章节|卷)?|公众章节|免费章节|章节目录|最新章节|作品正文)[ 　:：.、_\-—]*"
)
_COUNTED = late(r"[0-9０-９]{1,5}(?:[ 　]?[.．、:：)）\-|]?[ 　]*(?=第|[Cc]hap)|\|(?=[\[【]))")
_UNITS = (
    *("部分", "[单單]元", "章", "回", "[話话]", "卷", "部", "集", "[册冊]", "季", "篇", "[编編]", "[辑輯]", "幕", "折"),
    *("[课課]", "[节節]", "[场場]"),
)
_WORDED = late(rf"第{_S}(?P<n>{_N}){_S}(?P<u>{match_units(*_UNITS)})")
_UNIT_FIRST = late(rf"(?P<u>卷|章|回|部|集|篇|折|话|話)(?:之|第)?{_S}(?P<n>{_N})(?=$|[ 　\t:：.．、·,，\-—】\]）)])")
_HALF = late(r"(?P<n>[上中下])(?P<u>部|卷|册|冊|篇|集|编|編)(?=$|[ 　\t:：·\-—】\]）)])")
_ONES = (
    *("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE", "THIRTEEN"),
    *("FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN", "TWENTY"),
)
_ENGLISH = late(
    rf"(?P<u>chapter|chap|vol(?:ume)?|book|part|episode|ep|act)[ 　.#:：_\-]*"
    rf"(?P<n>\d{{1,4}}|[ivxlc]{{1,7}}(?![a-z])|(?:{'|'.join(reversed(_ONES))})(?![a-z]))"
    r"(?=$|[ 　]*[:：.．、,，\-—_|)）】\]]|[ 　]+[A-Z《“\"‘'(（㐀-鿿]|[㐀-鿿])",
    re.IGNORECASE,
)
_ENGLISH_VOLUMES = ("vol", "volume", "book", "part")
_BRACKETED = late(rf"(?P<o>[\[【〖〔［(（]){_S}(?P<n>{_N}){_S}(?P<c>[\]】〗〕］)）])")
_NUMBER = late(
    rf"(?P<n>[0-9０-９]{{1,4}}|[{SIGNS}]{{1,7}})(?P<s>[ 　\t]*[.．、:：]|(?=[ 　\t])|(?=$)|(?=[㐀-鿿“《]))[ 　\t]*"
)
# 3年, 12岁, 一个人, 两 counted things: a number that counts something heads nothing.
_MEASURE = late(
    r"[年月日号时点分秒岁天周个位名人种件条次声句步层楼元块角毛万亿千百十里米尺寸斤两吨度倍成卷页只匹张座间家户班级"
    r"届代辈根片棵朵颗粒滴杯碗瓶桌样世些群排组支队点]"
)
_PARENTS = late(rf"(?P<t>[^\s。！？；]{{1,30}}?)[ 　]*[(（](?P<n>{_N}|[上中下终完续])[)）]$")
_STAR = late(r"[☆★◎][、 　]*(?P<t>[^☆★◎\s、][^☆★◎]{0,38})$")
_NAMED = late(
    r"(?P<t>楔[ 　]*子|引[ 　]*子|序[ 　]*[章幕曲言篇]?|自[ 　]*序|代序|前[ 　]*言|引[ 　]*言|写在前面"
    r"|开篇|尾[ 　]*声|终[ 　]*[章卷局]|大结局|后[ 　]*记|再版后记"
    r"|后[ 　]*话|跋|附[ 　]*录|完[本结]感言|上架感言|番外篇?|外传|间章|特典"
    rf"|prologue|epilogue)(?P<n>{_N}|之{_N}|[（(]{_N}[)）])?(?=$|[ 　\t:：·、.\-—_|（(《【])",
    re.IGNORECASE,
)
_GAP = " 　\t\xa0:：.．、,，·•—–-_|｜》】〗〕］)）]"
_PROSE = late(
    r"(?:的|是|里|中[的，]|写|说|讲|和|与|至|到|就|也|都|才|已|还|虽|以[及后前]"
    r"|之[后前]|完了?$|结束|结尾|开[始头]|他|她|我|你|它|被|把|我们|没有|来[了到]|上[说写])"
)
_SPOKEN = late(r"[。！？!?…，][”’」』]$")
_ENDS = late(r"(?:.*[，, 　·—])?(?:(?:全[文书卷]|本[章卷回书])?完|未完|未完待续|待续)$")
_STOPS = "。，；、：,;"


def read_signs(line: str) -> tuple[Sign, ...]:
    """Return every way to read ``line`` (stripped, at most ``LONGEST`` long) as a heading, firm ones first."""
    head = _HEAD.match(line)
    at = head.end() if head else 0
    tail = _TAIL.search(line, at)
    end = tail.start() if tail else len(line)
    if at >= end:
        return ()
    firm = _read_firm(line, at, end)
    if firm:
        return (firm,)
    return tuple(_read_weak(line, at, end))


def _read_firm(line: str, at: int, end: int) -> Sign | None:
    start = at
    site = _SITE.match(line, at, end)
    if site:
        at = site.end()
    counted = _COUNTED.match(line, at, end)
    if counted:
        at = counted.end()
    if site and not counted and at < end and line[at] in "[【〖(（":
        at += 1
    for pattern, read in (
        (_WORDED, _read_worded),
        (_UNIT_FIRST, _read_worded),
        (_HALF, _read_worded),
        (_ENGLISH, _read_english),
    ):
        m = pattern.match(line, at, end)
        if m and (found := read(line, m, end)):
            inner = _read_inner(line, found, end)
            if inner:
                return inner
            return found._replace(prefix=line[start : m.start()]) if counted else found
    if "第" in line[at:end] and not site:
        return _read_behind(line, at, end)
    return None


def _read_inner(line: str, outer: Sign, end: int) -> Sign | None:
    """Return the chapter in 第一卷 长夜 第二章 夜雨."""
    if outer.rank != VOLUME or not outer.title:
        return None
    for m in _WORDED.finditer(line, outer.end, end):
        if m.start() == outer.end or line[m.start() - 1] in _GAP:
            found = _read_worded(line, m, end)
            if found and found.rank > VOLUME and found.doubt < 2:
                return found._replace(prefix=line[outer.start : m.start()].strip(_GAP))
    return None


def _read_behind(line: str, at: int, end: int) -> Sign | None:
    """Return the chapter behind a book's name: 长亭外 第1章 夜雨."""
    for m in _WORDED.finditer(line, at, end):
        prefix = line[at : m.start()]
        if not prefix or prefix[-1] not in " 　\t_-—|》】":
            return None
        if len(prefix) > 26 or any(c in prefix for c in "。，！？；：“”") or "《" in prefix.strip() or line[0] in "—–":
            return None  # ——《通史》 第一编 says where a motto is from
        found = _read_worded(line, m, end)
        if found is None or found.doubt or (found.title and found.glued):
            return None
        return found._replace(prefix=prefix.strip(_GAP), doubt=1)
    return None


def _read_worded(line: str, m: re.Match[str], end: int) -> Sign | None:
    written, unit = m["n"], m["u"].translate(_SIMPLE)
    value = "上中下".index(written) + 1 if written in "上中下" else read_number(written)
    if value is None:
        return None
    rank = _RANKS[unit]
    rest = line[m.end() : end]
    title = rest.strip(_GAP)
    glued = bool(title) and rest[0] not in _GAP
    open_ended = bool(title) and rest.rstrip()[-1] in ":：,，、"  # 第三章 他说： goes on
    listed = rest[:1] in ("，", ",", "、")  # 第一部分，是最难的
    order = "第" if m[0][0] == "第" else "半" if written in "上中下" else "前"
    doubt = max(_judge_doubt(title, glued), (2 if glued or listed else 1) if open_ended else int(listed))
    return Sign(f"{order}{unit}", rank, value, m.start(), m.end(), title, doubt=doubt, glued=glued)


def _judge_doubt(title: str, glued: bool) -> int:
    if not title:
        return 0
    if _ENDS.match(title):
        return 2  # （第三章 完）
    if title[-1] in _STOPS.replace("。", "") or (glued and _SPOKEN.search(title)):
        return 2
    if title[-1] == "。":
        return 2 if len(title) > (10 if glued else 24) or (glued and _PROSE.match(title)) else 1
    if any(c in title for c in "。；"):
        return 2
    if glued:
        return (2 if len(title) > 24 else 1) if _PROSE.match(title) else 1 if len(title) > 24 else 0
    return 0


def _read_english(line: str, m: re.Match[str], end: int) -> Sign | None:
    written, unit = m["n"], m["u"].lower()
    value = (
        int(written)
        if written.isdigit()
        else _ONES.index(written.upper()) + 1
        if written.upper() in _ONES
        else _read_roman(written)
    )
    if value is None:
        return None
    title = line[m.end() : end].strip(_GAP)
    rank = VOLUME if unit in _ENGLISH_VOLUMES else CHAPTER
    doubt = 2 if title and (title[-1] in _STOPS + "." or len(title) > 50) else 0
    return Sign("vol" if rank == VOLUME else "chapter", rank, value, m.start(), m.end(), title, doubt=doubt)


def _read_roman(written: str) -> int | None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    row = [values[c] for c in written.lower()]
    for k, v in enumerate(row):
        total += -v if k + 1 < len(row) and v < row[k + 1] else v
    return total or None


def _read_weak(line: str, at: int, end: int) -> list[Sign]:
    found: list[Sign] = []
    if counted := _COUNTED.match(line, at, end):
        at = counted.end()
    if m := _NAMED.match(line, at, end):
        title = line[m.end() : end].strip(_GAP)
        if len(title) <= 40 and (not title or title[-1] not in _STOPS):
            return [Sign("named", CHAPTER, None, m.start(), m.end(), title, firm=False)]
    if (m := _BRACKETED.match(line, at - 1 if at and line[at - 1] in "[【〖〔［(（" else at)) and m.end() <= len(line):
        found += _read_numbered(line, m, len(line), f"[{m['o']}", "bracket")
    elif m := _NUMBER.match(line, at, end):
        found += _read_numbered(line, m, end, _name_family(m), "number")
    if m := _PARENTS.match(line, at, len(line)):
        value = "上中下终完续".find(m["n"]) + 1 or read_number(m["n"])
        if value and not found and m["t"][-1] not in "，、：:…—“":
            found.append(Sign("tail", CHAPTER, value, m.start("n"), m.end("n"), m["t"], firm=False))
    if (m := _STAR.match(line)) and not found and m["t"][-1] not in _STOPS + "！？!?”」":
        found.append(Sign("star", CHAPTER, None, 0, m.start("t"), m["t"], firm=False))
    return found


def _name_family(m: re.Match[str]) -> str:
    kind = "1" if m["n"][0] in "0123456789０１２３４５６７８９" else "一"
    sign = (m["s"] or "").strip().translate(str.maketrans("．：", ".:"))
    return kind + (sign or ("" if m.end() == m.endpos else " " if m.end() > m.end("s") else "+"))


def _read_numbered(line: str, m: re.Match[str], end: int, family: str, how: str) -> list[Sign]:
    value = read_number(m["n"])
    if value is None or value > 3000:
        return []
    title = line[m.end() : end].strip(_GAP)
    if title and (title[-1] in _STOPS or len(title) > 36 or any(c in title for c in "。；")):
        return []
    if how == "number":
        if title and m["n"][0] != "0" and family in ("1+", "1 ") and _MEASURE.match(title):
            return []
        if family[1:] in (".", ":") and title[:1].isdigit():
            return []  # 8:30, 1.5
        if family == "一+" and title[:1] not in "“《":
            return []
    return [Sign(family, CHAPTER, value, m.start(), m.end("n") + (how == "bracket"), title, firm=False)]
