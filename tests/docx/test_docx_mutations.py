"""Broken DOCX down the whole line; thousands of them by ``benchmarks.campaigns.mutations_docx``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from docx_mutations import broken, origins, tried


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_broken_docx_is_refused_or_read_and_nothing_else(tmp_path: Path) -> None:
    chance = random.Random(7)
    files = origins()
    for _ in range(120):
        data = broken(chance.choice(files), chance)
        verdict = tried(data, "gongwen", tmp_path, chance.random() < 0.3)
        (tmp_path / "out.docx").unlink()
        assert verdict.startswith(("fine", "refused", "failed: "))
        assert "written" not in verdict or "nothing was written" in verdict
