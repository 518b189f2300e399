"""Half-width marks that stay, with the space that belongs behind them. A part of punctuation."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.text.characters import HAN, KANA
from docnorm.text.late import late

_CHINESE = late(f"[{HAN}{KANA}]")
_MARKS = late(f"(?:[,;:!?]+|~+|\\.+)(?=[{HAN}{KANA}0-9A-Za-z])")


def space_half_marks(text: str) -> Iterator[Fix]:
    """Yield a space for each run of half-width marks that Chinese meets on both sides, or a word behind Chinese."""
    for m in _MARKS.finditer(text):
        start, end = m.span()
        before = start > 0 and _CHINESE.match(text, start - 1) is not None
        behind = _CHINESE.match(text, end) is not None
        mark = m[0][0]
        if mark == "~":
            wanted = before
        elif mark == ".":
            wanted = behind and (before or end - start > 1)  # 设置.env is a file's name
        elif mark == ":":
            wanted = before or (behind and text[start - 1 : start].isalnum())
        else:
            wanted = before or behind
        if wanted:
            yield replace(end, end, " ", "a half-width mark without the space behind it", Safety.LIKELY)
