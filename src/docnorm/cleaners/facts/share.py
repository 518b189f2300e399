"""Shares of a whole."""

from __future__ import annotations

import re
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
    rf"(?:合格|及格|优秀|优良|覆盖|出勤|参与|参训|普及|入学|达标|满意|好评|知晓|回收|录取|绿化|森林覆盖|入户|到位|签约|办结|通过|成活|参保|处理|化解|整改|结案|命中|准确|公开|硬化|接种|投票|到会|到课|巩固|升学|就业|持证|建档|受理|合规|完好|覆盖面|脱贫|入园|毕业|识字)率"
    rf"(?:已|均|平均|全部)?(?:达|达到|为|是|提高到|提升到|提升至|升至|上升到)?(?:了|到)?[:：]?(?P<n>{_N})[%％]"
    rf"|占(?:全[^。；，\n\d]{{1,10}}|总[^。；，\n\d]{{1,8}}|比|比例)(?:的|为|达|达到)?(?P<m>{_N})[%％]"
)
# 同意的占34%，反对的占26%，弃权的占52%: answers of which each has one.
_ANSWER = late(rf"(?P<who>[^，。；、,;\n\d%％]{{1,10}})占(?:比)?(?P<n>{_N})[%％]")
_OTHERS = late("弃权|一般|其他|其它|不清楚|说不清|无所谓|未表态|中立")
_OPPOSED = (
    ("同意", "反对"), ("赞成", "反对"), ("支持", "反对"), ("满意", "不满意"), ("合格", "不合格"), ("男", "女"),
    ("城镇", "农村"), ("优秀", "良好"), ("知道", "不知道"), ("愿意", "不愿意"),
)  # fmt: skip
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
        yield from _judge_parts(text, *m.span("parts"))
    yield from _judge_answers(text)


def _judge_answers(text: str) -> Iterator[Fix]:
    """Yield answers of which each person gives one, from 同意 to 反对, with what is neither."""
    run: list[re.Match[str]] = []
    for m in (*_ANSWER.finditer(text), None):
        if m is not None and (not run or m.start() - run[-1].end() == 1):
            run.append(m)
            continue
        names = [part["who"] for part in run]
        for one, other in _OPPOSED:
            first = next((i for i, name in enumerate(names) if one in name and other not in name), None)
            last = next((i for i, name in enumerate(names) if other in name), None)
            if first is None or last is None or last < first:
                continue
            while last + 1 < len(run) and _OTHERS.search(names[last + 1]):
                last += 1
            yield from _judge_parts(text, run[first].start(), run[last].end())
            break
        run = [m] if m is not None else []


def _judge_parts(text: str, start: int, end: int) -> Iterator[Fix]:
    added = sum(map(Decimal, _EACH.findall(text, start, end)), Decimal(0))
    if added > Decimal("100.5"):
        why = f"the shares add up to {added.normalize():f} %"
        yield replace(start, end, text[start:end], why, Safety.SUGGEST)
