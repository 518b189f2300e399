"""Why a rule did or did not act, place by place, read off a draft: its steps and its journal tell all of it.

A candidate place is where the rule proposed a fix, or where what triggers it stands in the text that it saw first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from itertools import accumulate
from typing import Any, NamedTuple

from docnorm.draft import Change, Draft, Fate
from docnorm.edit import Patch, Safety, Span, compose
from docnorm.lexicon.condensed import condense, find_prose
from docnorm.profile import Profile
from docnorm.protected import find_protected
from docnorm.rule import Rule
from docnorm.verdict import Outcome, Verdict

_SHOWN = 40  # characters of a class or a pattern that a message quotes


def explain(draft: Draft, profile: Profile, rule_id: str, faults: Iterable[tuple[str, str]] = ()) -> list[Verdict]:
    """Return what became of the rule at each candidate place, by place; one verdict for the whole where it did not run.

    ``faults`` are the rules that failed, each with what went wrong. Raises ``UsageError`` for a rule that the profile
    has not, naming the nearest.
    """
    rule = profile.rule(rule_id)
    seen = _find_seen(draft, profile, rule)
    judge = _Judge(draft, profile, rule)
    found = [judge.judge(number) for number, change in enumerate(draft.journal) if change.rule == rule.id]
    whole = Span(0, len(draft.original))
    failure = next((what for name, what in faults if name == rule.id), None)
    if failure is not None:
        found.append(Verdict(rule.id, whole, Outcome.FAILED, by=failure))
    elif rule.is_idle:
        said = {**rule.defaults, **dict(rule.options)}
        idle = ", ".join(f"{name} = {value}" for name, value in rule.idle if said[name] == value)
        found.append(Verdict(rule.id, whole, Outcome.IDLE, by=idle))
    elif (missing := _find_missing(rule, seen.text)) and not found:
        found.append(Verdict(rule.id, whole, Outcome.CLOSED, by=missing))
    elif not missing:
        found += _judge_silence(draft, rule, _find_candidates(rule, seen), [verdict.span for verdict in found])
    return sorted(found, key=lambda verdict: verdict.span) or [Verdict(rule.id, whole, Outcome.SILENT)]


def explain_at(
    draft: Draft, profile: Profile, rule_id: str, offset: int, faults: Iterable[tuple[str, str]] = ()
) -> list[Verdict]:
    """Return what became of the rule at ``offset`` of the original, as ``explain`` does; at least one verdict.

    Raises ``IndexError`` for an offset outside the original.
    """
    if not 0 <= offset <= len(draft.original):
        raise IndexError(f"offset {offset} is outside the original, which has {len(draft.original)} characters")
    here = Span(offset, min(offset + 1, len(draft.original)))
    found = [v for v in explain(draft, profile, rule_id, faults) if _touch(v.span, here)]
    if found:
        return found
    rule = profile.rule(rule_id)
    seen = _find_seen(draft, profile, rule)
    for span, _, causes in seen.patch.hunks:
        if _touch(span, here):
            before = " → ".join(dict.fromkeys(draft.journal[cause].rule for cause in causes))
            return [Verdict(rule.id, here, Outcome.GONE, before=draft.original[slice(*here)], by=before)]
    asked = _name_trigger(rule)
    outcome = Outcome.NO_TRIGGER if asked else Outcome.SILENT
    return [Verdict(rule.id, here, outcome, before=draft.original[slice(*here)], by=asked)]


def explain_refusals(draft: Draft, profile: Profile) -> list[Verdict]:
    """Return why fixes that were sure enough were not applied: what they touch may not be edited, or was taken."""
    held = (Fate.FROZEN, Fate.CLASHED)
    touched = {change.rule for change in draft.journal if change.fate in held}
    judges = {rule.id: _Judge(draft, profile, rule) for rule in profile.rules if rule.id in touched}
    found = (
        judges[change.rule].judge(number)
        for number, change in enumerate(draft.journal)
        if change.fate in held and change.rule in judges
    )
    return sorted(found, key=lambda verdict: verdict.span)


class _Seen(NamedTuple):
    """The text that a rule saw first, and how it came from the original."""

    text: str
    patch: Patch
    words: tuple[str, ...]


def _find_seen(draft: Draft, profile: Profile, rule: Rule[Any]) -> _Seen:
    """Return what the rule saw in the line's first look: the text behind the steps of the rules before it."""
    order = {r.id: i for i, r in enumerate(profile.rules)}
    authors = {c.step: order.get(c.rule, -1) for c in draft.journal if c.fate is Fate.APPLIED}
    steps: list[Patch] = []
    last = -1
    for number, step in enumerate(draft.steps):
        author = authors.get(number, -1)
        if not last < author < order[rule.id]:  # this rule's turn, or the line looks again
            break
        steps.append(step)
        last = author
    text = reduce(lambda held, step: step.apply(held), steps, draft.original)
    return _Seen(text, compose(steps), draft.words)


def _find_missing(rule: Rule[Any], text: str) -> str:
    """Return what the rule needs to find and does not, or nothing."""
    if rule.over_outline:
        return ""
    prefilter = rule.prefilter_pattern
    if prefilter is not None and not prefilter.search(condense(text)):
        return _shorten(prefilter.pattern)
    for wanted in (None if prefilter else rule.trigger, rule.context):
        if wanted is not None and not wanted.search(text):
            return _shorten(wanted.pattern)
    return ""


