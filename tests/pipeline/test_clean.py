"""Documents of more than forty genres, right as they are: nothing changes but what a profile sets by taste."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from docnorm.api import normalize_text
from docnorm.draft import Fate
from docnorm.result import Normalized

FOLDER = Path(__file__).parents[1] / "texts" / "clean"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))

# What a profile asks for on purpose; every other rule has nothing to do here.
TASTE = {
    "gongwen": {"blank-line", "space-indent"},
    "web": {"extra-space", "han-space", "latin-space", "quote", "repeated-punctuation", "unit-space"},
    "novel": set(),
    "corpus": set(),
    "minimal": set(),
}


SILENT = [
    "应当采取下列一种方式：\n（一）自行建设；\n（二）委托建设；\n（三）联合建设。",
    "以下为二类口岸：\n1.青河口岸；\n2.白水口岸；\n3.云溪口岸。",
    "有下列情形之一的，应当报告：\n（一）停水；\n（二）停电；\n（三）停气。\n有上述第二项情形的，当日报告。",
    "高等学校一、二年级开设体育课。",
    "主要包括以下内容：1）数据；2）算法；3）算力。",
    "a)水压不足；\nb)水质浑浊；\nc)水温过高。\n以下为乙级。\na)管道渗漏；\nb)阀门失灵；\nc)水表停走。",
    '第三条修改为："有下列情形之一的，应当停水：\n"（一）管道破裂；\n"（二）水源污染。"',
    "（2001年5月1日第一次会议通过\n根据《关于修改〈用水条例〉的决定》修正）\n第一条 为了节约用水，制定本条例。",
    "密度大于1.72克/立方厘米，具有模/数转换功能。",
]


@cache
def done(name: str, profile: str) -> Normalized:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    return normalize_text(text, profile)


@pytest.mark.parametrize("profile", TASTE)
@pytest.mark.parametrize("name", NAMES)
def test_a_right_document_stays_as_it_is(name: str, profile: str) -> None:
    result = done(name, profile)
    applied = [c for c in result.draft.journal if c.fate is Fate.APPLIED and c.rule not in TASTE[profile]]
    changed = [
        (c.rule, [result.original[max(0, s.start - 12) : s.end + 12] for s in result.draft.where(c)]) for c in applied
    ]
    assert not changed


@pytest.mark.parametrize("name", NAMES)
def test_the_margin_of_a_right_document_is_empty(name: str) -> None:
    # 某某 and ×× are gaps wherever they stand.
    asked = [c for c in done(name, "gongwen").draft.journal if c.fate is Fate.SUGGESTED and c.rule != "placeholder"]
    assert not [(c.rule, c.fix.why) for c in asked]


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_asked_where_nothing_is_wrong(text: str) -> None:
    assert not [(c.rule, c.fix.why) for c in normalize_text(text).draft.journal if c.fate is Fate.SUGGESTED]


def test_two_counts_and_a_lone_quote_are_still_asked_about() -> None:
    text = '重点抓好以下三项工作：\n1.排查。六月完成。\n2.整改（试行。七月完成。\n他说："你好，然后走了。'
    asked = {c.rule for c in normalize_text(text).draft.journal if c.fate is Fate.SUGGESTED}
    assert asked == {"cross-reference", "quote", "unpaired-mark"}
