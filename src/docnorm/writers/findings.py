"""What ``--check`` found, in the forms that people and tools read: lines, JSON, SARIF, GitHub annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from docnorm.draft import Fate
from docnorm.result import Normalized
from docnorm.system.console import show_controls
from docnorm.text.places import Lines, find_final_line_end
from docnorm.writers.changes import record_changes

FORMATS = ("text", "json", "sarif", "github")


class Finding(NamedTuple):
    """A change of a fate at a place of the input; line and column from 1, in code points."""

    path: str
    line: int
    column: int
    rule: str
    why: str


def list_findings(document: Normalized, name: str, fate: Fate) -> tuple[Finding, ...]:
    """Return the changes that met ``fate``, by their places. That of the file's final line end does not count."""
    lines = Lines(document.original)
    spared = (find_final_line_end(document.original),)
    return tuple(
        sorted(
            Finding(name, *lines.at(change.spans[0].start), change.rule, change.why)
            for change in record_changes(document.draft, fate)
            if change.spans != spared or change.edits[0].after
        )
    )


def format_lines(found: Iterable[Finding]) -> Iterator[str]:
    """Yield ``path:line:column: rule-id why`` for each."""
    for path, line, column, rule, why in found:
        yield f"{show_controls(path)}:{line}:{column}: {rule} {show_controls(why)}"


def format_findings(found: Sequence[Finding], format: str, version: str) -> str:  # noqa: A002  the option's word
    """Return the findings in one of ``FORMATS``, with the last line end."""
    import json

    if format == "json":
        return json.dumps([f._asdict() for f in found], ensure_ascii=False, indent=1) + "\n"
    if format == "sarif":
        return json.dumps(_make_sarif(found, version), ensure_ascii=False, indent=1) + "\n"
    if format == "github":
        return "".join(f"{_format_annotation(f)}\n" for f in found)
    return "".join(f"{row}\n" for row in format_lines(found))


def format_counts(found: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield a line per rule with its count, the most frequent first."""
    rows = sorted(found, key=lambda row: (-row[1], row[0]))
    width = max((len(str(n)) for _, n in rows), default=0)
    for rule, count in rows:
        yield f"{count:>{width}}  {rule}"


def _format_annotation(finding: Finding) -> str:
    # GitHub's workflow commands: percent-encoding keeps a text from ending the command and beginning another.
    path, why = _escape(finding.path, ":,"), _escape(finding.why, "")
    rule = _escape(finding.rule, ":,")
    return f"::warning file={path},line={finding.line},col={finding.column},title={rule}::{why}"


def _escape(text: str, also: str) -> str:
    for mark in "%\r\n" + also:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return show_controls(text)


def _make_sarif(found: Sequence[Finding], version: str) -> dict[str, Any]:
    """Return a SARIF 2.1.0 log (OASIS standard): one run, one result a finding; columns count code points."""
    rules = sorted({f.rule for f in found})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "docnorm", "version": version, "rules": [{"id": r} for r in rules]}},
                "columnKind": "unicodeCodePoints",
                "results": [_make_result(f, rules.index(f.rule)) for f in found],
            }
        ],
    }


def _make_result(finding: Finding, index: int) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "warning",
        "message": {"text": finding.why},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(finding.path.replace("\\", "/").encode("utf-8", "surrogatepass"))
                    },
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
    }
