"""Each change with a few characters around it, for a terminal: what a line of 600 characters hides, a row shows.

A row holds four marks that no text holds, round what goes and what comes; whoever shows it makes colours or brackets
of them (``command/show.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docnorm.edit import Hunk
from docnorm.result import Normalized
from docnorm.text.places import Lines, find_final_line_end

# Noncharacters (Unicode 23.7): a document that holds them shows them as a reader sees them, as U+FDD0 written out.
OUT, OUT_END, IN, IN_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
AROUND = 14  # characters of context on either side
_NONE = re.compile("[\ufdd0-\ufdd3]")
# What is changed and shows nothing is named: a space, a line end, what is invisible.
_BLANK = {" ": "␣", "\u3000": "␣", "\xa0": "␣", "\n": "⏎", "\t": "⇥", "\r": ""}
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)


def write_inline_diff(document: Normalized, name: str, *, by_rule: bool = False) -> Iterator[str]:
    """Yield rows for what was changed, by place or under the rules that had the last word; nothing where nothing was.

    Changes that stand closer than their contexts share a row.
    """
    spared = find_final_line_end(document.original)
    hunks = [h for h in document.draft.patch.hunks if h.new or h.span != spared]
    if not hunks:
        return
    yield name
    lines = Lines(document.original)
    if not by_rule:
        for group in _group(document.original, hunks):
            yield f"  {format_place(lines, group[0])}  {show_hunks(document.original, group)}  {_name(document, group)}"
        return
    rules: dict[str, list[Hunk]] = {}
    for hunk in hunks:
        rules.setdefault(_find_rule(document, hunk), []).append(hunk)
    for rule, held in sorted(rules.items(), key=lambda item: -len(item[1])):
        yield f"  {rule} ({len(held)})"
        for hunk in held:
            yield f"    {format_place(lines, hunk)}  {show_hunks(document.original, (hunk,))}"


def format_place(lines: Lines, hunk: Hunk) -> str:
    """Return line and column of a change in the original, both from 1: ``12:7``."""
    line, column = lines.at(hunk.span.start)
    return f"{line}:{column}"


def show_hunks(text: str, hunks: Sequence[Hunk]) -> str:
    """Return neighbouring changes in one row, with what stands around them on their lines."""
    start, end = hunks[0].span.start, hunks[-1].span.end
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + AROUND)
    out = ["…" if first and text[first - 1] != "\n" else ""]
    at = first
    for (left, right), new, _ in hunks:
        out.append(_show(text[at:left]))
        if left < right:
            out += (OUT, _show_blanks(text[left:right]), OUT_END)
        if new:
            out += (IN, _show_blanks(new), IN_END)
        at = right
    out += (_show(text[at:last]), "…" if last < len(text) and text[last] != "\n" else "")
    return "".join(out)


def _group(text: str, hunks: Sequence[Hunk]) -> Iterator[list[Hunk]]:
    group: list[Hunk] = []
    for hunk in hunks:
        if group:
            before = group[-1].span.end
            if hunk.span.start - before > 2 * AROUND or "\n" in text[group[0].span.start : hunk.span.start]:
                yield group
                group = []
        group.append(hunk)
    if group:
        yield group


def _find_rule(document: Normalized, hunk: Hunk) -> str:
    return document.draft.journal[hunk.causes[-1]].rule if hunk.causes else "?"


def _name(document: Normalized, hunks: Sequence[Hunk]) -> str:
    return ", ".join(dict.fromkeys(_find_rule(document, hunk) for hunk in hunks))


def _show(text: str) -> str:
    return _NONE.sub(lambda m: f"U+{ord(m[0]):04X}", text.replace("\n", "⏎"))


def _show_blanks(text: str) -> str:
    named = _UNSEEN.sub(lambda m: f"<U+{ord(m[0]):04X}>" if m[0] != "\r" else "", _show(text))
    return "".join(_BLANK.get(c, c) for c in named)
