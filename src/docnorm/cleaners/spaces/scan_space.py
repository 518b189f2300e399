"""Spaces that a program put between characters when it read a scan or a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.rule import cleaner
from docnorm.text.characters import CLOSERS, IDEOGRAPH, OPENERS, STOPS
from docnorm.text.late import late
from docnorm.text.numeral import HAN_NUMERALS
from docnorm.text.surnames import SURNAMES

_MARK = f"{STOPS}{OPENERS}{CLOSERS},."
_TOKEN = late("[^ ]+")
_SINGLE = late(f"[{IDEOGRAPH}]")
_SHORT = late(f"[{IDEOGRAPH}]|[{_MARK}]|[0-9]{{1,4}}")
_GAP = late(
    f" (?:(?<=[{IDEOGRAPH}{_MARK}] )(?=[{IDEOGRAPH}{_MARK}0-9])|(?<=[0-9] )(?=[{IDEOGRAPH}{_MARK}]))(?<![编章节条] )"
)
_ALONE = late(f"[{STOPS},.]")
_WIDE = late("　|\t|  ")
_NUMBER = late(
    f"^[ \t　]*[（(](?:( )(?:[{HAN_NUMERALS}]{{1,4}}|[0-9]{{1,3}})( ?)|()(?:[{HAN_NUMERALS}]{{1,4}}|[0-9]{{1,3}})( ))"
    f"[)）]( ?)(?=[{IDEOGRAPH}])",
)
_LEAST = 3  # single Han characters: fewer are a padded name or a pair of things
_MOST = 2000  # characters: a line that long is no line of a page
# Half of the lines with a space have none of what is looked for, and reading them took half of the time of clean text:
# a single character behind a space and no number (2023 年 7 月), or a space inside the bracket of a number.
_SPACED = late(f" (?:(?<![0-9] )[{IDEOGRAPH}](?![^ \n])|(?<=[（(] )|(?=[)）]))")
# The same as far as it shows in a condensed text, where a word is one character.
_PREFILTER = f"[ ](?:(?<=[ \n][{IDEOGRAPH}] )|(?<=[（(] )|(?=[{IDEOGRAPH}] )|(?=[)）]))"


def _is_spaced(text: str) -> bool:
    return _SPACED.search(text) is not None


@cleaner("scan-space", trigger="[ ]", context=f"[{IDEOGRAPH}]", prefilter=_PREFILTER, precheck=_is_spaced)
def scan_space(text: str, *, digits: bool = True) -> Iterator[Fix]:
    """Spaces that reading a scan put between characters and marks: 3 月 21 日 上 午 10 ： 00, （ 一 ） 总体要求.

    Without ``digits`` the spaces between Chinese and numbers stay, as pages for the web have them.
    """
    at = 0
    while found := _SPACED.search(text, at):
        start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        end = len(text) if end < 0 else end
        if end - start <= _MOST:
            for gap in sorted({*_find_in_number(text, start), *_find_in_line(text, Span(start, end), digits=digits)}):
                yield replace(*gap, "", "a space put in where a scan was read", Safety.LIKELY)
        at = end
        if at == len(text):
            break


def _find_in_number(text: str, start: int) -> Iterator[Span]:
    """Yield the spaces in and behind a number that heads the line and holds one: （ 一 ） 总体要求."""
    found = _NUMBER.match(text[start : start + 24])
    if found:
        spans = (found.span(i) for i in range(1, 6) if found[i])
        yield from (Span(start + first, start + last) for first, last in spans)


def _find_in_line(text: str, line: Span, *, digits: bool) -> Iterator[Span]:
    """Yield the spaces of a line that is spaced throughout.

    Half of its words are single characters, marks or numbers, and they are neither the things of a row nor the halves
    of names. A line of single characters alone is a word that is spaced out: han-space knows.
    """
    held = text[line.start : line.end]
    tokens = _TOKEN.findall(held)
    singles = [t for t in tokens if _SINGLE.fullmatch(t)]
    # 2023 年 7 月 is how some write dates: the signs behind numbers say nothing.
    telling = [t for t, before in zip(tokens[1:], tokens, strict=False) if t in singles and not before.isdigit()]
    telling += singles[:1] if tokens[:1] == singles[:1] else []
    apart = any(_ALONE.fullmatch(t) for t in tokens)
    if len(telling) + apart < _LEAST or len(singles) == len(tokens) or _WIDE.search(held.strip()):
        return
    short = sum(_SHORT.fullmatch(t) is not None for t in tokens)
    if short * 2 < len(tokens) or (len(singles) < 4 and short < 5):
        return
    if sum(t in SURNAMES for t in singles) * 3 >= len(singles):
        return
    for m in _GAP.finditer(text, *line):
        if digits or not (text[m.start() - 1].isdigit() or text[m.end()].isdigit()):
            yield Span(*m.span())
