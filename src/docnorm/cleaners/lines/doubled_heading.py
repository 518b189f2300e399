"""A chapter's heading that stands there twice."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.chapters.rows import list_rows
from docnorm.text.chapters.series import find_headings
from docnorm.text.late import late

# Two lines in a row with a number between 第 and a unit, or behind Chapter: without them nothing is doubled.
_CUE = late(r"(?i:第[^\n]{0,80}\n\s*[^\n]{0,12}第|chap[^\n]{0,80}\n\s*[^\n]{0,12}chap)")


@cleaner("doubled-heading", trigger=r"[第Cc]", wide=True)
def doubled_heading(text: str) -> Iterator[Fix]:
    """A chapter's heading that stands twice, once from the page's head and once from its text, is left once."""
    if not _CUE.search(text):
        return
    rows = list_rows(text)
    for spare, kept in find_headings(rows).echoes:
        if spare < kept:
            span = rows[spare].start, rows[kept].start
        else:
            span = rows[kept].end, rows[spare].end
        yield replace(*span, "", "the heading stands there twice", Safety.LIKELY)
