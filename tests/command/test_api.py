"""The public face: what comes in, what is refused in one line, what a document gives back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import docnorm
from docnorm import api, profiles
from docnorm.errors import InputRefused, UsageError

TEXT = "他说,好。"
CLEAN = "他说，好。"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_document_is_a_path_bytes_or_text(file: Path) -> None:
    for source in (file, str(file), TEXT.encode("gb18030"), bytearray(TEXT.encode()), memoryview(TEXT.encode()), TEXT):
        assert docnorm.normalize(source).text == CLEAN
    assert docnorm.normalize(file).source.path == str(file)
    assert docnorm.normalize(TEXT).source.path is None


@pytest.mark.parametrize("text", ["他说,好", "a\0b", "长," * 3000, "字," * 200, "x,好\n"])
def test_what_names_no_file_is_text(text: str) -> None:
    assert docnorm.normalize(text).original == text


def test_text_is_text_even_where_it_names_a_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    assert docnorm.normalize("通知.txt").original == TEXT
    assert docnorm.normalize_text("通知.txt").original == "通知.txt"


def test_what_cannot_be_read_is_refused_with_its_name(file: Path) -> None:
    with pytest.raises(InputRefused, match=r"is a folder, not a document$"):
        docnorm.normalize(file.parent)
    with pytest.raises(InputRefused, match=r"通告\.txt: there is no such file; did you mean '通知\.txt'\?$"):
        docnorm.normalize(file.with_name("通告.txt"))
    with pytest.raises(InputRefused, match=r"x\.txt: cannot be read: Not a directory$"):
        docnorm.normalize(file / "x.txt")
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(InputRefused, match=r"通知\.txt: "):
        docnorm.normalize(file)


def test_a_wrong_word_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"unknown input format 'text'; did you mean 'txt'\? \(one of docx txt "):
        docnorm.normalize(TEXT.encode(), format="text")
    with pytest.raises(UsageError, match=r"unknown option 'ignores'; did you mean 'ignore'\?"):
        docnorm.normalize_text(TEXT, ignores=("punctuation",))
    with pytest.raises(UsageError, match=r"unknown profile 'gonwen'; did you mean 'gongwen'\? \(there are gongwen, "):
        docnorm.normalize_text(TEXT, "gonwen")
    with pytest.raises(UsageError, match=r"unknown profile 'gonwen'; did you mean 'gongwen'\?"):
        profiles.get_profile("gonwen")
    with pytest.raises(UsageError, match=r"unknown output format 'dox'; did you mean 'docx'\?"):
        docnorm.normalize_text(TEXT).to_bytes("dox")
    with pytest.raises(UsageError, match=r"^variant: 's2x' is none of .*; did you mean 's2t'\?$"):
        docnorm.normalize_text("中国", variant="s2x")


@pytest.mark.parametrize("ignore", ["punctuation,extra-space", ["punctuation", "extra-space"], {"punctuation"}])
def test_names_come_as_a_string_or_as_a_list(ignore: object) -> None:
    assert docnorm.clean(TEXT, ignore=ignore) == TEXT


@pytest.mark.parametrize("table", [{"甲方": "采购人"}, (("甲方", "采购人"),), [("甲方", "采购人")]])
def test_tables_come_as_a_dict_or_as_pairs(table: object) -> None:
    assert docnorm.clean("甲方付款。", replace=table) == "采购人付款。"


def test_replacements_are_followed_to_their_end_and_circles_are_named() -> None:
    assert docnorm.clean("甲方付款。", replace={"甲方": "买方", "买方": "采购人"}) == "采购人付款。"
    for circle in ({"甲": "乙乙", "乙": "甲甲"}, {"甲": "乙", "乙": "甲"}):
        with pytest.raises(UsageError, match=r"^\[replace\] runs in a circle: 甲, 乙 …$"):
            docnorm.clean("甲", replace=circle)


def test_a_document_gives_back_what_it_knows(file: Path, tmp_path: Path) -> None:
    done = docnorm.normalize(file)
    assert done.undo() == TEXT.encode()
    assert docnorm.normalize_text(TEXT).undo() == TEXT
    assert json.loads(done.report_json()) == json.loads(done.to_bytes("json"))
    assert done.report_html().startswith("<!doctype html>")
    assert [p.text for p in done.to_docx().paragraphs] == ["他说，好。"]
    done.save(tmp_path / "out.md")
    assert (tmp_path / "out.md").read_bytes() == done.to_bytes("md")
    done.save(tmp_path / "no-suffix", verify=False)
    assert (tmp_path / "no-suffix").read_text(encoding="utf-8") == CLEAN + "\n"


def test_every_output_can_be_counted_and_asked_for() -> None:
    assert len(api.FORMATS) == len(list(api.FORMATS))
    assert {"docx", "txt", "md", "html", "json", "jsonl", "report"} <= set(api.FORMATS)


def test_a_report_of_bytes_that_no_encoding_reads_gives_them_back() -> None:
    from docnorm.review.undo import undo

    data = "他说,好。".encode() + b"\xff\xfe\x00" + "再说。".encode("gb18030")
    done = docnorm.normalize(data, format="txt")
    assert undo(done.to_bytes("json")) == data


@pytest.mark.parametrize(
    "report", [b"", b"[]", b"{}", b'{"source": {}}', b'{"source": {"raw": "AAAA", "bytes": 3, "sha256": ""}}', b"\xff"]
)
def test_what_is_no_report_gives_nothing_back(report: bytes) -> None:
    from docnorm.review.undo import undo

    with pytest.raises(InputRefused, match=r"^this is no docnorm report \(\w+\): --undo takes a \.json output$"):
        undo(report)


def test_a_report_that_unpacks_to_more_than_it_says_is_refused() -> None:
    import hashlib
    import zlib
    from base64 import b64encode

    from docnorm.review.undo import undo

    bomb = b64encode(zlib.compress(b"\0" * 10_000_000)).decode()
    report = {"source": {"raw": bomb, "bytes": 10, "sha256": hashlib.sha256(b"\0" * 10).hexdigest()}}
    with pytest.raises(InputRefused, match="was changed since it was written"):
        undo(json.dumps(report).encode())
