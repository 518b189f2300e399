"""``--check-look`` and ``--learn-look``: how a DOCX is set, and what look it shows."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import docnorm
from docnorm.command.wanted import Wanted
from docnorm.errors import UsageError
from docnorm.look import Look
from docnorm.profile import Profile
from docnorm.review.look.check import check_look
from docnorm.review.look.comment import comment_findings
from docnorm.review.look.learn import learn_look
from docnorm.system import console
from docnorm.system.atomic import write_whole
from docnorm.system.inputs import name_input, read_input, refuse_same
from docnorm.writers.docx.looks import LOOKS
from docnorm.writers.findings import Finding, format_findings


def check_looks(wanted: Wanted, profile: Profile) -> int:
    """Print where the inputs depart from a look, or put it into a copy as comments (``-o``); return 1 if any does.

    The look is that of the profile and the house, or what ``--template`` shows. Raises ``UsageError`` without an input
    or for a copy of several, ``InputRefused`` for what is no DOCX, ``OutputFailed`` where the copy cannot be written.
    """
    output = wanted["output"] if wanted["output"] != "-" else None
    if not wanted.inputs:
        raise UsageError("--check-look takes DOCX files")
    if output and len(wanted.inputs) > 1:
        raise UsageError("--check-look puts comments into a copy of one document: give one input with -o")
    look = _find_look(wanted, profile)
    found: list[Finding] = []
    for path in wanted.inputs:
        data = read_input(path)
        found += check_look(data, look, profile, name_input(path))
        if output:
            refuse_same(path, Path(output), "name another file with -o")
            write_whole(Path(output), comment_findings(data, found, profile))
    console.show(format_findings(found, wanted["output-format"], docnorm.__version__))
    return int(bool(found))


def _find_look(wanted: Wanted, profile: Profile) -> Look:
    """Return the look to compare with. One that a template shows is that of no standard, and cites no clause."""
    look = profile.look if profile.look.settings else LOOKS.get(profile.look.name, LOOKS["gongwen"])
    if wanted["template"] is None:
        return look
    told = tomllib.loads(learn_look(read_input(wanted["template"]), look, profile))
    return replace(look, name="template").but(told["look"])


def learn_look_of(wanted: Wanted, profile: Profile) -> None:
    """Write the look of ``--learn-look`` as TOML to ``-o``, or to standard output.

    Raises ``InputRefused`` for what is no DOCX, ``OutputFailed`` where the file cannot be written.
    """
    look = profile.look if profile.look.settings else LOOKS["gongwen"]
    told = learn_look(read_input(wanted["learn-look"]), look, profile)
    if wanted["output"] in {None, "-", ""}:
        console.show(told)
    else:
        write_whole(Path(wanted["output"]), told.encode())
