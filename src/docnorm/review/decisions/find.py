"""What became of each change in a text that somebody went through: accepted, rejected, or written otherwise.

Word keeps no trace of an accepted or rejected revision, so the reviewed text is laid beside the original: between two
changes stands text that neither side touched, and what stands between two such stretches tells which side was taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from docnorm.result import Normalized
from docnorm.review.questions import Question, list_questions

AROUND = 12  # characters of the line that are told with a decision
_HEAD = 12  # characters of what follows that must follow: fewer where the next change is nearer
_AHEAD = 3  # changes that are looked at together where less than a word stands between them
_SHORT = 4  # characters below which a stretch says too little of itself
_STRAY = 200  # characters that somebody may have put in between
_LONGEST = 48  # characters of what somebody wrote instead
# Lines are laid out anew in a DOCX: where they break and how far they are indented is nobody's decision.
_LAYOUT = re.compile(r"[ \t\u3000\xa0]*[\r\n\x0b\x0c\u2028]+[ \t\u3000\xa0]*|\A[ \t\u3000\xa0]+|[ \t\u3000\xa0]+\Z")


class Outcome(Enum):
    """What a reviewer made of a change or a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"  # written otherwise
    LEFT = "left"  # a suggestion that was not taken, which need not mean no
    OPEN = "open"  # a revision that is still pending


class Decision(NamedTuple):
    """What somebody decided about one change.

    rule: the rule's id.
    before, after: what stood there, and what was offered.
    outcome: what became of it.
    stands: what stands there now.
    suggested: whether it was only suggested.
    left, right: up to ``AROUND`` characters of the original's line on both sides.
    """

    rule: str
    before: str
    after: str
    outcome: Outcome
    stands: str
    suggested: bool
    left: str
    right: str


class _Choice(NamedTuple):
    question: Question
    kept: str  # the text that stands before it
    before: str
    after: str


def find_decisions(document: Normalized, reviewed: str, undecided: str | None = None) -> list[Decision]:
    """Return what became of the changes and suggestions of ``document`` in the text ``reviewed``.

    ``undecided`` is the same text with every revision that is still open taken back: what differs there is open. A
    change of layout alone (line breaks, indents) and one whose place is not found again are left out.
    """
    choices, rest = _list_choices(document)
    found = _read(choices, rest, lay_flat(reviewed))
    other = found if undecided is None else _read(choices, rest, lay_flat(undecided))
    return [
        _decide(document.original, choices[number], stands, settled=other.get(number) == stands)
        for number, stands in sorted(found.items())
    ]


def lay_flat(text: str) -> str:
    """Return ``text`` without line breaks and what stands beside them."""
    return _LAYOUT.sub("", text)


def _list_choices(document: Normalized) -> tuple[list[_Choice], str]:
    """Return the changes, each with the text before it, and the text behind the last one, all laid flat."""
    original = document.original
    gone = bytearray(len(original))
    for m in _LAYOUT.finditer(original):
        gone[m.start() : m.end()] = b"\1" * (m.end() - m.start())

    def flat(start: int, end: int) -> str:
        return "".join(original[i] for i in range(start, end) if not gone[i])

    choices: list[_Choice] = []
    kept, at = "", 0
    for question in list_questions(document):
        (start, end), new, _ = question.hunk
        before, after = flat(start, end), _lay_change_flat(original, start, end, new)
        kept += flat(at, start)
        at = end
        if before == after:
            kept += before
            continue
        choices.append(_Choice(question, kept, before, after))
        kept = ""
    return choices, kept + flat(at, len(original))


def _lay_change_flat(original: str, start: int, end: int, new: str) -> str:
    left = "\n" if start == 0 or original[start - 1] in "\r\n" else "."
    right = "\n" if end == len(original) or original[end] in "\r\n" else "."
    flat = _LAYOUT.sub("", left + new + right)
    return flat[left == "." : len(flat) - (right == ".")]


def _read(choices: Sequence[_Choice], rest: str, text: str) -> dict[int, str]:
    """Return by number what stands in ``text`` at the place of each change that was found again."""
    found: dict[int, str] = {}
    at: int | None = 0
    for number, choice in enumerate(choices):
        here = _follow(choice.kept, text, at)
        if here is None:
            at = None
            continue
        behind = _read_behind(choices, rest, number)
        stands = _choose(choice, behind, text, here)
        if stands is None:
            at = None
            continue
        found[number] = stands
        at = here + len(stands)
    return found


def _follow(kept: str, text: str, at: int | None) -> int | None:
    """Return where ``kept`` ends in ``text``, which should go on with it at ``at``; None where that is not plain."""
    if at is not None:
        if text.startswith(kept, at):
            return at + len(kept)
        tail = kept[-_HEAD:]
        if len(tail) < _SHORT:
            return None
        place = text.find(tail, at, at + len(kept) + _STRAY)
        return place + len(tail) if place >= 0 else None
    tail = kept[-3 * _HEAD :]  # lost: only what stands once in the whole text says where we are
    if len(tail) < 2 * _SHORT or text.count(tail) != 1:
        return None
    return text.find(tail) + len(tail)


def _read_behind(choices: Sequence[_Choice], rest: str, number: int) -> tuple[str, ...]:
    """Return what may follow a change: the text behind it, with the next changes either way where it is short."""
    ends = [""]
    for ahead in range(number + 1, min(number + 1 + _AHEAD, len(choices) + 1)):
        last = ahead == len(choices)
        kept = rest if last else choices[ahead].kept
        ends = [end + kept for end in ends]
        if last or min(map(len, ends)) >= _SHORT:
            break
        ends = [end + side for end in ends for side in (choices[ahead].after, choices[ahead].before)]
    return tuple(dict.fromkeys(end[:_HEAD] for end in ends))


def _choose(choice: _Choice, behind: tuple[str, ...], text: str, at: int) -> str | None:
    """Return what stands at ``at`` in place of a change, None where that cannot be told."""
    sides = [side for side in (choice.after, choice.before) if _stands(side, behind, text, at)]
    if len(sides) == 1:
        return sides[0]
    if len(sides) == 2:  # 。 and 。。 before 。: the longer one leaves less to chance
        return max(sides, key=len)
    places = [text.find(end, at, at + _LONGEST + len(end)) for end in behind if len(end) >= _SHORT]
    places = [place for place in places if place >= 0]
    return text[at : min(places)] if places else None


def _stands(side: str, behind: tuple[str, ...], text: str, at: int) -> bool:
    if not text.startswith(side, at):
        return False
    end = at + len(side)
    return any(text.startswith(more, end) if more else end == len(text) for more in behind)


def _decide(original: str, choice: _Choice, stands: str, *, settled: bool) -> Decision:
    question = choice.question
    start, end = question.hunk.span
    if not settled:
        outcome = Outcome.OPEN
    elif stands == choice.after:
        outcome = Outcome.ACCEPTED
    elif stands == choice.before:
        outcome = Outcome.LEFT if question.suggested else Outcome.REJECTED
    else:
        outcome = Outcome.EDITED
    left = re.split(r"[\r\n]", original[max(0, start - AROUND) : start])[-1]
    right = re.split(r"[\r\n]", original[end : end + AROUND])[0]
    before, after = original[start:end], question.hunk.new
    return Decision(question.rule, before, after, outcome, stands, question.suggested, left, right)


def count_outcomes(decisions: Sequence[Decision]) -> Iterator[tuple[str, int]]:
    """Yield each outcome's name with how often it was met."""
    for outcome in Outcome:
        yield outcome.value, sum(decision.outcome is outcome for decision in decisions)
