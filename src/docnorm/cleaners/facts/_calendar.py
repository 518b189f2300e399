"""Dates as office prose writes them: 2026年2月30日, 2月30日, 2026年2月, 2026-02-30."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.text.late import late

# A date with its month in Han, or one of digits alone that opens with a year and has a month: 1.2.30, 2026.13.1 are
# versions.
DATE = late(
    r"(?<![\d.第])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?!份?[刊号])(?:(?P<day>\d{1,2})[日号])?"
    r"|(?<![\d./-])(?P<y>(?:19|20)\d\d)(?P<sep>[-./])(?P<m>0?[1-9]|1[0-9])(?P=sep)(?P<d>\d{1,2})(?![\d./-])"
)
# Other calendars have thirty days in every month.
_LUNAR = late(r"(?:农历|阴历|旧历|夏历|藏历|回历|伊历)[^。；\n]{0,8}\Z")

_WHEN = late(r"(?:于|自|至|到|在|日期|时间)[：: ]?\Z")


class Date(NamedTuple):
    """A date in its place; ``year`` and ``day`` are 0 where they are not said."""

    span: Span
    year: int
    month: int
    day: int

    @property
    def exists(self) -> bool:
        """Whether the calendar has it; without a year 29 February counts."""
        if not 1 <= self.month <= 12:
            return False
        return self.day == 0 or 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]


def find_dates(text: str) -> Iterator[Date]:
    """Yield the dates of the Gregorian calendar in ``text``, by their places."""
    for m in DATE.finditer(text):
        before = max(0, m.start() - 12), m.start()
        # 2024-13-05 may be anybody's number; behind these words it is meant for a date.
        meant = not m["m"] or int(m["m"]) <= 12 or _WHEN.search(text, *before)
        if meant and not _LUNAR.search(text, *before):
            yield read(m)


def read(m: re.Match[str]) -> Date:
    """Return the date that a match of ``DATE`` says."""
    year, month, day = (m["y"], m["m"], m["d"]) if m["y"] else (m["year"], m["month"], m["day"])
    return Date(Span(*m.span()), int(year or 0), int(month), int(day or 0))


def find_only_year(text: str) -> int:
    """Return the year of a text that names one and no other, else 0."""
    years = {int(y) for y in re.findall(r"(?<!\d)((?:19|20)\d\d)年", text)}
    return years.pop() if len(years) == 1 else 0
