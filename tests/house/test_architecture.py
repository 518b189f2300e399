"""The plan of the house is true: every room is on it, every path exists, decisions are numbered and listed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/docnorm"
PLAN = ROOT / "docs/architecture.md"
DECISIONS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
ROOMS = sorted(p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__")
DOORS_AND_WORDS = sorted(p.name for p in PACKAGE.glob("*.py") if not p.name.startswith("__"))


def _paths(page: Path) -> set[str]:
    return set(re.findall(r"`([a-z_/]+(?:\.py|/))`", page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [*(f"{room}/" for room in ROOMS), *DOORS_AND_WORDS])
def test_every_room_and_every_module_of_the_root_is_on_the_plan(name: str) -> None:
    assert f"`{name}`" in PLAN.read_text(encoding="utf-8"), f"say in {PLAN.name} what {name} is"


def test_the_import_contract_names_what_the_plan_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]
    assert layers["exhaustive"]
    named = {name.strip() for layer in layers["layers"] for name in re.split(r"[|:]", layer)}
    packages = {room for room in ROOMS if (PACKAGE / room / "__init__.py").is_file()}
    assert packages | {name.removesuffix(".py") for name in DOORS_AND_WORDS} == named - {"__main__"}


@pytest.mark.parametrize("page", [PLAN, *DECISIONS], ids=lambda p: p.name)
def test_every_path_that_is_named_exists(page: Path) -> None:
    homes = (ROOT, PACKAGE)
    missing = {path for path in _paths(page) if not any((home / path).exists() for home in homes)}
    assert missing == set()


def test_the_plan_states_no_counts_of_lines() -> None:
    assert re.findall(r"\d+ lines", PLAN.read_text(encoding="utf-8")) == []


def test_decisions_are_numbered_without_holes_and_listed_by_their_titles() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    titles = [page.read_text(encoding="utf-8").splitlines()[0] for page in DECISIONS]
    assert [title.split(". ")[0] for title in titles] == [f"# {n}" for n in range(1, len(DECISIONS) + 1)]
    index = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\* \[(.+)\]\((.+)\)$", index, re.MULTILINE)
    assert listed == [(title[2:], page.name) for title, page in zip(titles, DECISIONS, strict=True)]


def test_every_decision_that_is_referred_to_exists() -> None:
    pages = [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "scripts").glob("*.py")]
    pages += [ROOT / "pyproject.toml", ROOT / "CONTRIBUTING.md"]
    named = {int(n) for page in pages for n in re.findall(r"\bADR\s+(\d+)", page.read_text(encoding="utf-8"))}
    assert named <= set(range(1, len(DECISIONS) + 1))
