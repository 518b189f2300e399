"""CONTRIBUTING.md followed to the letter, in a copy of the house: what it asks for is enough."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^   (`{3,})(\w+)\n(.*?)^   \1$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the sources and of the tests; the tables are read where they are."""
    copy = tmp_path / "house"
    shutil.copytree(ROOT / "src/docnorm", copy / "src/docnorm", ignore=shutil.ignore_patterns("data", "__pycache__"))
    (copy / "src/docnorm/data").symlink_to(ROOT / "src/docnorm/data")
    shutil.copytree(ROOT / "tests", copy / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", copy / "docs", ignore=shutil.ignore_patterns("__pycache__", "pictures"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def _run(house: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house / "src"), "PYTEST_XDIST_WORKER": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def _put_in(module: Path, diff: str) -> None:
    """Put each line that ``diff`` adds behind the line that stands before it there."""
    text, above = module.read_text(encoding="utf-8"), ""
    for row in diff.splitlines():
        if row.startswith("+"):
            assert text.count(above + "\n") == 1, above
            text = text.replace(above + "\n", f"{above}\n{row[1:]}\n")
        else:
            above = row[1:]
    module.write_text(text, encoding="utf-8")


def _read_walk(title: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the files that a section of CONTRIBUTING.md names, and what it fences, each with its kind, in order."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    start = text.index(f"## {title}")
    walk = text[start : text.index("\n## ", start)]
    fences = [(kind, textwrap.dedent(body)) for _, kind, body in FENCE.findall(walk)]
    return re.findall(r"\*\*`(\S+)`\*\*", walk), fences


def test_a_rule_is_two_files_and_one_line(house: Path) -> None:
    (module, page, profile), ((_, code), (_, prose), (_, diff)) = _read_walk("Add a rule")
    (house / module).write_text(code, encoding="utf-8")
    (house / page).write_text(prose, encoding="utf-8")
    _put_in(house / profile, diff)

    _run(house, "-m", "ruff", "check", "src")
    _run(house, "-m", "ruff", "format", "--check", "src")
    _run(house, "-c", "from importlinter.cli import lint_imports_command as command; command()")
    _run(house, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/cleaners/test_rule_pages.py",
         "tests/cleaners/test_reasons.py", "-k", "house_dash or house-dash or house.dash")  # fmt: skip
    _run(house, "-c", "import docnorm; assert docnorm.normalize_text('他说---好。').text == '他说——好。'")
    _run(house, "-m", "docnorm", "--explain", "house-dash")


def test_an_option_is_one_row_and_an_example(house: Path) -> None:
    files, fences = _read_walk("Add an option")
    for file, (kind, diff) in zip(files, fences, strict=True):
        assert kind == "diff"
        _put_in(house / file, diff)

    _run(house, "-m", "ruff", "check", "src")
    _run(house, "-m", "ruff", "format", "--check", "src")
    _run(house, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/command/test_options.py",
         "tests/house/test_docs.py", "-k", "option or help")  # fmt: skip
    (house / "in.txt").write_text("他说,好。", encoding="utf-8")
    _run(house, "-m", "docnorm", "in.txt", "-o", "typed.html", "--lang", "zh-Hant")
    (house / "docnorm.toml").write_text('lang = "zh-Hant"\n', encoding="utf-8")
    _run(house, "-m", "docnorm", "in.txt", "-o", "settled.html")
    for name in ("typed.html", "settled.html"):
        assert '<html lang="zh-Hant">' in (house / name).read_text(encoding="utf-8")


def test_a_format_is_a_module_and_one_row(house: Path) -> None:
    (module, table), ((_, code), (_, diff)) = _read_walk("Add a format")
    (house / module).write_text(code, encoding="utf-8")
    _put_in(house / table, diff)

    _run(house, "-m", "ruff", "check", "src")
    _run(house, "-m", "ruff", "format", "--check", "src")
    _run(house, "-c", "from importlinter.cli import lint_imports_command as command; command()")
    _run(house, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/command/test_formats.py")
    spoken = "1\r\n00:00:01,000 --> 00:00:02,500\r\n他说,好。\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n再见.\r\n"
    (house / "in").mkdir()
    (house / "in/talk.srt").write_text(spoken, encoding="utf-8", newline="")
    _run(house, "-m", "docnorm", "in", "-o", "out", "--to", "json", "-j", "1")
    assert json.loads((house / "out/talk.json").read_text(encoding="utf-8"))["text"].split() == ["他说，好。", "再见。"]
    _run(house, "-m", "docnorm", "--undo", "out/talk.json", "-o", "back.srt")
    assert (house / "back.srt").read_bytes() == spoken.encode()
