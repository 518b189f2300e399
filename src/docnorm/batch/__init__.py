"""Many inputs: planned before any is touched, worked on by several processes, remembered in a checkpoint."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from docnorm import api, rows
from docnorm.batch.checkpoint import NAME, Checkpoint, Entry, read_checkpoint
from docnorm.batch.folders import FoundFile, Placed, Refused, count_ignored, find_inputs, place_outputs
from docnorm.batch.order import Order, Outcome
from docnorm.batch.task import process_safely
from docnorm.errors import InputRefused, OutputFailed, UsageError
from docnorm.system.inputs import open_input
from docnorm.system.workers import Lost, count_cores, work

# A document is given up after so many budgets of one rule (300 s as a rule). A rule that runs over is stopped at one
# budget, so it takes many such rules, or a reader or writer that hangs, to come here.
LIMIT = 15
# Seconds after which a temporary file is nobody's any more: no document may take a tenth of it.
_STALE = 3600


class Job(NamedTuple):
    """One file of a batch: its output, its report, and what the checkpoint knows of it."""

    path: str
    output: Path | None
    report: Path | None = None
    known: Entry | None = None


# What may stand in for our own processes: takes the jobs, a function that makes a worker ready, and its setup.
Engine: TypeAlias = Callable[[Sequence[Job], Callable[[Any], Callable[[Job], Outcome]], Any], Iterator[Any]]


class Plan(NamedTuple):
    """What a batch will do, and the inputs that it will not even try."""

    jobs: tuple[Job, ...]
    refused: tuple[Refused, ...]
    others: tuple[tuple[str, int], ...] = ()  # files in the input folders that are not read, by suffix


def plan(inputs: Sequence[str], output: Path | None, order: Order, report: Path | None = None) -> Plan:
    """Return the jobs of a batch, each with an output of its own. Raises ``UsageError``."""
    if "-" in inputs:
        raise UsageError("- (standard input) cannot be one of many inputs")
    if output is None and order.mode == "write" and not order.in_place:
        raise UsageError("many inputs need a folder: -o FOLDER (or -w to replace them)")
    if output is not None and output.exists() and not output.is_dir():
        raise UsageError(f"{output}: is a file; many inputs need a folder")
    if output is not None and not output.exists() and api.FORMATS.find_written(output):
        raise InputRefused(f"{inputs[0]}: is more than one document, and {output} names one; name a folder")
    if report is not None and report.suffix:
        raise UsageError(f"{report}: many inputs give many reports; name a folder")
    files: list[FoundFile] = []
    refused: list[Refused] = []
    suffixes = api.FORMATS.read_suffixes if order.column is None else rows.SUFFIXES
    for item in find_inputs(inputs, suffixes, output):
        (refused if isinstance(item, Refused) else files).append(item)  # type: ignore[arg-type]  # told apart just here
    others = tuple(count_ignored(inputs, suffixes, output).most_common())
    if output is None:
        in_place = (Job(str(f.path), None, _place_report(report, f.place)) for f in files)
        return Plan(tuple(in_place), tuple(refused), others)
    jobs: list[Job] = []
    for placing in place_outputs(files, output, "." + order.to if order.column is None else None):
        if isinstance(placing, Refused):
            refused.append(placing)
        else:
            jobs.append(_make_job(placing, output, report))
    return Plan(tuple(jobs), tuple(refused), others)


def _make_job(placing: Placed, output: Path, report: Path | None) -> Job:
    return Job(str(placing.path), placing.output, _place_report(report, placing.output.relative_to(output)))


def _place_report(report: Path | None, place: Path) -> Path | None:
    """Return where the report of an output at ``place`` goes."""
    return None if report is None else report / place.with_name(place.name + ".html")


def run(
    planned: Plan,
    order: Order,
    *,
    output: Path | None,
    jobs: int | None = None,
    resume: bool = False,
    engine: Engine | None = None,
) -> Iterator[Outcome]:
    """Do what is planned and yield what came of each input, as it comes (with ``check`` and ``diff``: in order).

    With ``resume`` a file whose content, configuration and output are as the checkpoint in ``output`` says is skipped.
    Raises ``OutputFailed`` where the output folder or the checkpoint cannot be written.
    """
    for refusal in planned.refused:
        yield Outcome(refusal.path, refusal.code, (refusal.why,))
    config = fingerprint(order)
    with ExitStack() as stack:
        known: dict[str, Entry] = {}
        checkpoint: Checkpoint | None = None
        if output is not None:
            _make_folder(output)
            _sweep_folders({job.output.parent for job in planned.jobs if job.output is not None})
            known = read_checkpoint(output / NAME) if resume else {}
            checkpoint = stack.enter_context(Checkpoint(output / NAME, fresh=not resume))
        todo = [
            job._replace(known=_recall(known.get(job.path), job, config, shards=order.column is not None))
            for job in planned.jobs
        ]
        count = max(1, min(jobs or count_cores(), len(todo)))
        # A shard or a book of gigabytes takes what it takes; its rules have their budgets.
        limit = LIMIT * order.profile.budget if order.column is None and order.to != "txt" else float("inf")
        if engine is not None:
            results = engine(todo, _start, (order, output))
        else:
            results = work(todo, _start, (order, output), count=count, limit=limit)
        for index, result in results if order.mode == "write" else _put_in_order(results):
            job = todo[index]
            lost = f"{job.path}: {result.why}; its output is as it was" if isinstance(result, Lost) else ""
            outcome = Outcome(job.path, 5, (lost,)) if isinstance(result, Lost) else result
            if checkpoint is not None and outcome.sha256 and not outcome.skipped:
                message = outcome.said[-1] if outcome.code and outcome.said else ""
                checkpoint.add([Entry(job.path, outcome.sha256, config, str(job.output), outcome.code, message)])
            yield outcome


def fingerprint(order: Order) -> str:
    """Return a digest of everything but the input that decides an output."""
    from docnorm import __version__

    profile = order.profile
    rules = [(r.id, r.title, repr(r.options)) for r in profile.rules]
    rest = (order.to, order.format, order.encoding, repr(order.writing), order.in_place, repr(order.column))
    look, level = repr(profile.look), int(profile.apply_at)
    said = json.dumps([__version__, profile.name, rules, look, level, profile.protect, profile.budget, rest])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _make_folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFailed(f"{output}: the folder cannot be made: {error.strerror}") from error


def _sweep_folders(folders: Collection[Path]) -> None:
    """Take away what killed runs left half-written: hidden, and never under an output's name."""
    for folder in folders:
        for stale in folder.glob(".*.tmp"):
            with contextlib.suppress(OSError):
                if time.time() - stale.stat().st_mtime > _STALE:
                    stale.unlink()


