"""What is no text in a book of our making: notes, pictures, readings above words; and the book read back."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest

from docnorm import normalize
from docnorm.errors import OutputFailed
from docnorm.result import Normalized
from docnorm.writers.epub.verify import verify_epub


def draw(width: int = 2, height: int = 2) -> bytes:
    rows = (b"\0" + b"\x40\x80\xc0" * width) * height

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )  # fmt: skip


def make(source: bytes | Path, kind: str = "md", **options: Any) -> zipfile.ZipFile:
    done = normalize(source, "novel") if isinstance(source, Path) else normalize(source, "novel", format=kind)
    return zipfile.ZipFile(io.BytesIO(done.to_verified_bytes("epub", **options)))


def page(book: zipfile.ZipFile, name: str) -> str:
    return book.read(f"EPUB/{name}.xhtml").decode().partition("<body")[2]


_NOTED = """# 长亭外

## 第一章 夜雨[^b]

雪下了一夜[^a]，到天亮才停。

## 第二章 故人

他没有坐[^c]，只是站在门边[^a]。

[^a]: 见**旧志**卷三。
[^b]: 题目的注。
[^c]: 一段。

    又一段。
"""


def test_notes_stand_on_the_page_that_refers_to_them() -> None:
    book = make(_NOTED.encode())
    first, second = page(book, "chapter-0001"), page(book, "chapter-0002")
    assert first.count("<aside") == 2
    assert second.count("<aside") == 1
    assert 'id="note-2"><p><a href="#ref-2" role="doc-backlink">[2]</a> 见<strong>旧志</strong>卷三。</p>' in first
    assert "一段。</p>\n<p>又一段。</p></aside>" in second
    assert second.count('href="chapter-0001.xhtml#note-2">[2]</a>') == 1
    assert ">第一章 夜雨</a>" in page(book, "nav")


def test_notes_of_a_docx_are_notes_of_the_book(tmp_path: Path) -> None:
    normalize(_NOTED.encode(), "novel", format="md").save(tmp_path / "a.docx")
    book = make(tmp_path / "a.docx")
    assert page(book, "chapter-0001").count('epub:type="noteref"') == 2
    assert "> 题目的注。</p></aside>" in page(book, "chapter-0001")


def test_notes_of_a_book_are_notes_of_another() -> None:
    made = normalize(_NOTED.encode(), "novel", format="md").to_bytes("epub")
    other = make(made, "epub", title="新名")
    assert page(other, "chapter-0002").count('epub:type="noteref"') == 2
    assert page(other, "chapter-0003").count("<aside") == 1


def test_pictures_beside_a_file_are_in_the_book(tmp_path: Path) -> None:
    (tmp_path / "图 一.png").write_bytes(draw())
    (tmp_path.parent / "outside.png").write_bytes(draw(3))
    (tmp_path / "no.png").write_bytes(b"no picture")
    text = (
        "# 第一章 夜雨\n\n雪下了一夜，![印](图%20一.png)到天亮才停。\n\n![槐 <&>](图%20一.png)\n\n"
        "![](../outside.png) ![](no.png) ![](https://example.org/a.png) ![](missing.png)\n\n"
        "# 第二章 故人\n\n他没有坐。\n"
    )
    (tmp_path / "a.md").write_text(text)
    book = make(tmp_path / "a.md")
    assert [n for n in book.namelist() if "picture" in n] == ["EPUB/picture-0001.png"]
    assert book.read("EPUB/picture-0001.png") == draw()
    first = page(book, "chapter-0001")
    assert '一夜，<img src="picture-0001.png" alt="印"/>到天亮' in first
    assert '<div class="picture"><img src="picture-0001.png" alt="槐 &lt;&amp;&gt;"/></div>' in first
    assert first.count("<img") == 2


def test_a_picture_in_the_address_itself_is_in_the_book() -> None:
    address = f"data:image/png;base64,{base64.b64encode(draw()).decode()}"
    table = f'<table><tr><td>名<td>值<tr><td><img src="{address}"><td>甲</table>'
    html = f'<h1>第一章</h1><p>雪停了。<img src="{address}" alt="槐"></p>{table}'
    book = make(html.encode(), "html")
    pages = "".join(page(book, n[5:-6]) for n in book.namelist() if n.endswith(".xhtml"))
    assert pages.count('<img src="picture-0001.png"') == 2
    assert '<td><img src="picture-0001.png" alt=""/></td><td>甲</td>' in pages


def test_pictures_of_a_docx_are_in_the_book(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("第一章 夜雨", 1)
    line = document.add_paragraph("雪下了一夜，")
    line.add_run().add_picture(io.BytesIO(draw()))
    line.add_run("到天亮才停。")
    document.save(str(tmp_path / "a.docx"))
    book = make(tmp_path / "a.docx")
    assert '一夜，<img src="picture-0001.png" alt=""/>到天亮' in page(book, "chapter-0001")
    assert book.read("EPUB/picture-0001.png") == draw()


def test_readings_stay_above_their_words() -> None:
    html = "<h1>第一章</h1><p>此地名为<ruby>磐<rp>（</rp><rt>pán</rt><rp>）</rp>石<rt>shí</rt></ruby>,请读准。</p>"
    done = normalize(html.encode(), "novel", format="html")
    assert "此地名为磐石，请读准。" in done.text
    assert any("ruby" in warning for warning in done.source.warnings)
    assert done.to_bytes("html").decode() == html.replace(",", "，")
    book = zipfile.ZipFile(io.BytesIO(done.to_verified_bytes("epub")))
    assert "<ruby>磐<rp>(</rp><rt>pán</rt><rp>)</rp></ruby><ruby>石" in page(book, "chapter-0001")


def _spoil(data: bytes, name: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w") as spoilt:
        for entry in book.namelist():
            part = book.read(entry)
            spoilt.writestr(entry, part.replace(old.encode(), new.encode()) if entry == name else part)
    return out.getvalue()


def _written() -> tuple[Normalized, bytes]:
    done = normalize(_NOTED.encode(), "novel", format="md")
    return done, done.to_bytes("epub")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("EPUB/chapter-0002.xhtml", "他没有坐", "他没坐"),
        ("EPUB/chapter-0002.xhtml", "又一段", "又段"),
        ("EPUB/chapter-0001.xhtml", "<p>雪", "<p>雪雪"),
        ("EPUB/chapter-0001.xhtml", "</body>", ""),
        ("EPUB/package.opf", 'href="chapter-0002.xhtml"', 'href="chapter-0003.xhtml"'),
    ],
)
def test_a_book_that_says_something_else_is_not_written(name: str, old: str, new: str) -> None:
    done, data = _written()
    verify_epub(data, done, {})
    with pytest.raises(OutputFailed):
        verify_epub(_spoil(data, name, old, new), done, {})


def test_a_book_edited_in_place_is_read_back() -> None:
    _, data = _written()
    done = normalize(data, "novel", format="epub")
    verify_epub(data, done, {})
    with pytest.raises(OutputFailed):
        verify_epub(_spoil(data, "EPUB/chapter-0002.xhtml", "只是", ""), done, {})
