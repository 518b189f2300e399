"""Which rules have anything to look at: the gates of a whole profile, asked in one pass over a text.

A gate is a character class. The classes of all rules that are still closed make one class; where it is found, the
rules that the character opens are open, and the search goes on from there with the classes that are left. So the text
is read once, whatever the number of rules. Later only what a rule has put in can open another gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from docnorm.rule import Rule

_CLASS = re.compile(r"\[(?!\^)(?:\\.|[^\]\\])+\]|\\?.", re.DOTALL)
# A class with characters outside the basic plane is searched at half the speed, and hardly a text holds any.
_ASTRAL = re.compile(
    "[\U00010000-\U0010ffff](?:-[\U00010000-\U0010ffff])?|" + r"\\U000[1-9A-Fa-f][0-9A-Fa-f]{4}(?:-\\U\w{8})?"
)


class Gates:
    """The gates of some rules, by their place in the profile. A set of rules is a bit mask."""

    def __init__(self, gates: tuple[re.Pattern[str] | None, ...]) -> None:
        self._gates = gates
        self._always = 0  # no gate, or one that is not a class: the rule itself must look
        self._astral = 0
        self._classes: list[str] = []
        for i, gate in enumerate(gates):
            source = gate.pattern if gate and _CLASS.fullmatch(gate.pattern) and not gate.flags & re.IGNORECASE else ""
            plain = _ASTRAL.sub("", source)
            if plain in {"", "[]"}:
                self._always |= 1 << i
            elif plain != source:
                self._astral |= 1 << i
            self._classes.append(plain)
        self.every = (1 << len(gates)) - 1
        self._unions: dict[int, re.Pattern[str]] = {}
        self._opens: dict[str, int] = {}

    def opened(self, text: str, among: int) -> int:
        """Return which of the rules ``among`` have something to look at in ``text``."""
        closed = among & ~self._always
        if closed & self._astral and len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
            closed &= ~self._astral
        at = 0
        while closed:
            found = self._union(closed).search(text, at)
            if found is None:
                break
            at = found.end()
            closed &= ~self._by(found[0])
        return among & ~closed

    def _union(self, rules: int) -> re.Pattern[str]:
        union = self._unions.get(rules)
        if union is None:
            classes = [c for i, c in enumerate(self._classes) if rules >> i & 1]
            union = self._unions[rules] = re.compile("|".join(classes))  # re makes one class of them
        return union

    def _by(self, character: str) -> int:
        opens = self._opens.get(character)
        if opens is None:
            opens = sum(1 << i for i, g in enumerate(self._gates) if g is not None and g.match(character))
            self._opens[character] = opens
        return opens


@lru_cache(maxsize=64)
def _gates(gates: tuple[re.Pattern[str] | None, ...]) -> Gates:
    return Gates(gates)


def gates_of(rules: Iterable[Rule[str]]) -> Gates:
    """Return the gates of ``rules``, made once for each profile."""
    return _gates(tuple(rule.gate for rule in rules))
