"""HTML edited in place: what is put in shows, what goes is gone, and everything else keeps its bytes."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.draft import Draft
from docnorm.edit import Edit, Fix, Safety, Span, replace
from docnorm.markup.html import HTML, XHTML
from docnorm.markup.splice import find_edits

from markup_edits import edited


@pytest.mark.parametrize(
    ("markup", "old", "new", "after"),
    [
        ("<p>甲 <b>乙</b> 丙</p>", "甲 乙", "甲乙", "<p>甲<b>乙</b> 丙</p>"),
        ("<p>甲&amp;乙&lt;</p>", "&乙<", "和乙>", "<p>甲和乙&gt;</p>"),
        ("<p>甲&#151;&mdash;乙</p>", "——", "…", "<p>甲…乙</p>"),
        ("<p><b>Word</b>汉</p>", "汉", " 汉", "<p><b>Word</b> 汉</p>"),
        ("<p>汉<b>Word</b></p>", "汉", "汉 ", "<p>汉 <b>Word</b></p>"),
        ("<p>甲,\n乙</p>", ", ", "，", "<p>甲，\n乙</p>"),
        ("<p>a,\nb</p>", ", ", "，", "<p>a，b</p>"),
        ("<p>甲 </b> <i> 乙</p>", " ", "", "<p>甲</b><i>乙</p>"),
        ("<p>甲一乙</p>", "一", "一\n", "<p>甲一<br/>乙</p>"),
        ("<p>甲<u>藏书网</u>乙</p>", "藏书网", "", "<p>甲乙</p>"),
        ("<p>甲<a id=x>藏书网</a>乙</p>", "藏书网", "", "<p>甲<a id=x></a>乙</p>"),
        ("<p>甲</p><p class=a>乙</p><p>丙</p>", "乙\n", "", "<p>甲</p><p>丙</p>"),
        ("<p>甲</p><p class=a>乙</p><p>丙</p>", "\n乙", "", "<p>甲</p><p>丙</p>"),
        ("<p>甲</p><p class=a>乙</p><p>丙</p>", "\n", "", "<p>甲乙</p><p>丙</p>"),
        ("<p>甲<br>乙</p>", "\n", "", "<p>甲乙</p>"),
        ("<div><img src=x><p>甲</p></div><p>乙</p>", "甲\n", "", "<div><img src=x></div><p>乙</p>"),
        ("<table><tr><td>甲<td>乙</table>", "甲\n", "", "<table><tr><td><td>乙</table>"),
        ("<p>&nbsp;&nbsp;甲,乙</p>", "\xa0\xa0甲,", "  甲，", "<p>&nbsp;&nbsp;甲，乙</p>"),
        ("<p>狱&nbsp; 卒</p>", "\xa0 ", "  ", "<p>狱&nbsp;&#160;卒</p>"),
        ("<p>甲</p><p>&nbsp;乙</p>", "\xa0乙", " 丙", "<p>甲</p><p>&nbsp;丙</p>"),
        ("<p>甲&nbsp;乙</p>", "\xa0", " ", "<p>甲 乙</p>"),
        ("<p>甲一乙</p>", "一", "   ", "<p>甲&#160;&#160;&#160;乙</p>"),
        ("<p>CNO<sub>2&nbsp;</sub>*</p>", "\xa0", " ", "<p>CNO<sub>2 </sub>*</p>"),
    ],
)
def test_only_prose_changes(markup: str, old: str, new: str, after: str) -> None:
    assert edited(markup, (old, new)) == after


def test_a_part_of_a_book_is_xml() -> None:
    body = '<p>甲,乙<a id="n"/><![CDATA[<丙>]]></p>'
    part = f'<?xml version="1.0"?>\n<html xmlns="x"><head><title/></head><body>{body}</body></html>'
    assert XHTML.lay_out(part).text == "甲,乙<丙>"
    assert edited(part, (",", "，"), syntax=XHTML) == part.replace(",", "，")


WORDS = st.sampled_from(["字", "甲乙", " ", "\n", "a", "1", "&lt;", "&nbsp;", "，", "\r\n", "<br>", "<img src=x>",
                         "<!-- x -->", "<span hidden>字</span>", "<sup>1</sup>", "<s>字 a</s>",
                         "<code>x</code>"])  # fmt: skip


def within(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tag = st.sampled_from(["b", "i", "span", "a href=x", "p", "div", "h1", "ul", "li", "td", "tr", "table", "p id=x"])
    element = st.tuples(tag, content).map(lambda x: f"<{x[0]}>{x[1]}</{x[0].split()[0]}>")
    return st.lists(element | WORDS, max_size=5).map("".join)


PAGES = st.recursive(WORDS, within, max_leaves=12)


@st.composite
def drafts(draw: st.DrawFn, text: str, marks: tuple[docnorm.source.Mark, ...]) -> Draft:
    """A draft of ``text`` in which some rule changed this and that."""
    fixes: list[Fix] = []
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 6)))
        new = draw(st.sampled_from(["", "", "，", "字", "a", "<", " x", "乙\n丙"]))
        fixes.append(Fix((Edit(Span(start, end), new),), "why"))
    return Draft.of(text, marks).revise("rule", fixes, Safety.LIKELY)[0]


@given(PAGES, st.data())
def test_what_was_made_shows_the_clean_text(markup: str, data: st.DataObject) -> None:
    layout = HTML.lay_out(markup)
    draft = data.draw(drafts(layout.text, layout.marks))
    find_edits(markup, draft.patch, HTML)  # raises where it does not


@given(PAGES)
def test_pieces_stand_where_they_say(markup: str) -> None:
    layout = HTML.lay_out(markup)
    at = 0
    for piece in layout.pieces:
        assert at <= piece.at
        at = piece.at + piece.length
        if piece.length == piece.end - piece.start and piece.length > 1:
            assert normalize("NFKC", layout.text[piece.at : at]) == normalize("NFKC", markup[piece.start : piece.end])
    assert at <= len(layout.text) + 1


@pytest.mark.parametrize("encoding", ["gbk", "big5", "utf-8-sig", "utf-16"])
def test_a_page_keeps_its_encoding(encoding: str) -> None:
    page = "<meta charset=x><p>關於做好防汛工作的通知,請轉發</p>\r\n<p>經研究決定</p>".encode(encoding)
    done = docnorm.normalize(page, format="html")
    assert done.to_bytes("html") == "<meta charset=x><p>關於做好防汛工作的通知，請轉發</p>\r\n<p>經研究決定</p>".encode(
        encoding
    )


def test_what_an_encoding_lacks_is_a_reference() -> None:
    page = "<p>關於們做好防汛工作的通知</p>".encode("big5")
    done = docnorm.normalize(page, format="html", variant="t2s")
    assert done.to_bytes("html").decode("big5").startswith("<p>&#20851;于&#20204;做好")
    again = docnorm.normalize(done.to_bytes("html"), format="html")
    assert again.original == done.text


def test_lost_bytes_stay_where_they_are() -> None:
    page = "<p>关于做好防汛工作的通知,请".encode("gbk") + b"\xff" + "转发</p>".encode("gbk")
    done = docnorm.normalize(page, format="html", encoding="gbk")
    assert done.to_bytes("html") == page.replace(b",", "，".encode("gbk"))


def test_a_page_with_nothing_to_clean_is_given_back_as_it_is() -> None:
    page = b"<P>\r\n<!-- x --><br /></br>&lt;<b\n>x</B><p ></p></p>\0"
    assert docnorm.normalize(page, format="html").to_bytes("html") == page


def test_a_fix_across_a_break_that_must_stay_is_refused() -> None:
    layout = HTML.lay_out("<h1>甲</h1><p>乙</p>")
    draft, _ = Draft.of(layout.text, layout.marks).revise("rule", [replace(1, 2, "", "join")], Safety.LIKELY)
    assert draft.text == "甲\n乙"
