"""Files that pass by: long texts and shards of rows, in blocks that leave no trace in the output."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import docnorm
from docnorm.batch import route, streamed
from docnorm.batch.long_text import clean_long_text
from docnorm.command.main import main

from laws import documents

CORPUS = docnorm.get_profile("corpus")


def clean_blocks(data: bytes, block: int, size: int = 1 << 20) -> bytes:
    out = io.BytesIO()
    clean_long_text(io.BytesIO(data), out.write, CORPUS, block=block, size=size)
    return out.getvalue()


@settings(max_examples=60)
@given(parts=st.lists(documents(), min_size=1, max_size=4), block=st.integers(64, 300))
def test_blocks_leave_no_trace(parts: list[str], block: int) -> None:
    data = "甲乙丙丁，戊己庚辛。\n".join(parts).encode()
    whole = docnorm.normalize(data, "corpus").to_bytes("txt")
    assert clean_blocks(data, block) == whole


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("block", [127, 1000])
def test_no_character_is_cut(encoding: str, block: int) -> None:
    text = "上海市人民政府办公厅，关于印发上海市工作方案的通知。\r\n" * 20
    assert clean_blocks(text.encode(encoding), block).decode() == text.replace("\r\n", "\n")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_long_line_is_not_cut_inside_a_character(encoding: str) -> None:
    text = "上海市人民政府办公厅，关于印发上海市工作方案的通知。" * 40
    assert clean_blocks(text.encode(encoding), 101).decode() == text + "\n"


def test_a_long_file_passes_by_and_comes_out_as_it_would_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = tmp_path / "in.txt", tmp_path / "out.txt"
    path.write_bytes("他说,好的。\r\n\r\n\r\n\r\n第二段\r\n".encode("gb18030") * 50)
    whole = docnorm.normalize(path).to_bytes("txt")
    monkeypatch.setattr(route, "LONG", 100)
    assert main([str(path), "-o", str(out)]) == 0
    assert out.read_bytes() == whole


def rows(path: Path) -> list[object]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_column_of_json_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text('{"id":1,"text":"他说,好"}\n{"id":2,"text":null}\n{broken\n{"id":4}\n', encoding="utf-8")
    assert main([str(path), "-o", str(out), "--field", "text", "--profile", "corpus"]) == 3
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines == ['{"id":1,"text":"他说，好"}', '{"id":2,"text":null}', "{broken", '{"id":4}']
    said = capsys.readouterr().err
    assert "line 3 is no JSON object" in said
    assert "broken" not in said.replace("line 3", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["in.jsonl", "-o", "out.jsonl"], "--field NAME"),
        (["in.jsonl", "-o", "out.jsonl", "--field", "body"], "no row has a field 'body'; --field names"),
        (["in.jsonl", "-o", "out.jsonl", "--field", "texts"], "no row has a field 'texts'; did you mean 'text'?"),
        (["in.jsonl", "-o", "out.jsonl", "--field", "text", "--encoding", "gbk"], "--encoding does not go with"),
        (["in.jsonl", "-o", "out.jsonl", "--field", "text", "--to", "docx"], "--to does not go with"),
        (["in.jsonl", "-o", "out.jsonl", "--field", "text", "--log-field", "text"], "need different names"),
        (["in.jsonl", "-o", "out.jsonl", "--field", "text", "--log-field", "id"], "a field 'id' already"),
        (["in.jsonl.gz", "-o", "out.jsonl", "--field", "text"], "unpack it first"),
        (["in.jsonl", "-o", "out.parquet", "--field", "text"], "rows stay in their format"),
        (["in.jsonl", "--check", "--field", "text"], "do not go with it"),
        (["in.txt", "-o", "x.jsonl", "--field", "text"], ".jsonl and .parquet"),
        (["in.jsonl", "-o", "in.jsonl", "--field", "text"], "is the input itself"),
        (["in.jsonl", "-o", "x.jsonl", "--log-field", "log"], "go with --field"),
        (["in.parquet", "--field", "text"], "a Parquet output is a file; name it with -o"),
    ],
)
def test_wrong_use_of_rows_is_one_line_and_writes_nothing(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text('{"id":1,"text":"a"}\n', encoding="utf-8")
    Path("in.txt").write_text("a", encoding="utf-8")
    Path("in.parquet").write_bytes(b"PAR1")
    assert main([*arguments]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert said in lines[0]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "in.parquet", "in.txt"]


def test_rows_come_from_a_pipe_and_go_to_one() -> None:
    command = [sys.executable, "-m", "docnorm", "-", "--field", "text"]
    done = subprocess.run(command, input='{"text":"他说,好"}\n'.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (0, '{"text":"他说，好"}\n')


def test_many_broken_rows_are_told_in_few_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text":"a"}\n{"id":1}\n' + "{broken\n" * 30, encoding="utf-8")
    assert main([str(path), "-o", str(tmp_path / "out.jsonl"), "--field", "text"]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert sum("is no JSON object" in line for line in lines) == streamed.NAMED
    assert any(line.endswith(f"and {30 - streamed.NAMED} more such lines") for line in lines)
    assert any("1 of 32 rows have no field text" in line for line in lines)


def test_a_long_file_says_what_it_could_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(route, "LONG", 10)
    path = tmp_path / "long.txt"
    path.write_bytes("他说,好。\n".encode() * 5 + b"\xff" + "他说,好。\n".encode() * 5)
    assert main([str(path), "-o", str(tmp_path / "out.txt"), "--encoding", "utf-8"]) == 0
    assert "long.txt: 1 places could not be read and show as \ufffd" in capsys.readouterr().err


def test_rows_that_are_not_utf8_are_told_from_broken_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    command = [str(path), "-o", str(out), "--field", "text"]
    path.write_bytes('{"text":"a"}\n{"text":"他说,好"}\n{\n'.encode("gb18030"))
    assert main(command) == 3
    assert out.read_bytes() == path.read_bytes()
    assert f"{path}: 1 of these lines are not UTF-8" in capsys.readouterr().err
    path.write_text('{"text":"他说,好"}\n', encoding="utf-16")
    assert main(command) == 3
    assert capsys.readouterr().err.startswith(f"normalize: {path}: is UTF-16; JSON Lines are UTF-8")


def test_a_shard_with_broken_lines_counts_as_done_and_is_done_again_where_its_output_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shards, out = tmp_path / "in", tmp_path / "out"
    shards.mkdir()
    for name, last in (("a", "{"), ("b", "")):
        (shards / f"{name}.jsonl").write_text('{"text":"他说,好"}\n' + last, encoding="utf-8")
    (shards / "c.jsonl.gz").write_bytes(b"")
    command = [str(shards), "-o", str(out), "--field", "text", "--resume"]
    assert main(command) == 3
    said = capsys.readouterr().err
    assert said.startswith("normalize: passed over 1 .gz (what ends in .jsonl .ndjson .parquet is read)\n")
    assert "2 files: 1 done, 1 done but for lines that are no rows; 2 changes" in said
    written = (out / "a.jsonl").read_bytes()
    (out / "a.jsonl").unlink()
    assert main(command) == 3
    assert (out / "a.jsonl").read_bytes() == written
    assert "2 files: 0 done, 1 already done, 1 done but for" in capsys.readouterr().err


def test_shards_in_shards_out_and_finished_ones_are_skipped(tmp_path: Path) -> None:
    shards, out = tmp_path / "shards", tmp_path / "out"
    shards.mkdir()
    for number in range(3):
        row = json.dumps({"id": number, "text": "他说,好"}) + "\n"
        (shards / f"{number}.jsonl").write_text(row * 2, encoding="utf-8")
    command = [str(shards), "-o", str(out), "--field", "text", "--profile", "corpus", "-j", "2"]
    assert main(command) == 0
    assert [rows(out / f"{n}.jsonl") for n in range(3)] == [[{"id": n, "text": "他说，好"}] * 2 for n in range(3)]
    before = {p.name: p.stat().st_mtime_ns for p in out.glob("[0-9].jsonl")}
    (out / "1.jsonl").unlink()
    assert main([*command, "--resume"]) == 0
    after = {p.name: p.stat().st_mtime_ns for p in out.glob("[0-9].jsonl")}
    assert {n for n in after if after[n] != before[n]} == {"1.jsonl"}


def test_a_column_of_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    table = pa.table({"id": [1, 2, 3], "text": ["他说,好", None, "好"]}).replace_schema_metadata({"who": "me"})
    parquet.write_table(table, path)
    command = [str(path), "-o", str(out), "--field", "text", "--profile", "corpus", "--flagged-field", "flagged"]
    assert main(command) == 0
    found = parquet.read_table(out)
    assert found.column("text").to_pylist() == ["他说，好", None, "好"]
    assert found.schema.names == ["id", "text", "flagged"]
    assert found.schema.metadata[b"who"] == b"me"


def test_what_is_no_parquet_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "in.parquet"
    path.write_bytes(b"PAR1 no")
    assert main([str(path), "-o", str(tmp_path / "out.parquet"), "--field", "text"]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.parquet"]


def test_what_is_no_text_is_refused_however_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "in.txt", tmp_path / "out.txt"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    monkeypatch.setattr(route, "LONG", 100)
    assert main([str(path), "-o", str(out)]) == 3
    assert "a ZIP archive" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.txt"]


class Failing(io.BytesIO):
    """A disk that gives up in the middle."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError(5, "Input/output error")

    readline = read


@pytest.mark.parametrize("arguments", [["in.txt"], ["in.jsonl", "--field", "text"]])
def test_a_disk_that_gives_up_is_the_inputs_fault_not_the_outputs(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in.txt", "in.jsonl"):
        Path(name).write_text("甲\n" * 100, encoding="utf-8")
    monkeypatch.setattr(route, "LONG", 100)
    monkeypatch.setattr(streamed, "open_input", lambda path: contextlib.nullcontext(Failing()))
    assert main([*arguments, "-o", "out" + Path(arguments[0]).suffix]) == 3
    assert capsys.readouterr().err == f"normalize: {arguments[0]}: cannot be read: Input/output error\n"


def test_rows_have_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text":"他说,好"}\n', encoding="utf-8")
    out = tmp_path / "out.jsonl"
    command = [str(rows), "-o", str(out), "--report", str(tmp_path / "report.html")]
    assert main([*command, "--field", "text"]) == 2  # it was read as text, line by line
    assert "--report" in capsys.readouterr().err
    assert main(command) == 2
    assert "--field NAME" in capsys.readouterr().err
    assert not out.exists()
