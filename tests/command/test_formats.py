"""The table of formats: one row each, and what plug-ins bring beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import docnorm
from docnorm import api
from docnorm.command.main import main
from docnorm.errors import OutputFailed
from docnorm.formats import BUILTIN, Formats
from docnorm.result import Format, Normalized
from docnorm.source import Decoding, Source


def test_a_suffix_is_one_formats() -> None:
    every = [suffix for row in BUILTIN for suffix in (*row.suffixes, *row.only_read)]
    assert len(every) == len({*every})
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in every)


@pytest.mark.parametrize("row", BUILTIN, ids=lambda row: row.name)
def test_what_a_row_names_is_there(row: Format) -> None:
    document = docnorm.normalize_text("甲")
    assert row.read or row.write
    if row.write is None:
        return
    data = document.to_bytes(row.name)
    if row.verify is not None:
        row.verify(data, document, {})
        with pytest.raises(OutputFailed):
            row.verify(data, docnorm.normalize_text("乙"), {})
    if row.read is not None:
        assert row.read(data).text.strip() == "甲"


def read_upper(data: bytes, encoding: str | None = None) -> Source:
    return Source(data.decode().upper(), "json", Decoding("utf-8", "declared"))


def write_lower(document: Normalized, **_: Any) -> bytes:
    return document.text.lower().encode()


def test_what_plug_ins_bring_stands_beside_ours_and_fills_what_we_leave_open() -> None:
    asked: list[bool] = []

    def installed() -> tuple[Format, ...]:
        asked.append(True)
        return (Format("json", (".json",), read_upper), Format("bee", (".bee",), read_upper, write_lower))

    table = Formats(BUILTIN, installed)
    assert table["docx"].name == "docx"
    assert table.find_written("a.HTM") is not None
    assert not asked  # to list what is installed costs 40 ms

    assert table.find_reader("json") is read_upper  # ours writes JSON and reads none
    assert table["json"].write is not write_lower
    assert table["bee"].write is write_lower
    assert (table.find_read("x.bee") or BUILTIN[0]).name == "bee"
    assert "wasp" not in table
    assert len(table) == len(BUILTIN) + 1
    assert {".bee", ".json", ".wps"} <= table.read_suffixes


@pytest.mark.parametrize(("name", "format"), [("x.htm", "html"), ("x.MARKDOWN", "md"), ("x.text", "txt"), ("x", "txt")])
def test_another_suffix_of_a_format_will_do(name: str, format: str, tmp_path: Path) -> None:  # noqa: A002
    document = docnorm.normalize_text("# 甲\n乙")
    document.save(tmp_path / name)
    assert (tmp_path / name).read_bytes() == document.to_bytes(format)


@pytest.mark.parametrize("name", ["x.doc", "x.docm", "x.xhtml"])
def test_a_file_is_not_written_under_the_name_of_another_kind(name: str, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("甲", encoding="utf-8")
    assert main([str(tmp_path / "in.txt"), "-o", str(tmp_path / name)]) == 2
    with pytest.raises(docnorm.errors.UsageError):
        docnorm.normalize_text("甲").save(tmp_path / name)
    assert api.FORMATS.find_read(name) is not None
