"""A normalized document with some of its changes taken back, and some of its suggestions taken, by a reader."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from docnorm.draft import Change, Draft, Fate
from docnorm.edit import Edit, Fix, Hunk, Patch, Safety, Span
from docnorm.errors import UsageError
from docnorm.result import Normalized
from docnorm.text.places import Lines
from docnorm.writers.changes import record_change

Place = tuple[int, int]  # line and column of the original, from 1, in code points


def take_back(document: Normalized, spans: Collection[Span]) -> Normalized:
    """Return the document without the composed changes that stand on ``spans`` of the original.

    The journal of the result has one line for each change that is left, under the rule that had the last word, and
    all suggestions; the outline is read again where it is asked for.
    """
    return _rebuild(document, set(spans), {}) if spans else document


def accept(document: Normalized, chosen: Mapping[Place, str | None]) -> Normalized:
    """Return the document with the suggestions taken that stand at these places.

    A place is the line and the column that ``--check`` prints; with None the first candidate is taken, with a text that
    text. Where several suggestions stand at a place, the first that offers something is meant.

    Raises ``UsageError`` for a place where nothing is suggested, where nothing is offered, or whose text was changed.
    """
    if not chosen:
        return document
    lines, draft = Lines(document.original), document.draft
    taken: dict[int, tuple[Edit, ...]] = {}
    waiting = dict(chosen)
    pointed: set[Place] = set()
    for index, change in enumerate(draft.journal):
        if change.fate is not Fate.SUGGESTED:
            continue
        record = record_change(draft, change)
        place = lines.at(record.spans[0].start)
        pointed.add(place)
        if place in waiting and (record.offers or waiting[place] is not None):
            said = waiting.pop(place)
            first = said if said is not None else record.candidates[0] if record.candidates else None
            taken[index] = tuple(
                Edit(edit.span, edit.after if first is None or number else first)
                for number, edit in enumerate(record.edits)
            )
    for place in waiting:
        why = "offers no replacement: say one, as LINE:COLUMN=TEXT" if place in pointed else "holds no suggestion"
        raise UsageError(f"{place[0]}:{place[1]} {why} (normalize --check lists the suggestions)")
    return _rebuild(document, set(), taken)


def _rebuild(document: Normalized, refused: set[Span], taken: Mapping[int, tuple[Edit, ...]]) -> Normalized:
    draft = document.draft
    journal: list[Change] = []
    hunks: list[Hunk] = []
    for span, new, causes in draft.patch.hunks:
        if span not in refused:
            chain = [draft.journal[c] for c in causes]
            why = "; ".join(dict.fromkeys(c.fix.why for c in chain))
            hunks.append(Hunk(span, new, (len(journal),)))
            safety = min((c.fix.safety for c in chain), default=Safety.LIKELY)
            journal.append(Change(chain[-1].rule, Fix((Edit(span, new),), why, safety), Fate.APPLIED, 0))
    for index, edits in taken.items():
        change = draft.journal[index]
        hunks += (Hunk(edit.span, edit.new, (len(journal),)) for edit in edits)
        journal.append(change._replace(fix=change.fix._replace(edits=edits), fate=Fate.APPLIED, step=0))
    journal += _keep_others(draft, taken)
    hunks.sort(key=lambda hunk: hunk.span)
    _refuse_overlap(document, hunks)
    patch = Patch(tuple(hunks))
    marks = tuple(m._replace(span=patch.carry(m.span)) for m in document.source.marks)
    text = patch.apply(draft.original)
    chosen = Draft(draft.original, text, marks, draft.words, (patch,) if hunks else (), tuple(journal))
    return replace(document, draft=chosen, read=None)


def _keep_others(draft: Draft, taken: Collection[int]) -> Iterator[Change]:
    """Yield what was not applied, with its places in the original."""
    for index, change in enumerate(draft.journal):
        if change.fate is not Fate.APPLIED and index not in taken:
            edits = tuple(
                Edit(place, draft.original[place.start : place.end] if change.finding else edit.new)
                for place, edit in zip(draft.where(change), change.fix.edits, strict=True)
            )
            yield change._replace(fix=change.fix._replace(edits=edits), step=0)


def _refuse_overlap(document: Normalized, hunks: list[Hunk]) -> None:
    for one, other in pairwise(hunks):
        if other.span.start < one.span.end or one.span == other.span:
            line, column = Lines(document.original).at(other.span.start)
            raise UsageError(f"{line}:{column} has been changed already: take that change back, or protect the word")
