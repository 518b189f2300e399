"""A column of text in Parquet: rows, their groups, schema and other columns stay; damage is refused whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docnorm import Fix, Profile, cleaner
from docnorm.batch.order import Order
from docnorm.batch.task import process_safely
from docnorm.command.main import main
from docnorm.rows import jsonl
from docnorm.rows import parquet as files
from docnorm.rows.column import Column
from docnorm.structure.read import read

pa: Any = pytest.importorskip("pyarrow")
parquet: Any = pytest.importorskip("pyarrow.parquet")

TABLE = pa.table(
    {
        "id": range(5),
        "text": ["他说,好", None, "好", "", "他说,好"],
        "tags": [["a"], [], None, ["b", None], ["c"]],
        "meta": [{"url": "u", "n": 1}] * 5,
    }
)


def run(path: Path, *options: str, name: str = "text") -> tuple[int, Path]:
    out = path.with_name("out.parquet")
    return main([str(path), "-o", str(out), "--field", name, "--profile", "corpus", *options]), out


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "in.parquet"


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())], ids=str)
@pytest.mark.parametrize("codec", ["none", "zstd"])
def test_all_but_the_text_stays(path: Path, kind: Any, codec: str) -> None:
    table = TABLE.set_column(1, "text", TABLE.column("text").cast(kind)).replace_schema_metadata({"who": "me"})
    parquet.write_table(table, path, row_group_size=2, compression=codec)
    code, out = run(path)
    assert code == 0
    found, before = parquet.read_table(out), parquet.read_table(path)
    assert found.column("text").to_pylist() == ["他说，好", None, "好", "", "他说，好"]
    assert found.schema.equals(before.schema, check_metadata=True)
    assert found.schema.field("text").type == kind
    assert found.drop_columns(["text"]).equals(before.drop_columns(["text"]))
    about = parquet.ParquetFile(out).metadata
    assert [about.row_group(i).num_rows for i in range(about.num_row_groups)] == [2, 2, 1]
    assert about.row_group(0).column(1).compression == {"none": "UNCOMPRESSED"}.get(codec, codec.upper())


def test_a_long_row_group_is_not_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.write_table(pa.table({"text": ["他说,好"] * 50}), path)
    monkeypatch.setattr(files, "_BATCH", 8)
    monkeypatch.setattr(files, "_HELD", 300)
    code, out = run(path)
    assert code == 0
    assert parquet.ParquetFile(out).num_row_groups > 1
    assert parquet.read_table(out).column("text").to_pylist() == ["他说，好"] * 50


def test_long_rows_are_read_a_few_at_a_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.write_table(pa.table({"text": ["好" * 100 + str(i) for i in range(50)]}), path, use_dictionary=False)
    monkeypatch.setattr(files, "_READ", 1000)
    monkeypatch.setattr(jsonl, "READ", 1000)
    with parquet.ParquetFile(path) as file:
        sizes = [batch.num_rows for batch, _ in files._read_row_groups(file)]
    assert sum(sizes) == 50
    assert max(sizes) <= 3
    lines = [len(batch) for batch in jsonl._batch_lines(iter([b"x" * 300] * 10))]
    assert lines == [4, 4, 2]


def test_a_file_without_rows_has_the_columns_of_its_neighbours(path: Path) -> None:
    parquet.write_table(TABLE.slice(0, 0), path)
    assert run(path, "--log-field", "log")[0] == 0
    assert parquet.read_schema(path.with_name("out.parquet")).names == [*TABLE.schema.names, "log"]


def test_damage_in_the_middle_is_refused_and_nothing_is_written(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parquet.write_table(pa.table({"text": [f"他说,好{i}" for i in range(5000)]}), path, compression="none")
    data = bytearray(path.read_bytes())
    data[4:2000] = b"\xff" * 1996
    path.write_bytes(data)
    code, out = run(path)
    assert code == 3
    assert capsys.readouterr().err == f"normalize: {path}: is a damaged Parquet file\n"
    assert list(out.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("options", "name", "said"),
    [
        ([], "texts", "there is no column 'texts'; did you mean 'text'?"),
        ([], "tags", "column 'tags' holds list<element: string>, not strings"),
        (["--log-field", "id"], "text", "there is a column 'id' already"),
    ],
)
def test_a_wrong_column_is_named_with_its_file(
    path: Path, options: list[str], name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parquet.write_table(TABLE, path)
    assert run(path, *options, name=name)[0] == 2
    assert capsys.readouterr().err.startswith(f"normalize: {path}: {said}")
    assert not path.with_name("out.parquet").exists()


@cleaner("wasp", trigger="w")
def wasp(text: str) -> Iterator[Fix]:
    """Fail."""
    raise ValueError(text)


@pytest.mark.parametrize("name", ["in.parquet", "in.jsonl"])
def test_a_rule_that_fails_is_named_and_the_rows_are_there(tmp_path: Path, name: str) -> None:
    path, out = tmp_path / name, tmp_path / f"out.{name}"
    if name == "in.parquet":
        parquet.write_table(pa.table({"text": ["w", "a"]}), path)
    else:
        path.write_text('{"text":"w"}\n{"text":"a"}\n', encoding="utf-8")
    outcome = process_safely(str(path), out, Order(Profile("p", (wasp,), read), column=Column("text")))
    assert (outcome.code, outcome.said) == (5, (f"{path}: rule wasp failed on 1 rows and was left out there",))
    assert out.stat().st_size
