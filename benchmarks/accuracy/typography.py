"""Typography: statutes kept and restored, the standard's own examples, the peers' own suites."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.row import Row
from docnorm import api
from docnorm.pipeline.line import normalize
from docnorm.profile import Profile
from docnorm.profiles.gongwen import GONGWEN
from docnorm.profiles.minimal import MINIMAL
from docnorm.profiles.web import WEB
from docnorm.settings import config
from docnorm.source import Decoding, Source

COOKBOOK = Path(__file__).parents[2] / "docs" / "en" / "cookbook.md"


class Suite(NamedTuple):
    """A file of cases, the profile that it is about, and what to reach."""

    name: str
    profile: Profile
    bar: float
    note: str = ""


def pangu() -> Profile:
    """Return the profile of the cookbook that puts spaces as pangu does: measured is what is documented."""
    (table,) = re.findall(r"^```toml\n(.*?)^```$", COOKBOOK.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    settings = config.read(tomllib.loads(table), str(COOKBOOK))
    name, asked = config.trace_profile(settings, "pangu")
    return api.tailor(api.get_profile(name), *asked)


SUITES = (
    Suite("laws_keep", GONGWEN, 99.9),
    Suite("laws_corrupt", GONGWEN, 95.0),
    Suite("gbt_keep", GONGWEN, 99.0),
    Suite("numerals_keep", GONGWEN, 99.0),
    Suite("autocorrect", WEB, 90.0),
    Suite("copywriting_guidelines", WEB, 90.0),
    Suite("textlint_zh", WEB, 90.0),
    Suite("zhlint_default", WEB, 85.0),
    Suite("cjk_text_formatter", WEB, 65.0),
    Suite("pangu_py", WEB, 75.0),
    Suite("pangu_py", pangu(), 95.0, "with the cookbook's option set"),
    Suite("opencc", MINIMAL, 100.0),
    Suite("opencc_golden", MINIMAL, 100.0),
)


def rows(shared: Path) -> list[Row]:
    """Measure every suite whose cases are there."""
    found = []
    for suite in SUITES:
        path = shared / "cases" / "typography" / f"{suite.name}.jsonl"
        bar = f">= {suite.bar} %"
        if not path.is_file():
            found.append(Row(suite.name, "-", bar, 0, "cases not here"))
            continue
        found.append(_row(suite, bar, cases(path)))
    return found


def _row(suite: Suite, bar: str, cases: list[dict[str, Any]]) -> Row:
    passed = [c for c in cases if clean(c["input"], _profile(suite, c)) == c["expected"]]
    note = suite.note
    if suite.name == "laws_corrupt":
        asked, right = Counter(c["test"] for c in cases), Counter(c["test"] for c in passed)
        worst = min(asked, key=lambda kind: right[kind] / asked[kind])
        note = f"worst kind: {worst} {100 * right[worst] / asked[worst]:.1f} % (bar 90 %)"
    return Row(suite.name, f"{100 * len(passed) / len(cases):.1f} %", bar, len(cases), note)


def _profile(suite: Suite, case: dict[str, Any]) -> Profile:
    if suite.name.startswith("opencc"):
        return suite.profile.setting("variant", config=case["options"]["config"])
    return suite.profile


def clean(text: str, profile: Profile) -> str:
    """Clean a text that is already decoded."""
    return normalize(Source(text, "txt", Decoding("utf-8", "declared")), profile).text


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
