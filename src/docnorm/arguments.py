"""The options of the command, grouped so that ``--help`` fits a screen."""

from __future__ import annotations

import argparse
from functools import partial

EXAMPLES = """\
  normalize in.txt -o out.docx                      the main job
  normalize in.docx -o out.docx --track-changes     every change as a Word revision
  normalize - --to txt < in.txt > out.txt           a pipe
  normalize *.txt drafts/ -o clean/ --to docx       many files or folders
"""


def parser(version: str) -> argparse.ArgumentParser:
    """Return the parser of the command line; the destinations are the keys of ``docnorm.toml``."""
    found = argparse.ArgumentParser(
        prog="normalize",
        usage="normalize INPUT... [-o OUTPUT] [options]",
        description="Clean Chinese documents; every change is recorded and can be undone.",
        epilog=f"examples:\n{EXAMPLES}",
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, max_help_position=26),
        add_help=False,
        allow_abbrev=False,
    )
    found.add_argument("inputs", nargs="*", metavar="INPUT", help="files or folders; - is standard input")
    _formats(found.add_argument_group("input and output"))
    _choice(found.add_argument_group("what is changed"))
    _review(found.add_argument_group("review"))
    _word(found.add_argument_group("docx output"))
    _batch(found.add_argument_group("many files"))
    _rest(found.add_argument_group("other"), version)
    return found


def _formats(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-o", "--output", metavar="PATH", help="a file, a folder, or - for standard output")
    group.add_argument("--to", metavar="FORMAT", help="docx txt md html json jsonl (default: the suffix of -o)")
    group.add_argument("--from", dest="format", metavar="FORMAT", help="txt md html docx (default: suffix, content)")
    group.add_argument("--encoding", metavar="NAME", help="of the input; skips detection")
    group.add_argument("-w", "--in-place", action="store_true", help="replace the inputs, keeping .bak")
    group.add_argument("--no-backup", action="store_true", help="with -w: keep no .bak")


def _choice(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--profile", metavar="NAME", help="gongwen (default) web novel corpus minimal")
    group.add_argument("--select", metavar="RULES", type=_names, help="only these rules, by comma")
    group.add_argument("--ignore", metavar="RULES", type=_names, help="not these rules")
    group.add_argument("--extend-select", metavar="RULES", type=_names, help="these rules too")
    group.add_argument("--apply", metavar="LEVEL", help="certain or likely (default): how sure a fix must be")
    group.add_argument("--fix-numbers", action="store_true", default=None, help="allow repairs of a number's value")
    group.add_argument("--variant", metavar="NAME", help="an OpenCC conversion such as t2s s2twp")
    group.add_argument("--config", metavar="FILE", help="TOML (default: docnorm.toml or pyproject.toml upwards)")


def _review(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--check", action="store_true", help="write nothing; list every change; exit 1 if any")
    group.add_argument("--diff", action="store_true", help="write nothing; a unified diff; exit 1 if any")
    group.add_argument("--report", metavar="FILE", help="also write the change report, .html or .json")
    group.add_argument("--output-format", metavar="FORMAT", help="of --check: text json sarif github")
    group.add_argument("--stats", action="store_true", help="count the changes of each rule")
    group.add_argument("--undo", metavar="REPORT.json", help="give back the input's bytes from a report")


def _word(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--track-changes", action="store_true", default=None, help="every change as a Word revision")
    group.add_argument(
        "--look", dest="dress", metavar="NAME", help="keep (a DOCX as it is) or a look; default: the profile's"
    )
    group.add_argument("--template", metavar="FILE", help="take page and styles from this .docx")
    read_back = argparse.BooleanOptionalAction
    group.add_argument("--verify", action=read_back, default=None, help="read it back before it is put in place (yes)")


def _batch(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-j", "--jobs", type=int, metavar="N", help="processes (default: one a core)")
    group.add_argument("--field", metavar="NAME", help="clean this column of .jsonl or .parquet rows")
    group.add_argument("--log-field", metavar="NAME", help="with --field: add a column with every change")
    group.add_argument("--counts-field", metavar="NAME", help="with --field: add a column with changes per rule")
    group.add_argument("--flagged-field", metavar="NAME", help="with --field: add one with rules that suggest")
    group.add_argument("--engine", metavar="NAME", help="pool (default) or ray")
    group.add_argument("--ray-address", metavar="ADDRESS", help="of a running cluster (default: this machine)")
    group.add_argument("--resume", action="store_true", help="skip what an interrupted run finished")


def _rest(group: argparse._ArgumentGroup, version: str) -> None:
    group.add_argument("--serve", action="store_true", help="a page on this machine for files by drag and drop")
    group.add_argument("--show-config", action="store_true", help="print what the configuration comes to")
    group.add_argument("--rules", action="store_true", help="list the rules")
    group.add_argument("--explain", metavar="RULE", help="print one rule's page")
    group.add_argument("-q", "--quiet", action="store_true", help="errors only")
    group.add_argument("-v", "--verbose", action="store_true", help="say more; show tracebacks")
    group.add_argument("--version", action="version", version=f"docnorm {version}")
    group.add_argument("-h", "--help", action="help", help="show this")


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())
