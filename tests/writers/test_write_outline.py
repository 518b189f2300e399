"""Markdown and HTML output: the outline shows, the text survives, nothing in it can act."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring
from markdown_it import MarkdownIt

from docnorm.draft import Draft
from docnorm.edit import Span
from docnorm.errors import UsageError
from docnorm.outline import Block, Label, Outline, Role
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.source import Decoding, Mark, Source
from docnorm.writers.html import write_html
from docnorm.writers.md import write_md

PARSER = MarkdownIt("commonmark").enable("table")


def plain(text: str, marks: tuple[Mark, ...]) -> Outline:
    """One paragraph a line: what structure makes of a text is not the writers' business."""
    del marks
    return Outline(text, tuple(Block(Span(*m.span()), Role.PARAGRAPH) for m in re.finditer(r"\S[^\n]*", text)))


def document(text: str, blocks: tuple[Block, ...] = (), marks: tuple[Mark, ...] = ()) -> Normalized:
    source = Source(text, "txt", Decoding("utf-8", "declared"), marks)
    outline = Outline(text, blocks) if blocks else None
    return Normalized(source, Draft.of(text, marks), Profile("minimal", (), plain), outline)


def lines(text: str, *roles: tuple[Role, int], lead: int = 0) -> Normalized:
    """A document of one block a line; ``lead`` is the length of the run-in heading of every paragraph with a level."""
    blocks = []
    at = 0
    for line, (role, level) in zip(text.split("\n"), roles, strict=True):
        run_in = Span(at, at + lead) if lead and role is Role.PARAGRAPH and level else None
        label = Label(Span(at, at + 2), "arabic-dot", (1,)) if role is Role.ITEM else None
        blocks.append(Block(Span(at, at + len(line)), role, level, label, run_in))
        at += len(line) + 1
    return document(text, tuple(blocks))


def md(done: Normalized) -> str:
    return write_md(done).decode()


def shown(markdown: str) -> list[str]:
    """What a reader of Markdown shows, paragraph by paragraph."""
    found = []
    for token in PARSER.parse(markdown):
        if token.type == "inline":
            found.append("".join("\n" if "break" in c.type else c.content for c in token.children or ()))
        elif token.type == "fence":
            found.append(token.content.rstrip("\n"))
    return found


def test_headings_have_their_levels_below_the_title() -> None:
    done = lines(
        "关于开展检查的通知\n一、总体要求\n（一）目标\n1.任务",
        (Role.TITLE, 0),
        (Role.HEADING, 1),
        (Role.HEADING, 2),
        (Role.ITEM, 3),
    )
    assert md(done) == "# 关于开展检查的通知\n\n## 一、总体要求\n\n### （一）目标\n\n1.任务\n"
    page = write_html(done).decode()
    assert "<h1>关于开展检查的通知</h1>\n<h2>一、总体要求</h2>\n<h3>（一）目标</h3>" in page
    assert '<p class="item level-3">1.任务</p>' in page


def test_without_a_title_the_first_level_is_the_first() -> None:
    assert md(lines("一、甲\n（一）乙", (Role.HEADING, 1), (Role.HEADING, 2))) == "# 一、甲\n\n## （一）乙\n"


def test_a_title_of_two_lines_is_one_title() -> None:
    done = lines("关于印发\n实施方案的通知\n正文", (Role.TITLE, 0), (Role.TITLE, 0), (Role.PARAGRAPH, 0))
    assert md(done) == "# 关于印发实施方案的通知\n\n正文\n"
    assert "<h1>关于印发<br>实施方案的通知</h1>".replace("<br>", "\n<br>") in write_html(done).decode()


def test_a_run_in_heading_is_strong_and_closes() -> None:
    text = "（一）理论学习方面。平时学得不够。"
    done = lines(text, (Role.PARAGRAPH, 2), lead=10)
    assert md(done) == "**（一）理论学习方面**。平时学得不够。\n"
    assert "<strong>（一）理论学习方面</strong>" in PARSER.render(md(done))
    assert "<strong>（一）理论学习方面。</strong>平时" in write_html(done).decode()


def test_a_numbered_line_keeps_its_number_as_text() -> None:
    done = document("1. 甲\n3) 乙\n- 丙\n# 丁\n+ 戊\n=== \n> 己")
    assert shown(md(done)) == ["1. 甲", "3) 乙", "- 丙", "# 丁", "+ 戊", "===", "> 己"]


MARKDOWN = "甲乙。，“（1.)-+#*_`~[]<>|&!\\=: \nab;amp$^{}/@"


@given(st.text(MARKDOWN, max_size=40))
def test_markdown_shows_the_same_text(text: str) -> None:
    wanted = [line.strip() for line in text.split("\n") if line.strip()]
    assert shown(md(document(text))) == wanted


@given(st.text(MARKDOWN, max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3))
def test_marks_change_no_word(text: str, places: list[tuple[int, int]]) -> None:
    kinds = ("bold", "italic", "code")
    marks = tuple(
        Mark(Span(min(p), max(p)), kind)
        for p, kind in zip(places, kinds, strict=False)  # type: ignore[arg-type]
        if max(p) <= len(text) and p[0] != p[1]
    )
    done = document(text, (), marks)
    wanted = "".join(text.split())
    assert "".join("".join(shown(md(done))).split()) == wanted
    root = document_fromstring(write_html(done))
    assert "".join("".join(root.find("body").itertext()).split()) == wanted


