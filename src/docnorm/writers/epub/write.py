"""EPUB 3: the outline as a book that every reader opens, old ones too."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.result import Normalized
from docnorm.source import Mark
from docnorm.writers.epub import cover as covers
from docnorm.writers.epub.metadata import describe
from docnorm.writers.epub.navigation import settle, write_nav, write_ncx
from docnorm.writers.epub.package import Item, page, write_package
from docnorm.writers.epub.page import Text, write_page
from docnorm.writers.epub.parts import Entry, Part, Plan, plan
from docnorm.writers.epub.pictures import find_marks, gather_pictures
from docnorm.writers.epub.style import STYLE, VERTICAL
from docnorm.writers.stretches import SHOWN

OPTIONS = ("title", "author", "language", "series", "cover", "vertical")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MOST = 16 << 20  # bytes of a cover


def write_epub(document: Normalized, **options: Any) -> bytes:
    """Write ``document`` as an EPUB 3.3 with contents for EPUB 2 readers.

    ``title``, ``author``, ``language`` (a BCP 47 tag) and ``series`` go before what the text says; ``cover`` is a
    picture's path or bytes, or ``"none"``, without it the title is set plainly; ``vertical`` writes from top to
    bottom, columns from right to left. A document that was read from an EPUB is that book with its prose changed,
    unless an option asks for another one. Raises ``UsageError`` for an unknown option or an unusable cover.
    """
    for name in options:
        if name not in OPTIONS:
            raise UsageError(f"epub output has no option {name!r}{nearest(name, list(OPTIONS))}")
    if document.source.format == "epub" and not any(options.values()):
        from docnorm.writers.epub.edit import edit_epub  # a book that is made anew needs no tokenizer

        return edit_epub(document)
    language = str(options.get("language") or "")
    if language and not _TAG.fullmatch(language):
        raise UsageError(f"{language!r} is no language tag (zh-CN, zh-TW, en …)")
    said = {name: str(options.get(name) or "").strip() for name in ("title", "author", "series")}
    book = describe(document, language=language, **said)
    vertical = bool(options.get("vertical"))
    marks = find_marks(document)
    planned = plan(document, marks)
    pictures = gather_pictures(document, marks)
    text = _collect_text(document, planned, pictures, marks)
    parts = planned.parts or (Part("text-0001", "text", book.title, ()),)
    entries = settle(planned.contents or (Entry(f"{parts[0].name}.xhtml", book.title, 1),))
    pages = [page(p.name, write_page(text, p, book.language, book.title)) for p in parts]
    items = [
        *_cover(options.get("cover"), book),
        Item("style.css", "text/css", (STYLE + VERTICAL * vertical).encode("utf-8")),
        *(Item(p.name, p.kind, p.data) for p in pictures.values()),
        *pages,
        page("nav", write_nav(book, entries, pages[0].name), properties="nav", spine="no"),
        Item("toc.ncx", "application/x-dtbncx+xml", write_ncx(book, entries).encode("utf-8")),
    ]
    return write_package(book, items, vertical=vertical)


def _collect_text(
    document: Normalized, planned: Plan, pictures: Mapping[str, covers.Picture], marks: Sequence[Mark]
) -> Text:
    homes = {note.whole.start: (note.number, part.name) for part in planned.parts for note in part.notes}
    named = {m.value: homes[m.span.start] for m in marks if m.kind == "note" and m.span.start in homes}
    notes = {m.span.start: named[m.value] for m in sorted(marks) if m.kind == "reference" and m.value in named}
    names = {place: picture.name for place, picture in pictures.items()}
    shown = tuple(m for m in marks if m.kind in SHOWN) if notes else ()
    return Text(document.outline.text, planned.ids, notes, names, shown)


def _cover(wanted: Any, book: Any) -> list[Item]:
    if wanted == "none":
        return []
    picture = covers.given(_bytes(wanted)) if wanted else covers.typeset(book)
    return [
        Item(picture.name, picture.kind, picture.data, "cover-image"),
        page("cover", covers.write_cover(book, picture)),
    ]


def _bytes(wanted: Any) -> bytes:
    if isinstance(wanted, bytes):
        return wanted
    if not isinstance(wanted, (str, os.PathLike)):
        raise UsageError("the cover is a path or the bytes of a picture")
    path = Path(wanted)
    try:
        if path.stat().st_size > _MOST:
            raise UsageError(f"{path}: a cover has at most {_MOST >> 20} MiB")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the cover cannot be read: {error.strerror or type(error).__name__}") from error
