"""The lines of a text that hold something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Span


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield each line in which ``pattern`` is found, without its line end. The others cost one search."""
    found = pattern.search(text)
    while found:
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.start())
        if end < 0:
            end = len(text)
        yield Span(start, end)
        found = pattern.search(text, end)
