"""A document's changes as plain values: the one place where a line of the journal becomes what others read.

JSON, the log of a row, ``--check``, the report and the comments of a DOCX all read these values, so that none of them
says of a change what another does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from docnorm.draft import Change, Draft, Fate
from docnorm.edit import Hunk, Span
from docnorm.text.characters import HAN
from docnorm.text.late import late

_FEW = 4  # Han characters: a button, a page number, a token with a name in it
_HAN = late(f"[{HAN}]")


class EditRecord(NamedTuple):
    """One edit of a change, in the original text.

    span: where it stands in the original: code points, half-open. An edit inside text that an earlier rule inserted
        points at the place where that was inserted.
    before: the original's text there.
    after: what stands there instead, or would if the change were applied.
    """

    span: Span
    before: str
    after: str


class ChangeRecord(NamedTuple):
    """One change, applied or not, in the original text and in words.

    rule: the rule's id.
    why: the reason, in English.
    safety: ``certain``, ``likely`` or ``suggest``.
    fate: ``applied``, ``suggested``, ``clashed`` or ``frozen``.
    edits: one or more, in the order of the text that the rule saw.
    candidates: replacements for the one edit that a reader may choose from, best first; often none.
    finding: it points at something and proposes no replacement: each edit's ``after`` is its ``before``.
    """

    rule: str
    why: str
    safety: str
    fate: str
    edits: tuple[EditRecord, ...]
    candidates: tuple[str, ...] = ()
    finding: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """The places of the edits in the original."""
        return tuple(edit.span for edit in self.edits)

    @property
    def offers(self) -> tuple[str, ...]:
        """What a reader may put in place of what stands there: the candidates, or each edit's own text."""
        if self.finding:
            return ()
        return self.candidates or tuple(edit.after for edit in self.edits)


def record_change(draft: Draft, change: Change) -> ChangeRecord:
    """Return a change of ``draft``'s journal as plain values."""
    edits = []
    for span, edit in zip(draft.where(change), change.fix.edits, strict=True):
        before = draft.original[span.start : span.end]
        # A rule that finds fault with text that an earlier rule changed saw that text, and not the original's: what
        # it pointed at would read as a replacement (ＸＸ became XX, and "XX" is no proposal to write XX).
        edits.append(EditRecord(span, before, before if change.finding else edit.new))
    fix = change.fix
    return ChangeRecord(
        change.rule, fix.why, fix.safety.name.lower(), change.fate.value, tuple(edits), fix.candidates, change.finding
    )


def record_changes(draft: Draft, fate: Fate | None = None) -> Iterator[ChangeRecord]:
    """Yield every change in the order in which the rules ran, or those alone that met ``fate``."""
    for change in draft.journal:
        if fate is None or change.fate is fate:
            yield record_change(draft, change)


def to_json(change: ChangeRecord, place: tuple[int, int] | None = None) -> dict[str, Any]:
    """Return a change as the object of schema ``docnorm/1``, its keys in order.

    ``place`` is its line and column in the input, both from 1; without it the object has neither.
    """
    value: dict[str, Any] = {
        "rule": change.rule,
        "why": change.why,
        "safety": change.safety,
        "fate": change.fate,
    }
    if place is not None:
        value["line"], value["column"] = place
    value["edits"] = [
        {"start": start, "end": end, "before": before, "after": after} for (start, end), before, after in change.edits
    ]
    value["candidates"] = list(change.candidates)
    return value


def count_rules(draft: Draft, fate: Fate) -> Counter[str]:
    """Return how many changes of each rule met ``fate``, by the rule's id."""
    return Counter(change.rule for change in draft.journal if change.fate is fate)


def list_removals(draft: Draft) -> list[Change]:
    """Return the applied changes that leave out more than four Han characters of the original.

    A page number or a token has none; a line that somebody may have written has. So many of them is what a person
    wants to know before he trusts a run.
    """
    return [c for c in draft.journal if c.fate is Fate.APPLIED and _count_lost(draft, c) > _FEW]


def _count_lost(draft: Draft, change: Change) -> int:
    if sum(end - start - len(new) for (start, end), new in change.fix.edits) <= _FEW:
        return 0  # as good as always, and this is asked of every change
    record = record_change(draft, change)
    return sum(len(_HAN.findall(e.before)) - len(_HAN.findall(e.after)) for e in record.edits)


def flag_rules(draft: Draft) -> list[str]:
    """Return the ids of the rules that want a person to look: they suggest, or they took out a sentence."""
    return sorted({*count_rules(draft, Fate.SUGGESTED), *(change.rule for change in list_removals(draft))})


def name_rule(draft: Draft, hunk: Hunk) -> str:
    """Return the id of the rule that had the last word on ``hunk``: the author of its revision in Word."""
    return draft.journal[hunk.causes[-1]].rule if hunk.causes else "docnorm"
