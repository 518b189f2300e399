"""Any console, any locale, any name: the command works, and no text of a file acts on the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import docnorm
from docnorm.writers.findings import Finding, format_findings

from payloads import PAYLOADS

HARD = "党zuzhi生活会,好😀\n"


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    source = str(Path(docnorm.__file__).parents[1])
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONUTF8", "PYTHONIOENCODING"))}
    return subprocess.run(
        [sys.executable, "-m", "docnorm", *arguments],
        cwd=folder, env={**kept, "PYTHONPATH": source, **environment}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_an_ascii_console_will_do(tmp_path: Path) -> None:
    name = "通知 1😀.txt"
    try:
        (tmp_path / name).write_text(HARD, encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("no such names here")
    checked = _run(tmp_path, name, "--check", PYTHONIOENCODING="ascii")
    assert checked.returncode == 1, checked.stderr
    assert b"pinyin-placeholder" in checked.stdout
    done = _run(tmp_path, name, "-o", "出.txt", "--report", "报.html", "-v", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "出.txt").read_bytes() == "党组织生活会，好😀\n".encode()


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_findings_never_act(payload: str) -> None:
    found = [Finding(f"a{payload}.txt", 1, 2, "rule", f"why {payload}")]
    for form in ("text", "github"):
        shown = format_findings(found, form, "1")
        assert shown.count("\n") == 1
        assert not any(
            (ord(c) < 32 and c != "\t") or 127 <= ord(c) < 160 or c in "\u2028\u2029\u202e\u2066" for c in shown[:-1]
        )
    assert format_findings(found, "github", "1").count("::") == 2 + payload.count("::")  # only after the message begins
    assert format_findings(found, "github", "1").startswith("::warning file=a")
    for form in ("json", "sarif"):
        json.loads(format_findings(found, form, "1").encode("utf-8", "surrogatepass"))


def test_sarif_is_as_the_standard_says() -> None:
    log = json.loads(format_findings([Finding("文 件.txt", 3, 4, "quote", "straight")], "sarif", "1.2"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"] == [{"id": "quote"}]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "%E6%96%87%20%E4%BB%B6.txt"
    assert place["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 4}
