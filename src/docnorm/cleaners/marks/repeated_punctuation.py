"""A mark typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

# A character first: a search for this or that begins everywhere.
_STOPS = late("[，、；：。](?:(?<=([，、；：]))\\1+|(?<=。)(?<!。。)。(?!。))")
_EXCLAIMED = late("[！？](?=[！？])[！？]+")
# Literals are searched for many times as fast as classes, and clean text is done with them.
_PAIRS = [re.compile(pair).search for pair in ("，，", "。。", "、、", "；；", "：：")]
_SHOUTS = [re.compile(pair).search for pair in ("！！", "？？", "！？", "？！")]


@cleaner("repeated-punctuation", trigger="[，。、；：！？]", prefilter="[，。、；：！？][，。、；：！？]")
def repeated_punctuation(text: str, *, most: int = 3) -> Iterator[Fix]:
    """A mark typed twice is one mark; ``most`` ！ or ？ may stand in a row (three: GB/T 15834 4.2.3.3 and 4.3.3.2)."""
    for m in _STOPS.finditer(text) if any(search(text) for search in _PAIRS) else ():
        start, end = m.span()
        if not (text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()):  # an empty field, a lost digit
            yield replace(start, end, m[0][0], "a mark typed twice", Safety.LIKELY)
    shouts = ("！" in text or "？" in text) and any(search(text) for search in _SHOUTS)
    for m in _EXCLAIMED.finditer(text) if shouts else ():
        new = _shorten_run(m[0], most)
        if new != m[0]:
            yield replace(*m.span(), new, "more ！ or ？ than the standard allows", Safety.LIKELY)


def _shorten_run(run: str, most: int) -> str:
    if len(set(run)) == 1:
        return run[:most]
    return run if len(run) <= max(most, 2) else "？！"
