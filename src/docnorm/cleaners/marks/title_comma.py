"""The 、 between titles, and between quotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_TITLE, _QUOTED, _NOTE = "《[^《》\\n]{1,80}》", "“[^“”\\n]{1,80}”", "(?:（[^（）\\n]{1,60}）)?"
_ROW = late(f"{_TITLE}{_NOTE}(?:、{_TITLE}{_NOTE})+|{_QUOTED}{_NOTE}(?:、{_QUOTED}{_NOTE})+")
_COMMA = late("[》”]、(?=[《“])")


@cleaner("title-comma", trigger="[、]", idle={"mode": "keep"})
def title_comma(text: str, *, mode: Literal["keep", "suggest", "remove"] = "keep") -> Iterator[Fix]:
    """Between titles and between quotations in a row no 、 is needed (GB/T 15834-2011 4.5.3.5); off by default.

    With ``mode`` it is pointed at (``suggest``) or removed (``remove``).
    """
    if mode == "keep":
        return
    safety = Safety.LIKELY if mode == "remove" else Safety.SUGGEST
    for row in _ROW.finditer(text):
        if "（" not in row[0]:  # with a note behind one of them the row keeps its commas
            for m in _COMMA.finditer(text, *row.span()):
                yield replace(m.end() - 1, m.end(), "", "a 、 between titles or quotations", safety)
