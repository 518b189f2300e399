"""Chapters' numbers: what is missing, doubled or out of order, and one look for those without a unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.chapters.rows import Row, list_rows
from docnorm.text.chapters.series import Heading, find_headings
from docnorm.text.late import late

_PART = late(r"[(（][^()（）]{1,4}[)）]$|[上中下续一二三四五0-9]$")  # 雪夜（一）, 雪夜（二）: one chapter in parts


@cleaner("chapter-number", trigger=r"[0-9０-９一二三四五六七八九十]", wide=True)
def chapter_number(text: str, *, look: str = "") -> Iterator[Fix]:
    """Chapters whose numbers do not go on are told; their look is mended on request, their value never.

    ``look``: how a number without a unit is written, ``{}`` standing for the number as it is: ``第{}章`` makes 第001章
    of 001. Empty: as it is.
    """
    rows = list_rows(text)
    headings = find_headings(rows).headings
    looked = dict(_renumber(rows, headings, look)) if "{}" in look else {}
    told = dict(_report_slips(rows, headings))
    for row in sorted({*looked, *told}):
        if row in looked:
            yield looked[row]
        if row in told and row not in looked:
            yield told[row]


def _report_slips(rows: Sequence[Row], headings: Sequence[Heading]) -> Iterator[tuple[int, Fix]]:
    last: dict[str, Heading] = {}
    for heading in headings:
        sign = heading.sign
        if sign.value is None or sign.family == "tail":
            continue
        before = last.get(sign.family)
        for family in [f for f, h in last.items() if h.level > heading.level]:
            del last[family]  # the inner count begins anew
        last[sign.family] = heading
        why = _name_slip(before, heading) if before else ""
        if why:
            start, end = rows[heading.row].start + sign.start, rows[heading.row].start + sign.end
            yield heading.row, replace(start, end, rows[heading.row].text[sign.start : sign.end], why, Safety.SUGGEST)


def _name_slip(before: Heading, heading: Heading) -> str:
    """Return what is wrong between two numbers of one count, or nothing."""
    last, value = before.sign.value or 0, heading.sign.value or 0
    if value == last + 1 or (value == 1 and last > 1):
        return ""
    if value == last:
        return "" if _PART.search(heading.sign.title) else f"{value} for the second time"
    if value == last + 2:
        return f"{last + 1} missing before it: text may be lost"
    if value > last:
        return f"{last + 1} to {value - 1} missing before it: text may be lost"
    return f"stands after {last}"


def _renumber(rows: Sequence[Row], headings: Sequence[Heading], look: str) -> Iterator[tuple[int, Fix]]:
    for heading in headings:
        sign, text = heading.sign, rows[heading.row].text
        if sign.firm or sign.value is None or sign.family == "tail":
            continue
        written = text[sign.start : sign.end].strip("[]【】〖〗［］()（）〔〕 　")
        new = look.replace("{}", written) + (f" {sign.title}" if sign.title else "")
        start, end = rows[heading.row].start, rows[heading.row].end
        yield heading.row, replace(start, end, new, "a chapter's number without its unit", Safety.LIKELY)
