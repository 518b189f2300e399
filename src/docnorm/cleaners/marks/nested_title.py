"""A title in double marks inside a title."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.lines import find_lines

_NESTED = late("《[^《》\\n]{0,200}《")
_MARK = late("[《》〈〉]")


@cleaner("nested-title", trigger="[《]")
def nested_title(text: str) -> Iterator[Fix]:
    """A title inside a title stands in single marks: 《读〈论语〉》 (GB/T 15834-2011 4.15.3.6)."""
    for line in find_lines(_NESTED, text):
        if text.find("<", *line) >= 0:
            continue  # 《关于修改<某市实施《…》办法>的决定》: inner or outer, only who mends the others knows
        yield from _turn_inner(text, line)


def _turn_inner(text: str, line: Span) -> Iterator[Fix]:
    """Turn inner pairs where every mark of the line has its partner; one astray and nobody knows which is inner."""
    opened: list[int] = []
    inner: list[tuple[int, int]] = []
    for m in _MARK.finditer(text, *line):
        if m[0] in "《〈":
            opened.append(m.start())
            if len(opened) > 2 or text[opened[0]] == "〈":
                return
        elif not opened or text[opened[-1]] + m[0] not in ("《》", "〈〉"):
            return
        else:
            start = opened.pop()
            if opened and m[0] == "》":
                inner.append((start, m.start()))
    if not opened:
        for start, end in inner:
            edits = (Edit(Span(start, start + 1), "〈"), Edit(Span(end, end + 1), "〉"))
            yield Fix(edits, "a title in double marks inside a title", Safety.LIKELY)
