"""The lines of a page: characters on one base line, cut where cells and columns part, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from docnorm.marker import list_readings
from docnorm.readers.pdf.page import SOFT, Glyph, Page

_APART = 1.8  # ems without a character: another cell, another column
_WORDS = 0.22  # ems between two Latin words
_HANGING = "，。、；：！？”’）》」』"
_GUTTER = 3  # points on either side of the middle between two columns
_BLOCK = 4  # lines that begin and end at the same places, and not at the margins
_COLUMN = 8  # lines on either side that make two columns


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of one column or cell."""

    text: str
    x0: float
    x1: float
    base: float
    size: float  # of most of its characters
    first: tuple[int, float]  # font and size of the first character
    last: tuple[int, float]
    heavy: bool  # each of its characters is
    page: int
    left: float = 0.0  # margins of its column
    right: float = 0.0
    column: int = 0
    sure: float = 1.0

    @property
    def centre(self) -> float:
        """Half way between its ends."""
        return (self.x0 + self.x1) / 2


class _Row(NamedTuple):
    base: float
    size: float
    glyphs: list[Glyph]


def cut_strips(glyphs: Iterable[Glyph], page: int, fonts: Sequence[str], width: float = 0.0) -> list[Strip]:
    """Return the lines that ``glyphs`` stand in, from top to bottom and from left to right.

    On a page of a ``width`` lines part between two columns, too, where the gap is no wider than one between words.
    """
    found: list[Strip] = []
    rows = _merge_raised(_gather_rows(glyphs))
    gutter = _find_gap(rows, width) if width else None
    for row in rows:
        held: list[Glyph] = []
        parts = gutter is not None and not _covers(row, gutter)
        for glyph in sorted(row.glyphs, key=lambda g: g.x0):
            if parts and gutter is not None and held and held[-1].x0 < gutter <= glyph.x0:
                found += _make_strip(held, page, fonts)
                held = []
            if held and not glyph.char.isspace():
                last = next((g for g in reversed(held) if not g.char.isspace()), None)
                if last and glyph.x0 - last.x1 > _APART * row.size:
                    found += _make_strip(held, page, fonts)
                    held = []
            held.append(glyph)
        found += _make_strip(held, page, fonts)
    return found


def _find_gap(rows: Sequence[_Row], width: float) -> float | None:
    """Return where two columns of prose part: rows stand on both sides of it and hardly one over it."""
    best: tuple[int, float] | None = None
    for x in range(int(0.35 * width), int(0.65 * width), 2):
        across = sum(_covers(row, float(x)) for row in rows)
        if best is None or across < best[0]:
            best = (across, float(x))
    if best is None:
        return None
    across, gap = best
    beside = [row for row in rows if not _covers(row, gap)]
    left = sum(any(g.x1 <= gap for g in row.glyphs) for row in beside)
    right = sum(any(g.x0 >= gap for g in row.glyphs) for row in beside)
    return gap if min(left, right) >= _COLUMN and 5 * across <= 2 * len(rows) else None


def _covers(row: _Row, x: float) -> bool:
    """Return whether a character of the row stands at ``x`` or a hair beside it."""
    return any(g.x0 < x + _GUTTER and g.x1 > x - _GUTTER and not g.char.isspace() for g in row.glyphs)


def _gather_rows(glyphs: Iterable[Glyph]) -> list[_Row]:
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=lambda g: -g.base):
        if rows and rows[-1].base - glyph.base <= 0.3 * max(rows[-1].size, glyph.size):
            rows[-1].glyphs.append(glyph)
        else:
            rows.append(_Row(glyph.base, glyph.size, [glyph]))
    return [_Row(r.base, median(g.size for g in r.glyphs), r.glyphs) for r in rows]


def _merge_raised(rows: list[_Row]) -> list[_Row]:
    """Put small raised and lowered characters into the line that they belong to."""
    found: list[_Row] = []
    for row in rows:
        above = found[-1] if found else None
        if above and above.base - row.base < 0.6 * max(above.size, row.size):
            small, large = sorted((above, row), key=lambda r: r.size)
            if small.size < 0.8 * large.size:
                found[-1] = _Row(large.base, large.size, [*above.glyphs, *row.glyphs])
                continue
        found.append(row)
    return found


def is_wide(char: str) -> bool:
    """Return whether a character takes a whole square."""
    return "\u2e80" <= char <= "\uffef" or char in "“”‘’…—"


def _make_strip(glyphs: Sequence[Glyph], page: int, fonts: Sequence[str]) -> list[Strip]:
    text: list[str] = []
    shown: list[Glyph] = []
    blank = soft = False
    for glyph in glyphs:
        if glyph.char.isspace():
            blank, soft = blank or glyph.char != SOFT, True
            continue
        before = shown[-1] if shown else None
        if before and before.char == glyph.char and abs(before.x0 - glyph.x0) < 0.2 * glyph.size:
            continue  # printed twice, a hair aside: how some programs make bold
        parted = before and not is_wide(before.char) and not is_wide(glyph.char)
        if before and (blank or (parted and (soft or glyph.x0 - before.x1 > _WORDS * glyph.size))):
            text.append(" ")
        text.append(glyph.char)
        shown.append(glyph)
        blank = soft = False
    if not shown:
        return []
    size = median(g.size for g in shown)
    heavy = all(fonts[g.font].endswith("*") for g in shown)
    first, last = shown[0], shown[-1]
    ends = ((first.font, first.size), (last.font, last.size))
    sure = min(g.sure for g in shown)
    base = median(g.base for g in shown)
    return [Strip("".join(text), first.x0, last.x1, base, size, *ends, heavy, page, sure=sure)]


