"""A chapter's number and its name on two lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.chapters.rows import Row, list_rows
from docnorm.text.chapters.series import Found, find_headings
from docnorm.text.chapters.signs import read_signs
from docnorm.text.late import late

# A line that is a number and its unit, dressed or not, and nothing else.
_BARE = late(r"(?:^|\n)[^\n\w]{0,12}(?:正文[ 　]*)?第[^\n]{1,9}[章回话話节節集幕卷部][^\n\w]{0,8}\n")
_LONGEST = 24  # characters of a name: of 12,000 names of chapters in public novels 1 in 400 is longer
_SENTENCE = "。！？…，；：、”’」』.!?,;:~～"


@cleaner("torn-heading", trigger="第", wide=True)
def torn_heading(text: str) -> Iterator[Fix]:
    """A chapter's number on one line and its name on the next are put on one line."""
    if not _BARE.search(text):
        return
    rows = list_rows(text)
    found = find_headings(rows)
    bare, named = _split(text, rows, found)
    # One short line below one number may be the first sentence of the text; a book that does so does it throughout.
    if len(named) < 2 or len(named) * 10 < bare * 7:
        return
    for row in named:
        yield replace(rows[row].end, rows[row + 1].start, " ", "a chapter's number and its name", Safety.LIKELY)


def _split(text: str, rows: Sequence[Row], found: Found) -> tuple[int, list[int]]:
    """Return how many headings have no name, and the rows of those with a line below that may be one."""
    taken = {h.row for h in found.headings}
    bare = [h.row for h in found.headings if h.sign.firm and not h.sign.title]
    return len(bare), [
        row for row in bare if row + 2 < len(rows) and row + 1 not in taken and _is_name(text, rows, row)
    ]


def _is_name(text: str, rows: Sequence[Row], row: int) -> bool:
    name, below = rows[row + 1], rows[row + 2]
    if not name.text or len(name.text) > _LONGEST or name.text[-1] in _SENTENCE or name.text[0] in "“‘「『—-":
        return False
    if not any(c.isalnum() for c in name.text) or name.text.startswith("作者") or read_signs(name.text):
        return False  # 第一章⏎（一） counts its sections
    indents = [text[r.start - 1 : r.start] in (" ", "　", "\t") for r in (rows[row], name, below)]
    return indents[1] <= indents[0] or not indents[2]
