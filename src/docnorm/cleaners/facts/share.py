"""Shares of a whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_N = r"\d+(?:\.\d+)?"
# 分别占35%、40%和30% · 占比分别为…: parts of one whole. 分别增长…, 分别完成计划的… are none.
_PARTS = late(rf"(?:分别)?占(?!用)[^。；\n%％\d]{{0,16}}?(?P<parts>(?:{_N}[%％][、，和及,]{{1,2}}){{1,9}}{_N}[%％])")
_EACH = late(rf"({_N})[%％]")
# What is never more than the whole. 完成率, 增长率, 产能利用率 may be.
_RATE = late(
    rf"(?:合格|及格|优秀|优良|覆盖|出勤|参与|参训|普及|入学|达标|满意|好评|知晓|回收|录取|绿化|森林覆盖|入户|到位|签约|办结|通过|成活)率"
    rf"(?:已|均|平均|全部)?(?:达|达到|为|是|提高到|提升到|提升至|升至|上升到)?(?:了|到)?[:：]?(?P<n>{_N})[%％]"
    rf"|占(?:全[^。；，\n\d]{{1,10}}|总[^。；，\n\d]{{1,8}}|比|比例)(?:的|为|达|达到)?(?P<m>{_N})[%％]"
)
# Asked of the text itself: the condensed text, which a prefilter is asked of, has lost these words.
_ASKED = late(r"[占率]")


def _is_asked(text: str) -> bool:
    return _ASKED.search(text) is not None


@cleaner("share", owns=("decimal",), trigger="[%％]", precheck=_is_asked)
def share(text: str) -> Iterator[Fix]:
    """A share of more than the whole: 合格率达103%; or shares that add up to more: 分别占40%、35%、30%."""
    for m in _RATE.finditer(text):
        name = "n" if m["n"] else "m"
        if Decimal(m[name]) > 100:
            yield replace(*m.span(name), m[name], "a part is no more than the whole", Safety.SUGGEST)
    for m in _PARTS.finditer(text):
        if "分别" not in m[0] and "比" not in m[0]:
            continue
        added = sum(map(Decimal, _EACH.findall(m["parts"])), Decimal(0))
        if added > Decimal("100.5"):
            why = f"the shares add up to {added.normalize():f} %"
            yield replace(*m.span("parts"), m["parts"], why, Safety.SUGGEST)
