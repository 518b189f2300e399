"""A text with its plain prose taken out: enough to see which rules can have anything to propose.

Most of a Chinese document is usual characters with a comma here and there, and no rule of marks, spaces or widths acts
on those. Each such stretch becomes one character; what is left is a thirteenth of official prose, and twenty rules are
asked of it in the time that one takes to search the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docnorm.edit import Span
from docnorm.lexicon.characters import STEP, read_costs

PROSE = "字"  # stands for a stretch of prose
QUIET = "，。、；："  # one of them between two usual characters belongs to the prose
# Above this a character is no prose: misread text is full of such ones. Half of misread text, 0.3 % of prose (nats).
UNUSUAL = 12.0
_TOKENS = "烫屯"  # memory shown as text: 烫烫烫
SHORT = 160  # code points: to make the class takes 4 ms, and the triggers of a line are searched in a hundredth of that


def condense(text: str) -> str:
    """Return ``text`` with every stretch of plain prose shortened to one ``PROSE``; a short text as it is.

    Prose is usual Han characters and single ``QUIET`` marks between them. Whatever else stands in the text is there,
    with what it stands beside, and the text's ends and lines are.
    """
    return text if len(text) < SHORT or text.isascii() else _make_prose().sub(PROSE, text)


def find_prose(text: str) -> Iterator[Span]:
    """Yield the stretches of plain prose in ``text``, which ``condense`` shortens, of a short text, too."""
    return (Span(*m.span()) for m in _make_prose().finditer(text))


@cache
def _make_prose() -> re.Pattern[str]:
    first = 0x4E00
    known = bytearray(read_costs()[first:0xA000])
    for token in _TOKENS:
        known[ord(token) - first] = 0xFF
    cheap = re.finditer(rb"[\0-\x%02x]+" % (round(UNUSUAL * STEP) - 1), known)
    usual = "".join(f"{chr(first + m.start())}-{chr(first + m.end() - 1)}" for m in cheap)
    # Bounded, for ``re`` keeps a way back for each turn: a novel may be one stretch.
    return re.compile(f"[{usual}]+(?:[{QUIET}][{usual}]+){{0,500}}")
