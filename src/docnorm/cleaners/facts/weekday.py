"""Days of the week beside their dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from docnorm.cleaners.facts._calendar import find_dates, find_only_year
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_DAYS = "一二三四五六日"
_BESIDE = late(r"[ 　]?[（(，,]?[ 　]?(?:星期|周|礼拜)(?P<day>[一二三四五六日天])(?![至到—、])")
# Asked of the text itself: the condensed text, which a prefilter is asked of, has lost these words.
_ASKED = late(r"(?:星期|周|礼拜)[一二三四五六日天]")


def _is_asked(text: str) -> bool:
    return _ASKED.search(text) is not None


@cleaner("weekday", trigger="[期周拜]", precheck=_is_asked)
def weekday(text: str) -> Iterator[Fix]:
    """A day of the week that does not fit its date: 2026年11月30日（星期二） was a Monday."""
    every = find_only_year(text)
    for date in find_dates(text):
        year = date.year or every
        m = _BESIDE.match(text, date.span.end)
        if m is None or not year or not date.day or not date._replace(year=year).exists:
            continue
        right = _DAYS[dt.date(year, date.month, date.day).weekday()]
        if m["day"].replace("天", "日") != right:
            why = f"{year}-{date.month:02}-{date.day:02} is 星期{right}"
            yield replace(*m.span("day"), right, why, Safety.SUGGEST, (right,))
