"""Lines and columns of a text, as editors and compilers count them: from 1."""

from __future__ import annotations

import re
from bisect import bisect_right

from docnorm.edit import Span

# The line ends that editors count: CRLF is one, U+2028 and a form feed are none.
_END = re.compile(r"\r\n|[\r\n]")


def find_final_line_end(text: str) -> Span | None:
    """Return the line end behind the last line that is not blank, or None.

    A paragraph of ours has none, a text file has one: taking it away is no change that a reader of the file can see.
    """
    found = _END.search(text, len(text.rstrip()))
    return Span(*found.span()) if found else None


class Lines:
    """Where the lines of one text begin. LF, CRLF and lone CR end a line."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(m.end() for m in _END.finditer(text))]
        self._length = len(text)

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of a code point, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, line: int) -> Span:
        """Return a line (counted from 0) with its line end."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else self._length
        return Span(self.starts[line], end)

    def __len__(self) -> int:
        return len(self.starts)
