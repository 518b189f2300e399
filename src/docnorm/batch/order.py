"""What the command is told to do with an input, and what came of it: values that cross between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from docnorm.profile import Profile
from docnorm.rows.column import Column
from docnorm.writers.findings import Finding


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with every input alike."""

    profile: Profile
    to: str = "txt"
    format: str | None = None
    encoding: str | None = None
    mode: Literal["write", "check", "diff"] = "write"
    diff: str = "unified"  # how differences are shown: inline, rules, unified
    accepted: tuple[tuple[tuple[int, int], str | None], ...] = ()  # suggestions that are taken, by line and column
    in_place: bool = False
    backup: bool = True
    writing: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what a format's writer is told, by format
    settled: frozenset[str] = (
        frozenset()
    )  # of these options, what only the configuration says: for documents that take it
    verify: bool = True  # an output is read back before it replaces anything
    quiet: bool = False
    split: bool = False  # a file for each chapter, in a folder
    column: Column | None = None  # inputs are shards of rows, and this column of theirs is cleaned


class Outcome(NamedTuple):
    """What came of one input: the exit code, lines for a person, and what is to go to standard output."""

    path: str
    code: int = 0
    said: tuple[str, ...] = ()  # standard error
    shown: tuple[str, ...] = ()  # standard output: a diff's lines
    found: tuple[Finding, ...] = ()  # --check
    data: bytes | None = None  # standard output: the document
    applied: tuple[tuple[str, int], ...] = ()  # changes by rule
    suggested: int = 0
    removals: int = 0  # applied, of more than four Han characters
    sha256: str = ""
    skipped: bool = False
    broken: int = 0  # lines of a shard that are no rows; the others are cleaned, and the shard is written
