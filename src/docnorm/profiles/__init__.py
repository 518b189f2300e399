"""Ordered choices of rules, with a page look: one screen each."""

from __future__ import annotations

from importlib import import_module

from docnorm.errors import UsageError, nearest
from docnorm.profile import Profile
from docnorm.rule import Rule

NAMES = ("gongwen", "web", "novel", "corpus", "minimal")


def optional_rules() -> tuple[Rule[str], ...]:
    """Return the built-in rules that run in no profile, only where they are asked for (``--extend-select``)."""
    from docnorm.cleaners.words.slip import slip  # costs more than all others together

    return (slip,)


def get_profile(name: str) -> Profile:
    """Return a built-in profile; an unknown name is a ``UsageError`` that names the nearest."""
    if name not in NAMES:
        raise UsageError(f"unknown profile {name!r}{nearest(name, list(NAMES))} (there are {', '.join(NAMES)})")
    profile: Profile = getattr(import_module(f"docnorm.profiles.{name}"), name.upper())
    return profile
