"""Whole documents with what is expected of them: text, outline, changes. ``pytest --accept`` rewrites the goldens."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import docnorm
from docnorm.result import Normalized
from docnorm.text.places import Lines

FIXTURES = Path(__file__).parents[2] / "fixtures"


def folders(root: Path) -> list[Path]:
    return sorted(p.parent for p in root.glob("*/about.toml"))


def normalized(folder: Path) -> Normalized:
    about = tomllib.loads((folder / "about.toml").read_text(encoding="utf-8"))
    (found,) = folder.glob("in.*")
    return docnorm.normalize(found, about["profile"], **about.get("options", {}))


def outline(done: Normalized) -> str:
    rows = []
    for block in done.outline.blocks:
        label = f"{block.label.style} {'.'.join(map(str, block.label.value))}" if block.label else "-"
        lead = done.text[block.lead.start : block.lead.end] if block.lead else "-"
        head = done.text[block.span.start : block.span.start + 24].replace("\n", " ")
        rows.append(f"{block.role.value}\t{block.level}\t{label}\t{lead}\t{head}\n")
    return "".join(rows)


def changes(done: Normalized) -> str:
    lines, rows = Lines(done.original), []
    for change in done.draft.journal:
        places = done.draft.where(change)
        line, column = lines.at(places[0].start)
        safety = change.fix.safety.name.lower()
        for (start, end), edit in zip(places, change.fix.edits, strict=True):
            before = repr(done.original[start:end])[1:-1]
            after = "(finding)" if change.finding else repr(edit.new)[1:-1]
            rows.append(f"{line}:{column}\t{change.rule}\t{safety}\t{change.fate.value}\t{before}\t{after}\n")
    return "".join(rows)


@pytest.mark.parametrize("folder", folders(FIXTURES), ids=lambda p: p.name)
def test_fixture(folder: Path, accept: bool) -> None:
    done = normalized(folder)
    found = {"out.txt": done.to_bytes("txt").decode(), "outline.tsv": outline(done), "changes.tsv": changes(done)}
    for name, text in found.items():
        golden = folder / name
        if accept:
            golden.write_text(text, encoding="utf-8", newline="\n")
        assert text == golden.read_bytes().decode(), f"{golden}: not what it was; look, then pytest --accept"


@pytest.mark.parametrize("folder", folders(FIXTURES / "known_failures"), ids=lambda p: p.name)
def test_known_failure(folder: Path, request: pytest.FixtureRequest) -> None:
    about = tomllib.loads((folder / "about.toml").read_text(encoding="utf-8"))
    request.applymarker(pytest.mark.xfail(reason=about["reason"], strict=True, raises=AssertionError))
    done = normalized(folder)
    assert done.to_bytes("txt").decode() == (folder / "out.txt").read_bytes().decode()
