"""scraper-marker beyond its page: what it reports, what it may not touch, how long it takes."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.cleaners.scrapes.scraper_marker import scraper_marker
from docnorm.draft import Draft, Fate
from docnorm.edit import Safety

PIECES = (
    "##paidbegin##",
    "##paidend##",
    "#p#第二页#e#",
    "[hide]",
    "[/hide]",
    "[b]",
    "[/b]",
    "<p>",
    "</p>",
    "<br/>",
    "<!--more-->",
    "文字",
    "一、标题",
    "\n",
    "　　",
    "a<b",
    "“",
    "”",
    "<td>",
    "</td>",
)


def clean(text: str) -> Draft:
    return Draft.of(text).revise("scraper-marker", scraper_marker(text), Safety.LIKELY, scraper_marker.owns)[0]


@pytest.mark.parametrize("text", ["甲##paidbegin##乙", "甲##paidend##乙", "甲[/rihide]乙", "[hide][hide]甲[/hide]乙"])
def test_a_marker_without_its_other_half_says_so(text: str) -> None:
    changes = clean(text).journal
    assert sum("missing" in c.fix.why for c in changes) == 1
    assert all(c.fate is Fate.APPLIED for c in changes)


def test_a_pair_says_nothing_of_missing_text() -> None:
    assert not any("missing" in c.fix.why for c in clean("甲##paidbegin##乙##paidend##丙").journal)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_word_goes_and_one_pass_is_enough(text: str) -> None:
    draft = clean(text)
    assert clean(draft.text).text == draft.text
    assert draft.text.count("文字") == text.count("文字")
    assert draft.text.count("一、标题") == text.count("一、标题")


def test_a_text_about_markup_is_only_asked_about() -> None:
    changes = clean("网页里的 HTML 标签<br/>表示换行").journal
    assert [c.fate for c in changes] == [Fate.SUGGESTED]


def test_scripts_go_with_what_is_in_them() -> None:
    assert clean("标题\n<script>\nvar a = 1;\n</script>\n正文").text == "标题\n正文"
    assert clean("标题\n<script>\n正文").text == "标题\n<script>\n正文"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("甲<!-- 正文开始 -->乙", "甲乙"),
        ("甲<!--乙<!-- 丙 -->丁", "甲<!--乙丁"),
        ("甲<!--乙", "甲<!--乙"),
        ("<!--甲\n乙-->", "<!--甲\n乙-->"),
    ],
)
def test_comments_go_where_they_cannot_be_text(text: str, left: str) -> None:
    assert clean(text).text == left


def test_cells_are_kept_apart() -> None:
    assert clean("<tr><td>甲</td><td>乙</td></tr>").text == "甲\t乙"


UNITS = ["<", "<!--", "<p ", "[", "#p#", "##", "{dede:a", "<p>", "[b]", "[hide]", "文[hide]", "文</p> ", "文"]


@pytest.mark.timing
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    def spent(length: int) -> float:
        text = unit * (length // len(unit))
        gc.disable()  # the collector's time grows with what other tests have left behind
        try:
            start = time.process_time()
            list(scraper_marker(text))
            return time.process_time() - start
        finally:
            gc.enable()

    assert min(spent(200_000) for _ in range(2)) < 8 * max(spent(50_000), spent(50_000)) + 0.3
