"""Families of words that sound alike and fit the same places: only the document itself can tell them apart."""

from __future__ import annotations

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
