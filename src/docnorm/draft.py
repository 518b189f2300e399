"""A text on its way from raw to clean, with the whole story of how it changed."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from docnorm.edit import Edit, Fix, Hunk, Patch, Safety, Span, compose
from docnorm.protected import find_protected
from docnorm.source import Mark
from docnorm.text.late import late


class Fate(StrEnum):
    """What became of a proposed fix."""

    APPLIED = "applied"
    SUGGESTED = "suggested"  # below the profile's level
    CLASHED = "clashed"  # an earlier fix of the same rule took the place
    FROZEN = "frozen"  # it touches a protected span


# Neither space nor control, and yet not seen: variation selectors, fillers of Hangul, joiners of Mongolian.
_UNSEEN = frozenset(
    [*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0)), *"\u034f\u115f\u1160\u3164\uffa0"]
)
_NO_CONTROL = late(r"[^\x00-\x08\x0e-\x1f\x7f]+")  # no codec makes one of anything, and no DOCX holds one
# Ends the reason of a removal that was not made because the document would have been empty.
SPARED = "; but nothing would be left"


class Change(NamedTuple):
    """One line of the journal. The fix's spans are in the text that the rule saw: the one after ``step`` steps."""

    rule: str
    fix: Fix
    fate: Fate
    step: int
    finding: bool = False  # it points at something and proposes no replacement


