"""What stands between the halves of a sentence that a page end tore: page numbers, running heads, captions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docnorm.cleaners.lines._row import CutRow
from docnorm.marker import list_readings
from docnorm.text.late import late
from docnorm.text.page_number import read_page_number

_OPEN = late(r"[^。！？…”』」!?；：;:）)—~～]\Z")  # the end of a line in mid-sentence
_ENDED = late(r"[。！？…!?；;，、,]\Z")
_DIGITS = late(r"\d{1,4}")
_CAPTION = late(
    r"[图表] ?\d{1,3}(?:[-.－—]\d{1,3})*[ 　:：]|(?:Figure|Table|Fig\.) ?\d|https?://|\[\d{1,3}\]|[①-⑳]|注[：:]"
)
_PAGE = 5  # rows: fewer are no page, and numbers that close are cells or a list
_FAR = 15  # rows between two pages' running heads: 赵刚, twice within six rows, is who made the report
_MOST = 3  # rows of a page's edge: a number, a running head, a rule


class Edge(NamedTuple):
    """The end of a page and the head of the next one in the middle of a sentence."""

    above: CutRow  # its first half ends with this row
    rows: tuple[CutRow, ...]
    below: CutRow  # here its second half begins
    proven: bool  # each of the rows stands at other pages' ends as well, or counts on there


def belongs_to_page(line: str) -> bool:
    """Return whether a line looks like a page number, a caption or a note."""
    return read_page_number(line) is not None or _CAPTION.match(line) is not None


def find_edges(rows: Sequence[CutRow], width: int, indent: int | None) -> list[Edge]:
    """Return the edges of pages that part sentences.

    Their rows are short, under a full line in mid-sentence and over a line that goes on. That they are no part of the
    sentence is told by their looks (a page number, a caption, the number of a heading), by their standing elsewhere as
    well or, where paragraphs have an ``indent``, by the paragraph's going on behind so short a line.
    """
    often = Counter(row.text for row in rows)
    found: list[tuple[int, int]] = []
    for k, above in enumerate(rows[:-2]):
        if above.width < width - 3 or not _OPEN.search(above.text):
            continue
        stop = k + 1
        while stop < len(rows) - 1 and stop - k <= _MOST and _is_edge(rows, stop, often, width, indent):
            stop += 1
        below = rows[stop]
        if stop > k + 1 and (indent is None or below.indent <= indent) and below.width:
            found.append((k, stop))
    proven = _prove(rows, found)
    edges = (Edge(rows[k], tuple(rows[k + 1 : stop]), rows[stop], proven[n]) for n, (k, stop) in enumerate(found))
    # A blank line between the halves is a paragraph's end, but where the page is known to end there.
    return [e for e in edges if e.proven or not any(r.gap for r in (*e.rows, e.below))]


def _is_edge(rows: Sequence[CutRow], k: int, often: Counter[str], width: int, indent: int | None) -> bool:
    row, below = rows[k], rows[k + 1]
    if not 0 < row.width < width - 4:
        return False
    if belongs_to_page(row.text):
        return True
    if _ENDED.search(row.text):
        return False
    return (
        often[row.text] > 1
        or any(not reading.weak for reading in list_readings(row.text))
        or (indent is not None and below.width >= width - 4)
    )


def _prove(rows: Sequence[CutRow], found: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell for each edge whether other pages' edges bear it out: its numbers count on, its heads stand there, too."""
    numbers: dict[str, list[tuple[int, int]]] = {}  # how they are written: where, and which
    heads: dict[str, list[int]] = {}
    for k, row in enumerate(rows):
        if (number := read_page_number(row.text)) is not None:
            numbers.setdefault(_DIGITS.sub("#", row.text, count=1), []).append((k, number))
    for first, stop in found:
        for k in range(first + 1, stop):
            heads.setdefault(rows[k].text, []).append(k)
    proven = []
    for first, stop in found:
        counted = {k for k in range(first + 1, stop) if _counts_on(rows[k].text, k, numbers)}
        rest = (k for k in range(first + 1, stop) if k not in counted)
        proven.append(all(_recurs(rows[k].text, k, heads, numbered=bool(counted)) for k in rest))
    return proven


def _counts_on(text: str, k: int, numbers: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether a row is a page number with the next one, or the one before, at another page's end."""
    here = read_page_number(text)
    if here is None:
        return False
    alike = numbers[_DIGITS.sub("#", text, count=1)]
    return any(abs(at - k) >= _PAGE and (at > k) == (n - here == 1) and abs(n - here) == 1 for at, n in alike)


def _recurs(text: str, k: int, heads: dict[str, list[int]], *, numbered: bool) -> bool:
    """Whether a row is a running head: at another page's end beside a page number, without one at two others'."""
    if belongs_to_page(text) or any(not reading.weak for reading in list_readings(text)):
        return False  # 图1 and （二） are the author's, wherever they stand
    return sum(abs(at - k) >= _FAR for at in heads[text]) >= (1 if numbered else 2)


def list_starts(edges: Sequence[Edge]) -> Iterator[int]:
    """Yield the starts of the rows of edges: nothing is joined to them."""
    return (row.start for edge in edges for row in edge.rows)
