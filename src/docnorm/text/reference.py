"""Entries of a bibliography (GB/T 7714-2015): their marks are half-width, with a space behind each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from docnorm.edit import Span
from docnorm.text.late import late
from docnorm.text.lines import find_lines

# The sign of the kind of work, which only such an entry has: [J]. [M]. [EB/OL].
_KIND = late(r"\[(?:[ACDGJKMNPRSZ]|CM|CP|DB|DS|EB)(?:/(?:CD|DK|MT|OL))?\][.,:．，：]")


def find_references(text: str) -> Sequence[Span]:
    """Return the lines of ``text`` that are entries of a bibliography, in order."""
    return tuple(find_lines(_KIND, text)) if "[" in text else ()


def is_within(spans: Sequence[Span], at: int) -> bool:
    """Whether ``at`` lies in one of ``spans``, which are sorted and disjoint."""
    i = bisect_right(spans, at, key=lambda span: span.start) - 1
    return i >= 0 and at < spans[i].end
