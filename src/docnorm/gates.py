"""Which rules have anything to look at: the gates of a whole profile, asked in one pass over a text.

A gate is a character class. The classes of all rules that are still closed make one class; where it is found, the
rules that the character opens are open, and the search goes on from there with the classes that are left. So the text
is read once, whatever the number of rules. Later only what a rule has put in can open another gate.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from docnorm.rule import Rule

_CLASS = re.compile(r"\[(?!\^)(?:\\.|[^\]\\])+\]|\\?.", re.DOTALL)
# A class with characters outside the basic plane is searched at half the speed, and hardly a text holds any.
_ASTRAL = re.compile(
    "[\U00010000-\U0010ffff](?:-[\U00010000-\U0010ffff])?|" + r"\\U000[1-9A-Fa-f][0-9A-Fa-f]{4}(?:-\\U\w{8})?"
)

_MOST = 64  # profiles remembered


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


class Questions(NamedTuple):
    """What a profile's rules ask for before they look: their gates, what they act beside; and which can act at all."""

    rules: tuple[Rule[str], ...]
    gates: Gates
    beside: Gates
    active: int


_ASKED: dict[int, Questions] = {}  # by identity: to hash twenty rules for each short text costs as much as a rule


def questions_of(rules: tuple[Rule[str], ...]) -> Questions:
    """Return what ``rules`` ask for, made once for each profile."""
    asked = _ASKED.get(id(rules))
    if asked is None:  # what is held keeps its rules, so no other tuple can have their id
        if len(_ASKED) >= _MOST:
            _ASKED.clear()
        active = sum(1 << i for i, rule in enumerate(rules) if not rule.is_idle)
        gates, beside = Gates(tuple(r.gate for r in rules)), Gates(tuple(r.beside for r in rules))
        asked = _ASKED[id(rules)] = Questions(rules, gates, beside, active)
    return asked
