"""Every DOCX is read back, and its text compared, before it replaces anything."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import docnorm
from docnorm import api
from docnorm.command import main as cli
from docnorm.errors import OutputFailed
from docnorm.result import Normalized
from docnorm.writers.docx.verify import verify_docx, verify_own

import docx_build as build
from docx_markup import line, run

TEXT = "一、标题\n（一）学习不够。党zuzhi生活会<生活>&\x00\x1c\u2028甲\x85乙\n甲\t乙\n丙\t丁\n"


def wounded(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    held, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in held.namelist():
            content = held.read(name)
            assert name != part or old in content
            archive.writestr(name, content.replace(old, new, 1) if name == part else content)
    return out.getvalue()


WOUNDS = {
    "a lost word": lambda d: wounded(d, "word/document.xml", "组织".encode(), b""),
    "a doubled word": lambda d: wounded(d, "word/document.xml", "组织".encode(), "组织组织".encode()),
    "broken XML": lambda d: wounded(d, "word/document.xml", b"</w:body>", b""),
    "a cut archive": lambda d: d[:-40],
}


@pytest.fixture(params=["txt", "docx"])
def origin(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"in.{request.param}"
    whole = build.docx(line(run("标题")) + line(run("学习zuzhi生活")))
    path.write_bytes(whole if request.param == "docx" else TEXT.encode())
    return path


@pytest.mark.parametrize("wound", WOUNDS.values(), ids=WOUNDS)
def test_what_a_broken_writer_makes_replaces_nothing(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wound: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(b"old")
    right = api.FORMATS["docx"]

    def broken(document: Normalized, **options: Any) -> bytes:
        damaged: bytes = wound(right.write(document, **options))
        return damaged

    monkeypatch.setitem(api.FORMATS._builtin, "docx", right._replace(write=broken))
    assert cli.main([str(origin), "-o", str(out), "-q"]) == 4
    assert out.read_bytes() == b"old"
    assert re.search("DOCX that was made", capsys.readouterr().err)
    with pytest.raises(OutputFailed):
        docnorm.normalize(origin).save(out)
    assert out.read_bytes() == b"old"
    assert cli.main([str(origin), "-o", str(out), "-q", "--no-verify"]) == 0
    assert out.read_bytes() != b"old"


def test_the_configuration_may_leave_it_out_and_the_command_line_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    broken = api.FORMATS["docx"]._replace(write=lambda *_, **__: b"")
    monkeypatch.setitem(api.FORMATS._builtin, "docx", broken)
    for said, options, code in (("false", [], 0), ("false", ["--verify"], 4), ("true", ["--no-verify"], 0)):
        Path("docnorm.toml").write_text(f"verify = {said}\n", encoding="utf-8")
        Path("in.txt").write_text("甲", encoding="utf-8")
        assert cli.main(["in.txt", "-o", "out.docx", "-q", *options]) == code


@pytest.mark.parametrize("options", [{}, {"look": "plain"}, {"track_changes": True}, {"numbering": "auto"}], ids=str)
@pytest.mark.parametrize("profile", ["gongwen", "web", "novel", "corpus", "minimal"])
def test_what_is_right_is_written(tmp_path: Path, profile: str, options: dict[str, Any]) -> None:
    done = docnorm.normalize_text(TEXT, profile)
    done.save(tmp_path / "out.docx", **options)
    read = docnorm.normalize(tmp_path / "out.docx", "minimal")
    if options != {"numbering": "auto"}:
        read.save(tmp_path / "again.docx", **options)
        assert (tmp_path / "again.docx").exists()


def test_a_page_and_markdown_say_what_their_text_says(tmp_path: Path) -> None:
    for form, data in (
        (
            "html",
            "<h1>题</h1><p>甲<b>乙</b><a href='http://a.cn'>丙</a></p><table><tr><td>1<td>2</table><ul><li>子</ul>",
        ),
        ("md", "# 题\n\n甲**乙**[丙](http://a.cn)`x`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- 子\n- 丑\n"),
    ):
        done = docnorm.normalize(data.encode(), format=form)
        done.save(tmp_path / f"{form}.docx")
        assert replace(done).to_verified_bytes("docx")


def test_the_bars_and_rulers_of_a_table_are_no_loss_and_all_else_is(tmp_path: Path) -> None:
    text = "数据如下：\n|甲|-5|\n|:--|---|\n|丙|a-b|\n——\n|单独一行|\n----\n|子|丑|\n|--|--|\n|没有完\n完。\n"
    done = docnorm.normalize_text(text, profile="minimal")
    done.save(tmp_path / "out.docx")
    data = done.to_bytes("docx")
    assert b"<w:tbl>" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    for lost in ("-5", "a-b", "单独", "完"):
        worse = wounded(data, "word/document.xml", lost.encode(), lost[1:].encode())
        with pytest.raises(OutputFailed):
            verify_own(worse, done.text)


NUMBERS = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
STYLED = '<w:pPr><w:pStyle w:val="a"/></w:pPr>'
RULED = '<w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr>'
UNDER = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">    </w:t></w:r>'
PICTURE = "<w:r><w:drawing><wp:inline/></w:drawing></w:r>"
BESIDE = {
    "a number": (NUMBERS, "", "the number of"),
    "a style": (STYLED, "", "the style of"),
    "a rule": (RULED, "", "paragraphs without words"),
    "a line to write on": ('<w:u w:val="single"/>', "", "a line to write on"),
    "a picture": (PICTURE, "<w:r><w:t>\ufffc</w:t></w:r>", "1 of 1 pictures"),
    "an author": ('w:author="甲"', 'w:author="乙"', "another author"),
    "a page laid across": ('w:w="16838" w:h="11906"', 'w:w="11906" w:h="16838"', "orientation"),
    "a bookmark": ('<w:bookmarkStart w:id="4" w:name="x"/>', "", "1 of 1 bookmarks"),
}


@pytest.mark.parametrize("case", BESIDE)
def test_what_is_lost_beside_the_text_is_named(case: str) -> None:
    old, new, said = BESIDE[case]
    inserted = f'<w:ins w:id="9" w:author="甲" w:date="2020-01-01T00:00:00Z">{run("又")}</w:ins>'
    page = '<w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr>'
    mark = '<w:bookmarkStart w:id="4" w:name="x"/><w:bookmarkEnd w:id="4"/>'
    inner = line(run("标题")) + line(NUMBERS, run("学习,生活")) + line(STYLED, run("阅读"), mark) + line(RULED)
    inner += line(run("签名："), UNDER, run("。")) + line(run("图"), PICTURE) + line(page, run("完"), inserted)
    document = api.normalize(build.docx(inner))
    right = document.to_verified_bytes("docx", look="keep")
    with zipfile.ZipFile(io.BytesIO(right)) as held:
        body = held.read("word/document.xml").decode()
    assert old in body, body
    wrong = wounded(right, "word/document.xml", old.encode(), new.encode())
    with pytest.raises(OutputFailed, match=said):
        verify_docx(wrong, document, {"look": "keep"})
