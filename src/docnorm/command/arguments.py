"""The command line: its parser and its help, made of the table of options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.settings.kinds import FLAG
from docnorm.settings.options import GROUPS, Option, Where, find_options

_HEAD = """\
usage: normalize INPUT... [-o OUTPUT] [options]     INPUT: files, folders, or -

Clean Chinese documents; every change is recorded and can be undone.
  normalize in.txt -o out.docx                    the main job
  normalize *.txt drafts/ -o clean/ --to docx     many files or folders
"""
_COLUMN = 26  # of the help, where what an option does begins
_WIDTH = 80


def parse(argv: Sequence[str] | None) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Return the inputs of one call, and what it says, by option.

    Raises ``UsageError`` for an option that there is not, naming the nearest, and for a value that it does not take.
    """
    known = make_parser()
    _check_words(sys.argv[1:] if argv is None else argv)
    try:
        found, left = known.parse_known_args(argv)
    except argparse.ArgumentError as error:
        raise UsageError(f"{error} (normalize --help shows how)") from error
    rows = find_options(Where.COMMAND)
    for word in left:
        if word.startswith("-") and word != "-":
            name = word.partition("=")[0]
            hint = nearest(name, [flag for row in rows.values() for flag in row.flags])
            raise UsageError(f"there is no option {name}{hint} (normalize --help lists them)")
    said = vars(found)
    inputs = said.pop("inputs", [])
    return (*inputs, *left), {name: _read(rows[name], word) for name, word in said.items()}  # files on both sides


def _check_words(argv: Sequence[str]) -> None:
    """Raise ``UsageError`` where an option that may stand alone has a word that it does not take: --diff=colour."""
    for row in find_options(Where.COMMAND).values():
        for word in argv if row.alone else ():
            if word.startswith(f"--{row.name}="):
                _read(row, word.partition("=")[2])


def _read(row: Option, word: Any) -> Any:
    try:
        return row.read(word if row.kind is FLAG else row.kind.parse(word))
    except UsageError as error:
        raise UsageError(f"{'/'.join(row.flags)}: {error}") from error


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line. What is not said is not in its namespace."""
    made = argparse.ArgumentParser(
        prog="normalize",
        formatter_class=partial(argparse.HelpFormatter, width=_WIDTH),  # asked for the width, it loads 3 ms of shutil
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
        argument_default=argparse.SUPPRESS,
    )
    made.add_argument("inputs", nargs="*", metavar="INPUT")
    for row in find_options(Where.COMMAND).values():
        if row.alone:  # --diff in.txt: what follows is an input and no value
            made.add_argument(*row.flags, dest=row.name, action="store_const", const=row.alone)
            for word in row.words:
                made.add_argument(f"--{row.name}={word}", dest=row.name, action="store_const", const=word)
        elif row.kind is not FLAG:
            made.add_argument(*row.flags, dest=row.name, metavar=row.takes)
        elif row.default is True:
            made.add_argument(f"--{row.name}", dest=row.name, action=argparse.BooleanOptionalAction)
        else:
            made.add_argument(*row.flags, dest=row.name, action="store_true")
    return made


def format_help() -> str:
    """Return the help: a line of at most 80 columns for each option."""
    rows = [_HEAD]
    for group in GROUPS:
        rows.append(group.en)
        rows += (_format_row(row) for row in group.options if Where.COMMAND in row.where)
    return "\n".join(rows) + "\n"


def _format_row(row: Option) -> str:
    said = ", ".join(row.flags) + (f"[={row.takes}]" if row.alone else f" {row.takes}" if row.takes else "")
    words = [f"{word} (default)" if word == row.default else word for word in row.words]
    room = _WIDTH - _COLUMN - len(row.en) - len(": ")
    while words and len(" ".join(words)) > room:
        words[-2:] = ["..."]
    return f"  {said:<{_COLUMN - 3}} {row.en}" + (f": {' '.join(words)}" if words else "")
