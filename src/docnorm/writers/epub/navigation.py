"""The contents of a book, for EPUB 3 (``nav.xhtml``) and for readers of before (``toc.ncx``)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from docnorm.writers.epub.metadata import Book
from docnorm.writers.epub.page import PAGE, shown
from docnorm.writers.epub.parts import Entry


def settle(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries at depths that grow by one at most, beginning at 1: a list has no gaps."""
    found: list[Entry] = []
    above: list[int] = []
    for entry in entries:
        while above and above[-1] >= entry.depth:
            above.pop()
        above.append(entry.depth)
        found.append(entry._replace(depth=len(above), title=entry.title or "……"))
    return found


def write_nav(book: Book, entries: Sequence[Entry], first: str) -> str:
    """Return the navigation document; ``first`` is the file where the text begins."""
    name = "目录" if book.language != "zh-TW" else "目錄"
    body = f'<nav epub:type="toc" id="toc" role="doc-toc">\n<h1>{name}</h1>\n{_list(entries)}</nav>\n'
    body += (
        '<nav epub:type="landmarks" hidden="hidden">\n<ol>\n'
        f'<li><a epub:type="toc" href="nav.xhtml">{name}</a></li>\n'
        f'<li><a epub:type="bodymatter" href="{escape(first)}">{shown(book.title)}</a></li>\n</ol>\n</nav>\n'
    )
    return PAGE.format(lang=book.language, title=name, type=' class="nav"', body=body)


def _list(entries: Sequence[Entry]) -> str:
    parts: list[str] = []
    depth = 0
    for entry in entries:
        if entry.depth > depth:
            parts.append("<ol>\n")
        else:
            parts.append("</li>\n" + "</ol>\n</li>\n" * (depth - entry.depth))
        depth = entry.depth
        parts.append(f'<li><a href="{escape(entry.href)}">{shown(entry.title)}</a>')
    parts.append("</li>\n" + "</ol>\n</li>\n" * (depth - 1) + "</ol>\n" if depth else "")
    return "".join(parts)


def write_ncx(book: Book, entries: Sequence[Entry]) -> str:
    """Return the contents as readers of EPUB 2 want them."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{escape(book.language)}">\n'
        f'<head>\n<meta name="dtb:uid" content="{escape(book.identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{max((e.depth for e in entries), default=1)}"/>\n'
        '<meta name="dtb:totalPageCount" content="0"/>\n<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
        f"<docTitle><text>{shown(book.title)}</text></docTitle>\n<navMap>\n"
    )
    parts = [head]
    depth = 0
    order: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        if number > 1:
            parts.append("</navPoint>\n" * (depth - entry.depth + 1))
        depth = entry.depth
        place = order.setdefault(entry.href, len(order) + 1)  # one place, one number
        parts.append(
            f'<navPoint id="n{number}" playOrder="{place}"><navLabel><text>{shown(entry.title)}</text></navLabel>'
            f'<content src="{escape(entry.href)}"/>\n'
        )
    parts.append("</navPoint>\n" * depth + "</navMap>\n</ncx>\n")
    return "".join(parts)
