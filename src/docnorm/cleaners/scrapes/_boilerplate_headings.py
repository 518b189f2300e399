"""A chapter's heading with a site's address in it: the address goes, the heading stays. A part of boilerplate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docnorm.cleaners.scrapes._boilerplate_address import HOST
from docnorm.cleaners.scrapes._boilerplate_lines import Claim, InnerCut, PageLine, narrow
from docnorm.edit import Safety
from docnorm.text.chapters.signs import LONGEST, read_signs
from docnorm.text.late import late

_OPEN, _CLOSED = "（([【〔［{《< 　-—_", "）)]】〕］}》> 　"
_SITE = late(r"(?:最新章节|全文阅读|免费阅读|手机阅读|首发)?[ 　]*$")


def spare_headings(lines: Sequence[PageLine], claims: Iterable[Claim]) -> tuple[list[Claim], list[InnerCut]]:
    """Return the claims on lines that head no chapter, and what to cut out of those that do."""
    kept: list[Claim] = []
    cuts: list[InnerCut] = []
    for claim in claims:
        heads = claim.first == claim.last and _is_heading(lines[claim.first].text)
        if not heads:
            kept.append(claim)
            continue
        found = _find_address(lines[claim.first])
        if found is not None:
            cuts.append(InnerCut(*found, "a site's address", Safety.LIKELY))
    return kept, cuts


def _is_heading(text: str) -> bool:
    """Whether a line is a volume's or a chapter's number with its name, and not a sentence about one."""
    if len(text) > LONGEST + 40:
        return False
    read = read_signs(text[:LONGEST])
    return bool(read) and read[0].firm and read[0].start <= 12 and text[0] not in "请本《最手"


def _find_address(line: PageLine) -> tuple[int, int] | None:
    """Return the place of the address in a heading, with the brackets and blanks round it."""
    m = next(HOST.finditer(narrow(line.text)), None)
    if m is None:
        return None
    start, end = m.span()
    while start and line.text[start - 1] in _OPEN:
        start -= 1
    while end < len(line.text) and line.text[end] in _CLOSED:
        end += 1
    before = _SITE.search(line.text, 0, start)
    start = before.start() if before else start
    return (line.at + start, line.at + end) if start else None
