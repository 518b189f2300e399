"""Blank lines between paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_BLANK = late(r"\n[\n]+")


def _prefilter(*, most: int = 0, ends: bool = True) -> str:
    return "\n" * (most + 2) + (r"|\A\n|\n\Z" if ends else "")


@cleaner("blank-line", trigger=r"\n", prefilter=_prefilter)
def blank_line(text: str, *, most: int = 0, ends: bool = True) -> Iterator[Fix]:
    """No more than ``most`` blank lines stand in a row; with ``ends`` none stands at the head or the foot."""
    last = len(text)
    for m in _BLANK.finditer(text):
        start, end = m.span()
        if ends and (start == 0 or end == last):
            continue
        if end - start - 1 > most:
            yield replace(start + 1 + most, end, "", "blank lines")
    if ends:
        head = len(text) - len(text.lstrip("\n"))
        if head:
            yield replace(0, head, "", "blank lines at the head")
        foot = len(text.rstrip("\n"))
        if head <= foot < last:
            # The last line's own end is a change of its own: a text output has it again, so no check counts it.
            yield replace(foot, foot + 1, "", "the final line end")
            if foot + 1 < last:
                yield replace(foot + 1, last, "", "blank lines at the foot")
