"""Families of words that sound alike and fit the same places: only the document itself can tell them apart."""

from __future__ import annotations

from functools import lru_cache

TIES = (
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
    (","),
)
FAMILIES = {word: family for family in TIES for word in family}


@lru_cache(maxsize=8192)
def tied_part(word: str) -> str | None:
    """Return the member of a family that ``word`` is or, of two characters or more, holds."""
    return next((tied for tied in FAMILIES if tied == word or (len(tied) > 1 and tied in word)), None)
