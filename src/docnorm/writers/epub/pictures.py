"""The pictures of a document that is made into a book: out of its own file, or from beside it. Nothing is fetched."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from docnorm.ooxml.convert import WORD_FORMATS
from docnorm.result import Normalized
from docnorm.source import Mark
from docnorm.writers.epub.cover import Picture, kind_of

_MOST = 16 << 20  # bytes of one picture
_ALL = 256 << 20  # and of all: a reader's device holds no more


def find_marks(document: Normalized) -> tuple[Mark, ...]:
    """Return the marks of the clean text, those of a DOCX's pictures and notes too."""
    marks = document.draft.marks
    origin = document.source.origin
    if document.source.format not in WORD_FORMATS or not isinstance(origin, bytes):
        return marks
    from docnorm.ooxml.objects import find_objects  # only a DOCX needs lxml
    from docnorm.ooxml.opened import open_docx

    carry = document.draft.patch.carry
    found = (m._replace(span=carry(m.span)) for m in find_objects(*open_docx(origin)))
    return (*marks, *(m for m in found if m.span.start < m.span.end))


def gather_pictures(document: Normalized, marks: Iterable[Mark]) -> dict[str, Picture]:
    """Return the pictures that the marks name, by where they lie; what is missing, remote or of another kind is not."""
    fetch = _choose_shelf(document)
    found: dict[str, Picture] = {}
    room = _ALL
    for mark in marks:
        place = mark.value.partition("\n")[0] if mark.kind == "picture" else ""
        if not place or place in found:
            continue
        data = _decode_data(place) if place.startswith("data:") else fetch(place)
        kind = kind_of(data) if data else None
        if data and kind and len(data) <= min(_MOST, room):
            room -= len(data)
            found[place] = Picture(f"picture-{len(found) + 1:04}.{kind[0]}", kind[1], data)
    return found


def _choose_shelf(document: Normalized) -> Callable[[str], bytes | None]:
    origin, path = document.source.origin, document.source.path
    if isinstance(origin, bytes) and document.source.format in {*WORD_FORMATS, "epub"}:
        return lambda name: _read_part(origin, name)
    folder = Path(path).parent if path and path != "-" else None
    return lambda href: _read_beside(folder, href) if folder else None


def _read_part(data: bytes, name: str) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name) if archive.getinfo(name).file_size <= _MOST else None
    except (KeyError, zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return None


def _read_beside(folder: Path, href: str) -> bytes | None:
    """Return the bytes of a file in the folder of the document or below it. What leads out of there leads nowhere."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    try:
        home = folder.resolve()
        path = (home / unquote(parts.path)).resolve()
        if not path.is_relative_to(home) or not path.is_file() or path.stat().st_size > _MOST:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


def _decode_data(href: str) -> bytes | None:
    """Return the bytes of a ``data:`` address (RFC 2397)."""
    head, _, body = href.partition(",")
    try:
        return base64.b64decode(unquote(body), validate=False) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None
