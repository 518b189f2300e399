"""What stands between the halves of a sentence that a page end tore: page numbers, running heads, captions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docnorm.cleaners.lines._row import CutRow
from docnorm.marker import list_readings
from docnorm.text.late import late

_OPEN = late(r"[^。！？…”』」!?；：;:）)—~～]\Z")  # the end of a line in mid-sentence
_ENDED = late(r"[。！？…!?；;，、,]\Z")
_NUMBER = late(
    r"[-—–―·•~ 　]*\d{1,4}[-—–―·•~ 　]*|\d{1,4} ?/ ?\d{1,4}"
    r"|第 ?\d{1,4} ?页(?:[ ，,/]*共 ?\d{1,4} ?页)?|[Pp]age \d{1,4}.*"
)
_CAPTION = late(
    r"[图表] ?\d{1,3}(?:[-.－—]\d{1,3})*[ 　:：]|(?:Figure|Table|Fig\.) ?\d|https?://|\[\d{1,3}\]|[①-⑳]|注[：:]"
)


def belongs_to_page(line: str) -> bool:
    """Return whether a line looks like a page number, a caption or a note."""
    return bool(_NUMBER.fullmatch(line) or _CAPTION.match(line))


def find_furniture(rows: Sequence[CutRow], width: int, indent: int | None) -> Iterator[int]:
    """Yield the starts of the rows that belong to the page and not to the sentence that they part.

    Such a row is short, under a full line in mid-sentence and over a line that goes on. That it is no part of the
    sentence is told by its looks (a page number, a caption, the number of a heading), by its standing elsewhere as
    well or, where paragraphs have an ``indent``, by the paragraph's going on behind so short a line.
    """
    often = Counter(row.text for row in rows)
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        if not 0 < row.width < width - 4 or above.width < width - 3 or not _OPEN.search(above.text):
            continue
        if below.gap or row.gap or (indent is not None and below.indent > indent):
            continue
        if (
            _NUMBER.fullmatch(row.text)
            or _CAPTION.match(row.text)
            or (
                not _ENDED.search(row.text)
                and (
                    often[row.text] > 1
                    or any(not reading.weak for reading in list_readings(row.text))
                    or (indent is not None and below.width >= width - 4)
                )
            )
        ):
            yield row.start
