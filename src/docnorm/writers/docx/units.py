"""Word's units: twips (twentieths of a point), half-points, and hundredths of a character."""

from __future__ import annotations

import re

# Office programs put a quarter of a character between Han and Latin letters or digits.
_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")


def twips(mm: float) -> int:
    """Return millimetres as twips. Whole ones only: 2097.6 is invalid by the schema."""
    return round(mm * 1440 / 25.4)


def points(pt: float) -> int:
    """Return points as twips."""
    return round(pt * 20)


def half(pt: float) -> int:
    """Return points as half-points, the unit of ``w:sz``."""
    return round(pt * 2)


def indent(size: float, *, first: float = 0.0, left: float = 0.0, right: float = 0.0) -> str:
    """Return a ``w:ind`` for indents in characters of ``size`` points, each also in twips.

    Word obeys the characters, others the twips, and a zero must be written out: ``firstLineChars`` inherited from a
    style beats a ``firstLine`` of 0 beside it. A hanging indent is in twips alone: in characters Word adds it to the
    left one, others do not.
    """
    sides = (
        f'w:leftChars="{round(left * 100) if first >= 0 else 0}" w:left="{points(left * size)}"'
        f' w:rightChars="{round(right * 100)}" w:right="{points(right * size)}"'
    )
    if first < 0:
        return f'<w:ind {sides} w:hanging="{points(-first * size)}"/>'
    return f'<w:ind {sides} w:firstLineChars="{round(first * 100)}" w:firstLine="{points(first * size)}"/>'


def ems(text: str) -> float:
    """Return the width of ``text`` in characters: Han and full-width marks 1, Latin letters and digits a half."""
    wide = sum(
        0.25 if c in ".,:;'!|il" else 0.5 if ord(c) < 0x250 else 0.0 if c in "\u200b\ufeff" else 1.0 for c in text
    )
    return wide + 0.25 * sum(1 for _ in _SEAM.finditer(text))
