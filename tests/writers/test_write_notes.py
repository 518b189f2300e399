"""What Markdown and HTML say of stretches, in other formats: notes, struck and raised text, tables, addresses."""

from __future__ import annotations

import io
import zipfile

import docx

import docnorm
from docnorm.markup.markdown.read import lay_out
from docnorm.writers.notes import find_notes

NOTED = (
    "# 通知\n\n正文[^1]与**重点**[^b]，水H<sub>2</sub>O，10<sup>8</sup>吨，他~~不~~同意[^1]。\n\n"
    "[^1]: 脚注的**内容**。\n\n    还有一段。\n\n[^b]: 第二个。\n\n[^c]: 无人提到。\n\n末段。\n"
)


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_notes_are_footnotes_of_word() -> None:
    done = docnorm.normalize(NOTED.encode(), format="md")
    found = parts(done.to_verified_bytes("docx"))
    body, notes = found["word/document.xml"], found["word/footnotes.xml"]
    assert body.count("<w:footnoteReference ") == 2
    assert "脚注的" not in body
    assert "无人提到" in body  # nothing refers to it: it stays where it is
    assert [text in notes for text in ("脚注的", "内容", "还有一段。", "第二个。")] == [True] * 4
    assert "footnotes+xml" in found["[Content_Types].xml"]


def test_formats_stand_for_signs() -> None:
    done = docnorm.normalize(NOTED.encode(), format="md")
    runs = docx.Document(io.BytesIO(done.to_bytes("docx"))).paragraphs[1].runs
    assert [run.text for run in runs if run.font.strike] == ["不"]
    assert [run.text for run in runs if run.font.subscript] == ["2"]
    assert "8" in [run.text for run in runs if run.font.superscript]
    assert "他<s>不</s>同意" in done.to_bytes("html").decode()
    assert "H<sub>2</sub>O" in done.to_bytes("html").decode()
    assert "H₂O，10⁸吨，他~~不~~同意" in done.to_bytes("txt").decode()


def test_tracked_changes_leave_notes_in_the_text() -> None:
    done = docnorm.normalize(NOTED.replace("。", ".").encode(), format="md")
    assert "word/footnotes.xml" not in parts(done.to_bytes("docx", track_changes=True))


def test_a_note_is_found_once() -> None:
    layout = lay_out(NOTED)
    assert [(n.number, layout.text[slice(*n.lines[0])]) for n in find_notes(layout.text, layout.marks)] == [
        (1, "脚注的内容。"),
        (2, "第二个。"),
    ]


def test_a_row_of_a_table_is_a_line_of_text() -> None:
    table = "前\n\n| 单位 | 数 |\n|-|-|\n| 甲 | 1 |\n|  | 2 |\n\n末\n"
    done = docnorm.normalize(table.encode(), format="md")
    assert done.to_bytes("txt").decode() == "前\n单位\t数\n甲\t1\n\t2\n末\n"


def test_an_address_before_han_is_marked_off() -> None:
    page = "<p>标题一行</p><p>请看 https://a.cn/b?c=1。后文，或https://b.cn与 https://c.cn 。</p>".encode()
    written = docnorm.normalize(page, "minimal", format="html").to_bytes("md").decode()
    assert "<https://a.cn/b?c=1>。后文" in written
    assert "<https://b.cn>与 https://c.cn 。" in written
