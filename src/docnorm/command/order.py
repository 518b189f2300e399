"""What one call asks for, settled and checked before any input is read, so that a slip costs nothing."""

from __future__ import annotations

import glob
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docnorm import api
from docnorm.batch.order import Order
from docnorm.command.wanted import Wanted
from docnorm.errors import UsageError, nearest
from docnorm.profile import Profile
from docnorm.rows.column import Column
from docnorm.settings.options import Option, Where, find_options

if TYPE_CHECKING:
    from docnorm import batch

_COLUMNS = ("field", "log-field", "counts-field", "flagged-field")


def find_output(wanted: Wanted) -> Path | None:
    """Return the output file or folder, None for standard output. Raises ``UsageError``."""
    output = Path(wanted["output"]) if wanted["output"] not in {None, "-"} else None
    if wanted["split"] and (output is None or wanted["in-place"]):
        raise UsageError("--split writes a file for each chapter: name a folder with -o")
    if wanted["in-place"] and output:
        raise UsageError("-w replaces the inputs and -o names another output: take one of them")
    return output


def refuse_slips(wanted: Wanted) -> None:
    """Raise ``UsageError`` where a word of the command line was said as if it were an input."""
    first, last = wanted.inputs[0], wanted.inputs[-1]
    if first in {"normalize", "docnorm"} and not os.path.lexists(first):
        raise UsageError(f"{first}: is the command itself, and no file of that name is here; say it once")
    if first in {"help", "version"} and not os.path.lexists(first):
        raise UsageError(f"{first}: there is no such file; did you mean --{first}?")
    alone = wanted["output"] is None and not wanted["in-place"] and len(wanted.inputs) == 2
    if alone and api.FORMATS.find_written(last) and not os.path.lexists(last) and not glob.has_magic(last):
        raise UsageError(f"{last}: there is no such file; to write it: normalize {first} -o {last}")


def is_batch(inputs: Sequence[str], output: Path | None) -> bool:
    """Whether there is more than one input file with one output: several, a folder, a glob, a folder to write to."""
    globbed = any(glob.has_magic(name) and not os.path.lexists(name) and glob.glob(name) for name in inputs)
    folders = any(os.path.isdir(name) for name in inputs) or (output is not None and output.is_dir())
    return len(inputs) > 1 or bool(globbed) or (folders and list(inputs) != ["-"])


def make_order(wanted: Wanted, profile: Profile, output: Path | None) -> Order:
    """Return what is to be done with every input alike. Raises ``UsageError`` for options that do not go together."""
    column = _make_column(wanted)
    _refuse_many(wanted, output)
    to = (
        "jsonl" if column is not None else _find_format(wanted, output)
    )  # rows stay in their own format, whatever it is
    return Order(
        profile,
        to,
        wanted["from"],
        wanted["encoding"] if column is None else None,
        "check" if wanted["check"] else "diff" if wanted["diff"] else "write",
        diff=_choose_diff(wanted["diff"]),
        accepted=wanted["accept"] or (),
        in_place=bool(wanted["in-place"]),
        backup=not wanted["no-backup"],
        writing=_gather_writing(wanted, to),
        settled=frozenset(row.key for row in _writing_rows() if wanted.where(row.name) is Where.CONFIG),
        verify=wanted["verify"],
        split=wanted["split"] is not None,
        quiet=bool(wanted["quiet"]),
        column=column,
    )


def _refuse_many(wanted: Wanted, output: Path | None) -> None:
    """Raise ``UsageError`` where what is asked for is about one document, and many are given, or none is written."""
    for name in ("interactive", "accept"):
        if wanted[name] and (is_batch(wanted.inputs, output) or wanted["field"]):
            raise UsageError(f"--{name} is about one document: give one input")
    if wanted["interactive"] and (wanted["check"] or wanted["diff"]):
        raise UsageError("--interactive asks and writes; --check and --diff write nothing: take one of them")


def _choose_diff(said: str | None) -> str:
    """Return how differences are shown: in a terminal one by one, in a pipe as a patch, unless it is said."""
    if said is None or said != "auto":
        return said or "unified"
    return "inline" if sys.stdout.isatty() else "unified"


def find_engine(wanted: Wanted) -> batch.Engine | None:
    """Return what stands in for our own processes, None for these. Raises ``UsageError``."""
    if wanted["engine"] == "pool":
        if wanted.is_typed("ray-address"):
            raise UsageError("--ray-address goes with --engine ray")
        return None
    from docnorm.batch.cluster import work_on_ray

    work: Callable[..., Any] = work_on_ray
    return partial(work, address=wanted["ray-address"], cores=wanted["jobs"])


def _find_format(wanted: Wanted, output: Path | None) -> str:
    folder = output is None or is_batch(wanted.inputs, output) or wanted["split"] is not None
    suffix = "" if folder or output is None else output.suffix.lower()
    name = wanted["to"] or suffix.removeprefix(".") or "txt"
    found = api.FORMATS.find_written(f"out.{name}") or api.FORMATS.get(name)  # markdown is another word for md
    if found is None or not found.written_suffixes:
        formats = [row.name for row in api.FORMATS.values() if row.written_suffixes]
        hint = nearest(name, formats)
        raise UsageError(
            f"unknown output format {name!r}{hint} (one of {' '.join(formats)}; --to overrides the suffix)"
        )
    return found.name


def _writing_rows() -> Iterator[Option]:
    """Yield the options that a format's writer takes."""
    return (row for row in find_options(Where.COMMAND).values() if row.of)


def _gather_writing(wanted: Wanted, to: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what each format's writer is told.

    What was typed must fit the output; in a configuration it is for the documents that are of that format.
    """
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in _writing_rows():
        if not wanted[row.name] or row.name not in wanted.said:
            continue
        if wanted.is_typed(row.name) and to != row.of and not wanted["in-place"]:
            raise UsageError(f"--{row.name} needs {row.of} output: add --to {row.of}, or name the output .{row.of}")
        told[row.of][row.key] = wanted[row.name]
    return dict(told)


def _make_column(wanted: Wanted) -> Column | None:
    if wanted["field"] is None:
        if any(wanted.is_typed(name) for name in _COLUMNS):
            raise UsageError("--log-field, --counts-field and --flagged-field go with --field NAME")
        return None
    for name in ("encoding", "from", "to", *(row.name for row in _writing_rows())):
        if wanted.is_typed(name) and wanted[name] != "jsonl":
            raise UsageError(f"--{name} does not go with --field: rows are UTF-8 and stay in their format")
    names = [wanted[name] for name in _COLUMNS]
    if len(set(filter(None, names))) < sum(name is not None for name in names):
        raise UsageError("--field, --log-field, --counts-field and --flagged-field need different names")
    return Column(*names)
