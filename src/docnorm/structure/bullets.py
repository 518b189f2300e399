"""Lists of plain text whose entries have no number: - 苹果, • 牛奶, ● 面包, and how deep each entry stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docnorm.outline import Role
from docnorm.structure.lines import Line
from docnorm.text.bullet import BULLET

# - 1 - is the number of a page, - 5 a figure.
_NO_WORD = re.compile(r"[^A-Za-z\u3400-\u9fff]*$")


def list_bullets(lines: Sequence[Line]) -> None:
    """Make entries of neighbouring lines that begin with a bullet, two at least; deeper ones are indented further."""
    row: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _is_entry(line):
            row.append(line)
            continue
        if len(row) > 1:
            _settle(row)
        row = []


def _is_entry(line: Line) -> bool:
    if line.role is not Role.PARAGRAPH or line.kept or line.settled or line.listed or line.head or line.choices:
        return False
    found = BULLET.match(line.text)
    return found is not None and not _NO_WORD.match(line.text, found.end())


def _settle(row: Sequence[Line]) -> None:
    margins: list[int] = []  # of the entries that are open, outermost first
    for line in row:
        while margins and margins[-1] > line.margin:
            margins.pop()
        if not margins or margins[-1] < line.margin:
            margins.append(line.margin)
        line.role, line.kept, line.settled, line.listed = Role.ITEM, True, True, len(margins)