def _recall(entry: Entry | None, job: Job, config: str, *, shards: bool) -> Entry | None:
    """Return the checkpoint's entry where it still holds, but for the content, which the worker looks at.

    What was refused is refused again without a second look; what failed otherwise is tried again. A shard may be
    refused for some lines and written all the same: without its output it is looked at again.
    """
    if entry is None or entry.config != config or entry.output != str(job.output) or entry.code not in {0, 3}:
        return None
    if (shards or entry.code == 0) and (job.output is None or not job.output.is_file()):
        return None
    return entry


def _start(setup: tuple[Order, Path | None]) -> Callable[[Job], Outcome]:
    """Return what a process does with every job."""
    order, folder = setup

    def do(job: Job) -> Outcome:
        if job.known is not None and _digest_file(job.path) == job.known.sha256:
            message = (job.known.message,) if job.known.message else ()
            return Outcome(job.path, job.known.code, message, sha256=job.known.sha256, skipped=True)
        try:
            _prepare(job, folder)
        except OSError as error:
            return Outcome(job.path, 4, (f"{job.output}: its folder cannot be made: {error.strerror}",))
        except OutputFailed as error:
            return Outcome(job.path, error.exit_code, (str(error),))
        outcome = process_safely(job.path, job.output, order, job.report)
        return outcome if outcome.sha256 else outcome._replace(sha256=_digest_file(job.path))

    return do


def _prepare(job: Job, folder: Path | None) -> None:
    """Make the folders of a job's output and report, and refuse an output that a link leads elsewhere."""
    for path in (job.output, job.report):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
    if job.output is not None and folder is not None:
        real, inside = os.path.realpath(job.output), os.path.realpath(folder)
        if not real.startswith(os.path.join(inside, "")):
            raise OutputFailed(f"{job.output}: is a link that leads out of {folder}; remove it first")


def _digest_file(path: str) -> str:
    try:
        with open_input(Path(path)) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it has readinto
    except (InputRefused, OSError):
        return ""


def _put_in_order(results: Iterator[tuple[int, Outcome | Lost]]) -> Iterator[tuple[int, Outcome | Lost]]:
    """Yield results in the order of the jobs; those that come early wait."""
    held: dict[int, Outcome | Lost] = {}
    at = 0
    for index, outcome in results:
        held[index] = outcome
        while at in held:
            yield at, held.pop(at)
            at += 1
