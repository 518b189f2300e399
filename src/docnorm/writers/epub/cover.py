"""A cover: the picture that was given, or the title and the author set plainly."""

from __future__ import annotations

from typing import NamedTuple

from docnorm.errors import UsageError
from docnorm.writers.epub.metadata import Book
from docnorm.writers.epub.page import PAGE, shown

_KINDS = (
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"GIF8", "gif", "image/gif"),
)
_WIDTH, _HEIGHT = 1200, 1600


class Picture(NamedTuple):
    """A picture of the package: its file, its type, its bytes."""

    name: str
    kind: str
    data: bytes


def kind_of(data: bytes) -> tuple[str, str] | None:
    """Return suffix and media type of a picture that every reader shows, by its first bytes."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp", "image/webp"
    return next(((suffix, kind) for start, suffix, kind in _KINDS if data.startswith(start)), None)


def given(data: bytes) -> Picture:
    """Return the cover of these bytes. Raises ``UsageError`` where they are no picture that readers show."""
    found = kind_of(data)
    if found is None:
        raise UsageError("the cover is no JPEG, PNG, GIF or WebP picture")
    return Picture(f"cover.{found[0]}", found[1], data)


def typeset(book: Book) -> Picture:
    """Return a plain cover: the title in lines of at most eight characters, the author below."""
    lines = _lines(book.title)
    size = min(160, 960 // max(map(len, lines)))
    start = 520 - (len(lines) - 1) * size * 7 // 10
    rows = "".join(
        f'<text x="{_WIDTH // 2}" y="{start + k * size * 7 // 5}" font-size="{size}">{shown(line)}</text>\n'
        for k, line in enumerate(lines)
    )
    author = f'<text x="{_WIDTH // 2}" y="1340" font-size="56">{shown(book.author)}</text>\n' if book.author else ""
    svg = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#f6f1e7"/>\n'
        f'<rect x="60" y="60" width="{_WIDTH - 120}" height="{_HEIGHT - 120}" fill="none" '
        'stroke="#7a1f1f" stroke-width="6"/>\n'
        f'<g text-anchor="middle" fill="#222" font-family="serif" font-weight="bold">\n{rows}</g>\n'
        f'<g text-anchor="middle" fill="#444" font-family="serif">\n{author}</g>\n</svg>\n'
    )
    return Picture("cover.svg", "image/svg+xml", svg.encode("utf-8"))


def _lines(title: str) -> list[str]:
    if len(title) <= 8:
        return [title]
    wide = -(-len(title) // min(6, -(-len(title) // 8)))
    return [title[i : i + wide] for i in range(0, len(title), wide)]


def write_cover(book: Book, picture: Picture) -> str:
    """Return the page that shows the cover."""
    body = f'<div class="cover"><img src="{picture.name}" alt="{shown(book.title)}"/></div>\n'
    return PAGE.format(lang=book.language, title=shown(book.title), type=' epub:type="cover" class="cover"', body=body)
