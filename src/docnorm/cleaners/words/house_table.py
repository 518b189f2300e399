"""The words that a house writes its own way."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from docnorm.edit import Fix, Hunk, Patch, Safety, Span, replace
from docnorm.rule import cleaner


@cleaner("house-table")
def house_table(text: str, *, table: tuple[tuple[str, str], ...] = ()) -> Iterator[Fix]:
    """Words from the house's own table of replacements, such as 智惠城市 for 智慧城市."""
    if not table:
        return
    news = dict(table)
    found = list(_find_words(text, table))
    doubted = _find_unsettled(text, table, found, news)
    for span in found:
        old = text[span.start : span.end]
        if span in doubted:
            yield replace(
                *span, news[old], f"the house writes {news[old]}, but that makes another such word", Safety.SUGGEST
            )
        else:
            yield replace(*span, news[old], "written so in the house table")


def _find_words(text: str, table: tuple[tuple[str, str], ...]) -> Iterator[Span]:
    """Yield where a word of the table stands and not already inside what it would become."""
    pattern, longer = _make_pattern(table)
    for m in pattern.finditer(text):
        # 国务院 = 中华人民共和国国务院 must not grow a second head on text that has it already.
        if not any(text.startswith(new, m.start() - at) for new, at in longer.get(m[0], ()) if m.start() >= at):
            yield Span(*m.span())


@lru_cache(maxsize=8)
def _make_pattern(table: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, int], ...]]]:
    words = sorted((old for old, _ in table), key=len, reverse=True)  # the longest word that fits wins
    pattern = re.compile("|".join(_is_bounded(word) for word in words))
    longer = {old: tuple((new, m.start()) for m in re.finditer(f"(?={re.escape(old)})", new)) for old, new in table}
    return pattern, {old: places for old, places in longer.items() if places}


def _is_bounded(word: str) -> str:
    """Return the pattern of a word; Latin words stand alone (``AI`` is not in ``MAIL``)."""
    alone = re.compile("[A-Za-z0-9_]")
    before = "(?<![A-Za-z0-9_])" if alone.match(word[0]) else ""
    after = "(?![A-Za-z0-9_])" if alone.match(word[-1]) else ""
    return before + re.escape(word) + after


def _find_unsettled(
    text: str, table: tuple[tuple[str, str], ...], found: list[Span], news: dict[str, str]
) -> frozenset[Span]:
    """Return the places whose replacement, with what stands around it, would be replaced again: one pass is enough."""
    doubted: set[Span] = set()
    for _ in range(4):  # each round settles what the round before laid bare; a table that needs more is doubted whole
        sure = [span for span in found if span not in doubted]
        patch = Patch(tuple(Hunk(s, news[text[s.start : s.end]], ()) for s in sure))
        ends = [span.end for span in sure]
        fresh: set[Span] = set()
        for again in (patch.trace(span) for span in _find_words(patch.apply(text), table)):
            if again in doubted:
                continue
            i = bisect_left(ends, again.start)
            while i < len(sure) and sure[i].start <= again.end:
                fresh.add(sure[i])
                i += 1
        if not fresh:
            return frozenset(doubted)
        doubted |= fresh
    return frozenset(found)
