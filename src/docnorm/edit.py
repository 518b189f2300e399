"""The one currency of the house: edits over a text, and patches made of them.

Every offset is a code point, every range half-open. A lone surrogate counts as one code point like any other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points: ``text[start:end]``."""

    start: int
    end: int


class Safety(IntEnum):
    """How sure a rule is of one fix. A profile applies every fix at or above its own level."""

    SUGGEST = 0  # never applied; becomes a comment in the margin
    LIKELY = 1  # right in this context, though a reader might disagree
    CERTAIN = 2  # carries no meaning, or has exactly one reading


class Edit(NamedTuple):
    """Put ``new`` where ``span`` was. An empty span inserts, an empty ``new`` deletes."""

    span: Span
    new: str


class Fix(NamedTuple):
    """Edits that stand or fall together, and why: both quotes of a pair, or neither."""

    edits: tuple[Edit, ...]
    why: str
    safety: Safety = Safety.CERTAIN
    candidates: tuple[str, ...] = ()  # what a reader may choose from for the one edit, best first


def replace(
    start: int,
    end: int,
    new: str,
    why: str,
    safety: Safety = Safety.CERTAIN,
    candidates: tuple[str, ...] = (),
) -> Fix:
    """Return a fix of one edit: ``text[start:end]`` becomes ``new``."""
    edit = _made(Edit, (_made(Span, (start, end)), new))
    return _made(Fix, ((edit,), why, safety, candidates))


_made = tuple.__new__  # a named tuple's own way goes through three calls, and every fix of every rule is made here


class Hunk(NamedTuple):
    """One changed stretch, and the journal lines that changed it, in the order in which they did."""

    span: Span
    new: str
    causes: tuple[int, ...]


@dataclass(frozen=True)
class Patch:
    """Sorted, disjoint hunks that turn one text into another. Hunks that only touch stay apart."""

    hunks: tuple[Hunk, ...] = ()

    @cached_property
    def placed(self) -> tuple[Span, ...]:
        """Where each hunk's ``new`` lies in the text after, hunk by hunk."""
        grown = accumulate((len(h.new) - (h.span.end - h.span.start) for h in self.hunks), initial=0)
        return tuple(
            Span(h.span.start + shift, h.span.start + shift + len(h.new))
            for h, shift in zip(self.hunks, grown, strict=False)  # accumulate yields one total more than hunks
        )

    def apply(self, text: str) -> str:
        """Return ``text`` with every hunk put in."""
        out: list[str] = []
        at = 0
        for (start, end), new, _ in self.hunks:
            out += (text[at:start], new)
            at = end
        out.append(text[at:])
        return "".join(out)

    def inverse(self, before: str) -> Patch:
        """Return the patch that undoes this one, given the text it was applied to."""
        return Patch(
            tuple(
                Hunk(place, before[h.span.start : h.span.end], h.causes)
                for h, place in zip(self.hunks, self.placed, strict=True)
            )
        )

    def then(self, later: Patch) -> Patch:
        """Return the one patch that does what this and then ``later`` do, in linear time."""
        if not self.hunks or not later.hunks:
            return self if self.hunks else later
        return Patch(tuple(_settle(_compose(self, later))))

    def carry(self, span: Span) -> Span:
        """Return where ``span`` of the text before lies in the text after; what it touches or cuts, it covers."""
        starts, ends = self._bounds
        i = bisect_left(ends, span.start)
        if i < len(ends) and ends[i] == span.start and starts[i] < span.start:
            i += 1  # a hunk that ends where the span starts is a neighbour, not a part
        if i < len(starts) and starts[i] < span.start:
            start = self.placed[i].start
        else:
            start = span.start + self._shift(i)
        i = bisect_right(ends, span.end)
        if i < len(starts) and starts[i] < span.end:
            return Span(start, self.placed[i].end)
        return Span(start, span.end + self._shift(i))

    def trace(self, span: Span) -> Span:
        """Return where ``span`` of the text after came from in the text before, as tightly as it can be said.

        A place inside text that this patch put in points at the whole of what was replaced there.
        """
        starts, ends = self._placed_bounds
        i = bisect_right(ends, span.start)
        if i < len(starts) and starts[i] < span.start:
            start = self.hunks[i].span.start
        else:
            start = span.start - self._shift(i)
        i = bisect_left(starts, span.end)
        if i and ends[i - 1] > span.end:
            end = self.hunks[i - 1].span.end
        else:
            end = span.end - self._shift(i)
        return Span(start, max(start, end))  # an empty span beside a deletion has its left end after its right one

    def _shift(self, count: int) -> int:
        """By how much the first ``count`` hunks move what follows them."""
        return self.placed[count - 1].end - self.hunks[count - 1].span.end if count else 0

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        return [h.span.start for h in self.hunks], [h.span.end for h in self.hunks]

    @cached_property
    def _placed_bounds(self) -> tuple[list[int], list[int]]:
        return [p.start for p in self.placed], [p.end for p in self.placed]


