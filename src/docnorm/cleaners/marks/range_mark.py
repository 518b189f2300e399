"""Connectors between two years or two values."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_YEARS = late("[－-](?<![0-9-][0-9]{4}.)(?<=(?:19|20)[0-9]{2}.)(?=(?:19|20)[0-9]{2}年)")
_VALUES = late(
    "[~－-](?<=[0-9%℃].)(?=[0-9.]{1,9}(?:[%℃‰]|kg|km|cm|mm|mg|ml|[万亿]?[元米吨克人天倍岁斤]))|~(?<=[0-9].)(?=[0-9])"
)


@cleaner("range-mark", trigger="[~－-]", owns=("phone",))
def range_mark(text: str, *, apply: bool = False) -> Iterator[Fix]:
    """Years are joined by — and values by ～ (GB/T 15834-2011 4.13); suggested unless ``apply``."""
    safety = Safety.LIKELY if apply else Safety.SUGGEST
    for pattern, mark in ((_YEARS, "—"), (_VALUES, "～")):
        for m in pattern.finditer(text):
            yield replace(*m.span(), mark, "a connector between two numbers", safety)
