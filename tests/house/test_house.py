"""The house keeps its order: format, lint, types, imports, sizes. One command checks everything."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


TOOLS = {
    "format": ("-m", "ruff", "format", "--check", "."),
    "lint": ("-m", "ruff", "check", "."),
    "types": ("-m", "mypy"),
    "imports": ("-c", "from importlinter.cli import lint_imports_command as command; command()"),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tools_are_content(tool: str) -> None:
    done = subprocess.run([sys.executable, *TOOLS[tool]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_a_module_fits_the_head(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    tree = ast.parse(text)
    rooms = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef))]
    for node in (n for room in rooms for n in room.body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{node.name} is {length} lines long"
            if not node.name.startswith("_"):
                assert length <= 3 or ast.get_docstring(node), f"{node.name} is public and says nothing of itself"


RULES = [p for p in SOURCES if {"cleaners", "repairs"} & set(p.parts)]
RULE_MODULES = {".".join(p.relative_to(ROOT / "src").with_suffix("").parts) for p in RULES if p.name[0] != "_"}


@pytest.mark.parametrize("path", RULES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_no_rule_imports_another(path: Path) -> None:
    """What two rules share is a part, whose name begins with an underscore."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        assert not RULE_MODULES & set(names)
