"""Numbers that a program misread in a scan: －、 for 一、, ニ、 for 二、, (l) for (1), 2O23年 for 2023年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.numeral import to_int

_HAN = "一二三四五六七八九十"
# What is read for a Han numeral: dashes of any length, and katakana that look the same.
_HAN_MISREAD = {"－": "一", "-": "一", "—": "一", "–": "一", "ー": "一", "ニ": "二", "ハ": "八", "ミ": "三"}
_DIGIT_MISREAD = str.maketrans("OoQlI", "00011")
_HAN_SIGN = "".join(map(re.escape, _HAN_MISREAD))
_KANA = late("[ぁ-んァ-ヺ]")
_LOOKALIKES = "ニハミー"
# Each way to count, with the sign in the group n.
_COUNTS = (
    late(rf"^[ \t　]*(?P<n>[{_HAN}]{{1,3}}|[{_HAN_SIGN}])[、](?=\S)", re.MULTILINE),
    late(rf"^[ \t　]*[（(](?P<n>[{_HAN}]{{1,3}}|[{_HAN_SIGN}])[）)](?=\S)", re.MULTILINE),
    late(r"^[ \t　]*[（(](?P<n>\d{1,2}|[lI])[）)](?=[ 　]?[\u3400-\u9fff])", re.MULTILINE),
    late(r"^[ \t　]*(?P<n>\d{1,2}|[lI])[.．、](?=[ 　]?[\u3400-\u9fff])", re.MULTILINE),
)
_DATE = late(
    r"(?<![0-9A-Za-z])(?P<y>[12lI][0-9OoQlI]{3})(?P<ys>[ 　]?年)"
    r"(?:(?P<m>[0-9OoQlI]{1,2})(?P<ms>[ 　]?月)(?:(?P<d>[0-9OoQlI]{1,2})(?=[ 　]?日))?)?"
)
# One look before four.
_ANY = late(
    rf"[{_HAN_SIGN}](?:、|[）)])|[（(][lI][）)]|^[ \t　]*[lI][.．、]|[OoQlI][0-9OoQlI]{{0,3}}[ 　]?[年月日]",
    re.MULTILINE,
)


def _has_any(text: str) -> bool:
    return _ANY.search(text) is not None


class _Head(NamedTuple):
    """The number at the head of a line: where its sign stands, what it says, what it should be if it was misread."""

    start: int
    end: int
    value: int
    meant: str


@cleaner("misread-number", trigger="[－—–ーニハミlIOoQ-]", precheck=_has_any)
def misread_number(text: str) -> Iterator[Fix]:
    """A number that a scan garbled, where the count or the form of a date proves it."""
    japanese = len(_KANA.findall(text)) > sum(map(text.count, "ニハミ"))  # ニ、 may count イロハニ
    for count in _COUNTS:
        heads = [_read(m) for m in count.finditer(text)]
        for k, head in enumerate(heads):
            if head.meant and not (japanese and text[head.start] in _LOOKALIKES):
                yield from _judge(text, heads, k)
    for m in _DATE.finditer(text):
        yield from _read_date(m)


def _read(m: re.Match[str]) -> _Head:
    sign = m["n"]
    meant = _HAN_MISREAD.get(sign) or ("1" if sign in "lI" else "")
    return _Head(*m.span("n"), to_int(meant or sign) or 0, meant)


def _judge(text: str, heads: list[_Head], k: int) -> Iterator[Fix]:
    head = heads[k]
    first, last = k, k
    while first and heads[first - 1].value == heads[first].value - 1:
        first -= 1
    while last + 1 < len(heads) and heads[last + 1].value == heads[last].value + 1:
        last += 1
    if any(not other.meant for other in heads[first : last + 1]):
        yield replace(head.start, head.end, head.meant, "the count proves the number", Safety.LIKELY)
    elif text[head.start] in "ニハミ－":
        yield replace(head.start, head.end, head.meant, "perhaps a number that was misread", Safety.SUGGEST)


def _read_date(m: re.Match[str]) -> Iterator[Fix]:
    year = m["y"].translate(_DIGIT_MISREAD)
    if sum(c.isdigit() for c in m["y"]) < 2 or not 1900 <= int(year) <= 2099:
        return
    bounds = {"y": 2099, "m": 12, "d": 31}
    for name, most in bounds.items():
        was = m[name]
        if was is None or was.isdigit():
            continue
        new = was.translate(_DIGIT_MISREAD)
        if 1 <= int(new) <= most:
            yield replace(*m.span(name), new, "letters for digits in a date", Safety.LIKELY)
