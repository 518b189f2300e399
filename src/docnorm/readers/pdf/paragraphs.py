"""Lines of pages to paragraphs: by indent, by where a line ends, by the distance of lines, across columns and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from docnorm.marker import list_readings
from docnorm.readers.pdf.strips import Strip, is_wide
from docnorm.text.late import late
from docnorm.text.line_break import cut_first_token

_ENDED = "。！？!?"
_BULLET = late(r"[-*•·●◆■□○▪➢※★☆]\s|[①-⑳]|\[\d")
_NOTE = late(r"[①-⑳*†‡]|\[\d{1,3}\]|\d{1,3}(?=[ \u3400-\u9fff“《])|注[：:]")


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its lines, its text, and from which character on it stands on which page."""

    strips: list[Strip]
    text: str
    pages: list[tuple[int, int]] = field(default_factory=list)  # offset in the text, page from 0
    note: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document."""

    size: float  # of most characters
    heavy: bool  # most characters are
    leading: float  # distance of base lines, in sizes

    @classmethod
    def of(cls, strips: Sequence[Strip]) -> Measure:
        """Measure the lines of a document."""
        sizes: Counter[float] = Counter()
        heavy = plain = 0
        for s in strips:
            sizes[round(s.size, 1)] += len(s.text)
            heavy, plain = heavy + s.heavy * len(s.text), plain + (not s.heavy) * len(s.text)
        size = sizes.most_common(1)[0][0] if sizes else 12.0
        steps = [
            (a.base - b.base) / size
            for a, b in pairwise(strips)
            if a.page == b.page and a.column == b.column and 0.8 < (a.base - b.base) / size < 3.5
        ]
        return cls(size, heavy > plain, median(steps) if steps else 1.6)


def part_notes(strips: Sequence[Strip], measure: Measure, height: float) -> tuple[list[Strip], list[Strip]]:
    """Return the lines of a page's body and those of its footnotes: small ones at the foot, the first with a sign."""
    stop = len(strips)
    while stop and strips[stop - 1].size < 0.92 * measure.size and strips[stop - 1].base < 0.4 * height:
        stop -= 1
    while stop < len(strips) and not _NOTE.match(strips[stop].text):
        stop += 1
    return list(strips[:stop]), list(strips[stop:])


def gather_paragraphs(strips: Iterable[Strip], measure: Measure) -> list[Paragraph]:
    """Return the paragraphs that the lines are, in their order."""
    found: list[Paragraph] = []
    for strip in strips:
        if found and goes_on(found[-1], strip, measure):
            _append(found[-1], strip)
        else:
            found.append(Paragraph([strip], strip.text, [(0, strip.page)]))
    return found


def _append(paragraph: Paragraph, strip: Strip) -> None:
    before = paragraph.text
    if before.endswith("-") and before[-2:-1].isascii() and before[-2:-1].isalpha() and strip.text[:1].islower():
        before = before[:-1]
    elif not is_wide(before[-1]) and not is_wide(strip.text[0]) and not before.endswith(("-", "/")):
        before += " " * (not (before[-1].isdigit() and strip.text[0].isdigit()))
    if strip.page != paragraph.strips[-1].page:
        paragraph.pages.append((len(before), strip.page))
    paragraph.text = before + strip.text
    paragraph.strips.append(strip)


def goes_on(paragraph: Paragraph, below: Strip, measure: Measure) -> bool:
    """Return whether ``below`` is the next line of the paragraph."""
    above = paragraph.strips[-1]
    size = above.size
    if abs(size - below.size) > 0.08 * size or "\t" in above.text or "\t" in below.text:
        return False
    near = above.page == below.page and above.column == below.column
    gap = (above.base - below.base) / (size * max(measure.leading, 1.0))
    if _is_centred(paragraph.strips[0], inset=0.1) and _is_centred(above) and _is_centred(below):
        # Large type in a grid takes two lines of it. Of the text's size only a line that is full goes on.
        large = size > 1.1 * measure.size or above.heavy > measure.heavy
        if above.text[0].isdigit() and below.text[0].isdigit():
            return False  # 2011年3月25日…通过 over 2018年9月29日…修正: each date is a record
        return near and 0 < gap < 1.65 and not list_readings(below.text) and (large or _is_full(above, below))
    if near and not 0 < gap < 1.45:
        return False
    if above.last[0] != below.first[0] and above.heavy != below.heavy:
        return False
    if not _is_full(above, below):
        return False
    return not _is_indented(paragraph, below)


def _is_centred(strip: Strip, inset: float = -1.0) -> bool:
    """Return whether a line stands in the middle of its column, ``inset`` sizes from its left margin at least."""
    middle = (strip.left + strip.right) / 2
    return abs(strip.centre - middle) < 0.5 * strip.size and strip.x0 > strip.left + inset * strip.size


def _is_full(above: Strip, below: Strip) -> bool:
    """Return whether what begins ``below`` would not have fitted behind ``above``."""
    token = cut_first_token(below.text)
    need = below.size * len(token) * (0.45 if token.isascii() else 1.0)
    return above.x1 + need > above.right - 0.2 * below.size


def _is_indented(paragraph: Paragraph, below: Strip) -> bool:
    """Return whether ``below`` opens a paragraph: it is further in than the lines of this one go on."""
    above = paragraph.strips[-1]
    at, size = below.x0 - below.left, below.size
    if at <= 0.8 * size:
        return False
    if len(paragraph.strips) > 1 and abs(above.x0 - above.left - at) < 0.4 * size:
        return bool(list_readings(below.text)) and above.text[-1] in _ENDED  # lines of a list's entry hang
    if len(paragraph.strips) > 1:
        return True
    hangs = (list_readings(paragraph.text) or _BULLET.match(paragraph.text)) and below.x0 > above.x0 + 0.5 * size
    return not (hangs and not list_readings(below.text) and not _BULLET.match(below.text))
