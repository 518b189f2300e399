"""A line of a text that may have been cut at a fixed width."""

from __future__ import annotations

from typing import NamedTuple


class CutRow(NamedTuple):
    """A line that is not blank."""

    start: int  # offsets in the text, half-open, without the blanks at both ends
    end: int
    text: str
    width: int  # columns, indent included; 0: code
    indent: int  # columns
    gap: int  # blank lines above it
