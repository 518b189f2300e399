"""Latin that could be read as pinyin and is none: English words, brands, commands."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from docnorm.system.stored import find_stored

Kind = Literal["", "-", "=", "!"]


@lru_cache(maxsize=1)
def _read_table() -> dict[str, Kind]:
    """Some 5,000 words; their sources and licence stand at the head of the file."""
    table: dict[str, Kind] = {}
    kinds: dict[str, Kind] = {"-": "-", "=": "=", "!": "!"}
    for line in find_stored("latin.txt").read_text(encoding="utf-8").splitlines():
        kind = kinds.get(line[:1])
        if kind:
            table[line[1:]] = kind
    return table


def kind(letters: str) -> Kind:
    """Return what a lower-case string is: ``=`` common, ``-`` rare English, ``!`` a name or command; else empty."""
    return _read_table().get(letters, "")
