"""Totals beside their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from docnorm.cleaners.facts._figures import FIGURE, SCALES, read_last_place, value
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_UNIT = "公里|公顷|人次|平方米|美元|[人户个件项份家所名台辆篇次期起处座条吨元亩米里]"
_NUMBER = f"(?P<n>{FIGURE})(?P<nscale>(?:{SCALES})?)(?P<nunit>{_UNIT})"
# 全年共办理案件125件，其中：民事80件、刑事45件。
_TOTAL = late(
    r"(?:共|共计|合计|总计|总共|累计|总数|总量|总额|总人数|共有)[^，。；、：\d\n]{0,12}?"
    + _NUMBER
    + r"[^。；\d\n]{0,6}?[，,；（(][^。\d\n]{0,2}(?:其中|包括|分别为|分别是)[：:，,]?(?P<parts>[^。；）)\n]{4,240})"
)
# 全年组织培训225期，其中：管理类82期、技能类142期: without a word of adding up, too many parts are too many.
_LIST = late(_NUMBER + r"[，,；。]其中[：:，,]?(?P<parts>[^。；\n]{4,240})")
# 上半年完成12.5亿元，下半年完成9.3亿元，全年共完成21.8亿元
_YEAR = late(
    rf"(?P<parts>上半年[^，。；、\d\n]{{0,10}}(?:{FIGURE})(?:{SCALES})?(?:{_UNIT})[，,、]"
    rf"下半年[^，。；、\d\n]{{0,10}}(?:{FIGURE})(?:{SCALES})?(?:{_UNIT}))[，,；][^，。；、\d\n]{{0,10}}?"
    rf"(?:全年|共|合计|总计)[^，。；、\d\n]{{0,10}}?{_NUMBER}"
)
# 现有职工105人（在编59人、聘用24人、劳务派遣22人）
_BRACKET = late(_NUMBER + r"[（(](?P<parts>[^。；;（(）)\n]{4,120})[）)]")
# 三个村共188户，分别为71户、21户和96户
_EACH = late(
    _NUMBER
    + r"[，,]分别[为是有](?P<parts>"
    + rf"(?:(?:{FIGURE})(?:{SCALES})?(?:{_UNIT})[、，和及与]{{1,2}}){{1,9}}(?:{FIGURE})(?:{SCALES})?(?:{_UNIT}))"
)
# 参会148人，男71人，女77人
_PAIR = late(
    _NUMBER
    + r"[，,（(](?P<parts>[^，。；、：\d\n]{1,8}\d[^，。；、：\n]{0,12}[，、]"
    + r"[^，。；、：\d\n]{1,8}\d[^，。；、：\n）)]{0,12})"
)
_PART = late(r"(?P<name>[^，,、；：:\d\n]{0,16})" + _NUMBER)
_CHANGE = late(r"(?:增加|增长|增|减少|减|上升|下降|提高|降低|多|少)了?[^，。；、\d\n]{0,2}\Z")
# What divides a whole without a rest.
_WHOLE = (
    {"男", "女"}, {"城镇", "农村"}, {"上半年", "下半年"}, {"中央", "地方"}, {"国内", "国外"}, {"党员", "群众"},
    {"省内", "省外"}, {"市内", "市外"}, {"室内", "室外"}, {"民事", "刑事", "行政"}, {"新建", "改建", "扩建"},
)  # fmt: skip


class _Addend(NamedTuple):
    name: str
    worth: Decimal
    place: Decimal


# Asked of the text itself: the condensed text, which a prefilter is asked of, has lost these words.
_ASKED = late(r"其中|包括|分别[为是有]|合计|总计|[合总共][ 　]*计|[（(，,][^，。；、：\d\n]{0,8}\d")


def _is_asked(text: str) -> bool:
    return _ASKED.search(text) is not None


@cleaner("total", owns=("decimal", "thousands"), trigger="[0-9]", precheck=_is_asked)
def total(text: str) -> Iterator[Fix]:
    """A total that its parts do not add up to: 共125件，其中民事80件、刑事35件; or a table's last row."""
    told: set[int] = set()
    for pattern in (_TOTAL, _LIST, _YEAR, _BRACKET, _EACH, _PAIR):
        for m in pattern.finditer(text):
            why = _judge_list(m, each=pattern is _EACH, pair=pattern is _PAIR)
            if why and m.start("n") not in told:
                told.add(m.start("n"))
                yield replace(*m.span("n"), m["n"], why, Safety.SUGGEST)
    yield from _judge_tables(text)


