"""A profile: which rules run, in which order, how bold to be, and how the page looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from docnorm.edit import Safety
from docnorm.errors import UsageError, nearest
from docnorm.look import Look
from docnorm.outline import Outline
from docnorm.rule import Rule
from docnorm.source import Mark

PLAIN = Look("plain")


@dataclass(frozen=True, slots=True)
class Profile:
    """An ordered choice of rules and a page look. Every method returns a new profile."""

    name: str
    cleaners: tuple[Rule[str], ...]
    structure: Callable[[str, tuple[Mark, ...]], Outline]
    repairs: tuple[Rule[Outline], ...] = ()
    look: Look = PLAIN
    apply_at: Safety = Safety.LIKELY
    protect: tuple[str, ...] = ()  # words that no rule may change
    budget: float = 20.0  # seconds that one rule may take for one document

    @property
    def rules(self) -> tuple[Rule[Any], ...]:
        """Every rule in the order in which they run."""
        return (*self.cleaners, *self.repairs)

    def rule(self, rule_id: str) -> Rule[Any]:
        """Return the rule of that id, or raise ``UsageError`` naming the nearest."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise UsageError(f"profile {self.name} has no rule {rule_id!r}{nearest(rule_id, [r.id for r in self.rules])}")

    def without(self, *rule_ids: str) -> Profile:
        """Return the profile less these rules; an unknown id is a ``UsageError``."""
        for rule_id in rule_ids:
            self.rule(rule_id)
        return self._keeping(lambda rule: rule.id not in rule_ids)

    def only(self, *rule_ids: str) -> Profile:
        """Return the profile with no other rules than these, in the profile's order."""
        for rule_id in rule_ids:
            self.rule(rule_id)
        return self._keeping(lambda rule: rule.id in rule_ids)

    def before(self, rule_id: str, *new: Rule[Any]) -> Profile:
        """Return the profile with ``new`` put in front of a rule."""
        return self._placing(rule_id, new, 0)

    def after(self, rule_id: str, *new: Rule[Any]) -> Profile:
        """Return the profile with ``new`` put behind a rule."""
        return self._placing(rule_id, new, 1)

    def adding(self, *new: Rule[str]) -> Profile:
        """Return the profile with cleaners added behind the last one."""
        return replace(self, cleaners=(*self.cleaners, *new))

    def setting(self, rule_id: str, **options: Any) -> Profile:
        """Return the profile with other options for one rule."""
        new = self.rule(rule_id).but(**options)
        return replace(
            self,
            cleaners=tuple(new if r.id == rule_id else r for r in self.cleaners),
            repairs=tuple(new if r.id == rule_id else r for r in self.repairs),
        )

    def _keeping(self, wanted: Callable[[Rule[Any]], bool]) -> Profile:
        return replace(
            self,
            cleaners=tuple(r for r in self.cleaners if wanted(r)),
            repairs=tuple(r for r in self.repairs if wanted(r)),
        )

    def _placing(self, rule_id: str, new: tuple[Rule[Any], ...], offset: int) -> Profile:
        self.rule(rule_id)

        def spread_rules(rules: tuple[Rule[Any], ...]) -> tuple[Rule[Any], ...]:
            at = next((i for i, r in enumerate(rules) if r.id == rule_id), None)
            return rules if at is None else (*rules[: at + offset], *new, *rules[at + offset :])

        return replace(self, cleaners=spread_rules(self.cleaners), repairs=spread_rules(self.repairs))
