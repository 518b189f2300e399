"""Markdown input: the text of the rendered page, with its numbers, and marks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.readers.markdown import read_markdown
from docnorm.source import Source


def md(text: str) -> Source:
    return read_markdown(text.encode())


def marked(source: Source, kind: str) -> list[tuple[str, str]]:
    return [(source.text[slice(*m.span)], m.value) for m in source.marks if m.kind == kind]


def test_one_paragraph_a_line() -> None:
    found = md("# 标题\n\n第一行\n第二行 **重点**。\n\n- 甲\n- 乙\n\n> 引文\n\n* * *\n")
    assert found.text == "标题\n第一行第二行 重点。\n甲\n乙\n引文\n* * *"
    assert found.format == "md"
    assert marked(found, "style") == [("标题", "title")]
    assert marked(found, "bold") == [("重点", "")]
    assert marked(found, "quote") == [("引文", "")]


def test_numbers_show_as_they_were_written() -> None:
    assert md("3. 甲\n4. 乙\n\n文\n\n1) 丙\n2) 丁").text == "3. 甲\n4. 乙\n文\n1) 丙\n2) 丁"


def test_entries_of_lists_say_how_deep_they_stand_and_their_number() -> None:
    found = md("1. 甲\n\n   说明\n2. 乙\n   - 丙\n\n文\n")
    assert marked(found, "item") == [("1. 甲", "1 1."), ("2. 乙", "1 2."), ("丙", "2")]


def test_a_number_alone_heads_the_text_below() -> None:
    assert marked(md("1. 加强领导\n\n正文。\n\n2. 落实责任\n\n正文。\n"), "item") == []


def outline(text: str) -> list[tuple[str, str, int, str]]:
    done = docnorm.normalize(text.encode(), format="md")
    read = done.outline.read
    return [(b.role.value, read(b.span), b.level, read(b.label.span) if b.label else "") for b in done.outline.blocks]


def test_lists_are_items_in_the_outline() -> None:
    assert outline("## 安装\n\n1. 安装依赖\n2. 运行程序\n   - 检查\n\n## 二、使用\n\n1) 打开\n2) 关上\n") == [
        ("heading", "安装", 2, ""),
        ("item", "1. 安装依赖", 1, "1."),
        ("item", "2. 运行程序", 1, "2."),
        ("item", "检查", 2, ""),
        ("heading", "二、使用", 2, "二、"),
        ("item", "1) 打开", 3, "1)"),
        ("item", "2) 关上", 3, "2)"),
    ]


def test_a_quoted_list_is_a_quotation_and_code_in_a_list_is_code() -> None:
    assert [row[0] for row in outline("> 1. 甲\n> 2. 乙\n\n- ```\n  x\n  ```\n- 丙\n")] == [
        "quote",
        "quote",
        "code",
        "item",
    ]


def test_bullets_come_back() -> None:
    text = "- 甲\n\n  - 乙\n\n- 丙\n"
    assert docnorm.normalize(text.encode(), format="md").to_bytes("md").decode() == text


def test_escapes_and_entities_are_undone() -> None:
    assert md(r"1\. 甲 \*乙\* &amp; &lt;丙&gt;").text == "1. 甲 *乙* & <丙>"


def test_code_is_frozen_and_says_what_it_said() -> None:
    found = md("用 `a,b` 。\n\n```py\nx = 1,\n\ny = 2\n```\n")
    assert found.text == "用 a,b 。\nx = 1,\n\ny = 2"
    assert marked(found, "frozen") == [("a,b", ""), ("x = 1,\n\ny = 2", "")]
    assert marked(found, "code") == [("a,b", ""), ("x = 1,\n\ny = 2", "py")]


def test_tables_have_rows_and_cells() -> None:
    found = md("| 名 | 值 |\n|---|---|\n| 甲 | 1 |\n")
    assert marked(found, "cell") == [("名", ""), ("值", ""), ("甲", ""), ("1", "")]
    assert [text for text, _ in marked(found, "row")] == ["名\n值", "甲\n1"]


def test_front_matter_stays_as_it_is() -> None:
    found = md("---\ntitle: 甲,乙\n---\n# 标题\n")
    assert found.text == "---\ntitle: 甲,乙\n---\n标题"
    assert marked(found, "frozen") == [("---\ntitle: 甲,乙\n---", "")]


def test_html_inside_is_read_as_html() -> None:
    assert md("<p align=center>甲</p>\n\n乙<br>丙<!-- 丁 --><script>戊</script>").text == "甲\n乙\n丙"


def test_links_are_marks_and_pictures_are_named() -> None:
    found = md("[官网](http://a.cn/x) ![图](x.png)")
    assert marked(found, "link") == [("官网", "http://a.cn/x")]
    assert found.warnings == ("1 picture(s) of the page are not in its text",)


def test_what_is_nested_too_deep_is_read_as_it_stands() -> None:
    text = "> " * 5000 + "末"
    found = md(text)
    assert found.text == text
    assert found.warnings == ("marked up more, or nested deeper, than a document can be: read as plain text",)


def test_what_is_all_marks_is_read_as_it_stands() -> None:
    assert md("[" * 400_000).text == "[" * 400_000


UNITS = (
    "<",
    "[",
    "![",
    "*",
    "_",
    "> ",
    "- ",
    "1. ",
    "|",
    "&",
    "**a",
    "[a](",
    "[a][",
    "|a|b|\n|-|-|\n",
    "***a_",
    "`` a",
)


@pytest.mark.timing
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    def spent(length: int) -> float:
        data = (unit * (length // len(unit)) + "末").encode()
        start = time.process_time()
        found = read_markdown(data)
        assert "末" in found.text
        return time.process_time() - start

    assert spent(4_000) < 8 * max(spent(1_000), spent(1_000)) + 0.3


WORDS = st.text("甲乙丙，。“”（1.)-#*_`~[]<>|&!\\=: \nab$^{}/@", max_size=40)


@given(WORDS)
def test_what_we_write_reads_back_as_it_was(text: str) -> None:
    done = docnorm.normalize_text(text, profile="minimal")
    lines = [line.strip() for line in done.text.split("\n") if line.strip()]
    back = docnorm.normalize(done.to_bytes("md"), profile="minimal", format="md")
    kept = [b for b in done.outline.blocks if b.role.value not in ("table", "code", "break", "quote")]
    if len(kept) == len(done.outline.blocks):
        assert "".join("".join(back.original.split()).split("***")) == "".join("".join(lines).split()).replace(
            "***", ""
        )


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_through_the_whole_line_and_back(suffix: str) -> None:
    given_ = {
        "md": "# 通知\n\n## 一、甲\n\n正文,有逗号。\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "html": "<h1>通知</h1><h2>一、甲</h2><p>正文,有逗号。</p><table><tr><td>a<td>b<tr><td>1<td>2</table>",
    }[suffix].encode()
    done = docnorm.normalize(given_, format=suffix)
    assert done.undo() == given_
    assert "正文，有逗号。" in done.text
    assert "| 1 | 2 |" in done.to_bytes("md").decode()
    assert "<tr><td>1" in done.to_bytes("html").decode()
