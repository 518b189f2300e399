"""The 5,000 commonest simplified characters and what looks like them: ``scripts/build_shapes.py``."""

from __future__ import annotations

from functools import lru_cache

from docnorm.system.stored import find_stored


def find_similar(char: str) -> str:
    """Return the characters that look like ``char``, nearest first; empty where none does."""
    return _read_table().get(char, "")


def is_common(char: str) -> bool:
    """Return whether ``char`` is one of the commonest simplified characters."""
    return char in _read_table()


@lru_cache(maxsize=1)
def _read_table() -> dict[str, str]:
    rows = find_stored("shapes.txt").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows if not row.startswith("#"))
