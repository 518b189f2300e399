r"""EQ fields (ECMA-376-1, 17.16.5.17): Word draws them from their code and stores no result.

带圈字符 (Enclose Characters) writes one: ``EQ \o\ac(○,21)`` is shown as ㉑. Who looks for results alone loses it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from docnorm.ooxml.story import OBJECT

_EQ = re.compile(r"\s*eq\s", re.IGNORECASE)
_ENCLOSED = re.compile(r"\s*eq\s+\\o(?:\\a[clr])?\s*\(\s*[○〇◯□△◇]\s*[,，;]\s*([^\s(),，;\\]{1,3})\s*\)", re.IGNORECASE)
_CIRCLES = re.compile(r"[○〇◯]")
_RANGES = ((0x2460, 0x2500), (0x3250, 0x3300), (0x24EA, 0x24EB))


def draw_equation(code: str) -> str:
    """Return what an EQ field shows: an enclosed character, ``OBJECT`` for another, "" for no EQ field at all.

    What Unicode has no circle for is given without one: 密 in a ring is 密.
    """
    if not _EQ.match(code):
        return ""
    m = _ENCLOSED.fullmatch(code.strip())
    if m is None:
        return OBJECT
    return _find_circled().get(m[1], m[1]) if _CIRCLES.search(code) else m[1]


@lru_cache(maxsize=1)
def _find_circled() -> dict[str, str]:
    """Return the circled characters of Unicode by what stands in them."""
    found = {"正": "㊣"}
    for char in (chr(code) for first, last in _RANGES for code in range(first, last)):
        kind, *inner = unicodedata.decomposition(char).split() or ("",)
        if kind == "<circle>":
            found.setdefault("".join(chr(int(code, 16)) for code in inner), char)
    return found
