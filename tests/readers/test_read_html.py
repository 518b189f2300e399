"""HTML input: what a reader sees becomes text, what the page says of it becomes marks, nothing acts."""

from __future__ import annotations

import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.outline import Role
from docnorm.readers.html import read_html
from docnorm.source import Source
from docnorm.structure.read import read


def html(markup: str) -> Source:
    return read_html(markup.encode())


def marked(source: Source, kind: str) -> list[tuple[str, str]]:
    return [(source.text[slice(*m.span)], m.value) for m in source.marks if m.kind == kind]


def test_one_paragraph_a_line() -> None:
    found = html("<title>页名</title><h1>标题</h1><div>一<p>二</p>三<br>四</div><ul><li>五<li>六</ul>")
    assert found.text == "标题\n一\n二\n三\n四\n五\n六"
    assert found.format == "html"


def test_blanks_are_folded_as_a_browser_folds_them() -> None:
    assert html("<p>\n  一\n  二  三 a\n b </p>").text == "一二 三 a b"
    assert html("<p>甲&nbsp;&nbsp;乙　丙</p>").text == "甲\xa0\xa0乙　丙"
    assert html("<pre>\nx = 1\n  y</pre>").text == "x = 1\n  y"


def test_headings_emphasis_links_code_and_quotes() -> None:
    found = html(
        "<h2>一、<b>标题</b></h2><p>正文 <strong>重点</strong>，<em>强调</em><a href='http://a.cn'>链接</a>，"
        "<code>x=1</code></p><blockquote><p>引文一</p><p>引文二</p></blockquote>"
    )
    assert marked(found, "heading") == [("一、标题", "2")]
    assert marked(found, "bold") == [("标题", ""), ("重点", "")]
    assert marked(found, "italic") == [("强调", "")]
    assert marked(found, "link") == [("链接", "http://a.cn")]
    assert marked(found, "code") == marked(found, "frozen") == [("x=1", "")]
    assert marked(found, "quote") == [("引文一\n引文二", "")]


def test_the_outline_sees_headings_tables_code_and_quotes() -> None:
    found = html(
        "<h1>标题</h1><p>正文在这里。</p><table><tr><th>名</th><th>值</th></tr><tr><td>甲</td><td>1</td></tr></table>"
        "<pre>x = 1\ny = 2</pre><blockquote>引文在这里。</blockquote>"
    )
    outline = read(found.text, found.marks)
    roles = [b.role for b in outline.blocks]
    assert roles[0] in (Role.HEADING, Role.TITLE)
    assert roles.count(Role.TABLE) == 1
    assert Role.CODE in roles
    assert Role.QUOTE in roles
    (table,) = (b for b in outline.blocks if b.role is Role.TABLE)
    assert [[outline.read(c) for c in row] for row in table.cells] == [["名", "值"], ["甲", "1"]]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    inner = "<table><tr><td>甲<td>乙</table>"
    assert not marked(html("<table><tr><td><p>一</p><p>二</p></td></tr></table>"), "cell")
    found = html(f"<table><tr><td>左<td>{inner}</table>")
    assert marked(found, "cell") == [("甲", ""), ("乙", "")]
    assert found.text == "左\n甲\n乙"


def test_empty_cells_leave_no_line() -> None:
    found = html("<table><tr><td>甲<td></tr><tr><td><td>乙</tr></table>末")
    assert found.text == "甲\n乙\n末"
    table = read(found.text, found.marks).blocks[0]
    assert [[found.text[slice(*c)] for c in row] for row in table.cells] == [["甲", ""], ["", "乙"]]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ol><li>甲<li>乙</ol>", "1. 甲\n2. 乙"),
        ("<ol start=3><li><p>甲</p><p>乙</p><li value=9>丙</ol>", "3. 甲\n乙\n9. 丙"),
        ("<ol type=a><li>甲<ol type=I><li>乙</ol><li>丙</ol>", "a. 甲\nI. 乙\nb. 丙"),
        ("<ol style='list-style: none'><li>1、甲</ol>", "1、甲"),
        ("<ol start=x><li></li><li>甲</ol>", "2. 甲"),
        ("<ul><li>甲<ul><li>乙</ul></ul>", "甲\n乙"),
    ],
)
def test_numbers_of_lists_are_text(markup: str, text: str) -> None:
    assert html(markup).text == text


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>alert('字')</script>",
        "<style>字</style>",
        "<!-- 字 -->",
        "<p hidden>字</p>",
        "<div style='color:red; display:none'><p>字</p></div>",
        "<noscript>字</noscript>",
        "<select><option>字</select>",
        "<template><p>字</template>",
    ],
)
def test_what_nobody_sees_is_no_text(unseen: str) -> None:
    assert html(f"<p>前</p>{unseen}<p>后</p>").text == "前\n后"


