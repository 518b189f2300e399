"""A text as rows that are not blank, cheap enough for a novel of twenty megabytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from docnorm.text.chapters.signs import LONGEST, Sign, read_signs

BLANK = " 　\t\r\xa0\ufeff\u2002\u2003\u2009\u200b"


class Row(NamedTuple):
    """One line that is not blank: its place without the blanks around it, and its text where a heading may be in it."""

    start: int
    end: int
    text: str  # empty for a line longer than any heading


class Candidate(NamedTuple):
    """A row and one way to read it as a heading."""

    row: int
    sign: Sign


def list_rows(text: str) -> list[Row]:
    """Return the rows of ``text``; linear."""
    found: list[Row] = []
    at = 0
    for line in text.split("\n"):
        bare = line.strip(BLANK)
        if bare:
            start = at + line.index(bare[0])
            size = len(bare)
            found.append(Row(start, start + size, bare if size <= LONGEST else ""))
        at += len(line) + 1
    return found


def list_candidates(rows: Iterable[Row]) -> list[tuple[int, tuple[Sign, ...]]]:
    """Return the rows that bear a sign, with their signs."""
    found = []
    for index, row in enumerate(rows):
        if row.text and (read := read_signs(row.text)):
            found.append((index, read))
    return found
