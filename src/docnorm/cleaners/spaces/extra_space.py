"""Spaces at a line's end, and several where one would do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.protected import ALL_FORMS, find_protected
from docnorm.rule import cleaner
from docnorm.text.characters import CJK
from docnorm.text.late import late

_TRAILING = late(r"[ \t　\xa0](?<![ \t　\xa0].)[ \t　\xa0]*+(?=\n|\Z)")
_SPACES = {space: re.compile(space + "\n").search for space in " \t　\xa0"}
_GAP = late("[ ](?<=[^ \\n].)[ ]{2,}+(?=[^ \\n])")
_INSIDE = late(f"[ ](?<=[(].)[ ]*+(?=[{CJK}])|[ ](?<=[{CJK}].)[ ]*+(?=[)])")
_RUN = late("[ ](?<=[^\\s|].)[ ]++(?=[^\\s|])")


def _prefilter(*, collapse: bool = False) -> str:
    return "[ \t　\xa0](?:[ \n)]|(?<=[(].)|\\Z)" if collapse else "[ \t　\xa0](?:\n|\\Z)"


@cleaner("extra-space", trigger="[ \t　\xa0]", prefilter=_prefilter, owns=ALL_FORMS)
def extra_space(text: str, *, collapse: bool = False) -> Iterator[Fix]:
    """No spaces at a line's end; with ``collapse`` one between words, outside of tables, and none in ( )."""
    # Literals are searched for many times as fast as classes, and clean text is done with them.
    if text[-1:] in _SPACES or any(space in text and search(text) for space, search in _SPACES.items()):
        for m in _TRAILING.finditer(text):
            if "\t" in m[0] and _ends_row(text, *m.span()):
                continue
            yield replace(*m.span(), "", "spaces at a line's end")
    if not collapse:
        return
    inside = {m.start(): m.end() for m in _INSIDE.finditer(text)}
    for start, end in inside.items():
        if not find_protected(text).guards(Span(start, end)):
            yield replace(start, end, "", "a space inside a bracket", Safety.LIKELY)
    stop, is_table = -1, False
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start > stop:
            line = Span(text.rfind("\n", 0, start) + 1, text.find("\n", end) % (len(text) + 1))
            stop, is_table = line.end, _is_row(text, line)
        if not is_table and start not in inside and not find_protected(text).guards(Span(start, end)):
            yield replace(start, end, " ", "several spaces", Safety.LIKELY)


def _is_row(text: str, line: Span) -> bool:
    """Whether a line is one of several that are parted alike, by | or by wide gaps."""
    if text.find("|", *line) >= 0:
        return True
    gaps = len(_GAP.findall(text, *line))
    if gaps < 2:
        return False
    above = Span(text.rfind("\n", 0, max(0, line.start - 1)) + 1, max(0, line.start - 1))
    below = Span(line.end + 1, text.find("\n", line.end + 1) % (len(text) + 1))
    return gaps in (len(_GAP.findall(text, *above)), len(_GAP.findall(text, *below)))


def _ends_row(text: str, start: int, end: int) -> bool:
    """Whether the tabs at a line's end are its last cells, which are empty."""
    return text.count("\t", start, end) > 1 or text.rfind("\t", text.rfind("\n", 0, start) + 1, start) >= 0
