"""Signs between two words of which one is Chinese, spaced on both sides on wish. A part of latin-space."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.cleaners.spaces._latin_meeting import ROOTS
from docnorm.edit import Span
from docnorm.protected import find_protected
from docnorm.text.characters import CJK
from docnorm.text.late import late
from docnorm.text.lines import find_lines

_SIGN = late(r"[*/+“”)-]")
_CLAUSE = late(r"[^\n，。；：！？、,;]+")  # not parted by spaces: more of them are put in
_WORD = f"{CJK}0-9A-Za-z"
_BETWEEN = late(
    f"[*/](?<=[{_WORD})].)(?=[{_WORD}(])|-(?<=[A-Za-z0-9)][A-Za-z0-9)].)(?=[{CJK}])|-(?<=[{CJK}].)(?=[A-Z(])"
    f"|[*](?<=[{CJK}].)(?=[.])|[+](?<=[{CJK}].)(?=[A-Za-z(])|[+](?<=[A-Za-z)][A-Za-z)].)(?=[{CJK}(])"
)
_OUTSIDE = late(f"[{_WORD}](?=“)|”(?=[{_WORD}])|[)](?<=[{CJK}].)(?=[0-9A-Za-z])|[{CJK}](?=- [{_WORD}])")
_CJK = late(f"[{CJK}]")
_PATH = late(rf"/(?:{ROOTS})(?![A-Za-z0-9])|/[._~*@]|/[A-Za-z0-9_.-]+/")


def find_separators(text: str) -> Iterator[int]:
    """Yield where spaces belong round ``/`` ``*`` ``-`` ``+`` between words of which one is Chinese, and outside “”.

    Two slashes or stars in a clause are a list or an emphasis (甲/乙/丙, *甲*) and stay as they are.
    """
    guarded = find_protected(text)
    for line in find_lines(_SIGN, text):
        for clause in _CLAUSE.finditer(text, *line):
            alone = {"-", "+", *(sign for sign in "*/" if clause[0].count(sign) == 1)}
            for m in _BETWEEN.finditer(text, *clause.span()):
                at = m.start()
                chinese = _CJK.match(text, at - 1) or _CJK.match(text, at + 1)
                if not chinese or m[0] not in alone or guarded.guards(Span(at, at + 1)) or _PATH.match(text, at):
                    continue
                yield at
                if text[at + 1] != ".":
                    yield at + 1
        for m in _OUTSIDE.finditer(text, *line):
            if not guarded.guards(Span(m.end(), m.end())):
                yield m.end()
