"""Patterns that are compiled when they are first used.

Compiling all patterns of all rules takes longer than cleaning a page (90 of 150 ms of a small job), and a clean page
uses few of them: their triggers find nothing.
"""

from __future__ import annotations

import re
from typing import Any


class Late:
    """Stands for ``re.compile(pattern, flags)``; the first use of a method compiles, later ones cost nothing more."""

    def __init__(self, pattern: str, flags: int | re.RegexFlag = 0) -> None:
        self.pattern = pattern
        self.flags = int(flags)  # as they were given: re adds its own

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[type[Late], tuple[str, int | re.RegexFlag]]:
        return Late, (self.pattern, self.flags)


def late(pattern: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """Return what behaves as the compiled pattern and is compiled when first used."""
    return Late(pattern, flags)  # type: ignore[return-value]  # it has what a pattern has
