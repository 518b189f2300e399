"""boilerplate on whole texts: every line marked ``-|`` goes, every line marked `` |`` stays, one pass is enough."""

from __future__ import annotations

import re
import re._constants as ops
import re._parser as sre
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.cleaners.scrapes._boilerplate_table import CLOSING, HINT
from docnorm.cleaners.scrapes.boilerplate import boilerplate
from docnorm.draft import Draft, Fate
from docnorm.edit import Safety
from docnorm.system.stored import find_stored

TEXTS = sorted((Path(__file__).parents[1] / "texts" / "boilerplate").glob("*.txt"))
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


@pytest.mark.parametrize("said", ["他走了很远的路，心里一下子安定下来。", "你怎么来了？", "他大喊：“住手”"])
@pytest.mark.parametrize("address", ["ｗＷw.ｘiao．ｃoＭ", "w*w*w.x-i-a-o.c-o-m"])
def test_a_sentence_stays_where_an_address_stands_right_behind_it(said: str, address: str) -> None:
    assert clean(f"天黑了。\n{said}{address}\n雨停了。").text == f"天黑了。\n{said}\n雨停了。"
    assert clean(f"天黑了。\n本书首发！{address}\n雨停了。").text.split("\n") == ["天黑了。", "雨停了。"]


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


def _required(source: str) -> set[str]:
    """Return strings of which every match of ``source`` holds one, such that are seen if there are any."""
    return _choose(sre.parse(source))


def _seen(found: Iterable[str]) -> bool:
    return all(CLOSING.search(s) or HINT.search(s) for s in found)


def _choose(nodes: Iterable[tuple[object, Any]]) -> set[str]:
    best: set[str] = set()
    run = [""]

    def offer(found: Iterable[str]) -> None:
        nonlocal best
        new = set(found)
        if new and all(new) and (not best or (_seen(new), min(map(len, new))) > (_seen(best), min(map(len, best)))):
            best = new

    for op, value in nodes:
        whole = _all_of([(op, value)])
        if whole is not None and len(whole) * len(run) <= 400:
            run = [head + tail for head in run for tail in whole]
            continue
        offer(run)
        run = [""]
        if op is ops.SUBPATTERN:
            offer(_choose(value[3]))
        elif op is ops.BRANCH:
            parts = [_choose(branch) for branch in value[1]]
            offer(set().union(*parts) if all(parts) else ())
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT) and value[0]:
            offer(_choose(value[2]))
    offer(run)
    return best


def _all_of(nodes: Iterable[tuple[object, Any]]) -> list[str] | None:
    """Return every string that the nodes fit, or None where these are many."""
    found = [""]
    for op, value in nodes:
        more: list[str] | None = None
        if op is ops.LITERAL:
            more = [chr(value)]
        elif op is ops.SUBPATTERN:
            more = _all_of(value[3])
        elif op is ops.BRANCH:
            parts = [_all_of(branch) for branch in value[1]]
            more = None if None in parts else [s for part in parts for s in part or ()]
        elif op is ops.IN and all(kind is ops.LITERAL for kind, _ in value):
            more = [chr(code) for _, code in value]
        elif op is ops.MAX_REPEAT and value[:2] == (0, 1) and (inner := _all_of(value[2])) is not None:
            more = ["", *inner]
        if more is None or len(more) * len(found) > 400:
            return None
        found = [head + tail for head in found for tail in more]
    return found


def test_what_no_hint_is_found_in_fits_no_phrase() -> None:
    rows: list[str] = []
    kind = ""
    for line in find_stored("boilerplate.txt").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(words|lines|calls|ends-of-line|weights) .+\]", line):
            kind = heading[1]
        elif kind in ("lines", "calls") and line and not line.startswith("#"):
            rows.append(line)
    assert len(rows) > 50
    known = [(row, _required(row)) for row in rows]
    blind = [row for row, of in known if not of or not _seen(of)]
    assert blind == ["[0-9a-f]{32}:?"]  # lines of that length are always asked
