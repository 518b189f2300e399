"""Markup with a change in what it shows."""

from __future__ import annotations

from docnorm.edit import Hunk, Patch, Span
from docnorm.markup.html import HTML
from docnorm.markup.splice import Syntax, apply, find_edits


def edited(markup: str, *changes: tuple[str, str], syntax: Syntax = HTML) -> str:
    """Return ``markup`` with each text that it shows replaced by another."""
    text = syntax.lay_out(markup).text
    hunks = sorted(Hunk(Span(text.index(old), text.index(old) + len(old)), new, ()) for old, new in changes)
    return apply(find_edits(markup, Patch(tuple(hunks)), syntax), markup)
