"""Dates and times that no calendar and no clock has."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.cleaners.facts._calendar import find_dates
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

# 25时10分 · 9时75分. 历时36时 is a duration, 时 of 小时 as well.
_TIME = late(r"(?<![\d.])(?P<hour>\d{1,2})[时点](?P<minute>\d{1,2})分(?!钟)")
_LASTS = late(r"(?:历时|用时|耗时|持续|时长|成绩)[^。；，\n]{0,4}\Z")
# Asked of the text itself: the condensed text, which a prefilter is asked of, has lost these words.
_ASKED = late(r"[0-9][月时点]|[0-9][-./][0-9]{1,2}[-./][0-9]")


def _is_asked(text: str) -> bool:
    return _ASKED.search(text) is not None


@cleaner("impossible-date", owns=("date",), trigger="[月时点0-9]", precheck=_is_asked)
def impossible_date(text: str) -> Iterator[Fix]:
    """A date that the calendar does not have (2月30日, 2023年2月29日, 2026年13月), or a time past 24时00分."""
    for date in find_dates(text):
        # 13月 alone may be a slip of another kind; with a year or a day it is meant for a date.
        if not date.exists and (date.year or date.day):
            yield replace(*date.span, text[slice(*date.span)], "there is no such date", Safety.SUGGEST)
    for m in _TIME.finditer(text):
        hour, minute = int(m["hour"]), int(m["minute"])
        if (minute > 59 or hour * 60 + minute > 24 * 60) and not _LASTS.search(text, max(0, m.start() - 8), m.start()):
            yield replace(*m.span(), m[0], "there is no such time", Safety.SUGGEST)
