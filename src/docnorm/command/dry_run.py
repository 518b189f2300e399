"""``--dry-run``: what a reader's own patterns would hit in a file, and which headings its chapters' patterns find."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm import api
from docnorm.command.wanted import Wanted
from docnorm.errors import UsageError
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.system import console
from docnorm.system.inputs import name_input, open_input
from docnorm.text.places import Lines

_WIDE = 60  # characters of a hit that are shown


def show_hits(wanted: Wanted, profile: Profile) -> None:
    """Show each pattern with its hits, input by input. Nothing is written. Raises ``DocnormError``."""
    if not wanted.inputs:
        raise UsageError("no input; try: normalize --dry-run in.txt")
    ours = {"house-pattern", "chapter-number"} & {rule.id for rule in profile.rules}
    for path in wanted.inputs:
        with open_input(path) as file:
            source = api.read(file.read(), format=wanted["from"], encoding=wanted["encoding"], path=path)
        console.show("".join(f"{row}\n" for row in _rows(api.finish(source, profile.only(*ours)), name_input(path))))


def _rows(document: Normalized, name: str) -> Iterator[str]:
    patterns = next(
        (dict(r.options)["patterns"] for r in document.profile.rules if r.id == "house-pattern" and r.options), ()
    )
    lines = Lines(document.original)
    hits: dict[str, list[str]] = {why or f"pattern {k}": [] for k, (*_, why) in enumerate(patterns, 1)}
    for change in document.draft.journal:
        if change.rule == "house-pattern":
            span = document.draft.where(change)[0]
            line, column = lines.at(span.start)
            old = document.original[slice(*span)].replace("\n", "⏎")[:_WIDE]
            hits.setdefault(change.fix.why, []).append(f"  {line}:{column}: {old} → {change.fix.edits[0].new}")
    for (find, *_), (why, rows) in zip(patterns, hits.items(), strict=False):
        yield f"{name}: {why}: {find}: {len(rows)} hits"
        yield from rows
    yield from (f"{name}: {fault.rule}: {fault.what}" for fault in document.faults)
    heads = [b for b in document.outline.blocks if b.heads]
    yield f"{name}: {len(heads)} headings"
    yield from (f"  {'  ' * (b.level - 1)}{document.outline.read(b.span)[:_WIDE]}" for b in heads)
