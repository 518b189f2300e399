"""What a paragraph holds besides words: tables, emphasis, links, tabs, and the places of the official form."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import docx
import pytest

import docnorm
from docnorm.draft import Draft
from docnorm.edit import Span
from docnorm.outline import Block, Outline, Role
from docnorm.source import Mark
from docnorm.writers.docx.closing import measure_list, place_signatures
from docnorm.writers.docx.looks import GONGWEN
from docnorm.writers.docx.new.write import write_docx
from docnorm.writers.docx.title import balance_width, find_title_breaks, title_indent

from docx_revisions import body, resolved, text_of
from docx_samples import NOTICE, Said, lines, normalized, outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table_of(text: str, *rows: tuple[str, ...]) -> Block:
    at = 0
    cells = []
    for row in rows:
        held = []
        for cell in row:
            at = text.index(cell, at)
            held.append(Span(at, at + len(cell)))
            at += len(cell)
        cells.append(tuple(held))
    return Block(Span(text.index(rows[0][0]), at), Role.TABLE, cells=tuple(cells))


def test_a_table_is_a_table() -> None:
    text = "前\n单位\t人数\n办公室\t12\n后"
    block = table_of(text, ("单位", "人数"), ("办公室", "12"))
    shape = Outline(text, (Block(Span(0, 1), Role.PARAGRAPH), block, Block(Span(15, 16), Role.PARAGRAPH)))
    document = docx.Document(io.BytesIO(write_docx(normalized(shape))))
    assert [[c.text for c in r.cells] for r in document.tables[0].rows] == [["单位", "人数"], ["办公室", "12"]]
    assert [p.text for p in document.paragraphs] == ["前", "后"]


def test_what_stands_between_cells_is_not_swallowed() -> None:
    text = "单位 共 人数\n办公室\t12"
    shape = Outline(text, (table_of(text, ("单位", "人数"), ("办公室", "12")),))
    document = docx.Document(io.BytesIO(write_docx(normalized(shape))))
    assert not document.tables
    assert [p.text for p in document.paragraphs] == text.split("\n")


def test_two_tables_stay_two_and_a_paragraph_ends_the_document() -> None:
    text = "甲\t乙\n\n丙\t丁"
    shape = Outline(text, (table_of(text, ("甲", "乙")), table_of(text, ("丙", "丁"))))
    data = write_docx(normalized(shape))
    assert len(docx.Document(io.BytesIO(data)).tables) == 2
    assert [e.tag for e in body(data)][-2:] == [f"{W}p", f"{W}sectPr"]


def test_a_tracked_table_is_lines() -> None:
    text = "甲\t乙\n丙\t丁"
    shape = Outline(text, (table_of(text, ("甲", "乙"), ("丙", "丁")),))
    assert resolved(write_docx(normalized(shape), track_changes=True), accept=True) == text


@pytest.mark.parametrize("tracked", [False, True])
def test_emphasis_and_links_nest(tracked: bool) -> None:
    text = "见规定全文及公报"
    marks = (
        Mark(Span(1, 5), "link", "https://example.cn/a?b=1&c=规定"),
        Mark(Span(3, 7), "bold"),
        Mark(Span(6, 8), "link", "javascript:alert(1)"),
    )
    data = write_docx(normalized(lines(text), Draft.of(text, marks)), track_changes=tracked)
    runs = list(body(data).iter(f"{W}r"))
    assert text_of(body(data)) == text
    bold = "".join(text_of(r) for r in runs if r.find(f"{W}rPr/{W}b") is not None)
    linked = "".join(text_of(h) for h in body(data).iter(f"{W}hyperlink"))
    assert (bold, linked) == ("全文及公", "规定全文")
    relations = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    assert "https://example.cn/a?b=1&amp;c=%E8%A7%84%E5%AE%9A" in relations
    assert "javascript" not in relations


def test_each_character_has_the_emphasis_that_the_file_gave_it() -> None:
    text = "甲乙丙丁戊"
    marks = (Mark(Span(0, 2), "bold"), Mark(Span(1, 3), "italic"), Mark(Span(3, 4), "code"))
    document = docx.Document(io.BytesIO(write_docx(normalized(lines(text), Draft.of(text, marks)))))
    found = [(r.text, bool(r.bold), bool(r.italic), r.style.style_id) for r in document.paragraphs[0].runs]
    plain = found[-1][3]
    assert found == [
        ("甲", True, False, plain), ("乙", True, True, plain), ("丙", False, True, plain),
        ("丁", False, False, "HTMLCode"), ("戊", False, False, plain),
    ]  # fmt: skip


def test_a_paragraph_of_millions_can_be_read_again() -> None:
    text = "<国" * 2_000_000
    assert text_of(body(write_docx(normalized(text)))) == text


def test_signature_and_date() -> None:
    said = outline([Said(Role.SIGNATURE, "中共某某市委组织部"), Said(Role.DATE, "二〇二四年一月三日")])
    name, date = said.blocks
    # Nine characters each: the date ends two from the edge and begins two right of the name.
    assert place_signatures(said, said.blocks, sealed=False) == {name.span.start: 4.0, date.span.start: 2.0}
    assert place_signatures(said, said.blocks, sealed=True) == {name.span.start: 4.0, date.span.start: 4.0}


def test_a_signature_without_a_date_stands_two_characters_in_and_the_others_below_its_head() -> None:
    said = outline([Said(Role.SIGNATURE, "某某市委组织部"), Said(Role.SIGNATURE, "某某市人事局")])
    long, short = said.blocks
    assert place_signatures(said, said.blocks, sealed=False) == {long.span.start: 2.0, short.span.start: 3.0}


def test_names_of_attachments_stand_under_names() -> None:
    first, second = measure_list("附件：1.情况统计表"), measure_list("2.范例")
    assert first[0] == second[0] == 5.75
    assert (first[0] - first[1], second[0] - second[1]) == (2.0, 5.0)


def test_titles_break_between_words() -> None:
    title = "关于进一步加强和改进全市基层党组织组织生活会制度建设有关工作的通知"
    width = balance_width(title, 20)
    assert title[: int(width)] == "关于进一步加强和改进全市基层党组织"
    assert balance_width("关于开展检查的通知", 20) == 0
    assert balance_width("甲" * 41, 20) == 14


def test_the_form_of_a_notice() -> None:
    document = docx.Document(io.BytesIO(write_docx(normalized(NOTICE))))
    styles = [p.style.style_id for p in document.paragraphs]
    assert styles[:3] == ["Title", "Salutation", "BodyText"]
    assert styles[-8:] == [
        "AttachmentList", "AttachmentList", "Signature", "Date", "DocumentNote", "AttachmentHead", "Title", "BodyText",
    ]  # fmt: skip
    assert document.core_properties.title == NOTICE.text.split("\n")[0]


@pytest.mark.parametrize(("text", "lines"), [
    # by indents: one line of the text, and no word torn
    ("国务院办公厅关于进一步优化地方政务服务便民热线的指导意见", None),
    ("关于解决进城务工人员随迁子女就学问题的实施意见", None),
    # by soft returns: no width of the line would spare the words
    ("青河市水务局关于印发《青河市农村饮用水水源地保护和水质提升三年行动计划实施方案》的通知",
     ["青河市水务局关于印发", "《青河市农村饮用水水源地保护和", "水质提升三年行动计划实施方案》的通知"]),
    ("关于做好检查工作的通知", []),
])  # fmt: skip
def test_a_title_breaks_between_words(text: str, lines: list[str] | None) -> None:
    breaks = find_title_breaks(text, 22.0, GONGWEN)
    if lines is None:
        assert not breaks
        assert title_indent(text, 22.0, GONGWEN)
    else:
        assert [text[a:b] for a, b in pairwise((0, *breaks, len(text)))] == (lines or [text])


def test_soft_returns_of_a_title_are_no_text() -> None:
    text = "青河市水务局关于印发《青河市农村饮用水水源地保护和水质提升三年行动计划实施方案》的通知"
    data = docnorm.normalize_text(f"{text}\n各单位：\n请落实。").to_verified_bytes("docx")
    assert docnorm.normalize(data).to_bytes("txt").decode().startswith(text)
