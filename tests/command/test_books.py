"""What makers of books ask of the command: EPUB, a file a chapter, patterns of their own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docnorm import normalize_text
from docnorm.command.main import main
from docnorm.errors import UsageError

_BODY = "　　雪下了一夜，到天亮才停。巷口的槐树压断了一根枝，横在路中间，没有人来搬。\n"
_TEXT = f"《长亭外》\n作者：林夏\n第一卷 长夜\n第一章 夜雨\n{_BODY}第二章 故人/旧信\n{_BODY}第三章 灯\n{_BODY}"


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "in.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return path


def test_an_epub_with_its_options(text: Path) -> None:
    assert main(["in.txt", "-o", "out.epub", "--profile", "novel", "--author", "某某", "--cover", "none"]) == 0
    opf = zipfile.ZipFile("out.epub").read("EPUB/package.opf").decode()
    assert "<dc:title>长亭外</dc:title>" in opf
    assert "某某" in opf


def test_an_option_of_books_needs_a_book(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["in.txt", "-o", "out.txt", "--author", "某某"]) == 2
    assert "--author needs epub output" in capsys.readouterr().err


def test_a_file_for_each_chapter(text: Path) -> None:
    assert main(["in.txt", "-o", "parts", "--profile", "novel", "--split", "chapters"]) == 0
    found = sorted(Path("parts").iterdir())
    names = ["000.txt", "001 第一卷 长夜.txt", "002 第一章 夜雨.txt", "003 第二章 故人 旧信.txt", "004 第三章 灯.txt"]
    assert [p.name for p in found] == names
    whole = normalize_text(_TEXT, "novel").text
    assert "\n".join(p.read_text("utf-8").strip("\n") for p in found) == whole.strip("\n")


@pytest.mark.parametrize("to", ["md", "docx"])
def test_chapters_in_other_formats(text: Path, to: str) -> None:
    assert main(["in.txt", "-o", "parts", "--profile", "novel", "--split", "chapters", "--to", to]) == 0
    assert len(list(Path("parts").glob(f"*.{to}"))) == 5


def test_chapters_need_a_folder(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["in.txt", "--split", "chapters"]) == 2
    assert "folder" in capsys.readouterr().err


def test_patterns_of_a_house_are_recorded_and_undone() -> None:
    patterns = [
        {"find": "（求月票[^）]*）"},
        {"find": "本章由.*提供", "scope": "line"},
        {"find": r"(\d+)更", "replace": r"第\1更", "why": "our list"},
        {"find": r"甲\n乙", "replace": "甲乙", "scope": "document"},
    ]
    text = "雪停了（求月票！！）。\n　　本章由某站提供\n今天3更。\n他说本章由某站提供的。\n甲\n乙\n"
    done = normalize_text(text, "novel", select=["house-pattern"], patterns=patterns)
    assert done.text == "雪停了。\n今天第3更。\n他说本章由某站提供的。\n甲乙\n"
    assert {c.fix.why for c in done.draft.journal} == {"pattern 1", "pattern 2", "our list", "pattern 4"}
    assert done.undo() == text


def test_a_pattern_past_its_budget_is_named_and_changes_nothing() -> None:
    patterns = [{"find": "(?:雪|雪雪)+y|z", "budget": 0.05}]
    text = "雪" * 60
    done = normalize_text(text, "novel", select=["house-pattern"], patterns=patterns)
    assert done.text == text
    assert "budget" in done.faults[0].what


@pytest.mark.parametrize(
    "pattern",
    [{"find": "("}, {"find": "a", "scope": "page"}, {"replace": "x"}, {"find": "a", "with": "b"}, {"find": 1}],
)
def test_a_wrong_pattern_is_refused(pattern: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=r"pattern 1|string"):
        normalize_text("甲", "novel", patterns=[pattern])


def test_chapters_by_patterns_of_a_reader() -> None:
    text = f"上部\n其一　夜雨\n{_BODY}其二　故人\n{_BODY}"
    done = normalize_text(text, "novel", chapters={"volume": "^[上下]部$", "chapter": r"^\s*其[一二三四].*"})
    found = [(done.outline.read(b.span)[:2], b.role.value, b.level) for b in done.outline.blocks if b.heads]
    assert found == [("上部", "volume", 1), ("其一", "heading", 2), ("其二", "heading", 2)]
    with pytest.raises(UsageError, match="volume and chapter"):
        normalize_text(text, "novel", chapters={"chaptr": "x"})
    with pytest.raises(UsageError, match="no regular expression"):
        normalize_text(text, "novel", chapters={"chapter": "["})


def test_a_dry_run_shows_what_patterns_would_hit(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("docnorm.toml").write_text(
        'profile = "novel"\n[[patterns]]\nfind = "槐树"\n[[patterns]]\nfind = "桂树"\n', "utf-8"
    )
    assert main(["in.txt", "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "pattern 1: 槐树: 3 hits" in shown
    assert "  5:18: 槐树 → " in shown
    assert "pattern 2: 桂树: 0 hits" in shown
    assert "第二章 故人" in shown
    assert Path("in.txt").read_text("utf-8") == _TEXT


def test_the_configuration_is_shown_with_its_patterns(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("docnorm.toml").write_text('[[patterns]]\nfind = "槐树"\n[chapters]\nchapter = "^其.*"\n', "utf-8")
    assert main(["--show-config"]) == 0
    assert 'find = "槐树"' in capsys.readouterr().out
