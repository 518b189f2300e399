"""The plan of the house is true: every room is on it, every path exists, decisions are numbered and listed."""

from __future__ import annotations

import re
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest

import docnorm

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/docnorm"
RUN = Path(docnorm.__file__).parent  # of what is installed, which need not be these sources
PLAN = ROOT / "docs/architecture.md"
DECISIONS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
ROOMS = sorted(p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__")
DOORS_AND_WORDS = sorted(p.name for p in PACKAGE.glob("*.py") if not p.name.startswith("__"))


def _paths(page: Path) -> set[str]:
    return set(re.findall(r"`([a-z_/]+(?:\.py|/))`", page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [*(f"{room}/" for room in ROOMS), *DOORS_AND_WORDS])
def test_every_room_and_every_module_of_the_root_is_on_the_plan(name: str) -> None:
    assert f"`{name}`" in PLAN.read_text(encoding="utf-8"), f"say in {PLAN.name} what {name} is"


def _layers() -> list[list[str]]:
    """Return the import contract's layers, the topmost first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    assert contract["exhaustive"]
    return [[name.strip() for name in re.split(r"[|:]", layer)] for layer in contract["layers"]]


def _rooms_called(text: str) -> list[str]:
    """Return the rooms whose functions are called to clean ``text``, each time another one is."""
    rooms: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and RUN in path.parents:
            room = path.relative_to(RUN).parts[0].removesuffix(".py")
            if rooms[-1:] != [room]:
                rooms.append(room)

    docnorm.clean(text)  # what is loaded and made once
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        docnorm.clean(text)
    finally:
        sys.setprofile(before)
    return rooms


@pytest.mark.parametrize("text", ["这是一份干净的文件。", "你好"])
def test_a_clean_line_flows_through_with_little_back_and_forth(text: str) -> None:
    height = {name: i for i, layer in enumerate(_layers()) for name in layer}
    rooms = _rooms_called(text)
    assert {"api", "pipeline"} <= set(rooms)
    assert len(rooms) - 1 <= 14, rooms
    assert sum(height[later] < height[earlier] for earlier, later in pairwise(rooms)) <= 3, rooms


def test_the_import_contract_names_what_the_plan_names() -> None:
    named = {name for layer in _layers() for name in layer}
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
