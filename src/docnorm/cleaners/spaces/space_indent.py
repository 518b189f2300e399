"""Spaces at the head of a line that stand for an indent."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_INDENT = late(r"[ \t　\xa0](?<![^\n].)[ \t　\xa0]*+(?=[^\n])")


@cleaner("space-indent", trigger="[ \t　\xa0]")
def space_indent(text: str, *, indent: int = 0) -> Iterator[Fix]:
    """Spaces at a line's head are an indent, a matter of style; ``indent`` ideographic spaces stand for it in text."""
    tabs = "\t" in text
    for m in _INDENT.finditer(text):
        if tabs and text.find("\t", m.end(), text.find("\n", m.end()) % (len(text) + 1)) >= 0:
            continue  # a row of a table, whose first cell is empty or stands below another
        if m[0] != "　" * indent:
            yield replace(*m.span(), "　" * indent, "spaces in place of an indent")
