"""What the command says of what came of its inputs, and the exit code of it all."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

import docnorm
from docnorm import api
from docnorm.batch import task
from docnorm.batch.order import Order, Outcome
from docnorm.command.wanted import Wanted
from docnorm.profile import Profile
from docnorm.settings import plugins
from docnorm.system import console
from docnorm.writers.findings import format_findings
from docnorm.writers.inline_diff import IN, IN_END, OUT, OUT_END

_COLOURS = str.maketrans({OUT: "\x1b[9;31m", OUT_END: "\x1b[0m", IN: "\x1b[1;32m", IN_END: "\x1b[0m"})
_BRACKETS = str.maketrans({OUT: "[-", OUT_END: "-]", IN: "{+", IN_END: "+}"})
_ASCII = str.maketrans({"␣": "_", "⏎": "\\n", "⇥": "\\t", "…": "..."})


def show_outcome(outcome: Outcome) -> None:
    """Put on standard output what one input has for it: a diff's lines, or the document."""
    if outcome.shown:
        terminal = sys.stdout.isatty()
        colour = uses_colour(sys.stdout)
        rows = [console.show_controls(row) for row in outcome.shown] if terminal else outcome.shown
        console.show("".join(paint(row, colour=colour) + "\n" for row in rows))
    if outcome.data is not None:
        console.send(outcome.data)


def uses_colour(stream: TextIO) -> bool:
    """Whether what is written to ``stream`` is seen in colour (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(row: str, *, colour: bool) -> str:
    """Return a row of an inline diff as a terminal shows it: in red and green, or in brackets as ``wdiff`` has them."""
    row = row.translate(_COLOURS if colour else _BRACKETS)
    try:
        row.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):  # a console in GBK has no ␣
        row = row.translate(_ASCII)
    return row


def finish(outcomes: Sequence[Outcome], wanted: Wanted, order: Order) -> int:
    """Say what is left to say of the whole, and return its exit code: the largest of the inputs' codes."""
    for outcome in outcomes:
        for row in outcome.said:
            console.say(row)
        show_outcome(outcome)
    if order.mode == "check":
        found = [f for outcome in outcomes for f in outcome.found]
        console.show(format_findings(found, wanted["output-format"], docnorm.__version__))
    several = len(outcomes) > 1 and order.mode == "write"
    if wanted["stats"] or (not wanted["quiet"] and (several or wanted["verbose"] or sys.stderr.isatty())):
        for row in task.summarise(outcomes):
            console.say(row)
    return max((outcome.code for outcome in outcomes), default=0)


def list_rules(profile: Profile) -> None:
    """List every rule, built-in and installed; a star marks those that run."""
    on = {r.id for r in profile.rules}
    rules = {**plugins.load_rules(), **{r.id: r for r in profile.rules}, **api.list_builtin_rules()}
    order = [*api.list_builtin_rules(), *(name for name in rules if name not in api.list_builtin_rules())]
    width = max(len(name) for name in order)
    console.show("".join(f"{'*' if name in on else ' '} {name:<{width}}  {rules[name].title}\n" for name in order))
