"""An EPUB that is made of a document: what the standards ask of it, and whether it says what the text says."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docnorm import normalize_text
from docnorm.errors import UsageError

_TEXT = """《长亭外》
作者：林夏

第一卷 长夜
第一章 夜雨
　　雪下了一夜，到天亮才停。巷口的槐树压断了一根枝，横在路中间，没有人来搬。
　　“你来得早。”老人放下手里的活计，看了他一眼，“坐吧，水马上就开。”
第二章 故人 <&>
　　他没有坐，只是站在门边，把帽子上的雪一点一点拍干净，又朝屋里望了望。
　　※※※
　　火盆里的炭响了一声。谁也没有再说什么，过了很久，外头传来马蹄声。
第二卷 破晓
第三章 灯
　　信是三天前到的，封口的蜡已经裂了，里面只有一行字：不必等我。
　　她把信折好，放回原处，起身去关窗。窗纸破了一角，风从那里钻进来。
"""
_NS = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}


def made(text: str = _TEXT, profile: str = "novel", **options: object) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(normalize_text(text, profile).to_bytes("epub", **options)))


def tree(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(f"EPUB/{name}"))


def said(book: zipfile.ZipFile) -> str:
    """Return what the pages say in reading order, without the cover."""
    opf = tree(book, "package.opf")
    paths = {i.get("id"): i.get("href") for i in opf.iterfind(".//opf:item", _NS)}
    pages = [paths[r.get("idref")] for r in opf.iterfind(".//opf:itemref", _NS) if r.get("linear") != "no"]
    bodies = [tree(book, str(page)).find("x:body", _NS) for page in pages if page != "cover.xhtml"]
    return "".join("".join(body.itertext()) for body in bodies if body is not None)


def test_the_zip_is_as_ocf_asks() -> None:
    book = made()
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"
    assert b'full-path="EPUB/package.opf"' in book.read("META-INF/container.xml")


def test_the_same_bytes_every_time() -> None:
    done = normalize_text(_TEXT, "novel")
    assert done.to_bytes("epub") == normalize_text(_TEXT, "novel").to_bytes("epub")


def test_title_and_author_come_from_the_head() -> None:
    opf = tree(made(), "package.opf")
    assert opf.findtext(".//dc:title", None, _NS) == "长亭外"
    assert opf.findtext(".//dc:creator", None, _NS) == "林夏"
    assert opf.findtext(".//dc:language", None, _NS) == "zh-CN"


def test_options_go_before_the_text() -> None:
    opf = tree(made(title="新名", author="某某", language="zh-Hant-HK", series="四季", vertical=True), "package.opf")
    assert opf.findtext(".//dc:title", None, _NS) == "新名"
    assert opf.findtext(".//dc:creator", None, _NS) == "某某"
    assert opf.findtext(".//dc:language", None, _NS) == "zh-Hant-HK"
    spine = opf.find("opf:spine", _NS)
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"
    assert [m.text for m in opf.iterfind(".//opf:meta", _NS) if m.get("property") == "belongs-to-collection"] == [
        "四季"
    ]


def test_volumes_hold_their_chapters_in_both_contents() -> None:
    book = made()
    nav = tree(book, "nav.xhtml").find(".//x:nav", _NS)
    assert nav is not None
    outer = nav.findall("x:ol/x:li", _NS)
    assert [li.findtext("x:a", None, _NS) for li in outer] == ["第一卷 长夜", "第二卷 破晓"]
    inner = [[a.text for a in li.findall("x:ol/x:li/x:a", _NS)] for li in outer]
    assert inner == [["第一章 夜雨", "第二章 故人 <&>"], ["第三章 灯"]]
    points = tree(book, "toc.ncx").findall("ncx:navMap/ncx:navPoint", _NS)
    assert [len(p.findall("ncx:navPoint", _NS)) for p in points] == [2, 1]


def test_a_volume_on_the_line_of_its_chapters_is_in_the_contents() -> None:
    text = "".join(
        f"第{v}卷 长夜{v} 第{n}章 夜雨{n}\n{_TEXT.split(chr(10))[5]}\n" for v, n in ("一一", "一二", "二三", "二四")
    )
    nav = tree(made(text), "nav.xhtml").find(".//x:nav", _NS)
    assert nav is not None
    outer = nav.findall("x:ol/x:li", _NS)
    assert [li.findtext("x:a", None, _NS) for li in outer] == ["第一卷 长夜一", "第二卷 长夜二"]
    assert [a.text for a in outer[0].findall("x:ol/x:li/x:a", _NS)] == ["第一章 夜雨一", "第二章 夜雨二"]


def test_every_link_of_the_contents_leads_somewhere() -> None:
    book = made("一、甲\n正文。\n（一）乙\n正文。\n（二）丙\n正文。\n二、丁\n正文。\n", "gongwen")
    names = set(book.namelist())
    for a in tree(book, "nav.xhtml").iterfind(".//x:a", _NS):
        path, _, place = str(a.get("href")).partition("#")
        assert f"EPUB/{path}" in names
        if place:
            assert f'id="{place}"'.encode() in book.read(f"EPUB/{path}")


def test_a_book_without_chapters_is_cut_between_paragraphs() -> None:
    text = "".join(f"　　雪下了{n}夜，{'到天亮才停，巷口的槐树压断了一根枝' * 8}。\n" for n in range(2_000))
    book = made(text)
    pages = [n for n in book.namelist() if n.startswith("EPUB/text-")]
    assert len(pages) > 2
    assert max(len(book.read(n).decode()) for n in pages) < 200_000
    assert said(book).count("雪下了") == 2_000


def test_an_empty_document_is_a_book() -> None:
    assert said(made("")).strip() == ""


@pytest.mark.parametrize("start", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"])
def test_a_cover_that_was_given(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "c.jpg"
    path.write_bytes(start + b"rest")
    opf = tree(made(cover=path), "package.opf")
    covers = [i for i in opf.iterfind(".//opf:item", _NS) if i.get("properties") == "cover-image"]
    assert len(covers) == 1
    assert str(covers[0].get("href")).startswith("cover.")


def test_no_cover_on_request() -> None:
    assert not [n for n in made(cover="none").namelist() if "cover" in n]


@pytest.mark.parametrize(
    "options", [{"cover": b"GI"}, {"cover": "no such file.png"}, {"language": "中文"}, {"titel": "x"}, {"cover": 3}]
)
def test_what_cannot_be_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        made(**options)


@settings(max_examples=40)
@given(st.text(alphabet="第一二三章卷节 　\n甲乙。，“”<&\x0b\x00\ufffe\ud800雪夜（1）", max_size=200))
def test_the_book_says_what_the_text_says(text: str) -> None:
    done = normalize_text(text, "novel")
    book = zipfile.ZipFile(io.BytesIO(done.to_bytes("epub")))
    shown = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", done.text)
    assert re.sub(r"\s", "", said(book)) == re.sub(r"\s", "", shown)
