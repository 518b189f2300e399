"""Text cut at a width and put together again: the four layouts, nothing lost, done after one pass, linear."""

from __future__ import annotations

import random
import re
import time

import pytest

import docnorm
from docnorm.cleaners.lines.cut_line import cut_line
from docnorm.cleaners.lines.glued_heading import glued_heading
from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.rule import Rule

HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"


def paragraphs(seed: int, count: int = 60) -> list[str]:
    rng = random.Random(seed)

    def sentence() -> str:
        return "，".join("".join(rng.choices(HAN, k=rng.randint(4, 14))) for _ in range(rng.randint(1, 5))) + "。"

    return ["".join(sentence() for _ in range(rng.randint(1, 6))) for _ in range(count)]


def wrapped(paragraph: str, width: int, first: str = "") -> list[str]:
    lines, line = [], first
    for c in paragraph:
        if (len(line) + 1) * 2 > width and c not in "，。":
            lines.append(line)
            line = ""
        line += c
    return [*lines, line]


def laid_out(whole: list[str], layout: str, width: int) -> str:
    lines: list[str] = []
    for paragraph in whole:
        for line in wrapped(paragraph, width, "　　" if layout == "indent" else ""):
            lines += [line, ""] if layout == "double" else [line]
        lines += [""] if layout == "blank" else []
    return "\n".join(lines)


def once(rule: Rule[str], text: str) -> str:
    return Draft.of(text).revise(rule.id, rule(text), Safety.LIKELY)[0].text


@pytest.mark.parametrize("layout", ["indent", "blank", "plain", "double"])
@pytest.mark.parametrize("width", [60, 66, 72, 78])
def test_cut_text_is_put_together(layout: str, width: int) -> None:
    whole = paragraphs(width)
    text = once(cut_line, laid_out(whole, layout, width))
    found = [line.strip("　") for line in text.split("\n") if line.strip("　")]
    assert "".join(found) == "".join(whole)
    # Without a sign of its own, a paragraph whose last line happens to be full melts into the next: one in twenty.
    assert found == whole if layout in ("indent", "blank") else len(set(found) & set(whole)) > 0.8 * len(whole)


@pytest.mark.parametrize("layout", ["indent", "blank", "plain", "double"])
def test_joined_once_is_joined(layout: str) -> None:
    text = once(cut_line, laid_out(paragraphs(5), layout, 70))
    assert once(cut_line, text) == text


def test_whole_paragraphs_are_left_alone() -> None:
    text = "\n".join(paragraphs(9, 200))
    assert once(cut_line, text) == text


def test_words_get_their_space_back_and_numbers_stay_whole() -> None:
    line = "这里是一段足够长的正文，写满了整整一行，一直写到了右边为止的"
    rows = [line] * 6 + [line[:-4] + "work", "flow的说明"] + [line] * 2 + [line[:-2] + "2020", "21年的总数。"]
    text = once(cut_line, "\n".join(rows))
    assert "work flow的说明" in text
    assert "202021年" in text


@pytest.mark.timing
@pytest.mark.parametrize(
    "unit", ["一", "（\n", "2.5\n", "的\n", "。二、甲", "（一）甲。（二）乙。\n", "，\n", " ", "“", "```\n"]
)
@pytest.mark.parametrize("rule", [cut_line, glued_heading], ids=["cut-line", "glued-heading"])
def test_time_grows_with_the_text(rule: Rule[str], unit: str) -> None:
    times = []
    for length in (20_000, 80_000):
        text = unit * (length // len(unit))
        start = time.process_time()
        list(rule(text))
        times.append(time.process_time() - start)
    assert times[1] < 8 * times[0] + 0.1


def test_a_glued_heading_keeps_every_character() -> None:
    text = "一、甲\n正文完整。 二、乙\n（一）丙。丁。（二）戊。己。\n"
    after = once(glued_heading, text)
    assert after == "一、甲\n正文完整。\n二、乙\n（一）丙。丁。\n（二）戊。己。\n"
    assert re.sub(r"\s", "", after) == re.sub(r"\s", "", text)


def test_a_paragraph_torn_twice_is_joined_in_one_pass() -> None:
    first = "　　为切实做好今年森林防火工作，根据《森林防火条例》有关规定，经县政府同意，现将有"
    text = f"{first}\n关事项通知如下请各乡镇和各\n部门认真贯彻。\n　　特此通知。"
    assert once(cut_line, text) == f"{first}关事项通知如下请各乡镇和各部门认真贯彻。\n　　特此通知。"
    assert once(cut_line, once(cut_line, text)) == once(cut_line, text)


def test_half_a_sentence_that_ends_in_a_comma_is_asked_about() -> None:
    text = "责任区域的水资源保护、水域岸线管理、水污染防治、水环境治理、\n水生态修复等工作。"
    assert [fix.safety for fix in cut_line(text)] == [Safety.SUGGEST]
    assert not list(cut_line("大江东去，浪淘尽，\n千古风流人物。"))


def test_a_name_that_stands_twice_is_no_running_head() -> None:
    head = (
        "某省2026年政府工作报告\n2026年1月27日在某省第十四届人民代表大会第四次会议上作报告的是某省人民政府省长\n赵刚\n"
    )
    prose = (
        "过去一年全省上下认真贯彻落实各项决策部署坚持稳中求进工作总基调，经济社会发展取得新成效，主要指标好于预期。" * 5
    )
    cut = "\n".join(prose[i : i + 32] for i in range(0, len(prose), 32))
    assert docnorm.normalize_text(f"{head}{cut}\n{head}{cut}\n").text.count("赵刚") == 2
