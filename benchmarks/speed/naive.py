"""What a good afternoon gives: twelve passes of ``re.sub`` over the text, no guards, no record of changes."""

from __future__ import annotations

import html
import re

_HAN = "\u3400-\u9fff"
_MARKS = str.maketrans(",;:!?", "，；：！？")
PASSES = (
    (re.compile("\r\n?|[\u2028\u2029\x85]"), "\n"),
    (re.compile("[\u200b-\u200f\u2060\ufeff\xad\x00-\x08\x0b\x0c\x0e-\x1f]"), ""),
    (re.compile(r"##(?:paidbegin|paidend|pagebreak)##"), ""),
    (re.compile(r"[ \t\u3000\xa0]+(?=\n)"), ""),
    (re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"), lambda m: chr(ord(m[0]) - 0xFEE0)),
    (re.compile(rf"(?<=[{_HAN}])[,;:!?](?=[{_HAN}])"), lambda m: m[0].translate(_MARKS)),
    (re.compile(rf"(?<=[{_HAN}])\.(?=\n|$)"), "。"),
    (re.compile(r"\.{3,}|。{3,}|…+"), "……"),
    (re.compile(r"([，。；：、])\1+"), r"\1"),
    (re.compile(rf"\(([^()\n]*[{_HAN}][^()\n]*)\)"), r"（\1）"),
    (re.compile(rf"(?<=[{_HAN}，。；：、]) +(?=[{_HAN}，。；：、])"), ""),
    (re.compile(r"\n{4,}"), "\n\n\n"),
)


def clean(text: str) -> str:
    """Clean ``text`` the plain way."""
    text = html.unescape(text)
    for pattern, new in PASSES:
        text = pattern.sub(new, text)  # type: ignore[arg-type]  # a string or a function, as sub takes both
    return text
