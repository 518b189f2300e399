"""The whole way of a document, top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from docnorm.deadline import Deadline, OutOfTime
from docnorm.draft import Draft, joined
from docnorm.edit import Edit, Fix, Patch, Span
from docnorm.errors import RuleFailed
from docnorm.gates import questions_of
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.result import Fault, Normalized, Writer
from docnorm.rule import Rule
from docnorm.source import Mark, Source
from docnorm.text.windows import windows
from docnorm.zones import left_open, zones

_NOTHING = Patch()


class Done(NamedTuple):
    """What came out for one window of a text."""

    draft: Draft
    outline: Outline | None
    faults: tuple[Fault, ...]


def normalize(source: Source, profile: Profile, writers: Mapping[str, Writer] | None = None) -> Normalized:
    """Clean a text, read its shape, repair its numbers. A rule that fails is named and left out."""
    if source.marks:  # what a file says of its text holds for the whole
        done = [_window(source.text, (*source.marks, *zones(source.text)), profile)]
    else:
        done = list(each(windows(source.text) if source.text else [""], profile))
    faults = tuple(dict.fromkeys(fault for part in done for fault in part.faults))
    if len(done) == 1:
        return Normalized(source, done[0].draft, profile, done[0].outline, faults, {} if writers is None else writers)
    draft = joined(source.text, [part.draft for part in done])
    outlines = [part.outline for part in done if part.outline is not None]
    outline = Outline.joined(draft.text, outlines) if outlines else None
    return Normalized(source, draft, profile, outline, faults, {} if writers is None else writers)


def each(texts: Iterable[str], profile: Profile) -> Iterator[Done]:
    """Normalize windows of a text one by one; a window but the last keeps its final line end."""
    held: Done | None = None
    off = False  # a zone that somebody switched off may run on into the next window
    for text in texts:
        if held is not None:
            yield _closed(held)
        held = _window(text, tuple(zones(text, off=off)), profile)
        off = left_open(text, off=off)
    if held is not None:
        yield held


def _closed(done: Done) -> Done:
    draft = done.draft.closed()
    outline = done.outline and Outline(draft.text, done.outline.blocks)
    return done._replace(draft=draft, outline=outline)


def _window(text: str, marks: tuple[Mark, ...], profile: Profile) -> Done:
    draft = Draft.of(text, marks, profile.protect)
    faults: list[Fault] = []
    outline: Outline | None = None
    with Deadline(profile.budget) as watch:
        _, gates, beside, active = questions_of(profile.cleaners)
        opened = gates.opened(text, active)
        near = beside.opened(text, active)
        for i, rule in enumerate(profile.cleaners):
            if (opened & near) >> i & 1:
                draft, step = _run(rule, draft.text, draft, profile, watch, faults)
                if step.hunks and opened & near != active:
                    new = "".join([hunk.new for hunk in step.hunks])
                    opened |= gates.opened(new, active & ~opened)
                    near |= beside.opened(new, active & ~near)
    if profile.repairs:
        outline = profile.structure(draft.text, draft.marks)
        with Deadline(profile.budget) as watch:
            for repair in profile.repairs:
                draft, step = _run(repair, outline, draft, profile, watch, faults)
                outline = outline.follow(step)
    return Done(draft, outline, tuple(faults))


def _run(
    rule: Rule[Any], view: str | Outline, draft: Draft, profile: Profile, watch: Deadline, faults: list[Fault]
) -> tuple[Draft, Patch]:
    """Ask one rule and apply what it proposes. Whatever it does wrong becomes a fault, and the draft stays."""
    try:
        watch.begin()
        fixes = [_checked(fix, len(draft.text)) for fix in rule(view)]
        watch.check()
    except OutOfTime:
        faults.append(Fault(rule.id, f"ran past its budget of {profile.budget:g} s"))
        return draft, Patch()
    except Exception as error:  # noqa: BLE001  a plug-in may raise anything
        # Its message may quote the document, and messages end up in logs: only the kind is told.
        faults.append(Fault(rule.id, str(error) if isinstance(error, RuleFailed) else type(error).__name__))
        return draft, Patch()
    finally:
        watch.rest()
    return draft.revise(rule.id, fixes, profile.apply_at, rule.owns) if fixes else (draft, _NOTHING)


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
