"""The column that is cleaned, the columns that are added beside it, and the count of what happened to the rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from docnorm.draft import Draft, Fate
from docnorm.result import Normalized
from docnorm.writers.changes import count_rules, flag_rules, list_removals, record_changes, to_json


@dataclass(frozen=True, slots=True)
class Column:
    """Which column is cleaned, and which columns, if any, are added beside it to tell what was done.

    name: the column of text.
    log: every change, as the JSON output's ``changes`` without lines and columns.
    counts: how many changes of each rule were applied, by the rule's id.
    flagged: the ids of the rules that suggest something or took out more than four Han characters, sorted.
    """

    name: str
    log: str | None = None
    counts: str | None = None
    flagged: str | None = None

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the columns that are added."""
        return tuple(name for name in (self.log, self.counts, self.flagged) if name)

    def describe(self, draft: Draft) -> dict[str, Any]:
        """Return the values of the added columns for one row, by their names: JSON values."""
        values: dict[str, Any] = {}
        if self.log:
            values[self.log] = [to_json(change) for change in record_changes(draft)]
        if self.counts:
            values[self.counts] = dict(sorted(count_rules(draft, Fate.APPLIED).items()))
        if self.flagged:
            values[self.flagged] = flag_rules(draft)
        return values


@dataclass
class Tally:
    """What happened to a stretch of rows; tallies of stretches add up.

    rows: all rows, broken and blank lines among them.
    cleaned: rows whose column is a string.
    absent: rows without the column.
    blank: lines that hold nothing.
    broken: numbers of the lines that are no JSON object, from 1.
    foreign: how many of these are not UTF-8.
    keys: some of the names that rows without the column have instead.
    rules: applied changes by rule.
    faults: rows on which a rule failed, by rule.
    removals: applied changes that took out more than four Han characters.
    spared: rows of which nothing would have been left.
    """

    rows: int = 0
    cleaned: int = 0
    absent: int = 0
    blank: int = 0
    broken: list[int] = field(default_factory=list)
    foreign: int = 0
    keys: set[str] = field(default_factory=set)
    rules: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    removals: int = 0
    spared: int = 0

    def add(self, later: Tally) -> None:
        """Take in the tally of the rows that follow."""
        self.broken += [self.rows + number for number in later.broken]
        self.rows += later.rows
        self.cleaned += later.cleaned
        self.absent += later.absent
        self.blank += later.blank
        self.foreign += later.foreign
        self.keys |= later.keys
        self.rules.update(later.rules)
        self.faults.update(later.faults)
        self.removals += later.removals
        self.spared += later.spared

    def count(self, document: Normalized) -> None:
        """Count a document that was cleaned; its row is counted elsewhere."""
        self.cleaned += 1
        self.rules.update(count_rules(document.draft, Fate.APPLIED))
        self.faults.update(fault.rule for fault in document.faults)
        self.removals += len(list_removals(document.draft))
        self.spared += bool(document.draft.spared)
