"""Spaces at the head of a line that stand for an indent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, replace
from docnorm.rule import cleaner
from docnorm.text.bullet import BULLET
from docnorm.text.late import late

_INDENT = late(r"[ \t　\xa0](?<![^\n].)[ \t　\xa0]*+(?=[^\n])")
# An entry, and how far it is indented: - 甲, then   - 乙 or   1) 乙 below it. 　　（一） is an indent and no depth.
_ENTRY = late(
    rf"^([ \t]*)(?:{BULLET.pattern}|\d{{1,2}}[.．)）、](?!\d)(?=[^\n])|[a-z][.)）](?=[^\n]))[^\n]*\n?", re.MULTILINE
)
_DEEPER = late(rf"^[ \t]+(?:{BULLET.pattern}|\d{{1,2}}[)）]|[a-z][.)）])", re.MULTILINE)


@cleaner("space-indent", trigger="[ \t　\xa0]")
def space_indent(text: str, *, indent: int = 0) -> Iterator[Fix]:
    """Spaces at a line's head are an indent, a matter of style; ``indent`` ideographic spaces stand for it in text."""
    tabs = "\t" in text
    nested = _list_nested(text) if _DEEPER.search(text) else frozenset()
    for m in _INDENT.finditer(text):
        if tabs and text.find("\t", m.end(), text.find("\n", m.end()) % (len(text) + 1)) >= 0:
            continue  # a row of a table, whose first cell is empty or stands below another
        if m.start() in nested:
            continue
        if m[0] != "　" * indent:
            yield replace(*m.span(), "　" * indent, "spaces in place of an indent")


def _list_nested(text: str) -> frozenset[int]:
    """Return where lines begin that are entries and stand deeper than the first of their list."""
    found: set[int] = set()
    end, base = -1, 0
    for m in _ENTRY.finditer(text):
        column = len(m[1].expandtabs(4))
        base = min(base, column) if m.start() == end else column
        if column > base and _DEEPER.match(text, m.start()):
            found.add(m.start())
        end = m.end()
    return frozenset(found)
