"""The command's options for Word files."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from docnorm.command import main as cli
from docnorm.ooxml import convert

import docx_build as build
from docx_markup import body, line, run


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "in.docx"
    path.write_bytes(build.docx(line(run("标题")) + line(run("学习zuzhi生活"))))
    return path


def test_look_keep_leaves_the_authors(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert cli.main([str(document), "-o", str(out), "--look", "keep", "-q"]) == 0
    assert body(out.read_bytes()) == line(run("标题")) + line(run("学习组织生活"))
    assert cli.main([str(document), "-o", str(out), "-q"]) == 0
    assert "w:pStyle" in body(out.read_bytes())


def test_a_look_that_there_is_not_is_wrong_usage(document: Path, tmp_path: Path) -> None:
    assert cli.main([str(document), "-o", str(tmp_path / "out.docx"), "--look", "gongwne"]) == 2
    assert cli.main([str(document), "-o", str(tmp_path / "out.txt"), "--look", "keep"]) == 2
    assert not list(tmp_path.glob("out.*"))


def test_a_template_is_a_file(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert cli.main([str(document), "-o", str(out), "--template", str(tmp_path / "none.docx")]) == 2
    assert not out.exists()
    assert cli.main([str(document), "-o", str(out), "--template", str(document), "-q"]) == 0


def test_an_old_file_is_not_replaced_by_another_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def office(command: list[str], **_: Any) -> None:
        folder = Path(command[command.index("--outdir") + 1])
        folder.mkdir()
        (folder / "in.docx").write_bytes(build.docx(line(run("学习zuzhi生活"))))

    monkeypatch.setattr(convert, "_program", lambda: "soffice")
    monkeypatch.setattr(subprocess, "run", office)
    old = tmp_path / "old.rtf"
    old.write_bytes(b"{\\rtf1 zuzhi}")
    assert cli.main([str(old), "-w"]) == 4
    assert old.read_bytes() == b"{\\rtf1 zuzhi}"
    out = tmp_path / "new.docx"
    assert cli.main([str(old), "-o", str(out), "--look", "keep", "-q"]) == 0
    assert "组织" in body(out.read_bytes())
