"""``--check-look`` and ``--learn-look``: how a DOCX is set, and what look it shows."""

from __future__ import annotations

from pathlib import Path

import docnorm
from docnorm.command.wanted import Wanted
from docnorm.errors import UsageError
from docnorm.profile import Profile
from docnorm.review.look.check import check_look
from docnorm.review.look.learn import learn_look
from docnorm.system import console
from docnorm.system.atomic import write_whole
from docnorm.system.inputs import name_input, read_input
from docnorm.writers.docx.looks import LOOKS
from docnorm.writers.findings import Finding, format_findings


def check_looks(wanted: Wanted, profile: Profile) -> int:
    """Print where the inputs depart from the look of the profile and the house; return 1 if any does.

    Raises ``UsageError`` without an input, ``InputRefused`` for what is no DOCX.
    """
    if not wanted.inputs:
        raise UsageError("--check-look takes DOCX files")
    look = profile.look if profile.look.settings else LOOKS.get(profile.look.name, LOOKS["gongwen"])
    found: list[Finding] = []
    for path in wanted.inputs:
        found += check_look(read_input(path), look, profile, name_input(path))
    console.show(format_findings(found, wanted["output-format"], docnorm.__version__))
    return int(bool(found))


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
