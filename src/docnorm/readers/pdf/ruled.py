"""Tables between drawn lines: which lines make a grid, and what stands in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docnorm.readers.pdf.page import Glyph, Page, Rule
from docnorm.readers.pdf.strips import Strip, cut_strips

_NEAR = 2.5  # points
_PROSE = 300  # characters of one cell
_MOST = 1200  # lines of a page: more are a drawing


class Grid(NamedTuple):
    """A table: where its lines are, from left to right and from top to bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]  # falling
    upright: tuple[Rule, ...]


class Table(NamedTuple):
    """A table: its rows of cells, each cell its lines; ``top`` is where it stands on the page."""

    top: float
    rows: tuple[tuple[tuple[Strip, ...], ...], ...]


def find_grids(page: Page) -> list[Grid]:
    """Return the grids of drawn lines on a page that have two columns at least."""
    if not 4 <= len(page.rules) <= _MOST:
        return []
    found: list[Grid] = []
    for group in _touching(page.rules):
        upright = [r for r in group if r.y1 - r.y0 > r.x1 - r.x0]
        level = [r for r in group if r.y1 - r.y0 <= r.x1 - r.x0]
        xs = _distinct([(r.x0 + r.x1) / 2 for r in upright])
        ys = _distinct([(r.y0 + r.y1) / 2 for r in level])
        if len(xs) >= 3 and len(ys) >= 2:  # a box of one column is a frame
            found.append(Grid(tuple(xs), tuple(reversed(ys)), tuple(upright)))
    return found


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the lines in groups that hang together."""
    head = list(range(len(rules)))

    def find(k: int) -> int:
        while head[k] != k:
            head[k] = head[head[k]]
            k = head[k]
        return k

    order = sorted(range(len(rules)), key=lambda k: rules[k].x0)
    for n, k in enumerate(order):
        a = rules[k]
        for other in order[n + 1 :]:
            b = rules[other]
            if b.x0 > a.x1 + _NEAR:
                break
            if b.y0 <= a.y1 + _NEAR and a.y0 <= b.y1 + _NEAR:
                head[find(other)] = find(k)
    groups: dict[int, list[Rule]] = {}
    for k, rule in enumerate(rules):
        groups.setdefault(find(k), []).append(rule)
    return list(groups.values())


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def holds(grid: Grid, glyph: Glyph) -> bool:
    """Return whether a character stands in a grid."""
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.base + 0.3 * glyph.size
    return grid.xs[0] - 1 <= x <= grid.xs[-1] + 1 and grid.ys[-1] - 1 <= y <= grid.ys[0] + 1


def read_table(grid: Grid, glyphs: Sequence[Glyph], page: int, fonts: Sequence[str]) -> Table | None:
    """Return the table in a grid, or None where nothing stands in it. A cell over several columns is one cell."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.base + 0.3 * glyph.size
        column = max(0, sum(x > edge for edge in grid.xs) - 1)
        row = max(0, sum(y < edge for edge in grid.ys) - 1)
        while column and not _is_parted(grid, column, y):
            column -= 1
        cells.setdefault((row, column), []).append(glyph)
    most = max((len(held) for held in cells.values()), default=0)
    if most > _PROSE and 2 * most > len(glyphs):
        return None  # a page in a frame, a drawing
    rows: list[tuple[tuple[Strip, ...], ...]] = []
    for row in range(len(grid.ys) - 1):
        middle = (grid.ys[row] + grid.ys[row + 1]) / 2
        columns = [c for c in range(len(grid.xs) - 1) if not c or _is_parted(grid, c, middle) or (row, c) in cells]
        held = tuple(tuple(cut_strips(cells.get((row, c), []), page, fonts)) for c in columns)
        if any(held):
            rows.append(held)
    return Table(grid.ys[0], tuple(rows)) if rows else None


def _is_parted(grid: Grid, column: int, y: float) -> bool:
    """Return whether a line stands at the left of a column at this height."""
    x = grid.xs[column]
    return any(abs((r.x0 + r.x1) / 2 - x) <= _NEAR and r.y0 - 1 <= y <= r.y1 + 1 for r in grid.upright)
