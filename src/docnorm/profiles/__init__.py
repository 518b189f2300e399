"""Ordered choices of rules, with a page look: one screen each."""

from __future__ import annotations

from importlib import import_module

from docnorm.errors import UsageError, nearest
from docnorm.profile import Profile

NAMES = ("gongwen", "web", "novel", "corpus", "minimal")


def get_profile(name: str) -> Profile:
    """Return a built-in profile; an unknown name is a ``UsageError`` that names the nearest."""
    if name not in NAMES:
        raise UsageError(f"unknown profile {name!r}{nearest(name, list(NAMES))} (there are {', '.join(NAMES)})")
    profile: Profile = getattr(import_module(f"docnorm.profiles.{name}"), name.upper())
    return profile