def order_strips(strips: Sequence[Strip], page: Page) -> list[Strip]:
    """Return the lines of a page in the order of reading, each with the margins of its column."""
    gutter = _find_gutter(strips, page)
    if gutter is None:
        return _set_margins(_merge_rows(strips), 0)
    found: list[Strip] = []
    sides: tuple[list[Strip], list[Strip]] = ([], [])
    across: list[Strip] = []
    for strip in strips:
        if strip.x0 < gutter < strip.x1:
            found += _flush(sides)
            across.append(strip)
            found.append(strip)
        else:
            sides[strip.x0 > gutter].append(strip)
    found += _flush(sides)
    margins = {k: _set_margins([s for s in found if _side(s, gutter) == k], k) for k in (0, 1, 2)}
    placed = {(s.base, s.x0): s for group in margins.values() for s in group}
    return [placed.get((s.base, s.x0), s) for s in found]


def _side(strip: Strip, gutter: float) -> int:
    return 0 if strip.x0 < gutter < strip.x1 else 1 if strip.x1 <= gutter else 2


def _flush(sides: tuple[list[Strip], list[Strip]]) -> list[Strip]:
    found = [*sides[0], *sides[1]]
    sides[0].clear()
    sides[1].clear()
    return found


def _find_gutter(strips: Sequence[Strip], page: Page) -> float | None:
    """Return where two columns part: hardly a line crosses there, and lines stand side by side."""
    if len(strips) < 2 * _COLUMN:
        return None
    best: tuple[int, float] | None = None
    for share in range(35, 66):
        x = page.width * share / 100
        across = sum(s.x0 < x < s.x1 for s in strips)
        if best is None or across < best[0]:
            best = (across, x)
    assert best is not None
    across, x = best
    left = [s for s in strips if s.x1 <= x]
    right = [s for s in strips if s.x0 >= x]
    if min(len(left), len(right)) < _COLUMN or across > 0.3 * len(strips):
        return None
    wide = [s for s in (*left, *right) if s.x1 - s.x0 > 0.25 * page.width]
    if len(wide) < 0.5 * (len(left) + len(right)):
        return None  # cells, not lines of prose
    return x


def _merge_rows(strips: Sequence[Strip]) -> list[Strip]:
    """Put what stands on one base line of one column into one line: 联系人：王强　　电话：…"""
    found: list[Strip] = []
    for group in _group_rows(strips):
        if len(group) == 1:
            found += group
            continue
        between = "\t" if len(group) > 2 else "　　"
        first, last = group[0], group[-1]
        text = between.join(s.text for s in group)
        heavy = all(s.heavy for s in group)
        sure = min(s.sure for s in group)
        found.append(
            Strip(text, first.x0, last.x1, first.base, first.size, first.first, last.last, heavy, first.page, sure=sure)
        )
    return found


def _group_rows(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        if group and abs(group[0].base - strip.base) > 0.1 * strip.size:
            yield group
            group = []
        group.append(strip)
    if group:
        yield group


def _set_margins(strips: Sequence[Strip], column: int) -> list[Strip]:
    if not strips:
        return []
    left = sorted(s.x0 for s in strips)[len(strips) // 20]
    # Marks may hang beyond the margin.
    ends = sorted(s.x1 for s in strips if s.text[-1] not in _HANGING) or sorted(s.x1 for s in strips)
    right = ends[-1 - len(ends) // 20]
    bounds = [(left, right)] * len(strips)
    first = 0
    for stop in range(1, len(strips) + 1):
        if stop < len(strips) and _is_flush(strips[stop - 1], strips[stop]):
            continue
        block = strips[first:stop]
        if len(block) >= _BLOCK and _is_inset(block, left):
            bounds[first:stop] = [(min(s.x0 for s in block), max(s.x1 for s in block))] * len(block)
        first = stop
    return [replace(s, left=a, right=b, column=column) for s, (a, b) in zip(strips, bounds, strict=True)]


def _is_inset(block: Sequence[Strip], left: float) -> bool:
    """Return whether lines of one length are a block set in (a summary), and not so many entries or paragraphs."""
    ended = sum(s.text[-1] in "。！？；!?;" for s in block)
    marked = any(not r.weak for s in block for r in list_readings(s.text))
    return block[0].x0 > left + block[0].size and 2 * ended < len(block) and not marked


def _is_flush(above: Strip, below: Strip) -> bool:
    """Return whether two lines begin and end at the same places."""
    return abs(above.x0 - below.x0) < 1 and abs(above.x1 - below.x1) < 1.5 * above.size
