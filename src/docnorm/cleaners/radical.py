"""Radicals and compatibility ideographs standing where an ideograph is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from docnorm.characters import HAN
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner

_RADICAL = re.compile("[⺀-⿕]+")
_HAN = re.compile(f"[{HAN}]")
_LONE = re.compile(f"[⺀-⿕](?![{HAN}])")
_ABOUT = re.compile("部首|偏旁")
# U+FA0E FA0F FA11 FA13 FA14 FA1F FA21 FA23 FA24 FA27-FA29 are unified ideographs in spite of their block, and so have
# no canonical equivalent: NFC itself leaves them alone.
_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")


@cleaner("radical", gate="[⺀-⿕\uf900-\ufaff\U0002f800-\U0002fa1f]")
def radical(text: str) -> Iterator[Fix]:
    """Radicals and compatibility ideographs become the ideographs that they look like."""
    meant = _ideographs()
    for m in _RADICAL.finditer(text):
        start, end = m.span()
        new = "".join([meant.get(c, c) for c in m[0]])
        if new != m[0]:
            # In a dictionary a radical stands alone or is talked about; in a text it stands among ideographs.
            safety = Safety.CERTAIN if _in_words(text, start, end) else Safety.SUGGEST
            yield replace(start, end, new, "a radical in place of the ideograph", safety)
    for m in _COMPATIBILITY.finditer(text):
        new = unicodedata.normalize("NFC", m[0])
        if new != m[0]:
            yield replace(*m.span(), new, "a compatibility ideograph")


def _in_words(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    before, behind = text[max(line, start - 12) : start], text[end : end + 12].partition("\n")[0]
    if _ABOUT.search(before) or _ABOUT.search(behind):
        return False
    if _HAN.match(text, start - 1 if start else end) or _HAN.match(behind) or end - start > 1:
        return True
    # ⼀、⽬标: a number at the head of a line; but ⼀、⼁、⼂ is a list of radicals.
    return start == line and behind[:1] in ("、", "，", ".") and not _LONE.match(behind, 1)


@cache
def _ideographs() -> Mapping[str, str]:
    table = files("docnorm.data").joinpath("radicals.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
