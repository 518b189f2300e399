"""The command ``normalize``: arguments in, files or lines out, an exit code that tells what happened."""

from __future__ import annotations

import argparse
import glob
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import docnorm
from docnorm import api
from docnorm.batch import task
from docnorm.batch.order import Order, Outcome
from docnorm.command.arguments import HELP, parsed
from docnorm.errors import DocnormError, InputRefused, OutputFailed, UsageError, nearest
from docnorm.profile import Profile
from docnorm.rows.columns import Column
from docnorm.settings import config, plugins
from docnorm.settings.choice import Choice
from docnorm.system import console
from docnorm.system.atomic import write_whole
from docnorm.writers.findings import FORMATS, formatted

if TYPE_CHECKING:
    from docnorm import batch


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code (see the contract's table)."""
    console.prepare()
    verbose = False
    try:
        wanted = parsed(argv, docnorm.__version__)
        verbose = wanted.verbose
        return run(wanted)
    except DocnormError as error:
        if verbose:
            traceback.print_exc()
        for line in str(error).splitlines():
            console.say(f"normalize: {line}")
        return error.exit_code
    except KeyboardInterrupt:
        console.say("normalize: interrupted; nothing half-written was left")
        return 130
    except Exception as error:  # noqa: BLE001  no traceback reaches a user unasked
        if verbose:
            traceback.print_exc()
        console.say(
            f"normalize: a bug in docnorm ({type(error).__name__}); run again with -v and report what it prints"
        )
        return 5


def run(wanted: argparse.Namespace) -> int:
    """Do what the arguments ask."""
    if wanted.help:
        console.show(HELP)
        return 0
    if wanted.explain:
        return _explain(wanted.explain)
    if wanted.undo:
        return _undo(wanted)
    if wanted.serve:
        from docnorm.serve.run import serve

        serve()
        return 0
    settings = _configured(wanted)
    profile = _profile(wanted, settings)
    if wanted.show_config:
        from docnorm.command.effective import effective

        console.show(effective(settings, profile))
        return 0
    if wanted.rules:
        return _list_rules(profile)
    if not wanted.inputs:
        raise UsageError("no input; try: normalize in.txt -o out.docx   (normalize --help shows everything)")
    output, to = _target(wanted)
    order = _order(wanted, profile, to)
    report = Path(wanted.report) if wanted.report else None
    engine = _engine(wanted)
    if _is_batch(wanted.inputs, output):
        return _many(wanted, order, output, report, engine)
    if report is not None:
        task.report_format(report)
    return _finish([task.done(wanted.inputs[0], output, order, report)], wanted, order)


def _configured(wanted: argparse.Namespace) -> config.Settings:
    """Read and check the configuration; what the command line does not say, it says."""
    settings = config.load(wanted.config, Path.cwd())
    wanted.settled = set()
    if settings.path is not None:
        config.check(settings, api.KNOWN, api.profile_names)
    for key, value in settings.options.items():
        name = {"from": "format"}.get(key, key.replace("-", "_"))
        said = getattr(wanted, name, None)
        if said is None or (said is False and name != "verify"):  # --no-verify is said
            setattr(wanted, name, value)
            wanted.settled.add(name)
    return settings


def _profile(wanted: argparse.Namespace, settings: config.Settings) -> Profile:
    """Return the profile with everything that the house and this command line want of it, in that order."""
    asked = Choice(
        select=wanted.select,
        ignore=wanted.ignore or (),
        extend_select=wanted.extend_select or (),
        apply=wanted.apply,
        variant=wanted.variant,
        fix_numbers=wanted.fix_numbers,
    )
    name = wanted.profile or "gongwen"
    origin, choices = config.lineage(settings, name)
    profile = api.get_profile(origin)
    for choice in (*choices, settings.choice, asked):
        profile = api.tailored(profile, choice)
    return replace(profile, name=name)


def _target(wanted: argparse.Namespace) -> tuple[Path | None, str]:
    """Settle output and format before any input is read, so that a slip costs nothing."""
    output = Path(wanted.output) if wanted.output not in {None, "-"} else None
    folder = output is None or _is_batch(wanted.inputs, output)
    suffix = "" if folder or output is None else output.suffix.lower().lstrip(".")
    if wanted.field is not None:
        return output, "jsonl"  # rows stay in their own format, whatever it is
    name = wanted.to or suffix or "txt"
    name = {"htm": "html", "markdown": "md", "text": "txt"}.get(name, name)
    if name == "report" or name not in api.ALL_WRITERS:
        formats = [known for known in api.ALL_WRITERS if known != "report"]
        hint = nearest(name, formats)
        raise UsageError(
            f"unknown output format {name!r}{hint} (one of {' '.join(formats)}; --to overrides the suffix)"
        )
    if wanted.output_format not in {None, *FORMATS}:
        hint = nearest(wanted.output_format, list(FORMATS))
        raise UsageError(f"unknown --output-format {wanted.output_format!r}{hint} (one of {' '.join(FORMATS)})")
    _for_docx(wanted, name)
    if wanted.in_place and output:
        raise UsageError("-w replaces the inputs and -o names another output: take one of them")
    return output, name


def _for_docx(wanted: argparse.Namespace, to: str) -> None:
    """Refuse what only a DOCX can have; in a configuration it is for the documents that are DOCX."""
    if wanted.numbering not in {None, "literal", "auto"}:
        hint = nearest(wanted.numbering, ["literal", "auto"])
        raise UsageError(f"--numbering is literal or auto, not {wanted.numbering!r}{hint}")
    for option, name in (
        ("--track-changes", "track_changes"),
        ("--look", "dress"),
        ("--template", "template"),
        ("--numbering", "numbering"),
        ("--toc", "toc"),
    ):
        if getattr(wanted, name) and name not in wanted.settled and to != "docx" and not wanted.in_place:
            raise UsageError(f"{option} needs docx output: add --to docx, or name the output .docx")


def _order(wanted: argparse.Namespace, profile: Profile, to: str) -> Order:
    return Order(
        profile,
        to,
        wanted.format,
        wanted.encoding if wanted.field is None else None,
        "check" if wanted.check else "diff" if wanted.diff else "write",
        in_place=wanted.in_place,
        backup=not wanted.no_backup,
        track_changes=bool(wanted.track_changes),
        dress=wanted.dress,
        template=wanted.template,
        verify=wanted.verify is not False,
        numbering=wanted.numbering,
        toc=bool(wanted.toc),
        quiet=wanted.quiet,
        column=_column(wanted),
    )


def _column(wanted: argparse.Namespace) -> Column | None:
    if wanted.field is None:
        if wanted.log_field or wanted.counts_field or wanted.flagged_field:
            raise UsageError("--log-field, --counts-field and --flagged-field go with --field NAME")
        return None
    for option, name in (("--encoding", "encoding"), ("--from", "format"), ("--to", "to")):
        if getattr(wanted, name) not in {None, "jsonl"} and name not in wanted.settled:
            raise UsageError(f"{option} does not go with --field: rows are UTF-8 and stay in their format")
    column = Column(wanted.field, wanted.log_field, wanted.counts_field, wanted.flagged_field)
    names = (column.name, *column.added)
    if len({*names}) < len(names):
        raise UsageError("--field, --log-field, --counts-field and --flagged-field need different names")
    return column


def _is_batch(inputs: Sequence[str], output: Path | None) -> bool:
    """Whether there is more than one input file with one output: several, a folder, a glob, a folder to write to."""
    globbed = any(glob.has_magic(name) and not os.path.lexists(name) and glob.glob(name) for name in inputs)
    folders = any(os.path.isdir(name) for name in inputs) or (output is not None and output.is_dir())
    return len(inputs) > 1 or bool(globbed) or (folders and list(inputs) != ["-"])


def _many(
    wanted: argparse.Namespace, order: Order, output: Path | None, report: Path | None, engine: batch.Engine | None
) -> int:
    from docnorm import batch
    from docnorm.command import progress  # processes and pipes: not for one small file

    planned = batch.plan(wanted.inputs, output, order, report)
    kinds = " ".join(sorted(api.input_suffixes())) if wanted.field is None else ".jsonl .ndjson .parquet"
    if not planned.jobs and not planned.refused:
        console.say(f"normalize: no documents in {', '.join(wanted.inputs)} (files that end in {kinds} are)")
    elif planned.others and not wanted.quiet:
        others = ", ".join(f"{n} {suffix or 'without suffix'}" for suffix, n in planned.others)
        console.say(f"normalize: passed over {others} (what ends in {kinds} is read)")
    bar = progress.Progress(len(planned.jobs), wanted=not wanted.quiet)
    outcomes: list[Outcome] = []
    try:
        options = {"output": output, "jobs": wanted.jobs, "resume": wanted.resume}
        for outcome in batch.run(planned, order, engine=engine, **options):
            for row in outcome.said:
                bar.say(row)
            _show(outcome)
            outcomes.append(outcome._replace(shown=(), said=()))
            bar.step(failed=outcome.code > 1)
    finally:
        bar.end()
    return _finish(outcomes, wanted, order)


def _engine(wanted: argparse.Namespace) -> batch.Engine | None:
    if wanted.engine in {None, "pool"}:
        if wanted.ray_address:
            raise UsageError("--ray-address goes with --engine ray")
        return None
    if wanted.engine != "ray":
        raise UsageError(f"unknown engine {wanted.engine!r}{nearest(wanted.engine, ['pool', 'ray'])} (pool or ray)")
    from docnorm.batch.cluster import work_on_ray

    return partial(work_on_ray, address=wanted.ray_address, cores=wanted.jobs)


def _show(outcome: Outcome) -> None:
    if outcome.shown:
        rows = [console.plain(row) for row in outcome.shown] if sys.stdout.isatty() else outcome.shown
        console.show("".join(row + "\n" for row in rows))
    if outcome.data is not None:
        console.send(outcome.data)


def _finish(outcomes: list[Outcome], wanted: argparse.Namespace, order: Order) -> int:
    """Say what is left to say of the whole, and return its exit code."""
    for outcome in outcomes:
        for row in outcome.said:
            console.say(row)
        _show(outcome)
    if order.mode == "check":
        found = [f for outcome in outcomes for f in outcome.found]
        console.show(formatted(found, wanted.output_format or "text", docnorm.__version__))
    several = len(outcomes) > 1 and order.mode == "write"
    if wanted.stats or (not wanted.quiet and (several or wanted.verbose or sys.stderr.isatty())):
        for row in task.summary(outcomes):
            console.say(row)
    return max((outcome.code for outcome in outcomes), default=0)


def _list_rules(profile: Profile) -> int:
    """List every rule, built-in and installed; a star marks those that run."""
    on = {r.id for r in profile.rules}
    rules = {**plugins.rules(), **{r.id: r for r in profile.rules}, **api.builtin_rules()}
    order = [*api.builtin_rules(), *(name for name in rules if name not in api.builtin_rules())]
    width = max(len(name) for name in order)
    console.show("".join(f"{'*' if name in on else ' '} {name:<{width}}  {rules[name].title}\n" for name in order))
    return 0


def _explain(name: str) -> int:
    console.show(api.KNOWN.rule(name).page)
    return 0


def _undo(wanted: argparse.Namespace) -> int:
    from docnorm.command.undo import undo

    path = Path(wanted.undo)
    try:
        report = path.read_bytes()
    except OSError as error:
        raise InputRefused(f"{path}: cannot be read: {error.strerror or type(error).__name__}") from error
    data = undo(report)
    if wanted.output in {None, "-"}:
        console.send(data)
    else:
        out = Path(wanted.output)
        if out.is_dir():
            raise OutputFailed(f"{out}: is a folder; name the file to give back")
        write_whole(out, data)
    return 0
