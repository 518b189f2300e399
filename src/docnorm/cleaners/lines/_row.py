"""A line of a text that may have been cut at a fixed width."""

from __future__ import annotations

from typing import NamedTuple

from docnorm.text.line_head import SPACES


class CutRow(NamedTuple):
    """A line that is not blank."""

    start: int  # offsets in the text, half-open, without the blanks at both ends
    end: int
    text: str
    width: int  # columns, indent included; 0: code
    indent: int  # columns
    gap: int  # blank lines above it


def read_rows(text: str) -> list[CutRow]:
    """Return the lines of ``text`` that are not blank. Inside a fence of Markdown their width is 0."""
    rows: list[CutRow] = []
    at = gap = 0
    fenced = False
    for raw in text.split("\n"):
        bare = raw.strip(SPACES + "\r")
        if bare.startswith("```"):
            fenced = not fenced
        if bare:
            lead = len(raw) - len(raw.lstrip(SPACES))
            indent = count_columns(raw[:lead])
            width = 0 if fenced else indent + count_columns(bare)
            rows.append(CutRow(at + lead, at + lead + len(bare), bare, width, indent, gap))
            gap = 0
        else:
            gap += 1
        at += len(raw) + 1
    return rows


def count_columns(text: str) -> int:
    """Return the columns of ``text`` on a terminal: two for Han and full-width marks."""
    # GBK spends two bytes where a terminal spends two columns, marks included, and measures at the speed of C.
    return len(text.encode("gbk", "replace"))
