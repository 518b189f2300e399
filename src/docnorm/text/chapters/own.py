"""A reader's own patterns for what heads a volume or a chapter, as people share them for reading programs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from docnorm.text.chapters.rows import Row
from docnorm.text.chapters.series import Found, Heading
from docnorm.text.chapters.signs import CHAPTER, VOLUME, Sign, read_signs

SECONDS = 5.0  # for one pattern over one text: a pattern that takes longer on a novel goes back over itself


class Patterns(NamedTuple):
    """Regular expressions; empty ones find nothing. ``^`` and ``$`` are the ends of a line."""

    volume: str = ""
    chapter: str = ""

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self.volume or self.chapter)

    def find(self, text: str, rows: Sequence[Row]) -> Found:
        """Return the rows that a pattern fits, whatever they look like. Raises ``TimeoutError``."""
        volumes = _find_fitting(self.volume, text, rows) if self.volume else set()
        chapters = _find_fitting(self.chapter, text, rows) - volumes if self.chapter else set()
        below = bool(volumes and chapters)
        found = [Heading(row, _read_sign(rows[row], VOLUME), 1, below) for row in volumes]
        found += [Heading(row, _read_sign(rows[row], CHAPTER), 1 + below) for row in chapters]
        return Found(tuple(sorted(found)))


NONE = Patterns()


@lru_cache(maxsize=8)
def compile_pattern(pattern: str) -> Any:
    """Return a pattern compiled; raises ``regex.error``."""
    import regex  # only those who bring patterns need it

    return regex.compile(pattern, regex.MULTILINE)


def _find_fitting(pattern: str, text: str, rows: Sequence[Row]) -> set[int]:
    starts = [row.start for row in rows]
    found: set[int] = set()
    for m in compile_pattern(pattern).finditer(text, timeout=SECONDS):
        if not m[0].strip():
            continue
        at = m.start() + len(m[0]) - len(m[0].lstrip())
        row = bisect_right(starts, at) - 1
        if row >= 0 and at < rows[row].end:
            found.add(row)
    return found


def _read_sign(row: Row, rank: int) -> Sign:
    """Return the sign that the row bears anyhow, else one without a number."""
    read = read_signs(row.text) if row.text else ()
    if read and read[0].family != "named":
        return read[0]._replace(rank=rank, firm=True)
    return Sign("own", rank, None, 0, 0, row.text)
