"""Reading plain text, and refusing what is none."""

from __future__ import annotations

import io
import random
import time
import zipfile
from contextlib import suppress

import pytest

from docnorm.errors import InputRefused
from docnorm.readers.decoding import encode
from docnorm.readers.txt import read_txt

TEXT = "各支部要按时召开组织生活会，认真开展批评和自我批评。\n"


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", TEXT)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (zipped(), "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "OLE2"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
        (bytes(4096), "binary"),
        (random.Random(1).randbytes(4096), "binary"),
        (bytes(range(256)) * 16, "binary"),
    ],
)
def test_what_is_not_text_is_refused_by_name(data: bytes, named: str) -> None:
    with pytest.raises(InputRefused, match=named):
        read_txt(data)


@pytest.mark.parametrize(
    "data", [b"", b"x", b"\xff", b"\0", b"BM", b"PK", b"\x1b$", b"~{", b"\xef\xbb\xbf", b"\xff\xfe"]
)
def test_next_to_nothing_is_a_document(data: bytes) -> None:
    source = read_txt(data)
    assert source.origin == data
    assert encode(source.text, source.decoding) == data


def test_a_clean_file_is_read_without_a_word() -> None:
    source = read_txt(TEXT.encode("gbk"))
    assert (source.text, source.format, source.warnings) == (TEXT, "txt", ())


def test_what_the_decoding_does_not_say_by_itself_is_said() -> None:
    assert read_txt("é".encode("latin-1")).warnings[0].startswith("not recognised as Chinese")
    mixed = TEXT.encode("gbk") + TEXT.encode() + TEXT.encode("gbk")
    assert read_txt(mixed).warnings == ("several encodings in one file: gb18030, utf-8",)


def test_damaged_text_is_not_refused() -> None:
    data = bytearray((TEXT * 20).encode("gbk"))
    for at in range(10, len(data), 50):
        data[at] = 0
    assert read_txt(bytes(data)).text.count("组织生活会") > 10


def test_megabytes_of_one_byte_are_read_in_linear_time() -> None:
    for byte in (b"a", b"\xb0", b"\x80", b"\xe4", b"\n", b"\xff"):
        started = time.perf_counter()
        with suppress(InputRefused):
            read_txt(byte * 300_000)
        assert time.perf_counter() - started < 60  # a quadratic search takes hours


NOTICE = "关于开展党组织生活会的通知，请各部门认真学习。"


@pytest.mark.parametrize(
    "data",
    [
        NOTICE.encode()[:44] + b"\x00\xff" + NOTICE.encode()[45:52] + b"\xfe\xe5\xe6",
        NOTICE.encode() + bytes(512) + NOTICE.encode(),
        NOTICE.encode("gb18030") + bytes(1024),
        (NOTICE + "\0" * 300 + NOTICE).encode("utf-16"),
        b"~{VPND~}\x90~{VPND}!!\x93~{VPNDVPND~}" * 2,
    ],
    ids=["few bytes", "a block that was never written", "at the end", "in UTF-16", "HZ out of step"],
)
def test_damaged_text_is_text(data: bytes) -> None:
    source = read_txt(data)
    assert encode(source.text, source.decoding) == data or source.decoding.lost
    assert any("\u4e00" <= c <= "\u9fff" for c in source.text)
