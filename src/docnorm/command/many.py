"""Many inputs: planned, worked on, and shown as they come."""

from __future__ import annotations

from pathlib import Path

from docnorm import api, batch, rows
from docnorm.batch.order import Order, Outcome
from docnorm.command.progress import Progress
from docnorm.command.show import finish, show_outcome
from docnorm.command.wanted import Wanted
from docnorm.system import console


def process_many(
    wanted: Wanted, order: Order, output: Path | None, report: Path | None, engine: batch.Engine | None
) -> int:
    """Do with every input what ``order`` says, and return the exit code.

    Raises ``UsageError`` before any input is touched.
    """
    planned = batch.plan(wanted.inputs, output, order, report)
    _say_what_is_passed_over(planned, wanted)
    bar = Progress(len(planned.jobs), wanted=not wanted["quiet"])
    outcomes: list[Outcome] = []
    try:
        for outcome in batch.run(
            planned, order, engine=engine, output=output, jobs=wanted["jobs"], resume=bool(wanted["resume"])
        ):
            for row in outcome.said:
                bar.say(row)
            show_outcome(outcome)
            outcomes.append(outcome._replace(shown=(), said=()))
            bar.step(failed=outcome.code > 1)
    finally:
        bar.end()
    return finish(outcomes, wanted, order)


def _say_what_is_passed_over(planned: batch.Plan, wanted: Wanted) -> None:
    kinds = " ".join(sorted(api.FORMATS.read_suffixes if wanted["field"] is None else rows.SUFFIXES))
    if not planned.jobs and not planned.refused:
        console.say(f"normalize: no documents in {', '.join(wanted.inputs)} (files that end in {kinds} are)")
    elif planned.others and not wanted["quiet"]:
        others = ", ".join(f"{n} {suffix or 'without suffix'}" for suffix, n in planned.others)
        console.say(f"normalize: passed over {others} (what ends in {kinds} is read)")
