"""Which rules have anything to look at: the gates and cues of a whole profile, asked of a text's brief.

A gate is a character class. The classes of all rules that are still closed make one class; where it is found, the
rules that the character opens are open, and the search goes on from there with the classes that are left. So the text
is read once, whatever the number of rules. A rule with a cue is asked by it alone. Behind an edit the lines that it
touched are asked again.
"""

from __future__ import annotations

import re

from docnorm.lexicon.brief import QUIET, brief
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


class Questions:
    """What a profile's rules ask for before they look, and which of them can act at all. A set is a bit mask."""

    def __init__(self, rules: tuple[Rule[str], ...]) -> None:
        self.rules = rules
        cues = [rule.cued for rule in rules]
        # A class that holds nothing of prose is found in the brief wherever it is found in the text.
        asks = [None if cue else rule.gate for rule, cue in zip(rules, cues, strict=True)]
        of_prose = [gate is not None and gate.search(_SAMPLE) is not None for gate in asks]
        self.gates = Gates(tuple(None if prose else gate for gate, prose in zip(asks, of_prose, strict=True)))
        self.whole = Gates(tuple(gate if prose else None for gate, prose in zip(asks, of_prose, strict=True)))
        self.beside = Gates(tuple(rule.beside for rule in rules))
        self.cues = tuple((1 << i, cue.search) for i, cue in enumerate(cues) if cue)
        ascii_too = [rule.gate is None or rule.gate.search(_ASCII) is not None for rule in rules]
        self._ascii = sum(1 << i for i, does in enumerate(ascii_too) if does)
        self.own = all(rule.is_own for rule in rules)
        self.active = sum(1 << i for i, rule in enumerate(rules) if not rule.is_idle)
        self.wide = sum(1 << i for i, rule in enumerate(rules) if rule.wide)
        # A plug-in's rule may do more at every look; nobody said that it must not.
        self.lasting = sum(1 << i for i, rule in enumerate(rules) if rule.is_own and not rule.once) & self.active

    def open(self, text: str, among: int) -> int:
        """Return which of the rules ``among`` have something to look at in ``text``."""
        if text.isascii():
            among &= self._ascii
        short = brief(text)
        opened = self.gates.opened(short, self.whole.opened(text, self.beside.opened(text, among)))
        for bit, search in self.cues:
            if opened & bit and not search(short):
                opened ^= bit
        return opened


_ASCII = "".join(map(chr, range(0x80)))
# Where one character of a class is prose, the class is asked of the text itself.
_SAMPLE = QUIET + "".join(map(chr, range(0x4E00, 0xA000)))
_ASKED: dict[int, Questions] = {}  # by identity: to hash twenty rules for each short text costs as much as a rule


def questions_of(rules: tuple[Rule[str], ...]) -> Questions:
    """Return what ``rules`` ask for, made once for each profile."""
    asked = _ASKED.get(id(rules))
    if asked is None:  # what is held keeps its rules, so no other tuple can have their id
        if len(_ASKED) >= _MOST:
            _ASKED.clear()
        asked = _ASKED[id(rules)] = Questions(rules)
    return asked
