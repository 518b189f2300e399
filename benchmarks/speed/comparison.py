"""Write ``docs/comparison.md``: docnorm and its peers on the same cases in one run.

``python -m benchmarks.speed.comparison [--shared FOLDER]``, with the extra ``[bench]``; a missing peer is left out.
"""

from __future__ import annotations

import argparse
import contextlib
import unicodedata
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import docnorm
from benchmarks.accuracy.typography import SUITES, cases, clean
from benchmarks.speed.rates import documents, rate

PAGE = Path(__file__).parents[2] / "docs" / "comparison.md"
HEAD = """\
# docnorm and its peers

Made by `python -m benchmarks.speed.comparison`; every figure is from one run over the same cases. A case passes
when the text that comes out is the expected one exactly. Each peer runs with its defaults; docnorm with the profile
named. Half of each public suite was used in developing docnorm, so the peers' own suites say what docnorm can do,
not how it does on the unseen.

"""
TAIL = """\

How to read it. The suites under `web` are the peers' own: each is at home in the one that carries its name; where
it scores more than docnorm there, its taste differs (pangu sets spaces round `/` and `-`, never touches a half-width
mark). The suites under `gongwen` ask what none of the peers was made for: statutes that must stay as they are, and the
same statutes damaged in sixteen ways. An `identity` that changes nothing scores in every suite, for many cases only ask
to be left alone. NFKC is faster than docnorm, and ruins nine statutes in ten.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared", help="folder with cases/")
    shared: Path = parser.parse_args().shared
    tools = peers()
    lines = ["| suite | profile | n | docnorm | " + " | ".join(tools) + " |", "|---" * (len(tools) + 4) + "|"]
    for suite in SUITES:
        path = shared / "cases" / "typography" / f"{suite.name}.jsonl"
        if suite.name.startswith("opencc") or not path.is_file():
            continue
        rows = cases(path)
        ours = _share(rows, lambda text, p=suite.profile: clean(text, p))  # type: ignore[misc]
        theirs = [_share(rows, tool) for tool in tools.values()]
        shown = " | ".join(f"**{s}**" if s == max(ours, *theirs) else str(s) for s in (ours, *theirs))
        profile = f"{suite.profile.name}, {suite.note}" if suite.note else suite.profile.name
        lines.append(f"| {suite.name} | {profile} | {len(rows)} | {shown} |")
    lines += _speed(shared, tools)
    PAGE.write_text(HEAD + "\n".join(lines) + "\n" + TAIL, encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def peers() -> Mapping[str, Callable[[str], str]]:
    """Return the peers that are installed, by name and version."""
    found: dict[str, Callable[[str], str]] = {
        "identity": str,
        "NFKC": lambda text: unicodedata.normalize("NFKC", text),
    }
    with contextlib.suppress(ImportError):
        import autocorrect_py

        found[f"autocorrect {_version('autocorrect-py')}"] = autocorrect_py.format
    with contextlib.suppress(ImportError):
        import pangu

        found[f"pangu {_version('pangu')}"] = pangu.space_text
    with contextlib.suppress(ImportError):
        from cjk_text_formatter.polish import polish_text

        found[f"cjk-text-formatter {_version('cjk-text-formatter')}"] = polish_text
    with contextlib.suppress(ImportError):
        import ftfy

        found[f"ftfy {_version('ftfy')}"] = ftfy.fix_text
    return found


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _share(rows: list[dict[str, Any]], tool: Callable[[str], str]) -> float:
    passed = 0
    for case in rows:
        with contextlib.suppress(Exception):  # a peer that raises has not passed
            passed += tool(case["input"]) == case["expected"]
    return round(100 * passed / len(rows), 1)


def _speed(shared: Path, tools: Mapping[str, Callable[[str], str]]) -> list[str]:
    corpus = shared / "corpora" / "official-zh.txt.xz"
    if not corpus.is_file():
        return []
    texts = documents(corpus)[:20]
    rates = [rate(docnorm.clean, texts), *(rate(tool, texts) for name, tool in tools.items() if name != "identity")]
    cells = [f"{r:.1f}" for r in rates]
    cells.insert(1, "")
    return [f"| MB/s, official text | corpus | {len(texts)} | " + " | ".join(cells) + " |"]


if __name__ == "__main__":
    main()
