"""Gaps that an anonymised text keeps for a person to fill in: XX, xx, ××, 某某 where they stand for a word."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Span
from docnorm.text.late import late

# XX市, 20XX年, 张××, 某某公司: not in a word (XXL, xx.com, XX染色体), and one letter alone only in a date (X月X日).
_GAP = late(
    r"(?<![A-Za-z_./@#=&?-])(?:X{2,}|x{2,}|Ｘ{2,}|ｘ{2,})(?![A-Za-z0-9_/@=&-]|\.[A-Za-z]|[ ]?(?:性?染色体|[A-Za-z]))"
    r"|×{2,}|某{2,}|○{2,}(?![〇○零一二三四五六七八九年])"
    r"|(?<![A-Za-z0-9_])[XxＸ×](?=[年月日](?![A-Za-z]))|(?<=[\u3400-\u9fff“])\*{2,4}(?=[\u3400-\u9fff])"
)

_SIGNS = frozenset("XxＸｘ×某○*")  # a text without any has no gap


def find_gaps(text: str) -> Iterator[Span]:
    """Yield the gaps of ``text`` in order."""
    if _SIGNS.isdisjoint(text):
        return
    for m in _GAP.finditer(text):
        yield Span(*m.span())
