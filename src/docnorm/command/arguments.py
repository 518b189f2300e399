"""The options of the command. Their help is written out, so that it fits a screen: 40 lines of 80 columns."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial

from docnorm.errors import UsageError, nearest

HELP = """\
usage: normalize INPUT... [-o OUTPUT] [options]     INPUT: files, folders, or -

Clean Chinese documents; every change is recorded and can be undone.
  normalize in.txt -o out.docx                    the main job
  normalize *.txt drafts/ -o clean/ --to docx     many files or folders

input and output
  -o, --output PATH       a file, a folder, or - for standard output
  --to FORMAT             docx txt md html json jsonl (default: by -o)
  --from FORMAT           txt md html docx     --encoding NAME     no detection
  -w, --in-place          replace the inputs, keeping .bak (--no-backup: none)
what is changed
  --profile NAME          gongwen (default) web novel corpus minimal
  --select RULES          only these, by comma; --ignore RULES: not these;
                          --extend-select RULES: these too
  --apply LEVEL           certain or likely (default): how sure a fix must be
  --fix-numbers           allow repairs that change the value of a number
  --variant NAME          an OpenCC conversion: t2s s2t s2twp ...
  --config FILE           TOML (default: docnorm.toml or pyproject.toml)
review
  --check, --diff         write nothing; list or show the changes; exit 1 if any
  --report FILE           also write the change report: .html or .json
  --undo REPORT.json      give back the input, byte for byte (with -o FILE)
  --output-format FORMAT  of --check: text json sarif github     --stats: counts
docx output
  --track-changes         every change a Word revision, suggestions as comments
  --look NAME             keep (a DOCX as it is) or a look   --template FILE
  --no-verify             put in place without reading it back (or --verify)
  --numbering KIND        literal (default), auto: Word counts  --toc: contents
many files and rows
  -j, --jobs N            processes     --resume: skip what is already done
  --field NAME            clean this column of .jsonl, .parquet; add columns by
                          --log-field, --counts-field, --flagged-field NAME
  --engine pool|ray       who does the work     --ray-address ADDRESS
other
  --rules, --explain RULE     list the rules; print one rule's page
  --serve, --show-config      a page on this machine; what is configured
  -q, --quiet  -v, --verbose  --version  -h, --help
"""


def parsed(argv: Sequence[str] | None, version: str) -> argparse.Namespace:
    """Return the arguments of one call. Raises ``UsageError`` that names the option that was probably meant."""
    known = parser(version)
    try:
        wanted, left = known.parse_known_args(argv)
    except argparse.ArgumentError as error:
        raise UsageError(f"{error} (normalize --help shows how)") from error
    if wanted.jobs is not None and wanted.jobs < 1:
        raise UsageError(f"-j takes the number of processes, from 1 up, not {wanted.jobs}")
    for word in left:
        if word.startswith("-") and word != "-":
            name = word.partition("=")[0]
            options = [o for action in known._actions for o in action.option_strings]  # noqa: SLF001  the only list
            hint = nearest(name, options)
            raise UsageError(f"there is no option {name}{hint} (normalize --help lists them)")
    wanted.inputs += left  # files on both sides of an option
    return wanted


def parser(version: str) -> argparse.ArgumentParser:
    """Return the parser of the command line; the destinations are the keys of ``docnorm.toml``."""
    found = argparse.ArgumentParser(
        prog="normalize",
        formatter_class=partial(argparse.HelpFormatter, width=80),  # asked for the width, it loads 3 ms of shutil
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    found.add_argument("inputs", nargs="*", metavar="INPUT")
    _formats(found)
    _choice(found)
    _review(found)
    _word(found)
    _batch(found)
    _rest(found, version)
    return found


def _formats(found: argparse.ArgumentParser) -> None:
    found.add_argument("-o", "--output", metavar="PATH")
    found.add_argument("--to", metavar="FORMAT")
    found.add_argument("--from", dest="format", metavar="FORMAT")
    found.add_argument("--encoding", metavar="NAME")
    found.add_argument("-w", "--in-place", action="store_true")
    found.add_argument("--no-backup", action="store_true")


def _choice(found: argparse.ArgumentParser) -> None:
    found.add_argument("--profile", metavar="NAME")
    found.add_argument("--select", metavar="RULES", type=_names)
    found.add_argument("--ignore", metavar="RULES", type=_names)
    found.add_argument("--extend-select", metavar="RULES", type=_names)
    found.add_argument("--apply", metavar="LEVEL")
    found.add_argument("--fix-numbers", action="store_true", default=None)
    found.add_argument("--variant", metavar="NAME")
    found.add_argument("--config", metavar="FILE")


def _review(found: argparse.ArgumentParser) -> None:
    found.add_argument("--check", action="store_true")
    found.add_argument("--diff", action="store_true")
    found.add_argument("--report", metavar="FILE")
    found.add_argument("--output-format", metavar="FORMAT")
    found.add_argument("--stats", action="store_true")
    found.add_argument("--undo", metavar="REPORT.json")


def _word(found: argparse.ArgumentParser) -> None:
    found.add_argument("--track-changes", action="store_true", default=None)
    found.add_argument("--look", dest="dress", metavar="NAME")
    found.add_argument("--template", metavar="FILE")
    found.add_argument("--verify", action=argparse.BooleanOptionalAction, default=None)
    found.add_argument("--numbering", metavar="KIND")
    found.add_argument("--toc", action="store_true", default=None)


def _batch(found: argparse.ArgumentParser) -> None:
    found.add_argument("-j", "--jobs", type=int, metavar="N")
    found.add_argument("--field", metavar="NAME")
    found.add_argument("--log-field", metavar="NAME")
    found.add_argument("--counts-field", metavar="NAME")
    found.add_argument("--flagged-field", metavar="NAME")
    found.add_argument("--engine", metavar="NAME")
    found.add_argument("--ray-address", metavar="ADDRESS")
    found.add_argument("--resume", action="store_true")


def _rest(found: argparse.ArgumentParser, version: str) -> None:
    found.add_argument("--serve", action="store_true")
    found.add_argument("--show-config", action="store_true")
    found.add_argument("--rules", action="store_true")
    found.add_argument("--explain", metavar="RULE")
    found.add_argument("-q", "--quiet", action="store_true")
    found.add_argument("-v", "--verbose", action="store_true")
    found.add_argument("--version", action="version", version=f"docnorm {version}")
    found.add_argument("-h", "--help", action="store_true")


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())