def test_tables_code_quotes_and_breaks() -> None:
    text = "甲|一\n乙\t丙\nx = `1`\n引文\n* * *"
    done = document(
        text,
        (
            Block(Span(0, 7), Role.TABLE, cells=((Span(0, 3),), (Span(4, 5), Span(6, 7)))),
            Block(Span(8, 15), Role.CODE),
            Block(Span(16, 18), Role.QUOTE),
            Block(Span(19, 24), Role.BREAK),
        ),
    )
    assert md(done) == "| 甲\\|一 |  |\n| --- | --- |\n| 乙 | 丙 |\n\n```\nx = `1`\n```\n\n> 引文\n\n---\n"
    page = write_html(done).decode()
    assert "<tr><td>乙</td><td>丙</td></tr>" in page
    assert "<pre><code>x = `1`</code></pre>\n<blockquote><p>引文</p></blockquote>\n<hr>" in page


def test_a_table_without_cells_is_cut_at_its_tabs() -> None:
    assert "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |" in md(document("甲\t乙\n丙\t丁", (Block(Span(0, 7), Role.TABLE),)))


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://a.cn/?q=1&b=\"'<>", True),
        ("mailto:a@b.cn", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("http://a.cn/\n<script>", False),
        ("//a.cn", False),
    ],
)
def test_only_harmless_links_are_written(href: str, kept: bool) -> None:
    done = document("见附件", (), (Mark(Span(1, 3), "link", href),))
    root = document_fromstring(write_html(done))
    assert [a.get("href") for a in root.iter("a")] == ([href] if kept else [])
    assert ("](" in md(done)) is kept
    assert shown(md(done)) == ["见附件"]


PAYLOADS = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=a()>",
    '"><svg/onload=a()>',
    "&lt;b&gt;",
    "]]>",
    "\0",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_the_text_acts(payload: str) -> None:
    page = write_html(document(payload, (Block(Span(0, len(payload)), Role.TITLE),))).decode()
    assert set(re.findall(r"<(\w+)", page)) == {"html", "head", "meta", "title", "style", "body", "h1"}
    assert html.unescape(page.split("<h1>")[1].split("</h1>")[0]) == payload.replace("\0", "\ufffd")


def test_the_page_says_its_language_and_encoding() -> None:
    page = write_html(document("甲"), lang="zh-TW").decode()
    assert '<html lang="zh-TW">' in page
    assert '<meta charset="utf-8">' in page


def test_an_empty_document() -> None:
    assert write_md(document("")) == b""
    assert write_html(document("")).endswith(b"<body>\n</body>\n</html>\n")


@pytest.mark.parametrize("write", [write_md, write_html])
def test_an_unknown_option_is_named(write: type) -> None:
    with pytest.raises(UsageError, match="colour"):
        write(document("甲"), colour="red")


def test_a_label_is_not_rendered_twice() -> None:
    block = Block(Span(0, 4), Role.ITEM, 1, Label(Span(0, 2), "arabic-dot", (1,)))
    assert md(document("1.甲乙", (block,))) == "1.甲乙\n"


def test_an_entry_without_a_number_has_its_bullet_again() -> None:
    rows = (Block(Span(0, 1), Role.ITEM, 1), Block(Span(2, 3), Role.ITEM, 3), Block(Span(4, 5), Role.ITEM, 1))
    done = document("甲\n乙\n丙\n丁", (*rows, Block(Span(6, 7), Role.PARAGRAPH)))
    assert md(done) == "- 甲\n\n  - 乙\n\n- 丙\n\n丁\n"
    format_lines = (
        '<ul><li class="item level-1">甲</li>\n<li class="item level-3">乙</li>\n<li class="item level-1">丙</li></ul>'
    )
    assert f"{format_lines}\n<p>丁</p>" in write_html(done).decode()


def test_a_number_that_word_counted_is_written_out() -> None:
    text = "总则\n甲\n（一）乙\n丙丁\n戊"
    told = ((0, 2, "第一章"), (3, 4, "1."), (5, 9, "（一）"), (10, 12, "（二）"), (13, 14, "•"))
    marks = tuple(Mark(Span(start, end), "number", label) for start, end, label in told)
    bold = (Mark(Span(10, 11), "bold"),)
    blocks = (Block(Span(0, 2), Role.HEADING, 1), *(Block(Span(s, e), Role.PARAGRAPH) for s, e, _ in told[1:]))
    done = document(text, blocks, marks + bold)
    assert md(done) == "# 第一章 总则\n\n1\\. 甲\n\n（一）乙\n\n（二）**丙**丁\n\n戊\n"
    page = write_html(done).decode()
    assert "<h1>第一章 总则</h1>\n<p>1. 甲</p>\n<p>（一）乙</p>\n<p>（二）<strong>丙</strong>丁</p>\n<p>戊</p>" in page
    assert done.text == text  # the text stays what it was


def test_a_paragraph_that_was_cut_has_its_number_once() -> None:
    done = document("甲\n乙", (), (Mark(Span(0, 3), "number", "1."),))
    assert md(done) == "1\\. 甲\n\n乙\n"


def test_a_number_in_a_cell_is_written_out() -> None:
    cells = ((Span(0, 1), Span(2, 3)), (Span(4, 5), Span(6, 7)))
    done = document(
        "甲\n乙\n丙\n丁", (Block(Span(0, 7), Role.TABLE, cells=cells),), (Mark(Span(4, 5), "number", "1."),)
    )
    assert "| 1. 丙 | 丁 |" in md(done)
    assert "<td>1. 丙</td>" in write_html(done).decode()


def test_a_heading_keeps_its_code_and_link_but_is_strong_as_it_is() -> None:
    text = "一、用法x与文档"
    marks = (Mark(Span(0, 4), "bold"), Mark(Span(4, 5), "code"), Mark(Span(6, 8), "link", "http://a.cn/x"))
    done = document(text, (Block(Span(0, 8), Role.HEADING, 1),), marks)
    assert md(done) == "# 一、用法`x`与[文档](http://a.cn/x)\n"
