"""The lines of a text that hold something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Span

_REACH = 200


def find_stretches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield what a rule has to read that acts only on lines in which ``pattern`` (a class) is found.

    That is the text as a whole where it is Chinese, and where most of it is ASCII these lines alone, one by one.
    """
    if is_mostly_ascii(text):
        yield from find_lines(pattern, text)
    else:
        yield Span(0, len(text))


def is_mostly_ascii(text: str) -> bool:
    """Whether three characters of four or more are ASCII: a Han character takes three bytes of UTF-8."""
    return text.isascii() or 2 * len(text.encode("utf-8", "surrogatepass")) < 3 * len(text)


def find_line(text: str, at: int) -> Span:
    """Return the line that ``at`` stands in, 200 characters to either side at most: it may be as long as a book."""
    start, end = max(0, at - _REACH), min(len(text), at + _REACH)
    stop = text.find("\n", at, end)
    return Span(max(start, text.rfind("\n", start, at) + 1), end if stop < 0 else stop)


def find_lines(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield each line in which ``pattern`` is found, without its line end. The others cost one search."""
    found = pattern.search(text)
    while found:
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.start())
        if end < 0:
            end = len(text)
        yield Span(start, end)
        found = pattern.search(text, end)
