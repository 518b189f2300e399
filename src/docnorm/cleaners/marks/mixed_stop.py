"""Two different stops in a row. Only pointed at: which of them is meant, the author knows."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_MIXED = late("(?:[，、；：。](?=[，、；：。])){1,3}[，、；：。]")
_HEAVIEST = "。；：，、"


@cleaner("mixed-stop", trigger="[，、；：。]")
def mixed_stop(text: str) -> Iterator[Fix]:
    """Two different stops in a row (，。) are pointed at; the heavier is the candidate."""
    for m in _MIXED.finditer(text):
        marks = set(m[0])
        if len(marks) > 1:
            yield replace(*m.span(), min(marks, key=_HEAVIEST.index), "two different stops in a row", Safety.SUGGEST)