class RevisionRun(NamedTuple):
    """A stretch of the revision view."""

    kind: Literal["keep", "insert", "delete"]
    text: str
    causes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A text, the text that it came from, and every change in between.

    Always true: ``draft.patch.apply(draft.original) == draft.text``. Patches are composed when first asked for.
    """

    original: str
    text: str
    marks: tuple[Mark, ...] = ()  # spans in ``text``
    words: tuple[str, ...] = ()  # the user's protected words
    steps: tuple[Patch, ...] = ()
    journal: tuple[Change, ...] = ()

    @classmethod
    def of(cls, text: str, marks: tuple[Mark, ...] = (), words: tuple[str, ...] = ()) -> Draft:
        """Start a draft that nothing has touched yet."""
        return cls(text, text, marks, words)

    @cached_property
    def patch(self) -> Patch:
        """The composed change, original to text, without hunks that put back what stood there."""
        whole = _trim_line_end(compose(self.steps), self.original)
        kept = tuple(h for h in whole.hunks if self.original[h.span.start : h.span.end] != h.new)
        return whole if len(kept) == len(whole.hunks) else Patch(kept)

    def revise(
        self,
        rule: str,
        fixes: Iterable[Fix],
        apply_at: Safety,
        owns: frozenset[str] = frozenset(),
        *,
        freezes: bool = False,
    ) -> tuple[Draft, Patch]:
        """Apply what may be applied, write down the rest, return the new draft and the step between the two.

        ``owns`` names the protected forms that this rule may edit; where it ``freezes``, nobody else may edit what it
        suggests. Fixes of one rule are taken from left to right.
        """
        changes = self._judge(rule, fixes, apply_at, owns)
        if not changes:
            return self, Patch()
        step = self._step(changes)
        text = step.apply(self.text) if step.hunks else self.text
        if step.hunks and _is_blank(text) and not _is_blank(self.text):
            changes = [self._spared(change) for change in changes]
            step = self._step(changes)
            text = step.apply(self.text)
        journal = (*self.journal, *changes)
        held = self.marks
        if freezes:
            asked = (edit.span for c in changes if c.fate is Fate.SUGGESTED for edit in c.fix.edits)
            parts = (part.span() for span in asked for part in _NO_CONTROL.finditer(self.text, *span))
            held += tuple(Mark(Span(*part), "frozen") for part in parts)
        if not step.hunks:
            return replace(self, journal=journal, marks=held), Patch()
        marks = tuple(m._replace(span=step.carry(m.span)) for m in held)
        return Draft(self.original, text, marks, self.words, (*self.steps, step), journal), step

    def _judge(self, rule: str, fixes: Iterable[Fix], apply_at: Safety, owns: frozenset[str]) -> list[Change]:
        """Return what becomes of each fix, from left to right."""
        changes: list[Change] = []
        taken = _Taken()
        guards = find_protected(self.text, self.words).guards
        marked, before = bool(self.marks), len(self.steps)
        for fix in sorted(fixes, key=_place):
            finding = False
            if (marked and self._is_frozen(fix)) or _is_guarded(fix, guards, owns):
                fate = Fate.FROZEN
            elif fix.safety < apply_at or fix.safety == Safety.SUGGEST:
                fate = Fate.SUGGESTED
                finding = all(self.text[e.span.start : e.span.end] == e.new for e in fix.edits)
            elif not taken.take(fix.edits):
                fate = Fate.CLASHED
            else:
                fate = Fate.APPLIED
            changes.append(Change(rule, fix, fate, before, finding))
        return changes

    def _step(self, changes: Sequence[Change]) -> Patch:
        """Return the patch that the applied ones of ``changes`` make, the next lines of the journal."""
        first = len(self.journal)
        applied = ((first + i, c.fix.edits) for i, c in enumerate(changes) if c.fate is Fate.APPLIED)
        return Patch(tuple(sorted(Hunk(span, new, (cause,)) for cause, edits in applied for span, new in edits)))

    def _spared(self, change: Change) -> Change:
        """Return a change that takes out what a reader sees as a suggestion: no document becomes empty by removals."""
        removes = any(not _is_blank(self.text[slice(*edit.span)]) and _is_blank(edit.new) for edit in change.fix.edits)
        if change.fate is not Fate.APPLIED or not removes:
            return change
        fix = change.fix._replace(why=change.fix.why + SPARED, safety=Safety.SUGGEST)
        return change._replace(fix=fix, fate=Fate.SUGGESTED)

    @cached_property
    def spared(self) -> tuple[Change, ...]:
        """The removals that were not made because nothing would have been left."""
        return tuple(c for c in self.journal if c.fix.why.endswith(SPARED))

    def where(self, change: Change) -> tuple[Span, ...]:
        """Return the places of a change's edits in ``original``."""
        spans = []
        for edit in change.fix.edits:
            span = edit.span
            for step in reversed(self.steps[: change.step]):
                span = step.trace(span)
            spans.append(span)
        return tuple(spans)

    def touched(self, by: Patch) -> str:
        """Return the lines of ``text`` that ``by``, a patch that made it, changed, one after another."""
        pieces: list[str] = []
        text, done = self.text, 0
        shift = 0
        for span, new, _ in by.hunks:
            start = span.start + shift
            end = start + len(new)
            shift = end - span.end
            if end + 1 < done:
                continue  # in a run of line ends that is held already: to walk along it each time is quadratic
            left = text.rfind("\n", done, max(start - 1, done)) + 1
            while left > done and text[left - 1] == "\n":
                left -= 1
            right = text.find("\n", end + 1)
            right = len(text) if right < 0 else right
            while right < len(text) and text[right] == "\n":
                right += 1
            if right > done:
                pieces.append(text[max(left, done) : right])
                done = right
        return "".join(pieces)

    def with_line_end(self) -> Draft:
        """Return the draft with the line end at its foot put back, where the text had one and a rule took it.

        That is for a window of a longer text: its foot is not the document's.
        """
        if not self.original.endswith("\n") or not self.text or self.text.endswith("\n"):
            return self
        end = len(self.text)
        causes = self.patch.hunks[-1].causes
        put_back = Patch((Hunk(Span(end, end), "\n", causes),))
        return replace(self, text=self.text + "\n", steps=(*self.steps, put_back))

    def runs(self) -> Iterator[RevisionRun]:
        """Yield the text as kept, inserted and deleted stretches: Word's revision view."""
        at = 0
        for (start, end), new, causes in self.patch.hunks:
            if at < start:
                yield RevisionRun("keep", self.original[at:start])
            if start < end:
                yield RevisionRun("delete", self.original[start:end], causes)
            if new:
                yield RevisionRun("insert", new, causes)
            at = end
        if at < len(self.original):
            yield RevisionRun("keep", self.original[at:])

    @cached_property
    def _frozen(self) -> tuple[list[Span], list[int]]:
        spans = sorted(m.span for m in self.marks if m.kind == "frozen")
        return spans, list(accumulate((s.end for s in spans), max))  # the furthest end so far: spans may nest

    @cached_property
    def _breaks(self) -> list[int]:
        """Where line ends stand that must stay between what they part."""
        return sorted(m.span.start for m in self.marks if m.kind == "break" and self.text[slice(*m.span)] == "\n")

    def _closes_break(self, start: int, end: int, new: str) -> bool:
        """Whether an edit makes one line of two that must stay apart. A whole line may go, with its line end."""
        i = bisect_left(self._breaks, start)
        if i == len(self._breaks) or self._breaks[i] >= end:
            return False
        text = self.text
        if text.count("\n", start, end) <= new.count("\n"):
            return False
        whole = (start == 0 or text[start - 1] == "\n") or (end == len(text) or text[end] == "\n")
        return bool(new) or not whole

    def _is_frozen(self, fix: Fix) -> bool:
        spans, ends = self._frozen
        for (start, end), new in fix.edits:
            if self._breaks and self._closes_break(start, end, new):
                return True
            # The last frozen span that begins before the edit ends is the only one to ask: ends are running maxima.
            i = bisect_left(spans, (end,)) - 1
            if i >= 0 and ends[i] > start:
                return True
        return False


