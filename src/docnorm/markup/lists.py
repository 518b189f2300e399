"""Ordered lists: which number an entry shows. It belongs to the text, so it is part of what is visible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docnorm.source import Mark

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(slots=True)
class Entries:
    """An open list: its kind of number ("" for none), what stands behind it, the next number, the entries so far."""

    kind: str = ""
    behind: str = ""
    next: int = 0
    marks: list[Mark] = field(default_factory=list)

    def count(self, value: str | None) -> str:
        """Return the number of the next entry as it shows; ``value`` is the one that the entry states."""
        if not self.kind:
            return ""
        number = _parse_integer(value, self.next)
        self.next = number + 1
        return f"{_find_shape(number, self.kind)}{self.behind}"

    def settled(self) -> list[Mark]:
        """Return the marks of its entries. A number that counts nothing heads a paragraph: 1. 甲 ⏎⏎ text ⏎⏎ 2. 乙"""
        return self.marks if len(self.marks) > 1 or not self.kind else []


def begin_list(tag: str, attributes: Mapping[str, str], *, markdown: bool) -> Entries:
    """Return how a list numbers its entries."""
    if tag != "ol" or "none" in attributes.get("style", ""):
        return Entries()
    behind = attributes.get("data-behind", ".") if markdown else "."
    return Entries(attributes.get("type", "1")[:1] or "1", behind, _parse_integer(attributes.get("start"), 1))


def _parse_integer(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value.strip()) else otherwise


def _find_shape(number: int, kind: str) -> str:
    if kind in "aA" and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters.upper() if kind == "A" else letters
    if kind in "iI" and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            times, number = divmod(number, value)
            roman += sign * times
        return roman.upper() if kind == "I" else roman
    return str(number)
