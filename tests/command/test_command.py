"""The command, as a user or a script meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import docnorm
from docnorm.batch import task
from docnorm.command.main import main

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
        (["in.txt", "--apply", "sure"], 2, "--apply: 'sure' is none of certain, likely"),
        (["in.txt", "--encoding", "utf-9"], 2, "unknown encoding"),
        (["in.txt", "-o", "in.txt"], 2, "is the input itself"),
        (["in.txt", "-w", "-o", "x.txt"], 2, "take one of them"),
        (["--explain", "punctuatoin"], 2, "did you mean 'punctuation'"),
        ([], 2, "no input"),
        (
            ["in.txt", "--check", "--output-format", "sarf"],
            2,
            "'sarf' is none of text, json, sarif, github; did you mean 'sarif'?",
        ),
        (["in.txt", "--engine", "rey"], 2, "--engine: 'rey' is none of pool, ray; did you mean 'ray'?"),
        (["in.txt", "--ray-address", "auto"], 2, "--ray-address goes with --engine ray"),
        (["-", "in.txt", "-o", "."], 2, "- (standard input) cannot be one of many inputs"),
        (["in.txt", "in.txt"], 2, "many inputs need a folder"),
        (["in.txt", ".", "-o", "in.txt"], 2, "in.txt: is a file; many inputs need a folder"),
        (["in.txt", ".", "-o", ".", "--report", "r.json"], 2, "many inputs give many reports; name a folder"),
        (["in.txt", "-o", "x.txt", "--report", "r.xml"], 2, "a report is .html (to look at) or .json (for programs)"),
        (["--undo", "missing.json"], 3, "missing.json: there is no such file"),
        (["--undo", "in.txt"], 3, "this is no docnorm report"),
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


def test_a_bug_is_told_in_one_line_and_its_trace_where_it_is_asked_for(
    dirty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("理论学习")

    monkeypatch.setattr("docnorm.command.main.add_configuration", broken)
    assert main([str(dirty)]) == 5
    said = capsys.readouterr().err
    assert said == "normalize: a bug in docnorm (ZeroDivisionError); run again with -v and report what it prints\n"
    assert main([str(dirty), "-v"]) == 5
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.undo()
    assert main([str(dirty), "-v", "--profile", "gongwem"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupted_run_says_that_nothing_was_left(
    dirty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("docnorm.command.main.add_configuration", interrupted)
    assert main([str(dirty)]) == 130
    assert capsys.readouterr().err == "normalize: interrupted; nothing half-written was left\n"


def test_what_is_in_force_is_shown_as_a_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--show-config", "--profile", "web", "--ignore", "quote"]) == 0
    shown = tomllib.loads(capsys.readouterr().out)
    assert shown["profile"] == "web"
    assert "quote" not in shown["select"]
    assert main(["--help"]) == 0
    assert "normalize" in capsys.readouterr().out


def test_the_local_page_is_served_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[bool] = []
    monkeypatch.setattr("docnorm.serve.run.serve", lambda: served.append(True))
    assert main(["--serve"]) == 0
    assert served == [True]


def test_an_input_that_cannot_be_opened_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert main([str(tmp_path / "a.txt" / "b.txt"), "-o", str(tmp_path / "c.txt")]) == 3
    assert capsys.readouterr().err.endswith("b.txt: cannot be read: Not a directory\n")


def test_a_doubtful_encoding_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("naïve café déjà".encode("cp1252"))
    assert main([str(path), "-o", str(tmp_path / "b.txt")]) == 0
    said = capsys.readouterr().err
    assert "% sure; --encoding NAME settles it" in said
    assert main([str(path), "-o", str(tmp_path / "b.txt"), "--encoding", "cp1252"]) == 0
    assert capsys.readouterr().err == ""


def test_undo_writes_to_standard_output_and_into_no_folder(dirty: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    assert main([str(dirty), "-o", str(report)]) == 0
    done = run("--undo", report)
    assert (done.returncode, done.stdout) == (0, dirty.read_bytes())
    done = run("--undo", report, "-o", tmp_path)
    assert done.returncode == 4
    assert b"is a folder; name the file to give back" in done.stderr


def test_a_stream_that_is_closed_from_the_start_is_no_bug(dirty: Path, tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m docnorm '{dirty}' --to txt"
    done = subprocess.run(["/bin/sh", "-c", command + " >&-"], capture_output=True, check=False)
    assert done.returncode == 4
    assert b"standard output cannot be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    done = subprocess.run(["/bin/sh", "-c", command + " -v 2>&-"], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("对照检查材料\n")


def test_in_place_leaves_what_is_clean_and_keeps_no_backup_where_none_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("他说，好。\n", encoding="utf-8")
    before = path.stat()
    assert main([str(path), "-w"]) == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    path.write_text("他说,好。\n", encoding="utf-8")
    assert main([str(path), "-w", "--no-backup"]) == 0
    assert path.read_text(encoding="utf-8") == "他说，好。\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_bytes_that_no_encoding_reads_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("第一行完好。\n第二行".encode() + b"\xff" + "坏了。\n".encode())
    assert main([str(path), "-o", str(tmp_path / "b.txt"), "--encoding", "utf-8"]) == 0
    assert "a.txt: 1 places could not be read (the first in line 2) and show as \ufffd" in capsys.readouterr().err


def test_standard_input_cannot_be_replaced() -> None:
    done = run("-", "-w", data=DIRTY.encode())
    assert done.returncode == 2
    assert done.stderr.decode() == "normalize: -w cannot replace standard input\n"


def test_a_bug_with_one_file_of_many_ends_nothing(dirty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("理论学习")

    monkeypatch.setattr("docnorm.batch.task.process", broken)
    outcome = task.process_safely(str(dirty), tmp_path / "x.txt", task.Order(docnorm.get_profile("web")))
    assert outcome.code == 5
    assert outcome.said == (f"{dirty}: a bug in docnorm (ZeroDivisionError); please report it",)


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
        "import sys; from docnorm.command.main import main\n"
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


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("normalize", "a.txt", "-o", "b.txt"), "the command itself"),
        (("help",), "did you mean --help?"),
        (("a.txt", "b.docx"), "normalize a.txt -o b.docx"),
        (("a.txt", "-O", "b.docx"), "did you mean '-o'?"),
    ],
)
def test_a_slip_in_the_command_line_is_named(
    said: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("甲。\n", encoding="utf-8")
    assert main([*said]) == 2
    assert told in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
