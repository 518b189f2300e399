"""A column of text in JSON Lines: cleaned where it stands, every other byte of the row passed through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from docnorm.api import source_of_text
from docnorm.draft import Draft, Fate
from docnorm.errors import UsageError
from docnorm.pipeline import line as pipeline
from docnorm.profile import Profile
from docnorm.writers.changes import count_rules, flag_rules, list_removals, record_changes, to_json

_SPACE = " \t\r\n"
_KEYS = 100  # names that a slip of the pen may have meant; rows with names of their own have no end


@dataclass(frozen=True, slots=True)
class Column:
    """Which field is cleaned, and which fields, if any, are added beside it to tell what was done."""

    name: str
    log: str | None = None  # every change, as the JSON output's ``changes`` without lines and columns
    counts: str | None = None  # applied changes per rule
    flagged: str | None = None  # ids of rules that suggest, or took out more than four Han characters

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the fields that are added."""
        return tuple(name for name in (self.log, self.counts, self.flagged) if name)


@dataclass
class Tally:
    """What happened to a stretch of rows; tallies of stretches add up."""

    rows: int = 0
    cleaned: int = 0  # rows whose field is a string
    absent: int = 0  # rows without the field
    blank: int = 0  # lines that hold nothing
    broken: list[int] = field(default_factory=list)  # numbers of lines that are no JSON object, from 1
    foreign: int = 0  # of those, lines that are not UTF-8
    keys: set[str] = field(default_factory=set)  # some of the fields that rows without the field have
    rules: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    removals: int = 0  # applied, of more than four Han characters
    spared: int = 0  # rows of which nothing would have been left

    def count(self, draft: Draft) -> None:
        """Take in what became of one row's text."""
        self.cleaned += 1
        self.rules.update(count_rules(draft, Fate.APPLIED))
        self.removals += len(list_removals(draft))
        self.spared += bool(draft.spared)

    def add(self, other: Tally) -> None:
        """Take in the tally of the rows that follow."""
        self.broken += [self.rows + number for number in other.broken]
        self.rows += other.rows
        self.cleaned += other.cleaned
        self.absent += other.absent
        self.blank += other.blank
        self.foreign += other.foreign
        self.keys |= other.keys
        self.rules.update(other.rules)
        self.faults.update(other.faults)
        self.removals += other.removals
        self.spared += other.spared


class _Value(NamedTuple):
    """One top-level value of a row and where its text stands."""

    key: str
    start: int
    end: int
    value: Any


def clean_lines(lines: Iterable[bytes], column: Column, profile: Profile) -> tuple[bytes, Tally]:
    """Return the rows with the column cleaned, one line each in the same order, and what happened to them.

    A field that is null, missing or no string passes through; so does a line that is no JSON object, which the tally
    names by number. Lines are UTF-8 (RFC 8259). Raises ``UsageError`` where a field to be added is there already.
    """
    tally = Tally()
    out = [_line(line, column, profile, tally) for line in lines]
    return b"".join(out), tally


def _line(line: bytes, column: Column, profile: Profile, tally: Tally) -> bytes:
    """Return a line with its column cleaned, or as it is, and count in ``tally`` what it was."""
    tally.rows += 1
    if not line.strip():
        tally.blank += 1
        return line
    try:
        row = line.decode("utf-8")
        values = list(_values(row))
    except (ValueError, RecursionError) as error:
        tally.broken.append(tally.rows)
        tally.foreign += isinstance(error, UnicodeDecodeError)
        return line
    found = next((v for v in reversed(values) if v.key == column.name), None)  # of doubled keys parsers keep the last
    if found is None:
        tally.absent += 1
        if len(tally.keys) < _KEYS:
            tally.keys.update(v.key for v in values)
        return line
    if not isinstance(found.value, str):
        return line
    if taken := {v.key for v in values} & set(column.added):
        raise UsageError(f"rows have a field {min(taken)!r} already; name the added one otherwise")
    return _cleaned(row, found, column, profile, tally).encode("utf-8", "backslashreplace")


def _cleaned(row: str, found: _Value, column: Column, profile: Profile, tally: Tally) -> str:
    """Return the row with the value put where the old one stood, and the fields to add behind it."""
    done = pipeline.normalize(source_of_text(found.value), profile)
    rules = count_rules(done.draft, Fate.APPLIED)
    tally.count(done.draft)
    tally.faults.update(fault.rule for fault in done.faults)
    head, token, tail = row[: found.start], row[found.start : found.end], row[found.end :]
    if done.text != found.value:
        # Whoever wrote \u4e2d before reads \u4e2d again: tools downstream may not take anything but ASCII.
        from json import dumps  # 2 ms: not for a plain text

        token = dumps(done.text, ensure_ascii="\\u" in token)
    return head + token + _additions(column, done.draft, rules) + tail


def _additions(column: Column, draft: Draft, rules: Counter[str]) -> str:
    added: dict[str, Any] = {}
    if column.log:
        added[column.log] = [to_json(change) for change in record_changes(draft)]
    if column.counts:
        added[column.counts] = dict(sorted(rules.items()))
    if column.flagged:
        added[column.flagged] = flag_rules(draft)
    if not added:
        return ""
    from json import dumps

    return "".join(f", {dumps(k, ensure_ascii=False)}: {dumps(v, ensure_ascii=False)}" for k, v in added.items())


def _values(row: str) -> Iterator[_Value]:
    """Yield the top-level members of a JSON object with their places. Raises ``ValueError``."""
    read = _decoder()
    at = _skip(row, 1 if row.startswith("\ufeff") else 0)
    if row[at : at + 1] != "{":
        raise ValueError("not an object")
    at = _skip(row, at + 1)
    if row[at : at + 1] == "}":
        return _ended(row, at)
    while True:
        key, at = read(row, at)
        at = _skip(row, at)
        if not isinstance(key, str) or row[at : at + 1] != ":":
            raise ValueError("not a member")
        start = _skip(row, at + 1)
        value, end = read(row, start)
        yield _Value(key, start, end, value)
        at = _skip(row, end)
        if row[at : at + 1] == "}":
            return _ended(row, at)
        if row[at : at + 1] != ",":
            raise ValueError("not an object")
        at = _skip(row, at + 1)


@cache
def _decoder() -> Callable[[str, int], tuple[Any, int]]:
    from json import JSONDecoder

    return JSONDecoder().raw_decode


def _skip(row: str, at: int) -> int:
    while at < len(row) and row[at] in _SPACE:
        at += 1
    return at


def _ended(row: str, at: int) -> None:
    if row[at + 1 :].strip(_SPACE):
        raise ValueError("text behind the object")
