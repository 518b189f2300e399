"""Radicals and compatibility ideographs standing where an ideograph is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.system.stored import find_stored
from docnorm.text.late import late
from docnorm.text.lines import find_lines

_RADICAL = late("[⺀-⿕]+")
_WORDS = late("[㐀-䶿一-鿿\uf900-\ufaff]|[⺀-⿕]{2}")
_ABOUT = late("部首|偏旁")
# U+FA0E FA0F FA11 FA13 FA14 FA1F FA21 FA23 FA24 FA27-FA29 are unified ideographs in spite of their block, and so have
# no canonical equivalent: NFC itself leaves them alone.
_COMPATIBILITY = late("[\uf900-\ufaff\U0002f800-\U0002fa1f]")


@cleaner("radical", trigger="[⺀-⿕\uf900-\ufaff\U0002f800-\U0002fa1f]")
def radical(text: str) -> Iterator[Fix]:
    """Radicals and compatibility ideographs become the ideographs that they look like."""
    meant = _read_ideographs()
    for line in find_lines(_RADICAL, text):
        # In a dictionary a radical stands alone or is talked about; in a text it stands among ideographs.
        in_words = _WORDS.search(text, *line) is not None and not _ABOUT.search(text, *line)
        for m in _RADICAL.finditer(text, *line):
            new = "".join([meant.get(c, c) for c in m[0]])
            if new != m[0]:
                safety = Safety.CERTAIN if in_words else Safety.SUGGEST
                yield replace(*m.span(), new, "a radical in place of the ideograph", safety)
    for m in _COMPATIBILITY.finditer(text):
        new = unicodedata.normalize("NFC", m[0])
        if new != m[0]:
            yield replace(*m.span(), new, "a compatibility ideograph")


@cache
def _read_ideographs() -> Mapping[str, str]:
    table = find_stored("radicals.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
