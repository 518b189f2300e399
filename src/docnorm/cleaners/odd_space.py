"""No-break, en, em and thin spaces, and spaces that something removed has left at a line's end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from docnorm.cleaners.line_end import TRAILING
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner

_ODD = re.compile("[\u1680\u2000-\u200a\u202f\u205f]+")
_NO_BREAK = re.compile("\xa0+")
# An em space is as wide as a Chinese character: it stands for an ideographic space.
_WIDE = "\u2001\u2003"
_RUN = re.compile("[ ](?<=[^\\s|].)[ ]++(?=[^\\s|])")


@cleaner("odd-space", gate="[\xa0\t　\u1680\u2000-\u200a\u202f\u205f ]")
def odd_space(text: str, *, no_break: bool = True, collapse: bool = False) -> Iterator[Fix]:
    """Spaces of other widths are ordinary spaces, and none ends a line; ``collapse`` makes one of several."""
    ends = [m.span() for m in TRAILING.finditer(text)]
    for span in ends:
        yield replace(*span, "", "spaces at a line's end")
    for m in _ODD.finditer(text):
        yield replace(*m.span(), "".join(["　" if c in _WIDE else " " for c in m[0]]), "a space of another width")
    if no_break:
        for m in _NO_BREAK.finditer(text):
            i = bisect_right(ends, m.span()) - 1
            if i < 0 or ends[i][1] < m.end():
                yield replace(*m.span(), " " * len(m[0]), "no-break spaces")
    if collapse:
        yield from _collapsed(text)


def _collapsed(text: str) -> Iterator[Fix]:
    stop, is_table = -1, False
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start > stop:
            stop = text.find("\n", end)
            stop = len(text) if stop < 0 else stop
            is_table = text.find("|", text.rfind("\n", 0, start) + 1, stop) >= 0
        if not is_table:
            yield replace(start, end, " ", "several spaces", Safety.LIKELY)
