"""A unified diff made from the recorded hunks: exact, linear, and never a guess about what became what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docnorm.edit import Hunk, Span
from docnorm.result import Normalized
from docnorm.text.places import Lines, find_final_line_end

CONTEXT = 3  # unchanged lines shown on either side, as in diff -u


class _Patchwork(NamedTuple):
    """Old lines ``first`` to ``last`` (from 0, half-open), and the text that stands there now."""

    first: int
    last: int
    new: str


def write_unified_diff(document: Normalized, name: str) -> Iterator[str]:
    """Yield the lines of a unified diff, original to text, without line ends; nothing where nothing changed."""
    lines = Lines(document.original)
    pieces = list(_widen_hunks(document, lines))
    if pieces:
        yield f"--- {name}"
        yield f"+++ {name} (normalized)"
    drift = 0
    for group in _group_pieces(pieces, len(lines)):
        first = max(0, group[0].first - CONTEXT)
        last = min(len(lines), group[-1].last + CONTEXT)
        body: list[str] = []
        at = first
        for piece in group:
            body += _prefix_lines(" ", document.original, lines, at, piece.first)
            body += _prefix_lines("-", document.original, lines, piece.first, piece.last)
            body += _split("+", piece.new)
            at = piece.last
        body += _prefix_lines(" ", document.original, lines, at, last)
        olds = sum(row[0] in " -" for row in body)
        news = sum(row[0] in " +" for row in body)
        yield f"@@ -{first + 1 if olds else first},{olds} +{first + drift + (1 if news else 0)},{news} @@"
        yield from body
        drift += news - olds


def _widen_hunks(document: Normalized, lines: Lines) -> Iterator[_Patchwork]:
    """Widen hunks to whole lines; hunks on one line become one piece."""
    held: list[Hunk] = []
    first = last = 0
    spared = find_final_line_end(document.original)
    for hunk in document.draft.patch.hunks:
        if hunk.span == spared and not hunk.new:
            continue
        top = lines.at(hunk.span.start)[0] - 1
        if held and top >= last:
            yield _merge_hunks(document, lines, held, first, last)
            held = []
        if not held:
            first = top
        held.append(hunk)
        last = lines.at(hunk.span.end)[0]
    if held:
        yield _merge_hunks(document, lines, held, first, last)


def _merge_hunks(document: Normalized, lines: Lines, hunks: list[Hunk], first: int, last: int) -> _Patchwork:
    start, end = lines.span(first).start, lines.span(last - 1).end
    out: list[str] = []
    at = start
    for (left, right), new, _ in hunks:
        out += (document.original[at:left], new)
        at = right
    return _Patchwork(first, last, "".join((*out, document.original[at:end])))


def _group_pieces(pieces: list[_Patchwork], count: int) -> Iterator[list[_Patchwork]]:
    group: list[_Patchwork] = []
    for piece in pieces:
        if group and piece.first - group[-1].last > 2 * CONTEXT:
            yield group
            group = []
        group.append(piece)
    if group and count:
        yield group


def _prefix_lines(mark: str, text: str, lines: Lines, first: int, last: int) -> list[str]:
    rows: list[str] = []
    for number in range(first, last):
        span: Span = lines.span(number)
        if span.start < span.end:
            rows += _split(mark, text[span.start : span.end])
    return rows


def _split(mark: str, text: str) -> list[str]:
    if not text:
        return []
    return [mark + row.rstrip("\r") for row in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
