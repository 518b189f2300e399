"""Brackets without a partner, and paragraphs that end in ， or 、. Only pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.line_head import in_marker
from docnorm.text.lines import find_lines

_BRACKET = late("[（）《》【】〔〕「」『』]")
_CLOSER = dict(zip("（《【〔「『", "）》】〕」』", strict=True))
_ENTRY = late(r"[；：，。、 　][0-9A-Za-z一二三四五六七八九十]{1,2}\Z")  # 包括：1）…；2）…
_OPEN_END = late(r"[，、](?<=[^\n]{18})(?=\n|\Z)")  # a shorter line is a verse's or a list's


@cleaner("unpaired-mark", trigger="[（）《》【】〔〕「」『』，、]")
def unpaired_mark(text: str) -> Iterator[Fix]:
    """Brackets without a partner, and paragraphs that end in ， or 、, are pointed at."""
    astray = list(_find_astray(text))
    over = {k + d for k, (one, other) in enumerate(pairwise(astray)) if _spans(text, one, other) for d in (0, 1)}
    for k, at in enumerate(astray):
        if k not in over:
            yield replace(at, at + 1, text[at], "a bracket without its partner", Safety.SUGGEST)
    for m in _OPEN_END.finditer(text):
        yield replace(*m.span(), m[0], "a paragraph that ends in the middle of a sentence", Safety.SUGGEST)


def _find_astray(text: str) -> Iterator[int]:
    """Yield, line by line, the bracket that has no partner in its line."""
    for line in find_lines(_BRACKET, text):
        opened: list[tuple[str, int]] = []
        for m in _BRACKET.finditer(text, *line):
            if m[0] == "〔" and _is_aside(text, line, m.start()):
                continue  # 〔灯暗。 is said to the stage, and never closed
            if m[0] in _CLOSER:
                opened.append((m[0], m.start()))
            elif opened and _CLOSER[opened[-1][0]] == m[0]:
                opened.pop()
            elif not in_marker(text, m.start()) and not _ENTRY.search(text, max(0, m.start() - 3), m.start()):
                opened.append((m[0], m.start()))
                break
        if opened:
            yield opened[-1][1]


def _spans(text: str, start: int, end: int) -> bool:
    """Whether a round bracket holds several paragraphs, as the dates of passing and amending below a law's title do."""
    return text[start] == "（" and text[end] == "）" and end - start < 4000 and text.count("\n", start, end) <= 20


def _is_aside(text: str, line: Span, at: int) -> bool:
    """Whether a bracket opens a line and is not closed in it."""
    return at - line.start < 9 and not text[line.start : at].strip() and text.find("〕", at, line.end) < 0
