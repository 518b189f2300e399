"""A normalized document with some of its changes taken back by a reader."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from docnorm.draft import Change, Draft, Fate
from docnorm.edit import Edit, Fix, Hunk, Patch, Safety, Span
from docnorm.result import Normalized


def take_back(document: Normalized, spans: Collection[Span]) -> Normalized:
    """Return the document without the composed changes that stand on ``spans`` of the original.

    The journal of the result has one line for each change that is left, under the rule that had the last word, and
    all suggestions; the outline is read again where it is asked for.
    """
    if not spans:
        return document
    draft = document.draft
    journal: list[Change] = []
    hunks: list[Hunk] = []
    for span, new, causes in draft.patch.hunks:
        if span not in spans:
            chain = [draft.journal[c] for c in causes]
            why = "; ".join(dict.fromkeys(c.fix.why for c in chain))
            hunks.append(Hunk(span, new, (len(journal),)))
            safety = min((c.fix.safety for c in chain), default=Safety.LIKELY)
            journal.append(Change(chain[-1].rule, Fix((Edit(span, new),), why, safety), Fate.APPLIED, 0))
    for change in draft.journal:
        if change.fate is not Fate.APPLIED:
            edits = tuple(
                Edit(place, draft.original[place.start : place.end] if change.finding else edit.new)
                for place, edit in zip(draft.where(change), change.fix.edits, strict=True)
            )
            journal.append(change._replace(fix=change.fix._replace(edits=edits), step=0))
    patch = Patch(tuple(hunks))
    marks = tuple(m._replace(span=patch.carry(m.span)) for m in document.source.marks)
    text = patch.apply(draft.original)
    chosen = Draft(draft.original, text, marks, draft.words, (patch,) if hunks else (), tuple(journal))
    return replace(document, draft=chosen, read=None)
