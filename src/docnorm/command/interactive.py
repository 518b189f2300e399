"""``--interactive``: every change and every suggestion with an offer is asked for before anything is written.

Nothing is changed that was not agreed to: what is left when somebody stops stays as it was in the input.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from docnorm.command.show import paint, uses_colour
from docnorm.edit import Hunk, Span
from docnorm.errors import UsageError
from docnorm.result import Normalized
from docnorm.review.decisions.learn import quote_word
from docnorm.review.questions import list_questions
from docnorm.review.selection import Place, accept, take_back
from docnorm.system import console
from docnorm.text.places import Lines
from docnorm.writers.inline_diff import show_hunks

_HELP = {
    "en": (
        "y  make this change            a  make all changes of this rule",
        "n  leave it as it is           d  make no change of this rule",
        "w  never change this word      q  leave this and the rest as it is",
    ),
    "zh": (
        "y  改这一处              a  这条规则的都改",
        "n  保持原样              d  这条规则的都不改",
        "w  这个词永远不改        q  到此为止，其余保持原样",
    ),
}
_KEYS = "ynadwq"


@dataclass
class Decisions:
    """What somebody decided: places and offers, rules as a whole, and words that never change."""

    refused: set[Span] = field(default_factory=set)
    accepted: dict[Place, str | None] = field(default_factory=dict)
    rules: dict[str, bool] = field(default_factory=dict)  # all of a rule's changes, or none
    words: dict[str, None] = field(default_factory=dict)
    asked: int = 0


def review(document: Normalized, ask: Callable[[str], str] | None = None) -> Normalized:
    """Return the document with the changes that were agreed to; ``ask`` shows a question and returns the answer.

    Raises ``UsageError`` where nobody can answer: standard input is no terminal.
    """
    if ask is None:
        if not sys.stdin.isatty():
            raise UsageError("--interactive asks on a terminal, and standard input is none")
        ask = _ask
    decisions = Decisions()
    _decide(document, decisions, ask)
    if decisions.asked:
        for row in _summarise(document, decisions):
            console.say(row)
    return accept(take_back(document, decisions.refused), decisions.accepted)


def _decide(document: Normalized, decisions: Decisions, ask: Callable[[str], str]) -> None:
    lines = Lines(document.original)
    questions = list_questions(document)
    stopped = False
    for number, (hunk, rule, why, suggested) in enumerate(questions, 1):
        before = document.original[slice(*hunk.span)]
        whole = decisions.rules.get(rule)
        agreed = False if stopped or before in decisions.words else whole
        if agreed is None:
            line, column = lines.at(hunk.span.start)
            head = f"[{number}/{len(questions)}] {line}:{column}  {rule}{' ?' if suggested else ''}: {why}"
            key = _get_key(head, document, hunk, ask)
            decisions.asked += 1
            agreed = key in "ya"
            stopped = key == "q"
            if key in "ad":
                decisions.rules[rule] = agreed
            if key == "w" and before.strip():
                decisions.words[before] = None
        if suggested and agreed:
            decisions.accepted[lines.at(hunk.span.start)] = hunk.new
        elif not suggested and not agreed:
            decisions.refused.add(hunk.span)


def _get_key(head: str, document: Normalized, hunk: Hunk, ask: Callable[[str], str]) -> str:
    shown = paint(console.show_controls(show_hunks(document.original, (hunk,))), colour=uses_colour(sys.stderr))
    question = f"{console.show_controls(head)}\n  {shown}\n  y/n/a/d/w/q/? "
    while True:
        key = ask(question).strip().lower()[:1]
        if key and key in _KEYS:
            return key
        for row in _HELP[console.find_language()]:
            console.say("  " + row)


def _ask(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    return answer or "q"  # the end of the input: nothing more is agreed to


def _summarise(document: Normalized, decisions: Decisions) -> Iterator[str]:
    kept = sum(not suggested for *_, suggested in list_questions(document)) - len(decisions.refused)
    left, taken = len(decisions.refused), len(decisions.accepted)
    yield f"{kept} changes made, {left} left as they were, {taken} suggestions taken"
    never = [rule for rule, agreed in decisions.rules.items() if not agreed]
    if decisions.words or never:
        yield "to have it so every time, write in docnorm.toml:"
    if never:
        yield f"  ignore = [{', '.join(quote_word(rule) for rule in never)}]"
    if decisions.words:
        yield f"  protect = [{', '.join(quote_word(word) for word in decisions.words)}]"
