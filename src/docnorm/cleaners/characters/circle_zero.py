"""Zeros of Chinese years made of circles, letters and digits."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_DIGITS = "一二三四五六七八九"
# Four digits and 年, the first a Chinese one; or two in a row and a month: nothing else is written so.
_YEAR = late(f"[○◯OoОо0Ｏ](?<=[{_DIGITS}〇].)")
_RUN = late(f"[{_DIGITS}][{_DIGITS}〇○◯OoОо0Ｏ]{{3}}(?=[年—至-])")
# 二〇    年: the last two digits are left for somebody to write.
_TO_FILL = late(r"[一二][〇○◯OoОо0Ｏ](?=[ \t\u3000_＿Xx×]+年)")
_ZERO = late("[○◯OoОо0Ｏ]")


@cleaner("circle-zero", trigger="[○◯OoОо0Ｏ]")
def circle_zero(text: str) -> Iterator[Fix]:
    """The zero of a Chinese year is 〇 (GB/T 15835-2011 5.2): 二〇一二年."""
    for m in _TO_FILL.finditer(text):
        if text[m.end() - 1] != "〇":
            yield replace(m.end() - 1, m.end(), "〇", "the zero of a Chinese year", Safety.LIKELY)
    if not _YEAR.search(text):
        return
    for m in _RUN.finditer(text):
        for zero in _ZERO.finditer(text, *m.span()):
            yield replace(*zero.span(), "〇", "the zero of a Chinese year", Safety.LIKELY)
