"""A page as its visible text, and the way from each character of that back to the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.source import Mark


class Piece(NamedTuple):
    """Shown characters ``at : at + length`` and the stretch ``start:end`` of the source that shows as them.

    Where both are of one length, character stands for character; else (``&amp;``, blanks that fold into one) the
    stretch stands or falls as a whole. ``before`` is where text goes that is put in front of the piece: outside of
    the emphasis that begins with it. Blanks that show nothing have a piece of length 0: behind the one that shows, or
    between two Han where a line ends in the source.
    """

    at: int
    length: int
    start: int
    end: int
    before: int


class Cut(NamedTuple):
    """An element that may go when everything that it shows goes: what it shows, and all of it in the source."""

    shown: Span
    source: Span


@dataclass(frozen=True, slots=False)
class Layout:
    """What a page shows and where it comes from. Offsets of marks count in ``text``, one paragraph a line.

    What the page makes up (the numbers of a list) has no piece and is frozen, as is what no edit may touch. A line end
    that must stay, since something stands there that joining would lose, is marked ``break``.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    pieces: tuple[Piece, ...] = ()  # in the order of ``at``
    cuts: tuple[Cut, ...] = ()
    warnings: tuple[str, ...] = ()  # what of the page is not in its text
    feet: dict[int, int] = field(default_factory=dict)  # by where a line ends: where text goes that is put there
    ends: tuple[tuple[int, str], ...] = ()  # from which offset on what ends a line in the source

    @cached_property
    def places(self) -> list[int]:
        """Where each piece begins in ``text``."""
        return [piece.at for piece in self.pieces]

    def line_end(self, offset: int) -> str:
        """Return what ends a line in the source around ``offset``, "" where nothing is known of it."""
        i = bisect_right(self.ends, (offset, "\U0010ffff")) - 1
        return self.ends[i][1] if i >= 0 else ""

    def at(self, offset: int) -> int:
        """Return the index of the last piece that begins at or before ``offset``, -1 where none does."""
        return bisect_right(self.places, offset) - 1
