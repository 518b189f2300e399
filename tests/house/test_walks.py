"""CONTRIBUTING.md followed to the letter, in a copy of the house: what it asks for is enough."""

from __future__ import annotations

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


def test_a_rule_is_two_files_and_one_line(house: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    walk = text[text.index("## Add a rule") : text.index("## Laws")]
    found = {kind: textwrap.dedent(body) for _, kind, body in FENCE.findall(walk)}
    files = re.findall(r"\*\*`src/(\S+)`\*\*", walk)
    (profile,) = re.findall(r"\(`src/(\S+)`\)", walk)
    for file, kind in zip(files, ("python", "markdown"), strict=True):
        (house / "src" / file).write_text(found[kind], encoding="utf-8")
    _put_in(house / "src" / profile, found["diff"])

    _run(house, "-m", "ruff", "check", "src")
    _run(house, "-m", "ruff", "format", "--check", "src")
    _run(house, "-c", "from importlinter.cli import lint_imports_command as command; command()")
    _run(house, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/cleaners/test_rule_pages.py",
         "tests/cleaners/test_reasons.py", "-k", "house_dash or house-dash or house.dash")  # fmt: skip
    _run(house, "-c", "import docnorm; assert docnorm.normalize_text('他说---好。').text == '他说——好。'")
    _run(house, "-m", "docnorm", "--explain", "house-dash")
