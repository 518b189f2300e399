"""Operators, ratios, calls and code that stand between Chinese and Latin words. A part of latin-space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.text.characters import CJK
from docnorm.text.late import late
from docnorm.text.lines import find_lines

_SIGN = late("[-=~+&|%(`\\]]")
_ANY = f"{CJK}0-9A-Za-z"
# Two signs make one operator: =>, ~=, &&. Chinese stands on one side at least.
_DOUBLE = late(
    f"(?:(?<=[{CJK}])(?P<a>=>|->|==|!=|<=|>=|~=|\\+=|-=|&&)(?=[{_ANY}])|(?<=[0-9A-Za-z])(?P<b>=>|==|!=|<=|>=|~=|&&)(?=[{CJK}]))"
)
_PLUS = late(f"(?<=[{CJK}])\\+(?=[A-Za-z]{{2}})")
# Vinta-陳上進, and neither 腾讯-ADR-已发行 nor X-光.
_DASH = late(f"(?<![-/_A-Za-z0-9])[A-Za-z]{{2,}}(-)(?=[{CJK}])")
_PIPED = late("(?<!\\S)[^\\s|]++(?:\\|[^\\s|]++){2,}")
_PARTS = late("\\|")
_SHARE = late("[0-9]%()(?=[A-Za-z]{2})")
# A word and what it means: Stream(变更记录流). print(内容) without a sentence about it is a call.
_GLOSS = late(
    f"(?<![^\\s{CJK}，。、：；])"
    f"(?:[A-Za-z]{{1,20}} ){{0,3}}[A-Za-z]{{1,20}}()\\([{CJK}][^()\\n]{{0,60}}\\)(?=[{CJK}，。、；]|$)",
    re.MULTILINE,
)
_CODE = late("(?<!`)(`{2,})[^`\\n]+\\1(?!`)")
_CODE_WORD = late("(?<!`)`[^`\\n]+`(?!`)")
_LETTER, _PLURAL = late("[A-Za-z]"), late("s(?![A-Za-z])")
_LINK_WORD = late(
    f"[0-9A-Za-z]()\\[[^\\[\\]\\n]{{0,100}}[{CJK}`][^\\[\\]\\n]{{0,100}}\\]\\(https?:[^()\\s]{{0,200}}\\)"
    f"|\\[[^\\[\\]\\n]{{0,100}}[{CJK}]\\]\\(https?:[^()\\s]{{0,200}}\\)()(?=[0-9A-Za-z])"
)
_LINKS = late(
    f"\\[[^\\[\\]\\n]{{0,100}}[{CJK}]\\]\\([^()\\s]{{0,200}}\\)()(?=\\[[0-9A-Za-z])"
    f"|\\[[^\\[\\]\\n]{{0,100}}[0-9A-Za-z]\\]\\([^()\\s]{{0,200}}\\)()(?=\\[[{CJK}])"
)
_TILDE = late(f"(?<=[{CJK}])(?:~{{2,}}(?=[{_ANY}])|~(?=[A-Za-z]))")
_STRIKE = late("~~")
_CJK = late(f"[{CJK}]")


def find_signs(text: str) -> Iterator[int]:
    """Yield the places round signs that nothing else spaces, on lines with Chinese."""
    for line in find_lines(_SIGN, text):
        if not _CJK.search(text, *line):
            continue
        for m in (*_DOUBLE.finditer(text, *line), *_PLUS.finditer(text, *line)):
            yield from m.span()
        for m in _DASH.finditer(text, *line):
            yield from m.span(1)
        for m in _CODE_WORD.finditer(text, *line):
            yield from _find_letters(text, m)
        for pattern in (_SHARE, _GLOSS, _LINKS, _LINK_WORD):
            yield from (m.start(m.lastindex or 0) for m in pattern.finditer(text, *line))
        for m in _CODE.finditer(text, *line):
            yield from (
                at
                for at, beside in ((m.start(), m.start() - 1), (m.end(), m.end()))
                if _CJK.match(text[beside : beside + 1])
            )
        if sum(1 for _ in _STRIKE.finditer(text, *line)) < 2:  # ~~struck out~~
            yield from (m.end() for m in _TILDE.finditer(text, *line))
        for m in _PIPED.finditer(text, *line):
            yield from _find_pipes(text, m)


def _find_letters(text: str, code: re.Match[str]) -> Iterator[int]:
    """Yield the sides of program text that touch a Latin word: X`hello`world; `id`s is a plural."""
    if code.start() and _LETTER.match(text, code.start() - 1):
        yield code.start()
    if _LETTER.match(text, code.end()) and not _PLURAL.match(text, code.end()):
        yield code.end()


def _find_pipes(text: str, run: re.Match[str]) -> Iterator[int]:
    """Yield both sides of every | of a row of names, if one of them has Chinese beside it; a table is none."""
    places = [m.start() for m in _PARTS.finditer(text, *run.span())]
    if any(_CJK.match(text[at - 1]) or _CJK.match(text[at + 1]) for at in places):
        for at in places:
            yield from (at, at + 1)
