"""``--explain RULE FILE``: why the rule did or did not act, a line for each candidate place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docnorm import api
from docnorm.command.wanted import Wanted
from docnorm.errors import UsageError
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.source import Source
from docnorm.system import console
from docnorm.system.inputs import name_input, read_input
from docnorm.text.places import Lines
from docnorm.verdict import Language, Verdict

_AROUND = 8  # characters of the text that are shown on either side
_MOST = 60  # and of the place itself


def explain_file(wanted: Wanted, profile: Profile) -> None:
    """Print why the rule of ``--explain`` did or did not act in the one input, in the reader's language.

    Raises ``UsageError`` for a rule that the profile has not, and for more inputs than one.
    """
    if len(wanted.inputs) > 1:
        raise UsageError("--explain RULE takes one FILE")
    (path,) = wanted.inputs
    rule = api.KNOWN.rule(wanted["explain"])
    if rule.id not in {other.id for other in profile.rules}:
        raise UsageError(
            f"profile {profile.name} does not run {rule.id}; add --extend-select {rule.id} to see what it would do"
        )
    document = api.finish(_read(path, wanted), profile)
    language = console.find_language()
    console.show(
        "".join(
            f"{console.show_controls(row)}\n" for row in list_reasons(document, rule.id, name_input(path), language)
        )
    )


def list_reasons(document: Normalized, rule_id: str, name: str, language: Language) -> Iterator[str]:
    """Yield a line for each verdict: file, line and column (from 1), the place in its text, and why."""
    lines = Lines(document.original)
    for verdict in document.why(rule_id):
        if verdict.span == (0, len(document.original)):
            yield f"{name}: {verdict.say(language)}"
            continue
        line, column = lines.at(verdict.span.start)
        yield f"{name}:{line}:{column}: {_show_place(document.original, verdict)}  {verdict.say(language)}"


def _show_place(text: str, verdict: Verdict) -> str:
    start, end = verdict.span
    left = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    right = text[end : end + _AROUND].partition("\n")[0]
    held = text[start:end] if end - start <= _MOST else text[start : start + _MOST] + "…"
    new = "" if verdict.after is None else f" → {verdict.after or '∅'}"
    return f"{left}[{held}]{right}{new}"


def _read(path: str, wanted: Wanted) -> Source:
    if path != "-":
        return api.read_file(Path(path), format=wanted["from"], encoding=wanted["encoding"])
    return api.read(read_input(path), format=wanted["from"], encoding=wanted["encoding"], path=path)