def _is_blank(text: str) -> bool:
    """Whether a reader sees nothing of ``text``: blanks, controls, marks that only join or select."""
    return text.isspace() or all(unicodedata.category(c)[0] in "CZ" or c in _UNSEEN for c in text)


def join_drafts(original: str, drafts: Sequence[Draft]) -> Draft:
    """Return the drafts of consecutive stretches as one draft of the whole.

    The whole has one step, and its journal's spans are places in ``original``: no rule saw all of the text.
    """
    hunks: list[Hunk] = []
    journal: list[Change] = []
    at = 0
    for draft in drafts:
        base = len(journal)
        for (start, end), new, causes in draft.patch.hunks:
            hunks.append(Hunk(Span(start + at, end + at), new, tuple(c + base for c in causes)))
        for change in draft.journal:
            places = zip(draft.where(change), change.fix.edits, strict=True)
            edits = tuple(Edit(Span(s.start + at, s.end + at), e.new) for s, e in places)
            journal.append(change._replace(fix=change.fix._replace(edits=edits), step=0))
        at += len(draft.original)
    text = "".join(draft.text for draft in drafts)
    words = drafts[0].words if drafts else ()
    return Draft(original, text, (), words, (Patch(tuple(hunks)),) if hunks else (), tuple(journal))


def _trim_line_end(patch: Patch, original: str) -> Patch:
    """Take a line end that was put back at the foot out of the hunks that had taken it away."""
    if len(patch.hunks) < 2:
        return patch
    *others, cut, back = patch.hunks
    if back.span != (len(original), len(original)) or back.new != "\n" or cut.span.end != len(original) or cut.new:
        return patch
    kept = cut._replace(span=Span(cut.span.start, cut.span.end - 1))
    return Patch((*others, kept))


def _is_guarded(fix: Fix, guards: Callable[[Span, frozenset[str]], bool], owns: frozenset[str]) -> bool:
    edits = fix.edits
    if len(edits) == 1:  # nearly always
        return guards(edits[0].span, owns)
    return any(guards(span, owns) for span, _ in edits)


def _place(fix: Fix) -> Span:
    return fix.edits[0].span


class _Taken:
    """The places that fixes of one rule have taken: sorted and disjoint."""

    __slots__ = ("_end", "_spans")

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._end = -1  # how far they reach

    def take(self, edits: Sequence[Edit]) -> bool:
        """Take the places of ``edits``, all or none; false where another fix was first."""
        first, last = edits[0].span, edits[-1].span
        spans = self._spans
        if first.start > self._end:  # as good as always: fixes come from left to right
            spans += [edit.span for edit in edits]
        elif any(self._hits(edit.span) for edit in edits):
            return False
        else:
            for edit in edits:
                insort(spans, edit.span)
        self._end = max(self._end, last.end)
        return True

    def _hits(self, span: Span) -> bool:
        # Only the neighbours can be in the way.
        i = bisect_left(self._spans, span)
        return any(_touch(span, s) for s in self._spans[max(0, i - 2) : i + 2])


def _touch(a: Span, b: Span) -> bool:
    if a.start == a.end == b.start == b.end:
        return True
    return a.start < b.end and b.start < a.end
