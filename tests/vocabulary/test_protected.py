"""Forms that stay: found where they are, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.edit import Span
from docnorm.protected import FORMS, TRIGGER, find_protected


def found(text: str) -> list[tuple[str, str]]:
    return [(kind, text[s.start : s.end]) for s, kind in find_protected(text).forms(Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("见http://a.cn/b。下文", "url", "http://a.cn/b"),
        ("信箱docnorm@a.com，", "email", "docnorm@a.com"),
        ("在C:\\x\\y.txt，", "path", "C:\\x\\y.txt"),
        ("版本1.2.3，", "version", "1.2.3"),
        ("比例1:2，", "ratio", "1:2"),
        ("每日9:00开始", "time", "9:00"),
        ("共1,286.5元", "thousands", "1,286.5"),
        ("为3.14。", "decimal", "3.14"),
        ("于2023-01-02到", "date", "2023-01-02"),
        ("国发〔2011〕3号", "docno", "〔2011〕3号"),
        ("XX先锋", "gap", "XX"),
        ("用`a,b`写", "code", "`a,b`"),
        ("{name}，", "placeholder", "{name}"),
    ],
)
def test_a_form_is_found(text: str, kind: str, form: str) -> None:
    assert (kind, form) in found(text)


@pytest.mark.parametrize("text", ["党zuzhi生活会", "你好,世界.", "（一）", "1.理论", "和/或", "~~~好的\n下文,"])
def test_prose_is_free(text: str) -> None:
    assert found(text) == []


def test_only_a_closed_fence_is_code() -> None:
    text = "甲,\n```py\na,b\n```\n乙,"
    assert find_protected(text).guards(Span(9, 10))
    assert not find_protected(text).guards(Span(1, 2))
    assert not find_protected(text).guards(Span(len(text) - 1, len(text)))


def test_an_edit_beside_a_form_does_not_touch_it() -> None:
    text = "3.14,"
    assert not find_protected(text).guards(Span(4, 5))
    assert not find_protected(text).guards(Span(4, 4))
    assert find_protected(text).guards(Span(1, 1))
    assert find_protected(text).guards(Span(3, 5))


@pytest.mark.parametrize(
    "page",
    [
        '---\ntitle: "介绍"\norder: 2\n---\n正文,好',
        "{% raw %}\n甲,`乙\n{% endraw %}\n正文,好",
        "{% codeblock lang:js %}\n甲,乙\n```\n丙\n```\n甲,乙\n{% endcodeblock %}\n正文,好",
    ],
)
def test_a_pages_head_and_its_raw_blocks_are_code(page: str) -> None:
    text = find_protected(page)
    end = page.index("\n正文")
    assert all(text.guards(Span(at, at + 1)) for at in range(end) if page[at] != "\n")
    assert not text.guards(Span(end + 3, end + 4))


def test_a_drawn_line_and_an_open_block_are_no_code() -> None:
    assert not find_protected("---\n正文,好\n---\n").guards(Span(6, 7))
    assert not find_protected("{% raw %}\n正文,好\n").guards(Span(12, 13))


def test_the_users_words_are_protected() -> None:
    assert find_protected("智惠城市,", ("智惠城市",)).guards(Span(1, 2))


@given(st.text("a1.,:/@\n`甲", max_size=30), st.data())
def test_guards_agrees_with_a_plain_search(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    everything = [s for s, _ in find_protected(text).forms(Span(0, len(text)))]
    touched = any(s.start < start < s.end if start == end else s.start < end and start < s.end for s in everything)
    assert find_protected(text).guards(Span(start, end)) == touched


PIECES = (
    *"aBxXz019 .,:;-—/\\@`$<>&{}%()[]〔〕【】×某号第中，。~!?'\"=_+*#^|\t",
    *(
        "http:",
        "www.",
        ".com",
        ".cn",
        ".docx",
        "magnet:",
        "GB",
        "DB11",
        "/T",
        "&amp;",
        "](",
        "%(",
        "%s",
        "XX",
        "2022",
        "v1.",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_line_without_a_trigger_holds_no_form(line: str) -> None:
    if FORMS.search(line):
        assert TRIGGER.search(line)
