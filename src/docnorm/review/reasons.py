"""Why a rule did or did not act in a document, a line for each place that it looked at."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.result import Normalized
from docnorm.text.places import Lines
from docnorm.verdict import Language, Verdict

_AROUND = 8  # characters of the text that are shown on either side
_MOST = 60  # and of the place itself


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
