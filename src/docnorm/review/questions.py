"""What a reader of a document is asked: every change that was made, and every suggestion that offers something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docnorm.draft import Fate
from docnorm.edit import Hunk
from docnorm.result import Normalized
from docnorm.text.places import find_final_line_end
from docnorm.writers.changes import ChangeRecord, record_change


class Question(NamedTuple):
    """One change to agree to or not: where and what, by which rule, why, and whether it is only suggested."""

    hunk: Hunk  # over the original
    rule: str
    why: str
    suggested: bool


def list_questions(document: Normalized) -> list[Question]:
    """Return what to ask of ``document``, by place; no two overlap."""
    return sorted(_find_questions(document), key=lambda question: question.hunk.span)


def _find_questions(document: Normalized) -> Iterator[Question]:
    draft = document.draft
    spared = find_final_line_end(document.original)
    taken = [hunk.span for hunk in draft.patch.hunks if hunk.span != spared or hunk.new]
    for hunk in draft.patch.hunks:
        if hunk.span != spared or hunk.new:
            last = record_change(draft, draft.journal[hunk.causes[-1]])
            yield Question(hunk, last.rule, last.why, suggested=False)
    for change in draft.journal:
        record = record_change(draft, change)
        offer = _find_offer(record) if change.fate is Fate.SUGGESTED else None
        if offer is not None and not any(s.start < offer.span.end and offer.span.start < s.end for s in taken):
            taken.append(offer.span)
            yield Question(offer, record.rule, record.why, suggested=True)


def _find_offer(record: ChangeRecord) -> Hunk | None:
    if len(record.edits) != 1 or not record.offers or record.offers[0] == record.edits[0].before:
        return None
    return Hunk(record.spans[0], record.offers[0], ())
