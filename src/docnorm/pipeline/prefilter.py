"""Which rules can have anything to propose: the triggers and prefilters of a whole profile, asked of a condensed text.

A trigger is a character class. The classes of all rules that have not been found yet make one class; where it is found,
the rules whose trigger the character is are ticked off, and the search goes on from there with the classes that are
left. So the text is read once, whatever the number of rules. A rule with a prefilter is asked by it instead of by its
trigger. After an edit the lines that it touched are asked again.
"""

from __future__ import annotations

import re
from functools import partial

from docnorm.lexicon.condensed import QUIET, SHORT, condense
from docnorm.rule import Rule
from docnorm.text.scanner import Scan

# A trigger that can be joined to others: one character class, not a negated one, or one character.
_CLASS = re.compile(r"\[(?!\^)(?:\\.|[^\]\\])+\]|\\?.", re.DOTALL)
# A class with characters outside the basic plane is searched at half the speed, and hardly a text holds any.
_ASTRAL = re.compile(
    "[\U00010000-\U0010ffff](?:-[\U00010000-\U0010ffff])?|" + r"\\U000[1-9A-Fa-f][0-9A-Fa-f]{4}(?:-\\U\w{8})?"
)

_MOST = 64  # profiles remembered


class Triggers:
    """The triggers of some rules, by their place in the profile. A set of rules is a bit mask."""

    def __init__(self, triggers: tuple[re.Pattern[str] | None, ...]) -> None:
        self._triggers = triggers
        self._always = 0  # no trigger, or one that is not a class: the rule itself must look
        self._astral = 0
        self._classes: list[str] = []
        for i, trigger in enumerate(triggers):
            is_class = trigger and _CLASS.fullmatch(trigger.pattern) and not trigger.flags & re.IGNORECASE
            source = trigger.pattern if trigger and is_class else ""
            plain = _ASTRAL.sub("", source)
            if plain in {"", "[]"}:
                self._always |= 1 << i
            elif plain != source:
                self._astral |= 1 << i
            self._classes.append(plain)
        self.every = (1 << len(triggers)) - 1
        self._unions: dict[int, re.Pattern[str]] = {}
        self._rules_of: dict[str, int] = {}

    def select(self, text: str, among: int) -> int:
        """Return which of the rules ``among`` have their trigger in ``text``, or none to look for."""
        missing = among & ~self._always
        if missing & self._astral and len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
            missing &= ~self._astral
        at = 0
        while missing:
            found = self._union(missing).search(text, at)
            if found is None:
                break
            at = found.end()
            missing &= ~self._triggered_by(found[0])
        return among & ~missing

    def _union(self, rules: int) -> re.Pattern[str]:
        union = self._unions.get(rules)
        if union is None:
            classes = [c for i, c in enumerate(self._classes) if rules >> i & 1]
            union = self._unions[rules] = re.compile("|".join(classes))  # re makes one class of them
        return union

    def _triggered_by(self, character: str) -> int:
        rules = self._rules_of.get(character)
        if rules is None:
            rules = sum(1 << i for i, t in enumerate(self._triggers) if t is not None and t.match(character))
            self._rules_of[character] = rules
        return rules


class Prefilter:
    """What a profile's rules need to find before they are called, and which can act at all. A set is a bit mask."""

    def __init__(self, rules: tuple[Rule[str], ...]) -> None:
        self.rules = rules
        # A rule with its options set, to be called for each text: half the calls of asking the rule itself.
        self.calls = tuple(
            partial(rule.propose, **dict(rule.options)) if rule.options else rule.propose for rule in rules
        )
        patterns = [rule.prefilter_pattern for rule in rules]
        # A class that holds nothing of prose is found in the condensed text wherever it is found in the text.
        asked = [None if pattern else rule.trigger for rule, pattern in zip(rules, patterns, strict=True)]
        of_prose = [trigger is not None and trigger.search(_SAMPLE) is not None for trigger in asked]
        self._condensed = Triggers(tuple(None if prose else t for t, prose in zip(asked, of_prose, strict=True)))
        self._whole = Triggers(tuple(t if prose else None for t, prose in zip(asked, of_prose, strict=True)))
        self._contexts = Triggers(tuple(rule.context for rule in rules))
        self._patterns = tuple((1 << i, pattern.search) for i, pattern in enumerate(patterns) if pattern)
        self._prechecks = tuple((1 << i, rule.precheck) for i, rule in enumerate(rules) if rule.precheck)
        ascii_too = [rule.trigger is None or rule.trigger.search(_ASCII) is not None for rule in rules]
        self._ascii = sum(1 << i for i, does in enumerate(ascii_too) if does)
        own = [pattern or rule.trigger for rule, pattern in zip(rules, patterns, strict=True)]
        self._scan = Scan((*own, *(rule.context for rule in rules)))
        self.own = sum(1 << i for i, rule in enumerate(rules) if rule.is_own)
        self.all_own = all(rule.is_own for rule in rules)
        self.active = sum(1 << i for i, rule in enumerate(rules) if not rule.is_idle)
        self.wide = sum(1 << i for i, rule in enumerate(rules) if rule.wide)
        # A plug-in's rule may do more at every look; nobody said that it must not.
        self.repeatable = sum(1 << i for i, rule in enumerate(rules) if rule.is_own and not rule.once) & self.active

    def select(self, text: str, among: int) -> int:
        """Return which of the rules ``among`` can have anything to propose in ``text``."""
        if text.isascii():
            among &= self._ascii
        found = self._scan.search(text, among | among << len(self.rules))
        if found is not None:
            return self._check(text, among & found & found >> len(self.rules))
        condensed = text if len(text) < SHORT else condense(text)
        selected = self._condensed.select(condensed, self._whole.select(text, self._contexts.select(text, among)))
        for bit, search in self._patterns:
            if selected & bit and not search(condensed):
                selected ^= bit
        return self._check(text, selected)

    def _check(self, text: str, selected: int) -> int:
        for bit, check in self._prechecks:
            if selected & bit and not check(text):
                selected ^= bit
        return selected


_ASCII = "".join(map(chr, range(0x80)))
# Where one character of a class is prose, the class is asked of the text itself.
_SAMPLE = QUIET + "".join(map(chr, range(0x4E00, 0xA000)))
_MADE: dict[int, Prefilter] = {}  # by identity: to hash twenty rules for each short text costs as much as a rule


def make_prefilter(rules: tuple[Rule[str], ...]) -> Prefilter:
    """Return the prefilter of ``rules``, made once for each profile."""
    made = _MADE.get(id(rules))
    if made is None:  # what is held keeps its rules, so no other tuple can have their id
        if len(_MADE) >= _MOST:
            _MADE.clear()
        made = _MADE[id(rules)] = Prefilter(rules)
    return made
