"""What may not come in: each hostile or damaged DOCX is refused by one line, quickly, and nothing is fetched."""

from __future__ import annotations

import io
import socket
import subprocess
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docnorm.errors import InputRefused
from docnorm.ooxml import convert
from docnorm.readers.docx import read_docx

import docx_build as build

MACRO = b"macroEnabled"
ENTITY = b'<!DOCTYPE w:document [<!ENTITY a "\xe7\xa7\x98\xe5\xaf\x86">]><w:document'


def main(change: Callable[[bytes], bytes]) -> bytes:
    made = build.parts(build.paragraph("正文"))
    return build.pack({**made, "word/document.xml": change(made["word/document.xml"])})


def without(name: str) -> bytes:
    return build.pack({k: v for k, v in build.parts(build.paragraph("正文")).items() if k != name})


def added(*extra: tuple[str, bytes]) -> bytes:
    return build.pack(build.parts(build.paragraph("正文")), extra=extra)


def typed(old: bytes, new: bytes) -> bytes:
    made = build.parts(build.paragraph("正文"))
    return build.pack({**made, "[Content_Types].xml": made["[Content_Types].xml"].replace(old, new)})


def zeros(size: int, name: str) -> bytes:
    out = io.BytesIO(added())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as stream:
        for _ in range(size >> 20):
            stream.write(bytes(1 << 20))
    return out.getvalue()


def flagged() -> bytes:
    """Every entry of the directory says that it is encrypted."""
    data = bytearray(added())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


def packed_by(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in build.parts(build.paragraph("正文")).items():
            archive.writestr(name, data)
    return out.getvalue()


def overlapping() -> bytes:
    """Two entries of the directory lead to the same bytes."""
    data = bytearray(added(("word/a.xml", b"<a/>"), ("word/b.xml", b"<a/>")))
    places = {}
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        places[bytes(data[at + 46 : at + 56])] = at
    first, second = places[b"word/a.xml"], places[b"word/b.xml"]
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def declared(size: int) -> bytes:
    """The directory says that the document is this large."""
    data = bytearray(added())
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 63] != b"word/document.xml":
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(data)


def flipped() -> bytes:
    data = bytearray(added())
    data[data.index(b"word/document.xml") + 40] ^= 0xFF
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "cut off"),
    "text": (lambda: "这是文本".encode("gbk"), "not a DOCX"),
    "cut": (lambda: added()[:700], "cut off"),
    "checksum": (flipped, "damaged"),
    "many-entries": (lambda: added(*((f"word/media/{n}", b"") for n in range(2001))), "2000 entries"),
    "dense": (lambda: zeros(20 << 20, "word/media/a.bin"), "100:1"),
    "declared-64-mib": (lambda: declared(65 << 20), "64 MiB"),
    "traversal": (lambda: added(("../../x", b"")), "path traversal"),
    "absolute": (lambda: added(("/etc/x", b"")), "path traversal"),
    "drive": (lambda: added(("C:\\x", b"")), "path traversal"),
    "twice": (lambda: added(("WORD/document.xml", b"")), "same name"),
    "entity": (lambda: main(lambda d: d.replace(b"<w:document", ENTITY)), "DTD"),
    "entity-utf-16": (
        lambda: main(
            lambda d: d.replace(b"UTF-8", b"UTF-16").replace(b"<w:document", ENTITY).decode().encode("utf-16")
        ),
        "DTD",
    ),
    "dtd-elsewhere": (lambda: added(("docProps/a.xml", b'<!DOCTYPE a SYSTEM "file:///x"><a/>')), "DTD"),
    "other-encoding": (lambda: main(lambda d: d.decode().replace("UTF-8", "GBK").encode("gbk")), "UTF-8"),
    "nul": (lambda: main(lambda d: d.replace("正".encode(), b"\0")), "well-formed"),
    "control-reference": (lambda: main(lambda d: d.replace("正".encode(), b"&#1;")), "well-formed"),
    "text-outside": (lambda: build.docx("<w:r><w:t>外</w:t></w:r>"), "outside of its paragraph"),
    "line-in-line": (lambda: build.docx("<w:p><w:pPr><w:p/></w:pPr><w:r><w:t>后</w:t></w:r></w:p>"), "paragraph"),
    "line-in-text": (lambda: build.docx(build.paragraph("前<w:p/>后")), "inside of a text"),
    "break-in-text": (lambda: build.docx(build.paragraph("前<w:br/>后")), "inside of a text"),
    "text-in-text": (lambda: build.docx(build.paragraph("前<w:t>中</w:t>后")), "inside of a text"),
    "else-in-text": (lambda: build.docx(build.paragraph("前<w:b-la/>后")), "inside of a text"),
    "macro-type": (lambda: typed(b".document.main+xml", b".document.macroEnabled.main+xml"), "macros"),
    "macro-part": (lambda: added(("word/vbaProject.bin", b"x")), "macros"),
    "spreadsheet": (lambda: typed(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"), "spreadsheet"),
    "password": (flagged, "encrypted; save it again without a password"),
    "odd-method": (lambda: packed_by(zipfile.ZIP_BZIP2), "by a method that no program of its kind uses"),
    "overlap": (overlapping, "overlap"),
    "spreadsheet-of-another-office": (
        lambda: build.pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "an OpenDocument file, but not a text document",
    ),
    "no-types": (lambda: without("[Content_Types].xml"), "Content_Types"),
    "no-relations": (lambda: without("_rels/.rels"), "which part"),
    "no-document": (lambda: without("word/document.xml"), "no document part"),
    "no-body": (lambda: main(lambda d: d[: d.index(b"<w:body>")] + b"</w:document>"), "no body"),
    "encrypted": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "old-spreadsheet": (lambda: OLE + "Workbook".encode("utf-16-le"), "old Office"),
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("somebody wants the network")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_hostile_or_damaged_is_refused_by_one_line(name: str) -> None:
    make, says = REFUSED[name]
    data = make()
    began = time.process_time()
    with pytest.raises(InputRefused) as caught:
        read_docx(data)
    assert time.process_time() - began < 20  # a bomb that goes off takes minutes
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "正文" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("attachedTemplate", "template"), ("image", "picture"), ("oleObject", "linked object"), ("frame", "remote frame")],
)
def test_what_lies_outside_is_named_and_not_fetched(kind: str, said: str) -> None:
    source = read_docx(build.docx(build.paragraph("正文"), relations=build.external(kind)))
    assert source.text == "正文"
    assert len(source.warnings) == 1
    assert said in source.warnings[0]


