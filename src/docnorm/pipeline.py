"""The whole way of a document, top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docnorm.deadline import OutOfTime, deadline
from docnorm.draft import Draft
from docnorm.edit import Edit, Fix, Patch, Span
from docnorm.errors import RuleFailed
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.result import Fault, Normalized, Writer
from docnorm.rule import Rule
from docnorm.source import Source
from docnorm.zones import zones


def normalize(source: Source, profile: Profile, writers: Mapping[str, Writer] | None = None) -> Normalized:
    """Clean a text, read its shape, repair its numbers. A rule that fails is named and left out."""
    draft = Draft.of(source.text, (*source.marks, *zones(source.text)), profile.protect)
    faults: list[Fault] = []
    for rule in profile.cleaners:
        if rule.gate is None or rule.gate.search(draft.text):
            draft, _ = _run(rule, draft.text, draft, profile, faults)
    outline: Outline | None = None
    if profile.repairs:
        outline = profile.structure(draft.text, draft.marks)
        for repair in profile.repairs:
            draft, step = _run(repair, outline, draft, profile, faults)
            outline = outline.follow(step)
    return Normalized(source, draft, profile, outline, tuple(faults), writers or {})


def _run(
    rule: Rule[Any], view: str | Outline, draft: Draft, profile: Profile, faults: list[Fault]
) -> tuple[Draft, Patch]:
    try:
        with deadline(profile.budget):
            fixes = [_checked(fix, len(draft.text)) for fix in rule(view)]
    except OutOfTime:
        faults.append(Fault(rule.id, f"ran past its budget of {profile.budget:g} s"))
        return draft, Patch()
    except Exception as error:  # noqa: BLE001  a plug-in may raise anything
        # Its message may quote the document, and messages end up in logs: only the kind is told.
        faults.append(Fault(rule.id, str(error) if isinstance(error, RuleFailed) else type(error).__name__))
        return draft, Patch()
    return draft.revise(rule.id, fixes, profile.apply_at, rule.owns)


def _checked(fix: object, length: int) -> Fix:
    if not isinstance(fix, Fix) or not fix.edits:
        raise RuleFailed(f"proposed {type(fix).__name__}, not a Fix with edits")
    at = 0
    for edit in fix.edits:
        if not isinstance(edit, Edit) or not isinstance(edit.span, Span) or not isinstance(edit.new, str):
            raise RuleFailed("proposed an edit that is none")
        if not at <= edit.span.start <= edit.span.end <= length:
            raise RuleFailed("proposed an edit outside the text, or edits out of order")
        at = edit.span.end
    return fix
