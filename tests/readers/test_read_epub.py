"""An EPUB as input: reading order, contents, protection, what a stranger may put there; the book edited in place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

import docnorm
from docnorm import normalize, normalize_text
from docnorm.errors import InputRefused
from docnorm.outline import Role

_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="O/b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_OPF = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>长亭外</dc:title></metadata><manifest>'
    '<item id="b" href="t/2.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="t/1.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    '<item id="f" href="f.ttf" media-type="application/x-font-ttf"/>'
    '<item id="p" href="p.jpg" media-type="image/jpeg"/></manifest>'
    '<spine toc="n"><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
_NCX = (
    '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>'
    '<navPoint><navLabel><text>第一章 夜雨</text></navLabel><content src="t/1.xhtml"/></navPoint>'
    '<navPoint><navLabel><text>第二章 故人</text></navLabel><content src="t/2.xhtml#top"/></navPoint></navMap></ncx>'
)


def page(body: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>\n<body>{body}</body></html>'


def book(parts: Mapping[str, str | bytes] | None = None, *, opf: str = _OPF) -> bytes:
    every: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "O/b.opf": opf,
        "O/toc.ncx": _NCX,
        "O/t/1.xhtml": page('<p class="c">第一章 夜雨</p><p>雪下了一夜,到天亮才停。</p>'),
        "O/t/2.xhtml": page('<h2 id="top">第二章 故人</h2>\n<p>他没有坐，<b>只是站在</b>门边。</p><p>&#160;</p>'),
        "O/f.ttf": b"\0\1font",
        "O/p.jpg": b"\xff\xd8\xffpicture",
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in every.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes, profile: str = "novel") -> docnorm.result.Normalized:
    return normalize(data, profile, format="epub")


def test_pages_follow_the_spine_and_not_the_manifest() -> None:
    done = read(book())
    assert done.original.split("\n") == [
        "第一章 夜雨",
        "雪下了一夜,到天亮才停。",
        "第二章 故人",
        "他没有坐，只是站在门边。",
        "\xa0",
    ]


def test_what_the_contents_say_is_a_heading() -> None:
    done = read(book())
    found = [(done.outline.read(b.span), b.role) for b in done.outline.blocks if b.heads]
    assert found == [("第一章 夜雨", Role.HEADING), ("第二章 故人", Role.HEADING)]


def test_an_epub_is_known_by_its_suffix(tmp_path: object) -> None:
    assert normalize_text("x").source.format == "txt"
    assert ".epub" in docnorm.api.FORMATS.read_suffixes


def test_pictures_and_fonts_are_named() -> None:
    said = " ".join(read(book()).source.warnings)
    assert "1 picture" in said
    assert "1 font" in said


def test_only_the_prose_of_a_page_changes() -> None:
    data = book()
    out = read(data).to_bytes("epub")
    old, new = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(out))
    assert old.namelist() == new.namelist()
    changed = [n for n in old.namelist() if old.read(n) != new.read(n)]
    assert changed == ["O/t/1.xhtml"]
    assert new.read("O/t/1.xhtml") == old.read("O/t/1.xhtml").replace("一夜,到".encode(), "一夜，到".encode())
    assert read(out).original == read(data).text


def test_spaces_that_the_text_keeps_show_in_the_book() -> None:
    first = "<p>&#160; 本章总结</p><p>狱&#160;&#160;卒&#160;&#160;&#160;犯 人,</p><p>他说&#160;她听。</p>"
    done = read(book({"O/t/1.xhtml": page(first)}))
    out = done.to_bytes("epub")
    assert read(out).original.replace("\xa0", " ") == done.text.replace("\xa0", " ")
    assert "犯 人，</p><p>他说" in zipfile.ZipFile(io.BytesIO(out)).read("O/t/1.xhtml").decode()


def test_a_clean_book_comes_back_byte_for_byte() -> None:
    data = book({"O/t/1.xhtml": page("<p>第一章 夜雨</p><p>雪下了一夜，到天亮才停。</p>")})
    assert read(data).to_bytes("epub") == data


def test_undo_gives_the_book_back() -> None:
    assert read(book()).undo() == book()


def test_an_epub_becomes_other_formats_and_another_epub() -> None:
    done = read(book())
    assert "# 第一章 夜雨" in done.to_bytes("md").decode()
    other = zipfile.ZipFile(io.BytesIO(done.to_bytes("epub", title="新名")))
    assert "新名".encode() in other.read("EPUB/package.opf")


def test_what_we_write_we_read() -> None:
    text = (
        "第一章 夜雨\n雪下了一夜，到天亮才停，巷口的槐树压断了一根枝。\n"
        "第二章 故人\n他没有坐，只是站在门边，把帽子上的雪拍干净。\n"
    )
    made = normalize_text(text, "novel").to_bytes("epub", cover="none")
    assert read(made).original == text.strip()


_ENCRYPTED = (
    '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/><CipherReference URI="O/t/1.xhtml"/>'
    "</EncryptedData></encryption>"
)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"META-INF/rights.xml": "<rights/>"}, "Adobe ADEPT"),
        ({"META-INF/license.lcpl": "{}"}, "Readium LCP"),
        ({"META-INF/sinf.xml": "<sinf/>"}, "Apple FairPlay"),
        ({}, "unknown"),
    ],
)
def test_a_protected_book_is_refused_by_name(parts: dict[str, str], name: str) -> None:
    cipher = _ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(InputRefused, match=name):
        read(book({**parts, "META-INF/encryption.xml": cipher}))


def test_obfuscated_fonts_are_no_protection() -> None:
    done = read(book({"META-INF/encryption.xml": _ENCRYPTED.format("http://www.idpf.org/2008/embedding")}))
    assert "obfuscated" in " ".join(done.source.warnings)


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(InputRefused, match="entities"):
        read(book(opf=_OPF.replace('<?xml version="1.0"?>', '<?xml version="1.0"?>' + bomb)))


@pytest.mark.parametrize("href", ["../../etc/passwd", "/etc/passwd", "http://example.com/1.xhtml", "t/none.xhtml"])
def test_a_page_outside_the_book_is_not_read(href: str) -> None:
    done = read(book(opf=_OPF.replace("t/2.xhtml", href)))
    assert done.original.startswith("第一章")
    assert "第二章" not in done.original


@pytest.mark.parametrize("name", ["../x", "/x", "C:/x"])
def test_an_entry_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(InputRefused, match="outside"):
        read(book({name: "x"}))


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("O/t/1.xhtml", b" " * (20 << 20))
    with pytest.raises(InputRefused, match="bomb"):
        read(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all", book()[:300], book()[:-30]])
def test_what_is_no_epub_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused):
        read(data)


def test_another_zip_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(InputRefused, match="no EPUB"):
        read(out.getvalue())