def test_a_hyperlink_is_no_reason_to_warn() -> None:
    assert not read_docx(build.docx(build.paragraph("正文"), relations=build.external("hyperlink"))).warnings


def test_a_large_honest_part_comes_in() -> None:
    # 20,000 empty paragraphs are packed 160:1 and are no bomb.
    source = read_docx(build.docx("<w:p/>" * 20_000))
    assert source.text == "\n" * 19_999


def test_strict_files_and_other_prefixes_read_alike() -> None:
    body = build.paragraph("正文", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    usual = read_docx(build.docx(body))
    plain = build.parts(body)
    strict = {
        k: v.replace(build.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            build.R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for k, v in plain.items()
    }
    other = {**plain, "word/document.xml": plain["word/document.xml"].replace(b"w:", b"x:").replace(b":w=", b":x=")}
    bare = (
        plain["word/document.xml"]
        .replace(b"<w:", b"<")
        .replace(b"</w:", b"</")
        .replace(b" xmlns:r", b' xmlns="%s" xmlns:r' % build.W.encode())
    )
    for made in (strict, other, {**plain, "word/document.xml": bare}):
        source = read_docx(build.pack(made))
        assert (source.text, source.marks) == (usual.text, usual.marks)


def test_an_entry_that_lies_about_its_size_is_not_inflated_whole() -> None:
    data = zeros(64 << 20, "word/media/a.xml").replace((64 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(InputRefused, match="checksum"):
        read_docx(data)
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


def test_deep_nesting_is_refused_and_a_nested_table_is_not() -> None:
    for opened, closed in (
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    ):
        with pytest.raises(InputRefused, match="deeper"):
            read_docx(build.docx(opened * 5000 + build.paragraph("底") + closed * 5000))
        assert read_docx(build.docx(opened * 80 + build.paragraph("底") + closed * 80)).text == "底"


def test_old_files_want_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "_program", lambda: None)
    for data in (OLE + "WordDocument".encode("utf-16-le"), b"{\\rtf1 a}"):
        with pytest.raises(InputRefused, match="LibreOffice"):
            read_docx(data)


def test_libreoffice_makes_a_docx_of_an_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def office(command: list[str], **_: Any) -> None:
        folder = Path(command[command.index("--outdir") + 1])
        folder.mkdir()
        (folder / "in.docx").write_bytes(build.docx(build.paragraph("旧文件")))

    monkeypatch.setattr(convert, "_program", lambda: "soffice")
    monkeypatch.setattr(subprocess, "run", office)
    data = b"{\\rtf1 old}"
    source = read_docx(data)
    assert source.text == "旧文件"
    assert source.origin == data


def test_an_old_file_that_is_too_large_is_refused_before_anything_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "_LARGEST", 10)
    monkeypatch.setattr(convert, "_program", lambda: pytest.fail("asked"))
    with pytest.raises(InputRefused, match=r"the \.rtf file is larger than 0 MiB"):
        read_docx(b"{\\rtf1 far too large}")


def test_libreoffice_is_looked_for_under_all_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def which(name: str) -> str | None:
        asked.append(name)
        return "/usr/bin/libreoffice" if name == "libreoffice" else None

    monkeypatch.setattr(convert.shutil, "which", which)
    assert convert._program() == "/usr/bin/libreoffice"
    assert asked == ["soffice", "libreoffice"]
    monkeypatch.setattr(convert.shutil, "which", lambda name: None)
    assert convert._program() is None


def test_an_open_document_is_known_by_its_first_entry() -> None:
    data = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"
    assert convert.format_of(data) == "odt"
    assert convert.format_of(build.docx(build.paragraph("正文"))) == "docx"


def test_a_relationship_may_lead_from_the_root() -> None:
    made = build.parts(build.paragraph("正文"))
    rooted = made["_rels/.rels"].replace(b'Target="word/document.xml"', b'Target="/word/document.xml"')
    assert rooted != made["_rels/.rels"]
    assert read_docx(build.pack({**made, "_rels/.rels": rooted})).text == "正文"


def test_an_office_that_fails_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "_program", lambda: "/nowhere/soffice")
    with pytest.raises(InputRefused, match=r"save it as \.docx"):
        read_docx(b"{\\rtf1 broken}")
