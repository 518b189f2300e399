"""The command, as a user or a script meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from docnorm.cli import main

DIRTY = "　　对照检查材料\n\n　　一、党zuzhizuzhi生活会\n（一）理论学习不够,浅尝辄止。##paidbegin##平时忙于XX工作。\n"


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    path = tmp_path / "in.txt"
    path.write_bytes(DIRTY.encode("gb18030"))
    return path


def run(*arguments: str | Path, data: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "docnorm", *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, env=os.environ | environment, check=False)


def test_the_main_job_leaves_a_docx(dirty: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert main([str(dirty), "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"PK")
    assert list(tmp_path.glob(".*")) == []


def test_a_pipe_gives_clean_text_and_nothing_else() -> None:
    done = run("-", "--to", "txt", data=DIRTY.encode())
    assert done.returncode == 0
    clean = "对照检查材料\n一、党组织组织生活会\n（一）理论学习不够，浅尝辄止。平时忙于XX工作。\n"
    assert done.stdout.decode() == clean


def test_undo_gives_the_input_back(dirty: Path, tmp_path: Path) -> None:
    report, back = tmp_path / "r.json", tmp_path / "back.txt"
    assert main([str(dirty), "-o", str(report)]) == 0
    assert main(["--undo", str(report), "-o", str(back)]) == 0
    assert back.read_bytes() == dirty.read_bytes()


def test_an_edited_report_is_refused(dirty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, back = tmp_path / "r.json", tmp_path / "back.txt"
    main([str(dirty), "-o", str(report)])
    found = json.loads(report.read_text(encoding="utf-8"))
    found["original"] = found["original"].replace("理论", "历史")
    found["source"].pop("raw", None)
    report.write_text(json.dumps(found), encoding="utf-8")
    assert main(["--undo", str(report), "-o", str(back)]) == 3
    assert not back.exists()
    assert "changed since" in capsys.readouterr().err


def test_check_lists_each_change_where_it_is(dirty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(dirty), "--check"]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert any(row.startswith(f"{dirty}:4:10: punctuation ") for row in rows)
    assert any(row.startswith(f"{dirty}:4:16: scraper-marker ") for row in rows)


def test_check_is_silent_after_cleaning(dirty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.txt"
    main([str(dirty), "-o", str(out)])
    capsys.readouterr()
    assert main([str(out), "--check"]) == 0
    assert main([str(out), "--diff"]) == 0
    assert capsys.readouterr().out == ""


def test_diff_is_unified_and_exits_1(dirty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(dirty), "--diff"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"--- {dirty}\n+++ ")
    assert "-　　一、党zuzhizuzhi生活会\n" in out
    assert "+一、党组织组织生活会\n" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["missing.txt", "-o", "x.txt"], 3, "there is no such file"),
        ([".", "-o", "x.txt"], 3, "is more than one document"),
        (["in.txt", "-o", "nowhere/x.txt"], 4, "does not exist"),
        (["in.txt", "-o", "x.xyz"], 2, "unknown output format 'xyz'"),
        (["in.txt", "--to", "docs"], 2, "did you mean 'docx'"),
        (["in.txt", "--select", "punctuatoin"], 2, "did you mean 'punctuation'"),
        (["in.txt", "--ignore", "qoute"], 2, "did you mean 'quote'"),
        (["in.txt", "--profile", "gongwem"], 2, "did you mean 'gongwen'"),
        (["in.txt", "--variant", "s2twq"], 2, "did you mean"),
        (["in.txt", "--apply", "sure"], 2, "certain or likely"),
        (["in.txt", "--encoding", "utf-9"], 2, "unknown encoding"),
        (["in.txt", "-o", "in.txt"], 2, "is the input itself"),
        (["in.txt", "-w", "-o", "x.txt"], 2, "take one of them"),
        (["--explain", "punctuatoin"], 2, "did you mean 'punctuation'"),
        ([], 2, "no input"),
    ],
)
def test_bad_input_is_one_clear_line(
    arguments: list[str], code: int, said: str, dirty: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(dirty.parent)
    before = dirty.read_bytes()
    assert main(arguments) == code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert said in lines[0]
    assert dirty.read_bytes() == before
    assert sorted(p.name for p in dirty.parent.iterdir()) == ["in.txt"]


def test_in_place_keeps_a_backup(dirty: Path) -> None:
    before = dirty.read_bytes()
    assert main([str(dirty), "-w"]) == 0
    assert dirty.read_text(encoding="utf-8").startswith("对照检查材料\n一、党组织")
    assert dirty.with_name("in.txt.bak").read_bytes() == before


def test_a_full_disk_is_exit_4(dirty: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = f"{sys.executable} -m docnorm {dirty} --to txt > /dev/full"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_went_away_is_fine(dirty: Path) -> None:
    command = f"{sys.executable} -m docnorm {dirty} --to json | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""


@pytest.mark.parametrize("settings", [{"PYTHONIOENCODING": "gbk"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_any_console_will_do(settings: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "文 件😀.txt"
    path.write_text("中文,标点\U0001f600\n", encoding="utf-8")
    done = run(path, "--check", **settings)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_output_does_not_depend_on_hash_seed_or_locale(dirty: Path) -> None:
    outs = {
        run(dirty, "--to", form, PYTHONHASHSEED=seed, LC_ALL=place, TZ=zone).stdout
        for form in ("docx",)
        for seed, place, zone in (("0", "C", "UTC"), ("7", "C.UTF-8", "Asia/Shanghai"))
    }
    assert len(outs) == 1


def test_control_characters_of_names_are_shown_not_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "a\x1b[31mb.txt")]) == 3
    assert "\x1b" not in capsys.readouterr().err


def test_version_loads_nothing_heavy() -> None:
    code = (
        "import sys; from docnorm.cli import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "heavy = {'docx', 'lxml', 'opencc', 'chardet', 'regex', 'markdown_it'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rules"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert any(row.startswith("* punctuation ") for row in rows)
    assert main(["--explain", "punctuation"]) == 0
    assert capsys.readouterr().out.startswith("# punctuation\n")


def test_a_wrong_option_names_the_one_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["in.txt", "--profle", "web"]) == 2
    assert "did you mean '--profile'?" in capsys.readouterr().err
    assert main(["in.txt", "-j", "two"]) == 2
    assert "-j" in capsys.readouterr().err


def test_files_may_stand_on_both_sides_of_an_option(dirty: Path, tmp_path: Path) -> None:
    other = tmp_path / "二.txt"
    other.write_bytes(dirty.read_bytes())
    assert main([str(dirty), "-o", str(tmp_path / "out"), str(other), "-q"]) == 0
    assert (tmp_path / "out" / "in.txt").read_bytes() == (tmp_path / "out" / "二.txt").read_bytes()


def test_word_counts_and_lists_where_it_is_asked_to(dirty: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert main([str(dirty), "-o", str(out), "--numbering", "auto", "--toc"]) == 0
    with zipfile.ZipFile(out) as package:
        assert "word/numbering.xml" in package.namelist()
        assert b"PAGEREF" in package.read("word/document.xml")
    assert main([str(dirty), "-o", str(out), "--numbering", "automatic"]) == 2
    assert main([str(dirty), "--toc"]) == 2
    assert main([str(out), "-o", str(tmp_path / "again.docx"), "--toc"]) == 2


def test_a_slip_in_a_name_is_told(dirty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(dirty.with_name("im.txt"))]) == 3
    assert "did you mean 'in.txt'?" in capsys.readouterr().err
    assert main([str(tmp_path / "none" / "in.txt")]) == 3
    assert "no folder" in capsys.readouterr().err
    assert main([str(dirty), "-j", "0"]) == 2
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty"), "-o", str(tmp_path / "out")]) == 0
    assert "no documents in" in capsys.readouterr().err
