"""Rows with added columns are read alike by the programs that read rows, however many clean ones come first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docnorm.profiles.corpus import CORPUS
from docnorm.rows.column import Column
from docnorm.rows.jsonl import clean_lines

CLEAN, DIRTY = "干净的一行。", "##paidbegin##这一行有标记。"


def read_with_pandas(path: Path) -> list[dict[str, Any]]:
    return pytest.importorskip("pandas").read_json(path, lines=True).to_dict("records")  # type: ignore[no-any-return]


def read_with_polars(path: Path) -> list[dict[str, Any]]:
    return pytest.importorskip("polars").read_ndjson(path).to_dicts()  # type: ignore[no-any-return]


def read_with_pyarrow(path: Path) -> list[dict[str, Any]]:
    return pytest.importorskip("pyarrow.json").read_json(path).to_pylist()  # type: ignore[no-any-return]


def read_with_duckdb(path: Path) -> list[dict[str, Any]]:
    found = pytest.importorskip("duckdb").sql(f"select * from read_json('{path.as_posix()}')")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def read_with_datasets(path: Path) -> list[dict[str, Any]]:
    datasets: Any = pytest.importorskip("datasets")
    found = datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=str(path.parent / "cache"))
    return list(found)


READERS = [read_with_pandas, read_with_polars, read_with_pyarrow, read_with_duckdb, read_with_datasets]


@pytest.mark.filterwarnings("ignore")  # of the programs about one another
@pytest.mark.parametrize("read", READERS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("clean", [0, 2000])
def test_added_columns_are_read_alike(read: Callable[[Path], list[dict[str, Any]]], clean: int, tmp_path: Path) -> None:
    lines = [json.dumps({"id": i, "text": CLEAN if i < clean else DIRTY}).encode() + b"\n" for i in range(clean + 2)]
    data, _ = clean_lines(lines, Column("text", log="log", counts="counts", flagged="flagged"), CORPUS)
    path = tmp_path / "rows.jsonl"
    path.write_bytes(data)
    expected = [json.loads(line) for line in data.splitlines()]
    assert json.loads(expected[-1]["counts"]) == {"scraper-marker": 1}
    assert read(path) == expected
