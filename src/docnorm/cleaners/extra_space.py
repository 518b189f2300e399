"""Spaces at a line's end, and several where one would do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.protected import ALL_FORMS, protected
from docnorm.rule import cleaner
from docnorm.text.late import late

_TRAILING = late(r"[ \t　\xa0](?<![ \t　\xa0].)[ \t　\xa0]*+(?=\n|\Z)")
_SPACES = {space: re.compile(space + "\n").search for space in " \t　\xa0"}
_RUN = late("[ ](?<=[^\\s|].)[ ]++(?=[^\\s|])")


@cleaner("extra-space", gate="[ \t　\xa0]", owns=ALL_FORMS)
def extra_space(text: str, *, collapse: bool = False) -> Iterator[Fix]:
    """No spaces at a line's end; with ``collapse`` one between words, outside of tables."""
    # Literals are searched for many times as fast as classes, and clean text is done with them.
    if text[-1:] in _SPACES or any(space in text and search(text) for space, search in _SPACES.items()):
        for m in _TRAILING.finditer(text):
            yield replace(*m.span(), "", "spaces at a line's end")
    if not collapse:
        return
    stop, is_table = -1, False
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start > stop:
            stop = text.find("\n", end)
            stop = len(text) if stop < 0 else stop
            is_table = text.find("|", text.rfind("\n", 0, start) + 1, stop) >= 0
        if not is_table and not protected(text).guards(Span(start, end)):
            yield replace(start, end, " ", "several spaces", Safety.LIKELY)