def _find_candidates(rule: Rule[Any], seen: _Seen) -> Iterator[tuple[Span, str]]:
    """Yield where the prefilter or the trigger stands, in the original, and which protected forms it touches.

    What stands side by side is one place.
    """
    wanted = rule.prefilter_pattern or rule.trigger
    if wanted is None or rule.over_outline:
        return
    places = _join(Span(*m.span()) for m in wanted.finditer(seen.text))
    if rule.prefilter_pattern is not None:  # it is searched for between stretches of prose
        places = _leave_out(places, find_prose(seen.text))
    guards = find_protected(seen.text, seen.words)
    for span in places:
        forms = {form.kind for form in guards.forms(span)} - rule.owns
        yield seen.patch.trace(span), ", ".join(sorted(forms))


def _leave_out(places: Iterable[Span], prose: Iterator[Span]) -> Iterator[Span]:
    """Yield those of ``places`` that do not lie in a stretch of prose; both are in order."""
    stretch = next(prose, None)
    for place in places:
        while stretch is not None and stretch.end < place.end:
            stretch = next(prose, None)
        if stretch is None or place.start < stretch.start:
            yield place


def _join(spans: Iterable[Span]) -> Iterator[Span]:
    held: Span | None = None
    for span in spans:
        if held is not None and held.end == span.start:
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _judge_silence(
    draft: Draft, rule: Rule[Any], places: Iterable[tuple[Span, str]], taken: list[Span]
) -> Iterator[Verdict]:
    """Yield a verdict for each of ``places`` that no fix of the rule touches."""
    taken = sorted(taken)
    ends = list(accumulate((span.end for span in taken), max))
    for span, forms in places:
        at = bisect_left(taken, (span.end,))  # those before it begin left of the end
        if not at or ends[at - 1] <= span.start:
            yield Verdict(rule.id, span, Outcome.SILENT, before=draft.original[slice(*span)], by=forms)


class _Judge:
    """Tells what became of a rule's fixes; what all of them ask for is made once."""

    def __init__(self, draft: Draft, profile: Profile, rule: Rule[Any]) -> None:
        self._draft, self._profile, self._rule = draft, profile, rule
        self._texts = {0: draft.original}

    def judge(self, number: int) -> Verdict:
        """Return the verdict on one line of the journal."""
        draft, rule, change = self._draft, self._rule, self._draft.journal[number]
        places, fix = draft.where(change), change.fix
        span = Span(places[0].start, max(place.end for place in places))
        after = None if change.finding else "…".join(edit.new for edit in fix.edits)
        outcome, by = self._find_outcome(number, change)
        before = "…".join(draft.original[slice(*place)] for place in places)
        return Verdict(rule.id, span, outcome, fix.why, before, after, by, rule.chinese.translate(fix.why) or "")

    def _find_outcome(self, number: int, change: Change) -> tuple[Outcome, str]:
        fix, level = change.fix, self._profile.apply_at
        if change.fate is Fate.APPLIED:
            return Outcome.APPLIED, self._last_words.get(number, "")
        if change.fate is Fate.SUGGESTED:
            below = Safety.SUGGEST < fix.safety < level
            return (Outcome.BELOW, level.name.lower()) if below else (Outcome.SUGGESTED, "")
        if change.fate is Fate.CLASHED:
            return Outcome.CLASHED, self._find_winner(change)
        guards = find_protected(self._text_behind(change.step), self._draft.words)
        forms = {form.kind for edit in fix.edits for form in guards.forms(edit.span)} - self._rule.owns
        return (Outcome.PROTECTED, ", ".join(sorted(forms))) if forms else (Outcome.FROZEN, "")

    @cached_property
    def _last_words(self) -> dict[int, str]:
        """The rule that had the last word where a change of this rule was applied, if it is another."""
        journal = self._draft.journal
        found: dict[int, str] = {}
        for hunk in self._draft.patch.hunks:
            last = journal[hunk.causes[-1]].rule
            if last != self._rule.id:
                found |= {cause: last for cause in hunk.causes if journal[cause].rule == self._rule.id}
        return found

    @cached_property
    def _applied(self) -> dict[int, list[tuple[Span, int]]]:
        """The places that fixes of this rule took, by step, in order; each with its line of the journal."""
        found: dict[int, list[tuple[Span, int]]] = {}
        for number, change in enumerate(self._draft.journal):
            if change.rule == self._rule.id and change.fate is Fate.APPLIED:
                found.setdefault(change.step, []).extend((edit.span, number) for edit in change.fix.edits)
        return {step: sorted(rows) for step, rows in found.items()}

    def _find_winner(self, change: Change) -> str:
        """Return the fix that took the place of ``change``, as text before and after."""
        rows = self._applied.get(change.step, [])
        for span, _ in change.fix.edits:
            at = bisect_left(rows, (span, -1))
            for taken, number in rows[max(0, at - 2) : at + 2]:
                if _touch(taken, span):
                    winner = self._draft.journal[number]
                    old = "…".join(self._draft.original[slice(*place)] for place in self._draft.where(winner))
                    new = "…".join(edit.new for edit in winner.fix.edits)
                    return f"{_shorten(old) or '∅'} → {_shorten(new) or '∅'}"
        return ""

    def _text_behind(self, step: int) -> str:
        if step not in self._texts:
            self._texts[step] = self._draft.steps[step - 1].apply(self._text_behind(step - 1))
        return self._texts[step]


def _name_trigger(rule: Rule[Any]) -> str:
    wanted = rule.trigger or rule.prefilter_pattern
    return "" if wanted is None or rule.over_outline else _shorten(wanted.pattern)


def _shorten(pattern: str) -> str:
    plain = re.sub(r"\s+", " ", pattern)
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def _touch(a: Span, b: Span) -> bool:
    if a.start == a.end or b.start == b.end:
        return a.start <= b.start <= a.end if a.start != a.end else b.start <= a.start <= b.end
    return a.start < b.end and b.start < a.end
