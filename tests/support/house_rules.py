"""Rules of a house, in a module of their own: another process finds them by name."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix
from docnorm.outline import Outline
from docnorm.rule import cleaner, repair


@cleaner("bees", trigger="[b]")
def bees(text: str, *, size: int = 1) -> Iterator[Fix]:
    """Bees."""
    del size
    yield from ()


@repair("wings")
def wings(outline: Outline) -> Iterator[Fix]:
    """Wings."""
    yield from ()