def test_pictures_are_named() -> None:
    assert html("<p>字<img src=http://a.cn/x.png></p>").warnings == ("1 picture(s) of the page are not in its text",)


@pytest.mark.parametrize(
    ("declared", "written", "read_as"),
    [("gb2312", "gbk", "gb18030"), ("utf-8", "utf-8", "utf-8"), ("gbk", "utf-8", "utf-8"), ("utf-8", "gbk", "gb18030")],
)
def test_a_declared_encoding_is_believed_where_the_bytes_agree(declared: str, written: str, read_as: str) -> None:
    data = f'<html><head><meta charset="{declared}"></head><body>关于做好防汛工作的通知</body></html>'.encode(written)
    found = read_html(data)
    assert found.text == "关于做好防汛工作的通知"
    assert found.decoding.encoding == read_as
    assert found.origin == data


def test_entries_of_lists_are_marked_to_the_end_of_their_first_line() -> None:
    found = html("<ol type=a><li><p>甲<p>说明<li>乙<ul><li>丙</ul></ol><p>文")
    assert [(found.text[slice(*m.span)], m.value) for m in found.marks if m.kind == "item"] == [
        ("a. 甲", "1 a."),
        ("b. 乙", "1 b."),
        ("丙", "2"),
    ]


def test_a_declaration_that_names_no_encoding_is_passed_over() -> None:
    found = read_html('<meta charset="x-none"><p>关于做好防汛抗旱工作的通知</p>'.encode("gbk"))
    assert found.text == "关于做好防汛抗旱工作的通知"
    assert found.decoding.encoding == "gb18030"


def test_a_declaration_of_big5_is_believed() -> None:
    found = read_html('<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>臺灣</p>'.encode("big5"))
    assert found.text == "臺灣"
    assert found.decoding.how == "declared"


def test_lost_bytes_are_where_they_show() -> None:
    data = "<p>甲</p><p>乙".encode() + b"\xff" + "丙</p>".encode()
    found = read_html(data, "utf-8")
    assert found.text == "甲\n乙\ufffd丙"
    assert [(found.text[slice(*x.span)], x.data) for x in found.decoding.lost] == [("\ufffd", b"\xff")]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    entity = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://127.0.0.1/">]>'
    text = html(f"{entity}<link rel=stylesheet href=http://127.0.0.1/><p>&a;&b;字</p>").text
    assert text.endswith("&a;&b;字")
    assert "root:" not in text


UNITS = ("<", "<div>", "<b>", "<table><tr><td>", "<ol><li>", "<blockquote>", "&", "<!--", "<p>字\n", "<q>", "<pre>")


@pytest.mark.parametrize("unit", UNITS)
def test_no_depth_or_length_is_too_much(unit: str) -> None:
    found = read_html((unit * (60_000 // len(unit)) + "末").encode())
    assert "末" in found.text or unit == "<!--"


@pytest.mark.timing
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    def spent(length: int) -> float:
        data = (unit * (length // len(unit)) + "末").encode()
        start = time.process_time()
        read_html(data)
        return time.process_time() - start

    assert spent(60_000) < 8 * max(spent(15_000), spent(15_000)) + 0.3


@given(st.lists(st.sampled_from(["<b>", "</b>", "<p>", "</p>", "<td>", "<tr>", "<table>", "</table>", "<ol>", "<li>",
                                 "</ol>", "<pre>", "</pre>", "字", " ", "\n", "a", "<h1>", "</h1>", "<br>", "&lt;"]),
                max_size=30).map("".join))  # fmt: skip
def test_marks_lie_in_the_text_and_no_word_is_lost(markup: str) -> None:
    found = html(markup)
    assert found.text.count("字") == markup.count("字")
    assert all(0 <= m.span.start <= m.span.end <= len(found.text) for m in found.marks)
    read(found.text, found.marks)


@pytest.mark.parametrize("data", [b"", b"\n", b"<!doctype html>"])
def test_an_empty_page(data: bytes) -> None:
    assert read_html(data).text == ""
