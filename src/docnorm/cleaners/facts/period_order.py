"""Periods that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.cleaners.facts._calendar import DATE, Date, read
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_TO = late(r"[ 　]?起?(?:至|到|—{1,2}|–|－|-|~|～)[ 　]?(?P<next>次年|翌年|第二年|来年)?")
_DAY = late(r"(?P<day>\d{1,2})[日号]")  # 5月10日至3日
_YEARS = late(r"(?<![\d.])(?P<first>(?:19|20)\d\d)年?[ ]?(?:至|到|—|–|－|-|~|～)[ ]?(?P<last>(?:19|20)\d\d)年")
# Asked of the text itself: the condensed text, which a prefilter is asked of, has lost these words.
_ASKED = late(r"[月日号年起0-9][ 　]?[至到—–－~～-]")


def _is_asked(text: str) -> bool:
    return _ASKED.search(text) is not None


@cleaner("period-order", trigger="[月年]", precheck=_is_asked)
def period_order(text: str) -> Iterator[Fix]:
    """A period that ends before it begins: 2025年6月至2024年5月, 5月10日至5月3日, 2020—2018年."""
    for m in DATE.finditer(text):
        to = _TO.match(text, m.end())
        if to is None or to["next"]:
            continue
        first = read(m)
        end = DATE.match(text, to.end()) or _DAY.match(text, to.end())
        if end is None:
            continue
        last = read(end) if end.re.groups > 1 else Date(first.span, first.year, first.month, int(end["day"]))
        if _is_backwards(first, last):
            yield replace(m.start(), end.end(), text[m.start() : end.end()], "ends before it begins", Safety.SUGGEST)
    for m in _YEARS.finditer(text):
        if int(m["first"]) > int(m["last"]):
            yield replace(*m.span(), m[0], "ends before it begins", Safety.SUGGEST)


def _is_backwards(first: Date, last: Date) -> bool:
    """Whether ``last`` lies before ``first``. Without a year of its own it may lie in the next: 11月15日至3月15日."""
    if last.year and first.year and first.year != last.year:
        return first.year > last.year
    if last.year and not first.year:
        return False  # 3月至2026年2月: which year it began in nobody says
    if first.month != last.month:
        if last.year:
            return first.month > last.month
        # A winter, a school year run over the turn of a year; 9月至8月 is nearly a whole one.
        return first.month > last.month and (last.month - first.month) % 12 > 8 and first.month - last.month < 4
    return bool(first.day and last.day and first.day > last.day)
