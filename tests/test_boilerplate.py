"""boilerplate on whole texts: every line marked ``-|`` goes, every line marked `` |`` stays, one pass is enough."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.cleaners.boilerplate import boilerplate
from docnorm.draft import Draft, Fate
from docnorm.edit import Safety

TEXTS = sorted((Path(__file__).parent / "boilerplate").glob("*.txt"))
ROWS = [line for path in TEXTS for line in path.read_text(encoding="utf-8").splitlines()]


def clean(text: str) -> Draft:
    return Draft.of(text).revise("boilerplate", boilerplate(text), Safety.LIKELY, boilerplate.owns)[0]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_debris_goes_and_text_stays(path: Path) -> None:
    rows = path.read_text(encoding="utf-8").splitlines()
    assert all(row.startswith(("-|", " |")) for row in rows)
    draft = clean("\n".join(row[2:] for row in rows))
    assert [x for x in draft.text.split("\n") if x.strip()] == [r[2:] for r in rows if r[0] == " " and r[2:].strip()]
    assert clean(draft.text).text == draft.text


@given(st.lists(st.sampled_from(ROWS), max_size=40))
def test_no_line_of_prose_is_lost_in_any_company(rows: list[str]) -> None:
    draft = clean("\n".join(row[2:] for row in rows))
    left = draft.text.split("\n")
    for row in rows:
        if row.startswith(" |") and len(row) > 12:  # shorter ones may be a page number or a button in other company
            assert row[2:] in left
    assert clean(draft.text).text == draft.text


def test_what_is_only_probable_is_asked_about() -> None:
    page = "\n".join(["正文写在这里，一句接着一句。"] * 30)
    changes = clean(f"{page}\n本书由青竹论坛书友整理制作\n{page}").journal
    assert [c.fate for c in changes] == [Fate.SUGGESTED]


def test_a_bracket_again_and_again_goes_and_once_is_asked_about() -> None:
    line = "他走进（www.qingzhutxt.com 小说）屋里去，什么也没有说。"
    assert clean("\n".join([line] * 3)).text == "\n".join(["他走进屋里去，什么也没有说。"] * 3)
    once = clean(line)
    assert once.text == line
    assert [c.fate for c in once.journal] == [Fate.SUGGESTED]


def test_a_site_is_known_by_the_name_beside_its_address() -> None:
    site = ["海蓝书院 www.hailanshu.cc 免费小说下载"] * 2
    lines = ["他推开门，走进院子里去。", "====海蓝书院====", "请把海蓝书院推荐给您的朋友！", "海的那边是一座书院。"]
    assert clean("\n".join([*site, *lines])).text == "\n".join((lines[0], lines[3]))
    assert clean("\n".join(lines)).text == "\n".join(lines)


def test_part_of_a_chapter_is_cut_from_its_title() -> None:
    assert clean("第三章 雪夜(第2/3页)\n雪下了一整夜。").text == "第三章 雪夜\n雪下了一整夜。"


def test_an_advertisement_cut_into_a_sentence_is_taken_out_of_it() -> None:
    head = "欢迎访问青竹书屋小说网 www.qingzhutxt.com"
    text = f"{head}\n第一章\n他们按照自己的理解口{head}\n头传播这个消息。\n后来{head}就没有消息了。"
    assert clean(text).text == "第一章\n他们按照自己的理解口头传播这个消息。\n后来就没有消息了。"


def test_a_running_head_goes_with_its_page_numbers() -> None:
    page = "这一页的正文写得很长，写到页末还没有写完一句话\n{}\n全球通史 上卷\n接着上一页的话说完了。"
    text = "\n".join(page.format(f"- {n} -") for n in range(1, 7))
    assert "全球通史" not in clean(text).text
    assert clean(text).text.count("\n") == 11
    refrain = "\n".join(["啊，海！", "他走了很远。"] * 8)
    assert clean(refrain).text == refrain


def test_code_keeps_its_lines() -> None:
    text = "说明\n```\n- 1 -\n（本章完）\n```\n完毕。"
    assert clean(text).text == text


UNITS = (
    *("第1页\n", "- 1 -\n", "1\n", "www.", "w.", "w*", "首页>", "首页\n>\n", "下载\n", "打印 ", "字号：大 中 ", "字体"),
    *("（www.a.com", "（本章完）\n", "=====\n", "本书由", "一秒记住", "电子书", "a.com ", "\n", "正文写在这里。\n"),
)


@pytest.mark.timing
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    def spent(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        list(boilerplate(text))
        return time.process_time() - start

    assert spent(60_000) < 8 * max(spent(15_000), spent(15_000)) + 0.3
