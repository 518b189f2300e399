"""One window of a text: its rules are run, its outline read and repaired, and what changed is looked at again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from docnorm.draft import Draft, Fate
from docnorm.edit import Edit, Fix, Span, compose
from docnorm.errors import RuleFailed
from docnorm.outline import Outline
from docnorm.pipeline.prefilter import make_prefilter
from docnorm.profile import Profile
from docnorm.result import Fault
from docnorm.rule import Rule
from docnorm.source import Mark
from docnorm.system.deadline import Deadline, OutOfTime

# How often the line looks at a text: once, and again where something was changed, for that may lay bare what a rule
# further up would have taken (ADR 15). Two looks do for what people have; what is made to defy it is left as it is.
_LOOKS = 6
# Code points that our own rules are done with well inside the budget, whatever they are: 0.2 s, and 8 s where a text is
# nothing but hidden words. To set a timer for each document of a corpus costs a tenth of the time.
_SAFE = 5_000


class Cleaned(NamedTuple):
    """What came out for one window of a text."""

    draft: Draft
    outline: Outline | None  # None where the profile has no repairs
    faults: tuple[Fault, ...]


def clean_window(text: str, marks: tuple[Mark, ...], profile: Profile) -> Cleaned:
    """Return what the rules of ``profile`` make of one window.

    ``marks`` are what the file said of stretches of ``text``. A rule that fails is named and left out.
    """
    faults: list[Fault] = []
    outline: Outline | None = None
    prefilter = make_prefilter(profile.cleaners)
    alarm = len(text) > _SAFE or not prefilter.all_own
    asked = prefilter.select(text, prefilter.active)
    draft = Draft(text, text, marks, profile.protect)
    unread = bool(profile.repairs)  # whether the outline is not that of the text
    for turn in range(_LOOKS):
        before = draft.text
        with Deadline(profile.budget, alarm=alarm) as watch:
            look = _Look(profile, watch, faults, again=turn > 0)
            draft, asked = _run_cleaners(draft, look, asked)
        if unread or (profile.repairs and draft.text != before):
            outline = profile.structure(draft.text, draft.marks)
            steps = len(draft.steps)
            with Deadline(profile.budget) as watch:
                draft, outline = _run_repairs(draft, outline, look._replace(watch=watch))
            unread = len(draft.steps) > steps
            if unread:
                asked |= prefilter.select(draft.touched(compose(draft.steps[steps:])), prefilter.repeatable)
        if not asked and not unread:
            break
    return Cleaned(draft, outline, tuple(faults))


class _Look(NamedTuple):
    """One look of the line at a text: with which rules, under which watch, and what went wrong so far."""

    profile: Profile
    watch: Deadline
    faults: list[Fault]
    again: bool  # not the first


def _run_cleaners(draft: Draft, look: _Look, asked: int) -> tuple[Draft, int]:
    """Ask the cleaners ``asked`` and, where something changes, those that come later and are triggered there.

    Returns which of those that came before are triggered, or learn from the whole text: they have not seen it as it is
    now.
    """
    prefilter = make_prefilter(look.profile.cleaners)
    active = prefilter.repeatable if look.again else prefilter.active
    again = 0
    for i, rule in enumerate(prefilter.rules):
        if asked >> i & 1:
            steps = len(draft.steps)
            draft = _run_rule(rule, prefilter.calls[i], draft.text, draft, look, trusted=bool(prefilter.own >> i & 1))
            if len(draft.steps) > steps:
                triggered = prefilter.select(draft.touched(draft.steps[-1]), active)
                asked |= triggered
                again |= (triggered | asked & prefilter.wide) & prefilter.repeatable & ~(-2 << i)
    return draft, again


def _run_repairs(draft: Draft, outline: Outline, look: _Look) -> tuple[Draft, Outline]:
    for repair in look.profile.repairs:
        if look.again and not repair.is_own:
            continue
        steps = len(draft.steps)
        draft = _run_rule(repair, repair, outline, draft, look, trusted=repair.is_own)
        for step in draft.steps[steps:]:
            outline = outline.follow(step)
    return draft, outline


def _run_rule(
    rule: Rule[Any],
    propose: Callable[..., Iterable[Fix]],
    view: str | Outline,
    draft: Draft,
    look: _Look,
    *,
    trusted: bool,
) -> Draft:
    """Apply what one rule proposes for ``view``. Whatever it does wrong becomes a fault, and the draft stays."""
    profile, watch, faults, again = look
    if again and any(fault.rule == rule.id for fault in faults):
        return draft
    try:
        watch.begin()
        # Our own rules are held to it by tests; to look at every fix costs as much as to make it.
        fixes = list(propose(view)) if trusted else [_check_fix(fix, len(draft.text)) for fix in propose(view)]
        watch.check()
    except OutOfTime:
        faults.append(Fault(rule.id, f"ran past its budget of {profile.budget:g} s"))
        return draft
    except Exception as error:  # noqa: BLE001  a plug-in may raise anything
        # Its message may quote the document, and messages end up in logs: only the kind is told.
        faults.append(Fault(rule.id, str(error) if isinstance(error, RuleFailed) else type(error).__name__))
        return draft
    finally:
        watch.rest()
    if not fixes:
        return draft
    revised, _ = draft.revise(rule.id, fixes, profile.apply_at, rule.owns, freezes=rule.freezes)
    if not again:
        return revised
    # What is no more than suggested stands in the journal since the first look.
    applied = [change.fix for change in revised.journal[len(draft.journal) :] if change.fate is Fate.APPLIED]
    return draft.revise(rule.id, applied, profile.apply_at, rule.owns, freezes=rule.freezes)[0] if applied else draft


def _check_fix(fix: object, length: int) -> Fix:
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
