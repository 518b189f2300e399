"""Markdown: what a reader of the rendered page sees, one paragraph a line.

Numbers of ordered lists show as they were written, boxes of tasks as ☐ and ☑, a drawn line as ``* * *``, the place of a
note as ``[1]``. What stands for the program that makes the page (front matter, directives) is kept and frozen.
"""

from __future__ import annotations

import re

from docnorm.markup.layout import Layout
from docnorm.markup.markdown.read import lay_out
from docnorm.readers.decoding import decode
from docnorm.readers.html import make_source
from docnorm.source import Mark, Source

# A numbered heading heads a part of the text and not the whole.
_NUMBERED = re.compile(
    r"第[〇零一二三四五六七八九十百0-9]{1,5}[章节编編部篇卷回讲課课]|[一二三四五六七八九十]{1,3}、|[0-9]+[.、 ]"
    r"|（[一二三四五六七八九十]+）"
)


def read_markdown(data: bytes, encoding: str | None = None) -> Source:
    """Read ``data`` as CommonMark with tables, struck text, tasks, notes and formulae; ``encoding`` skips detection."""
    found = decode(data, encoding)
    page = lay_out(found.text)
    return make_source("md", found, page, data, marks=tuple(_mark_title(page)))


def _mark_title(page: Layout) -> list[Mark]:
    """Return the marks, a single ``#`` above all other headings as the title, and these one level higher."""
    headings = [m for m in page.marks if m.kind == "heading"]
    first = [m for m in headings if m.value == "1"]
    if len(first) != 1 or headings[0] != first[0] or _NUMBERED.match(page.text, first[0].span.start):
        return list(page.marks)
    title = first[0]
    marks = [m for m in page.marks if m.kind != "heading"]
    marks += (m._replace(value=str(int(m.value) - 1)) for m in headings[1:])
    return sorted((*marks, Mark(title.span, "style", "title")))
