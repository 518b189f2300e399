"""Clean text of others, line by line: ``python -m benchmarks.campaigns.loss FOLDER [--profile NAME]``.

Every line of every ``.txt`` in the folder is a document. What is printed is to be read by a person: each change of a
Han character, removals among them, and each text that became empty.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docnorm
from docnorm.profiles import NAMES
from docnorm.result import Normalized
from docnorm.text.characters import HAN

_HAN = re.compile(f"[{HAN}]")
_AROUND = 20  # characters shown on either side


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profile", choices=NAMES, default="gongwen")
    wanted = parser.parse_args()
    lines, found = 0, Counter[str]()
    for path in sorted(wanted.folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            lines += 1
            for rule, shown in _changed(docnorm.normalize_text(line, wanted.profile)):
                found[rule] += 1
                print(f"{path.stem}\t{rule}\t{shown}", flush=True)
    print(f"{lines} lines: {found.total()} places where Han changed", dict(found))


def _changed(done: Normalized) -> Iterator[tuple[str, str]]:
    """Yield rule and place of every hunk that changes Han, and the text if nothing is left of it."""
    text = done.original
    if text.strip() and not done.text.strip():
        yield "EMPTY", text
    for (start, end), new, causes in done.draft.patch.hunks:
        if _HAN.findall(text[start:end]) != _HAN.findall(new):
            rules = ",".join(sorted({done.draft.journal[cause].rule for cause in causes}))
            before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            yield rules, f"{before}[-{text[start:end]}-][+{new}+]{behind}"


if __name__ == "__main__":
    main()
