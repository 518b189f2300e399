"""What Windows and macOS do otherwise, by switches: no run of ours is on them (docs/reliability.md says which)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest

import docnorm
from docnorm.batch import folders
from docnorm.command.main import main
from docnorm.system import workers

TEXT = "党zuzhi生活会,开展工作。\n"
CLEAN = "党组织生活会，开展工作。"


def test_without_timers_everything_is_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no ``setitimer``: a rule that takes too long is found out when it ends."""
    monkeypatch.delattr(signal, "setitimer")
    assert docnorm.normalize_text(TEXT).text.strip() == CLEAN


def test_without_fork_a_folder_is_cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows and macOS start processes anew: what goes to them must cross."""
    monkeypatch.setattr(workers, "_choose_context", lambda: multiprocessing.get_context("spawn"))
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    assert main([str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--to", "txt", "-j", "2", "-q"]) == 0
    assert [p.read_text(encoding="utf-8").strip() for p in sorted((tmp_path / "out").glob("*.txt"))] == [CLEAN] * 3


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_names_that_differ_in_case_alone_do_not_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    for name in ("a/稿.txt", "b/稿.TXT", "c/Report.txt", "d/report.md"):
        (tmp_path / "in" / name).parent.mkdir(parents=True)
        (tmp_path / "in" / name).write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(folders, "sys", SimpleNamespace(platform=system))
    inputs = [str(path) for path in sorted((tmp_path / "in").rglob("*.*"))]
    assert main([*inputs, "-o", str(tmp_path / "out"), "--to", "txt", "-q", "-j", "1"]) in {0, 4}
    written = [path.name.casefold() for path in (tmp_path / "out").rglob("*.txt")]
    assert len(written) == len(set(written))


def test_a_name_that_macos_took_apart_is_found(tmp_path: Path) -> None:
    """HFS+ hands out é as e and an accent; the name is used as it is given."""
    name = unicodedata.normalize("NFD", "résumé 材料.txt")
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert main([str(tmp_path / name), "-o", str(tmp_path / "out.txt"), "-q"]) == 0


@pytest.mark.parametrize("name", ["a;b.txt", "D：材料.txt", "C%3A材料.txt", "[1] 稿.txt", "a,b=c.txt", " 稿 .txt"])
def test_marks_in_names_mean_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert main([str(tmp_path / name), "-o", str(tmp_path / "out.docx"), "-q"]) == 0


@pytest.mark.skipif(os.name == "nt", reason="a drive there, a name here")
def test_a_path_with_a_drive_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("D:\\材料\\a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["D:\\材料\\a.txt", "-o", "out.txt", "-q"]) == 0
    assert Path("out.txt").read_text(encoding="utf-8").strip() == CLEAN


def test_the_shell_of_windows_leaves_patterns_to_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(TEXT, encoding="utf-8")
    assert main(["*.txt", "-o", "out", "--to", "txt", "-q", "-j", "1"]) == 0
    assert sorted(path.name for path in Path("out").glob("*.txt")) == ["a.txt", "b.txt"]


def test_a_console_in_cp936_shows_what_it_can(tmp_path: Path) -> None:
    (tmp_path / "材料😀.txt").write_text(TEXT + "XX镇😀。\n", encoding="utf-8")
    command = [sys.executable, "-m", "docnorm", "材料😀.txt", "--check"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp936", "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert "材料\\U0001f600.txt:1:2" in done.stdout.decode("cp936")
    assert b"Traceback" not in done.stderr


def test_lines_that_end_as_on_windows_come_back(tmp_path: Path) -> None:
    data = TEXT.replace("\n", "\r\n").encode("gb18030")
    (tmp_path / "in.txt").write_bytes(data)
    assert main([str(tmp_path / "in.txt"), "-o", str(tmp_path / "r.json"), "-q"]) == 0
    assert main(["--undo", str(tmp_path / "r.json"), "-o", str(tmp_path / "again.txt")]) == 0
    assert (tmp_path / "again.txt").read_bytes() == data


@pytest.mark.parametrize("lock", ["~$料.docx", ".~lock.材料.docx#"])
def test_a_file_that_word_holds_open_is_named_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lock: str
) -> None:
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "材料.docx").write_bytes(b"as it was")
    (tmp_path / lock).write_bytes(b"")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(os, "replace", refuse)
    assert main([str(tmp_path / "in.txt"), "-o", str(tmp_path / "材料.docx"), "-q"]) == 4
    assert "open in an office program: close it there" in capsys.readouterr().err
    assert (tmp_path / "材料.docx").read_bytes() == b"as it was"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["in.txt", "材料.docx", lock])  # nothing is left behind
