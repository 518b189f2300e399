"""What the command says of what came of its inputs, and the exit code of it all."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import docnorm
from docnorm import api
from docnorm.batch import task
from docnorm.batch.order import Order, Outcome
from docnorm.command.wanted import Wanted
from docnorm.profile import Profile
from docnorm.settings import plugins
from docnorm.system import console
from docnorm.writers.findings import format_findings


def show_outcome(outcome: Outcome) -> None:
    """Put on standard output what one input has for it: a diff's lines, or the document."""
    if outcome.shown:
        rows = [console.show_controls(row) for row in outcome.shown] if sys.stdout.isatty() else outcome.shown
        console.show("".join(row + "\n" for row in rows))
    if outcome.data is not None:
        console.send(outcome.data)


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