def compose(patches: Sequence[Patch]) -> Patch:
    """Return the one patch that does what ``patches`` do one after another.

    Folded in pairs like a tournament: each hunk is copied once per round, so n patches cost log n passes and not n.
    """
    row = list(patches)
    while len(row) > 1:
        pairs = [a.then(b) for a, b in zip(row[::2], row[1::2], strict=False)]
        row = [*pairs, row[-1]] if len(row) % 2 else pairs
    return row[0] if row else Patch()


class _Group:
    """Hunks of two patches that overlap in the text between them and so melt into one."""

    __slots__ = ("first", "reach", "second")

    def __init__(self, reach: Span) -> None:
        self.first: list[tuple[Hunk, Span]] = []
        self.second: list[Hunk] = []
        self.reach = reach

    def takes(self, span: Span) -> bool:
        """Whether a hunk on ``span`` (never left of the group) melts into it: touching is not enough."""
        start, end = self.reach
        if span.start == span.end:
            return start < span.start < end
        return span.start < end

    def grow(self, span: Span) -> None:
        """Stretch the group over ``span``."""
        self.reach = Span(self.reach.start, max(self.reach.end, span.end))

    def melt(self, drift: int) -> tuple[Hunk, int]:
        """Return the group as one hunk over the text before, and how far old and middle offsets differ behind it."""
        reach = self.reach
        shrunk = sum((h.span.end - h.span.start) - len(h.new) for h, _ in self.first)
        old = Span(reach.start + drift, reach.end + drift + shrunk)
        return Hunk(old, self._text(), _union(*(h for h, _ in self.first), *self.second)), drift + shrunk

    def _text(self) -> str:
        # Every character of the stretch was put in by the first patch or replaced by the second, so the text
        # between is never needed.
        reach = self.reach
        middle = [""] * (reach.end - reach.start)
        for hunk, place in self.first:
            middle[place.start - reach.start : place.end - reach.start] = hunk.new
        out: list[str] = []
        at = 0
        for hunk in self.second:
            out += middle[at : hunk.span.start - reach.start]
            out.append(hunk.new)
            at = hunk.span.end - reach.start
        return "".join((*out, *middle[at:]))


def _compose(earlier: Patch, later: Patch) -> Iterator[Hunk]:
    """Lay both patches out on the text between them, and melt what overlaps there."""
    ours, places, theirs = earlier.hunks, earlier.placed, later.hunks
    i = j = drift = 0  # drift: old offset minus middle offset, left of the cursor
    while i < len(ours) or j < len(theirs):
        # Most hunks meet nothing: they pass as they are, without a group (three times as fast on 100,000 changes).
        if i < len(ours) and (j == len(theirs) or places[i] <= theirs[j].span):
            if j == len(theirs) or theirs[j].span.start >= places[i].end:
                drift += (ours[i].span.end - ours[i].span.start) - len(ours[i].new)
                yield ours[i]
                i += 1
                continue
        elif i == len(ours) or places[i].start >= theirs[j].span.end:
            (start, end), new, causes = theirs[j]
            yield Hunk(Span(start + drift, end + drift), new, causes)
            j += 1
            continue
        group = _Group(min(places[i], theirs[j].span))  # never empty, so that it takes what it starts with
        while i < len(ours) or j < len(theirs):
            mine = i < len(ours) and (j == len(theirs) or places[i] <= theirs[j].span)
            span = places[i] if mine else theirs[j].span
            if not group.takes(span):
                break
            group.grow(span)
            if mine:
                group.first.append((ours[i], span))
                i += 1
            else:
                group.second.append(theirs[j])
                j += 1
        hunk, drift = group.melt(drift)
        yield hunk


def _settle(hunks: Iterable[Hunk]) -> Iterator[Hunk]:
    """Drop text that was put in and taken out again; join insertions at one offset: one hunk keeps their order."""
    held: Hunk | None = None
    for hunk in hunks:
        empty = hunk.span.start == hunk.span.end
        if empty and not hunk.new:
            continue
        if held is not None and empty and held.span == hunk.span:
            held = Hunk(held.span, held.new + hunk.new, _union(held, hunk))
            continue
        if held is not None:
            yield held
        held = hunk
    if held is not None:
        yield held


def _union(*hunks: Hunk) -> tuple[int, ...]:
    return tuple(sorted({c for h in hunks for c in h.causes}))
