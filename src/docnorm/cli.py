"""The command ``normalize``: arguments in, files or lines out, an exit code that tells what happened."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from pathlib import Path

import docnorm
from docnorm import api, console
from docnorm.api import Choice
from docnorm.arguments import parser
from docnorm.atomic import write_whole
from docnorm.draft import Change, Fate
from docnorm.errors import DocnormError, InputRefused, OutputFailed, UsageError, nearest
from docnorm.places import Lines
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.source import Source
from docnorm.writers import WRITERS

DOUBT = 0.9  # below this confidence a decoding is worth a word on stderr (a right one is nearly always above .99)


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code (see the contract's table)."""
    console.prepare()
    wanted = parser(docnorm.__version__).parse_args(argv)
    try:
        return run(wanted)
    except DocnormError as error:
        if wanted.verbose:
            traceback.print_exc()
        console.say(f"normalize: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        console.say("normalize: interrupted; nothing half-written was left")
        return 130
    except Exception as error:  # noqa: BLE001  no traceback reaches a user unasked
        if wanted.verbose:
            traceback.print_exc()
        console.say(
            f"normalize: a bug in docnorm ({type(error).__name__}); run again with -v and report what it prints"
        )
        return 5


def run(wanted: argparse.Namespace) -> int:
    """Do what the arguments ask."""
    if wanted.rules:
        return _list_rules(wanted)
    if wanted.explain:
        return _explain(wanted.explain)
    if wanted.undo:
        return _undo(wanted)
    if not wanted.inputs:
        raise UsageError("no input; try: normalize in.txt -o out.docx   (normalize --help shows everything)")
    profile = _profile(wanted)
    target = _target(wanted)
    code = 0
    for path in wanted.inputs:
        try:
            code = max(code, _one(path, target, profile, wanted))
        except DocnormError as error:
            if len(wanted.inputs) == 1:
                raise
            console.say(f"normalize: {error}")
            code = max(code, error.exit_code)
    return code


def _profile(wanted: argparse.Namespace) -> Profile:
    choice = Choice(
        select=wanted.select or (),
        ignore=wanted.ignore or (),
        extend_select=wanted.extend_select or (),
        apply=wanted.apply,
        variant=wanted.variant,
        fix_numbers=bool(wanted.fix_numbers),
    )
    return api.tailored(api.get_profile(wanted.profile or "gongwen"), choice)


class _Target:
    """Where results go and in which format."""

    def __init__(self, path: Path | None, format: str) -> None:  # noqa: A002
        self.path = path
        self.format = format


def _target(wanted: argparse.Namespace) -> _Target:
    """Settle output and format before any input is read, so that a slip costs nothing."""
    output = wanted.output if wanted.output not in {None, "-"} else None
    formats = [name for name in WRITERS if name != "report"]
    suffix = Path(output).suffix.lower().lstrip(".") if output else ""
    name = wanted.to or suffix or "txt"
    name = {"htm": "html", "markdown": "md", "text": "txt"}.get(name, name)
    if name not in formats:
        hint = nearest(name, formats)
        raise UsageError(
            f"unknown output format {name!r}{hint} (one of {' '.join(formats)}; --to overrides the suffix)"
        )
    if wanted.track_changes and name != "docx":
        raise UsageError("--track-changes needs docx output")
    if wanted.in_place and output:
        raise UsageError("-w replaces the inputs and -o names another output: take one of them")
    return _Target(Path(output) if output else None, name)


def _one(path: str, target: _Target, profile: Profile, wanted: argparse.Namespace) -> int:
    source = _source(path, wanted)
    done = api.finish(source, profile)
    name = path if path != "-" else "<stdin>"
    _warn(done, name, wanted)
    code = 5 if done.faults else 0
    if wanted.check or wanted.diff:
        return max(code, _check(done, name) if wanted.check else _diff(done, name))
    if wanted.report:
        _report(done, Path(wanted.report))
    if wanted.in_place:
        _replace(Path(path), done, wanted)
        return code
    options = {"track_changes": True} if wanted.track_changes else {}
    data = done.to_bytes(target.format, **options)
    if target.path is None:
        console.send(data)
        return code
    out = target.path
    if out.is_dir():
        out = out / (Path(path).stem + "." + target.format if path != "-" else f"stdin.{target.format}")
    _refuse_same(path, out)
    write_whole(out, data)
    if wanted.verbose or (sys.stderr.isatty() and not wanted.quiet):
        console.say(_summary(done, str(out)))
    return code


def _source(path: str, wanted: argparse.Namespace) -> Source:
    if path == "-":
        return api.read(sys.stdin.buffer.read(), format=wanted.format, encoding=wanted.encoding, path="-")
    return api.read_file(Path(path), format=wanted.format, encoding=wanted.encoding)


def _refuse_same(path: str, out: Path) -> None:
    """An input is never overwritten by the way: not through a link, another spelling, or a second name."""
    if path == "-":
        return
    try:
        same = os.path.samefile(path, out)
    except OSError:
        return
    if same:
        raise UsageError(f"{out}: is the input itself; -w replaces inputs (and keeps a .bak)")


def _replace(path: Path, done: Normalized, wanted: argparse.Namespace) -> None:
    if str(path) == "-":
        raise UsageError("-w cannot replace standard input")
    data = done.to_bytes(done.source.format)
    origin = done.source.origin
    if not wanted.no_backup and isinstance(origin, bytes):
        write_whole(path.with_name(path.name + ".bak"), origin)
    write_whole(path, data)


def _report(done: Normalized, path: Path) -> None:
    kinds = {".html": "report", ".htm": "report", ".json": "json"}
    if path.suffix.lower() not in kinds:
        raise UsageError(f"{path}: a report is .html (to look at) or .json (for programs)")
    write_whole(path, done.to_bytes(kinds[path.suffix.lower()]))


def _warn(done: Normalized, name: str, wanted: argparse.Namespace) -> None:
    """Say what a person should know of this file, whatever happens to it next."""
    for fault in done.faults:
        console.say(f"{name}: rule {fault.rule} failed ({fault.what}) and was left out")
    if wanted.quiet:
        return
    for warning in done.source.warnings:
        console.say(f"{name}: {warning}")
    decoding = done.source.decoding
    unread = [lost for lost in decoding.lost if lost.span.start < lost.span.end]
    if unread:
        line, _ = Lines(done.original).at(unread[0].span.start)
        console.say(f"{name}: {len(unread)} places could not be read (the first in line {line}) and show as \ufffd")
    if decoding.confidence < DOUBT and done.original:
        sure = f"{decoding.confidence:.0%}"
        console.say(f"{name}: read as {decoding.encoding}, but only {sure} sure; --encoding NAME settles it")


def _changes(done: Normalized, fate: Fate) -> list[tuple[int, int, Change]]:
    lines = Lines(done.original)
    found = [(*lines.at(done.draft.where(c)[0].start), c) for c in done.draft.journal if c.fate is fate]
    return sorted(found, key=lambda row: row[:2])


def _check(done: Normalized, name: str) -> int:
    applied = _changes(done, Fate.APPLIED)
    rows = [
        f"{console.plain(name)}:{line}:{column}: {c.rule} {console.plain(c.fix.why)}\n" for line, column, c in applied
    ]
    console.show("".join(rows))
    for line, column, change in _changes(done, Fate.SUGGESTED):
        console.say(f"{name}:{line}:{column}: {change.rule} {change.fix.why} (suggested)")
    return 1 if applied else 0


def _diff(done: Normalized, name: str) -> int:
    from docnorm.diff import unified

    rows = list(unified(done, name))
    if sys.stdout.isatty():
        rows = [console.plain(row) for row in rows]
    console.show("".join(row + "\n" for row in rows))
    return 1 if rows else 0


def _summary(done: Normalized, out: str) -> str:
    fates = [c.fate for c in done.draft.journal]
    rules = {c.rule for c in done.draft.journal if c.fate is Fate.APPLIED}
    suggested = fates.count(Fate.SUGGESTED)
    return f"{out}: {fates.count(Fate.APPLIED)} changes by {len(rules)} rules, {suggested} suggestions"


def _list_rules(wanted: argparse.Namespace) -> int:
    on = {r.id for r in _profile(wanted).rules}
    rules = api.known_rules()
    width = max(len(r.id) for r in rules)
    console.show("".join(f"{'*' if r.id in on else ' '} {r.id:<{width}}  {r.title}\n" for r in rules))
    return 0


def _explain(name: str) -> int:
    rules = {r.id: r for r in api.known_rules()}
    if name not in rules:
        raise UsageError(f"unknown rule {name!r}{nearest(name, list(rules))} (normalize --rules lists them)")
    console.show(rules[name].page)
    return 0


def _undo(wanted: argparse.Namespace) -> int:
    from docnorm.undo import undo

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
