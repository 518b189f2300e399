"""Markdown: what a reader of the rendered page sees, one paragraph a line.

The parser makes a page of it and the page is read like any other (ADR 14), so HTML inside Markdown needs no rules of
its own. Numbers of ordered lists show as they were written, a drawn line as ``* * *``. Front matter is kept as code.
"""

from __future__ import annotations

import re
from html import escape

from docnorm.markup.html import feed
from docnorm.markup.page import Page
from docnorm.markup.scan import scan
from docnorm.readers.decoding import decode
from docnorm.readers.html import over_visible
from docnorm.source import Source

_FRONT = re.compile(r"\A(---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z))")
# The parser calls itself for every level of quotes and lists; Python's stack holds some three hundred.
_DEEPEST = 100
# The parser looks ahead from every bracket: 26 µs each. Ten megabytes of them are no document and would take minutes.
_BUSIEST = 300_000


def read_markdown(data: bytes, encoding: str | None = None) -> Source:
    """Read ``data`` as CommonMark with pipe tables; ``encoding`` skips detection."""
    found = decode(data, encoding)
    page_of = _rendered(found.text) if sum(map(found.text.count, "[<*_`")) <= _BUSIEST else None
    if page_of is None:
        doubt = "marked up more, or nested deeper, than a document can be: read as plain text"
        return Source(found.text, "md", over_visible(found, found.text), (), data, warnings=(doubt,))
    shown = Page(markdown=True)
    for token in scan(page_of):
        feed(shown, token)
    page = shown.laid_out(len(page_of))
    return Source(page.text, "md", over_visible(found, page.text), page.marks, data, warnings=page.warnings)


def _rendered(text: str) -> str | None:
    """Return Markdown as HTML, or None where it is nested deeper than anyone writes: text would be lost there."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    front = _FRONT.match(text)
    head = f"<pre>{escape(front[1].rstrip())}</pre>" if front else ""
    tokens = parser.parse(text[front.end() :] if front else text)
    for token in tokens:
        if token.level >= _DEEPEST - 1:
            return None
        if token.type == "ordered_list_open":
            token.attrSet("data-behind", token.markup)
    return f"{head}{parser.renderer.render(tokens, parser.options, {})}"
