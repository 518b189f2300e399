"""Full-width marks inside English sentences. A part of punctuation."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.text.characters import CJK, HALF_OF
from docnorm.text.late import late
from docnorm.text.lines import find_lines

MARKED = late("[A-Za-z][\"'”’)]?[ ]?[，。；：！？（）]|[（）][A-Za-z]")
_SEGMENT = late("[^「」『』《》〈〉【】“”（）\\n]+|[（）]")
_CJK = late(f"[{CJK}]")
_WORDS = late("[A-Za-z]{2,}[ ,，。：；！？']+[A-Za-z]{2,}")
_MARK = late("[，。；：！？（）]")


def halve_english_marks(text: str) -> Iterator[Fix]:
    """Yield half-width marks for lines and quotations of two English words or more without a Chinese one."""
    for line in find_lines(MARKED, text):
        if _CJK.search(text, *line):
            parts = [Span(*m.span()) for m in _SEGMENT.finditer(text, *line) if m[0] not in "（）"]
            parts = [p for p in parts if text[p.start - 1 : p.start] in "「『“" and text[p.end : p.end + 1] in "」』”"]
        else:
            parts = [line]
        for part in parts:
            if _WORDS.search(text, *part) and not _CJK.search(text, *part):
                edits = tuple(_halve_part(text, part, line))
                if edits:
                    yield Fix(edits, "full-width marks in an English sentence", Safety.LIKELY)


def _halve_part(text: str, part: Span, line: Span) -> Iterator[Edit]:
    for m in _MARK.finditer(text, *part):
        at = m.start()
        half = HALF_OF[m[0]]
        if m[0] == "（":
            half = " (" if at > line.start and text[at - 1].isalnum() else "("
        elif at + 1 < part.end and text[at + 1].isalnum():
            half += " "
        start = at
        while m[0] != "（" and start > line.start and text[start - 1] == " ":
            start -= 1  # Hello ， world
        yield Edit(Span(start, at + 1), half)
