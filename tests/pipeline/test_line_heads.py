"""What the structure reads as a number at a line's head no cleaner breaks: every form, every numeral, every mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import docnorm
from docnorm.marker import Reading, list_readings

HAN = ("一", "三", "十", "十二", "二十", "廿", "廿一", "卅", "卅五", "一百", "一百零三", "二百一十")
ARABIC = ("1", "7", "10", "21", "100", "１", "１２")
UNITS = ("章", "节", "節", "条", "條", "编", "編", "分编", "篇", "部", "部分", "卷", "集", "回", "条之一")
BRACKETS = ("（）", "()", "（)", "(）", "〔〕", "【】", "[]")
SIGNS = (*"①⑳㉑❶⑴⒇㈠㈩⒈⒛ⅠⅫⅰⅹ甲癸", "II", "IV", "XII", "A", "b", "(A)", "（b）", "1.1", "2.10", "1.2.3", "１．２")
MARKS = ("", "、", ".", ". ", " .", "．", ".　", "， ", ",", ", ", ":", "：", " ", "　", ")", "）", ";", "；", "!")
SAID = "强化责任落实"


def _numbers() -> Iterator[str]:
    for number in (*HAN, *ARABIC):
        yield from (number, f"第{number}", f"{number}是", f"{number}要")
        yield from (f"第{number}{unit}" for unit in UNITS)
        yield from (f"第 {number} {unit}" for unit in UNITS)
        yield from (f"{pair[0]}{number}{pair[1]}" for pair in BRACKETS)
        yield from (f"{pair[0]} {number} {pair[1]}" for pair in BRACKETS[:2])
    yield from SIGNS


def _first(line: str) -> Reading | None:
    found = list_readings(line)
    return found[0] if found else None


def _lines() -> Iterator[str]:
    for mark in MARKS:
        for number in _numbers():
            line = number + mark + SAID
            if _first(line) and not (mark.isspace() and number in HAN):  # 二〇二三 年度: the space may be the damage
                yield line


LINES = list(_lines())


@pytest.mark.parametrize(("name", "share"), [("gongwen", 0), ("web", 1), ("novel", 2), ("corpus", 3)])
def test_no_cleaner_breaks_a_number_at_a_lines_head(name: str, share: int) -> None:
    lines = LINES[share::4]  # the profiles share their cleaners, so each takes its part
    assert len(lines) > 1000
    profile = replace(docnorm.get_profile(name), repairs=())
    text = "\n".join(f"{line}。\n落实情况较好，继续推进第{i}项工作。" for i, line in enumerate(lines))

    cleaned = docnorm.normalize_text(text, profile=profile).text.split("\n")

    broken = []
    for line, after in zip(lines, cleaned[::2], strict=True):
        was, now = _first(line), _first(after)
        kept = was and now and (was.kind, was.value) == (now.kind, now.value)
        if not kept or "。" in after[: after.index(SAID)]:
            broken.append((line, after))
    assert broken == []


@pytest.mark.parametrize(
    "line", ["廿一. 强化责任落实", "第一部. 总体要求", "第一条. 为了规范管理", "(廿一)强化责任落实"]
)
def test_a_mark_behind_a_number_stays(line: str) -> None:
    done = docnorm.normalize_text(f"关于做好工作的通知\n\n{line}\n为了做好工作，制定本办法。\n")
    assert line.translate({ord("("): "（", ord(")"): "）"}) in done.text


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        ("第一,要强化责任落实。", "第一，要强化责任落实。"),
        ("第一是要做好工作,第二是落实。", "第一是要做好工作，第二是落实。"),
        ("第一部分析报告.", "第一部分析报告。"),
        ("第一章节的内容.", "第一章节的内容。"),
        ("一是加强领导,二是落实责任.", "一是加强领导，二是落实责任。"),
        ("甲乙双方,共同遵守.", "甲乙双方，共同遵守。"),
        ("（一）,强化责任落实", "（一），强化责任落实"),
    ],
)
def test_a_mark_that_is_no_numbers_is_repaired(line: str, cleaned: str) -> None:
    done = docnorm.normalize_text(f"为了做好工作，制定本办法。\n{line}\n为了做好工作，制定本办法。\n", profile="corpus")
    assert cleaned in done.text
