"""The extension does what Python does: the same text, journal, hunks, and no faults."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.campaigns.both import compare, fuzzed

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that has the extension: the installed one, or one compiled here."""
    if importlib.util.find_spec("docnorm._native"):
        return {}
    folder = tmp_path_factory.mktemp("native")
    done = subprocess.run(
        [sys.executable, "hatch_build.py", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("there is no compiler here")
    return {"DOCNORM_NATIVE_FROM": str(folder)}


def test_the_extension_is_loaded_unless_it_is_unwanted(built: dict[str, str]) -> None:
    script = "from docnorm.system.native import native; print(native is not None)"
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, **built, "DOCNORM_PURE": pure},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for pure in ("0", "1")
    ]

    assert said == ["True", "False"]


def test_fixtures_and_fuzzed_strings_come_out_the_same(built: dict[str, str]) -> None:
    inputs = (path.read_bytes() for path in sorted((ROOT / "fixtures").glob("*/in.txt")))
    texts = [data.decode("utf-8", "replace") for data in inputs] + fuzzed(120, 7)

    assert compare(texts, ["corpus", "gongwen"], built) == 0