def _judge_list(m: re.Match[str], *, each: bool, pair: bool) -> str:
    """Return what is wrong with a total and the parts that follow it, or nothing."""
    parts = [
        _Addend(p["name"], value(p["n"], p["nscale"]), read_last_place(p["n"], p["nscale"]))
        for p in _read_parts(m, m["nunit"])
    ]
    if len(parts) < 2 or (pair and not _divides(parts)):
        return ""
    if _CHANGE.search(m.string, max(0, m.start("n") - 8), m.start("n")):
        return ""  # 赤字13500亿元，比上年增加1500亿元，其中…: the parts are those of the figure before
    whole = each or _divides(parts)
    return _judge_total(value(m["n"], m["nscale"]), read_last_place(m["n"], m["nscale"]), parts, whole=whole)


def _read_parts(m: re.Match[str], unit: str) -> list[re.Match[str]]:
    """Return the parts behind a total, all of its unit; none where one has another or names a share of a part."""
    found = list(_PART.finditer(m["parts"]))
    if any(p["nunit"] != unit for p in found) or "其中" in m["parts"] or "同比" in m["parts"] or "%" in m["parts"]:
        return []
    return found


def _divides(parts: Sequence[_Addend]) -> bool:
    """Whether the parts are such as divide a whole without a rest."""
    return any(all(any(word in part.name for part in parts) for word in words) for words in _WHOLE)


def _judge_total(total: Decimal, place: Decimal, parts: Sequence[_Addend], *, whole: bool) -> str:
    """Return what is wrong with a total, or nothing. 其中 need not name every part."""
    added = sum((part.worth for part in parts), Decimal(0))
    places = [place, *(part.place for part in parts)]
    slack = sum(places, Decimal(0)) / 2 if any(p != 1 for p in places) else Decimal(0)  # whole numbers are not rounded
    rest = total - added
    if abs(rest) <= slack:
        return ""
    said = f"the parts add up to {_write_plain(added / place)}"
    if rest < 0 or whole:
        return said
    # A slip in one digit leaves a rest of one digit (125 and 115). Of a small total any rest is one; a large one is
    # what nobody named.
    one_digit = len((rest / place).normalize().as_tuple().digits) == 1
    return said if one_digit and total >= 100 * place and rest * 5 <= total else ""


def _write_plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


# Rows of a table as text has them: cells between tabs or bars.
_ROWS = late(r"(?:^[^\n]*(?:\t|\|)[^\n]*(?:\n|\Z)){3,}", re.MULTILINE)
_CELL = late(r"[ \t　]*(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[ \t　]*\Z")
_TOTAL_ROW = late(r"[ 　]*(?:合[ 　]*计|总[ 　]*计|共[ 　]*计)[ 　]*\Z")


def _judge_tables(text: str) -> Iterator[Fix]:
    """Yield the totals of tables whose columns do not add up to the last row."""
    for m in _ROWS.finditer(text):
        rows: list[list[tuple[int, str]]] = []
        for line in re.finditer(r"[^\n]+", m[0]):
            cells = [(m.start() + line.start() + c.start(), c[0]) for c in re.finditer(r"[^\t|]+", line[0])]
            if cells and _TOTAL_ROW.match(cells[0][1]):
                yield from _judge_columns(rows, cells)
                rows = []
            else:
                rows.append(cells)


def _judge_columns(rows: list[list[tuple[int, str]]], last_row: list[tuple[int, str]]) -> Iterator[Fix]:
    body = [row for row in rows if len(row) == len(last_row)]
    for k in range(1, len(last_row)):
        last = _CELL.match(last_row[k][1])
        cells = [_CELL.match(row[k][1]) for row in body]
        if cells and cells[0] is None:
            cells = cells[1:]  # the table's head
        if last is None or len(cells) < 2 or not all(cells):
            continue
        figures = [c["n"] for c in cells if c]
        added = sum((value(n) for n in figures), Decimal(0))
        slack = max(read_last_place(n) for n in (*figures, last["n"])) * len(figures) / 2 if "." in last["n"] else 0
        if abs(added - value(last["n"])) > slack:
            at = last_row[k][0] + last.start("n")
            why = f"the column adds up to {_write_plain(added)}"
            yield replace(at, at + len(last["n"]), last["n"], why, Safety.SUGGEST)
