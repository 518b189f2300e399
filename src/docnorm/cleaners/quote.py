"""Straight quotes made curly, reversed and wrongly nested ones turned, by pairing within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docnorm.characters import HAN
from docnorm.edit import Edit, Fix, Safety, Span, replace
from docnorm.lines import lines_with
from docnorm.protected import protected
from docnorm.rule import cleaner

_SINGLE = re.compile("'(?<![0-9A-Za-z'].)[^'\\n]{1,60}'(?![0-9A-Za-z'])")
_BESIDE = re.compile(f"[{HAN}，。；：！？、,.;:!?”）》\\n]")
_TOKEN = re.compile('[“”"]')
_HAN = re.compile(f"[{HAN}]")
# Program text keeps its quotes: "key": 1, class="x", print("…").
_CODE = re.compile(r'["\'][ ]*[:=][ ]*["\'\[{0-9]|[=(\[{,][ ]*"[^"\n]{0,99}"[ ]*[)\]},;]|[A-Za-z]="')
_STYLES = {"curly": ("“", "”"), "corner": ("「", "」")}


class Mark(NamedTuple):
    """A double quote and where it stands."""

    at: int
    form: str


@cleaner("quote", gate="[\"'“”]")
def quote(text: str, *, style: str = "curly", straight: bool = True) -> Iterator[Fix]:
    """Quotes open and close; a pair is changed as a whole or not at all.

    ``style`` is what straight quotes become: ``curly`` “” or ``corner`` 「」. Without ``straight`` they stay.
    """
    open_since = 0  # lines since a quote was opened and not closed: 0 if none is
    for line in lines_with(_TOKEN, text):
        marks = [Mark(m.start(), m[0]) for m in _TOKEN.finditer(text, *line)]
        if all(a.form == ("”" if i % 2 else "“") for i, a in enumerate(marks)):
            open_since = 0 if len(marks) % 2 == 0 else 1
            continue
        straight_here = [m for m in marks if m.form == '"' and not protected(text).guards(Span(m.at, m.at + 1))]
        curly = [m for m in marks if m.form != '"']
        if open_since and len(marks) % 2:
            open_since = 0  # it closes what an earlier line opened
            continue
        if curly:
            yield from _turned(text, line, curly)
        if straight and straight_here:
            yield from _curled(text, line, straight_here, style)
    if straight:
        yield from _singles(text)


def _singles(text: str) -> Iterator[Fix]:
    for m in _SINGLE.finditer(text):
        start, end = m.span()
        if _HAN.search(m[0]) or (
            _chinese_or_end(text, start - 1, -1)
            and _chinese_or_end(text, end, 1)
            and _HAN.search(text, max(0, start - 99), end + 99)
        ):
            edits = (Edit(Span(start, start + 1), "‘"), Edit(Span(end - 1, end), "’"))
            yield Fix(edits, "straight quotes", Safety.LIKELY)


def _chinese_or_end(text: str, at: int, step: int) -> bool:
    if 0 <= at < len(text) and text[at] == " ":
        at += step
    return not 0 <= at < len(text) or _BESIDE.match(text, at) is not None


def _turned(text: str, line: Span, marks: Sequence[Mark]) -> Iterator[Fix]:
    """Turn pairs that open with ” or close with “, if that makes the line balanced."""
    forms = "".join(m.form for m in marks)
    if len(forms) % 2 or _balanced(forms):
        return
    for left, right in zip(marks[::2], marks[1::2], strict=True):
        if left.form + right.form == "“”":
            continue
        if not _can_open(text, line, left.at) or not _can_close(text, line, right.at):
            return
    for left, right in zip(marks[::2], marks[1::2], strict=True):
        if left.form + right.form != "“”":
            edits = [Edit(Span(m.at, m.at + 1), new) for m, new in ((left, "“"), (right, "”")) if m.form != new]
            yield Fix(tuple(edits), "a reversed quote", Safety.LIKELY)


def _curled(text: str, line: Span, marks: Sequence[Mark], style: str) -> Iterator[Fix]:
    opener, closer = _STYLES[style]
    if not _HAN.search(text, *line) or _CODE.search(text, *line):
        return
    if len(marks) % 2:
        last = marks[-1].at
        yield replace(last, last + 1, '"', "a quote without its partner", Safety.SUGGEST)
        return
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    if all(_can_open(text, line, a.at) and _can_close(text, line, b.at) for a, b in pairs):
        for a, b in pairs:
            if style == "corner" and not _HAN.search(text, a.at, b.at):
                continue  # Latin words keep the quotes of their script
            edits = (Edit(Span(a.at, a.at + 1), opener), Edit(Span(b.at, b.at + 1), closer))
            yield Fix(edits, "straight quotes", Safety.LIKELY)


def _balanced(forms: str) -> bool:
    depth = 0
    for form in forms:
        depth += 1 if form == "“" else -1
        if depth < 0:
            return False
    return depth == 0


def _can_open(text: str, line: Span, at: int) -> bool:
    behind = text[at + 1 : min(at + 9, line.end)].lstrip(" \t　")[:1]
    if text.startswith("。。。", at + 1):  # an ellipsis to be
        return True
    return bool(behind) and behind not in "，。、；：！？）》」』】〕,)"


def _can_close(text: str, line: Span, at: int) -> bool:
    before = text[max(at - 8, line.start) : at].rstrip(" \t　")[-1:]
    return bool(before) and before not in "（《「『【〔，、；：("
