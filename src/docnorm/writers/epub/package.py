"""The package: what it holds, in which order it is read, and the zip as OCF asks for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from docnorm.writers.epub.metadata import Book
from docnorm.writers.epub.page import shown

# Level 6 takes 0.26 s for a novel of 4.7 MB, level 3 0.11 s and 7 % more room (zlib 1.2.13).
_LEVEL = 3
_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_XHTML = "application/xhtml+xml"


class Item(NamedTuple):
    """A file of the package; ``spine``: its place is in the reading order, ``linear`` or beside it."""

    name: str
    kind: str
    data: bytes
    properties: str = ""
    spine: str = ""


def page(name: str, xhtml: str, *, properties: str = "", spine: str = "yes") -> Item:
    """Return a page that is read in its turn."""
    return Item(f"{name}.xhtml", _XHTML, xhtml.encode("utf-8"), properties, spine)


def write_package(book: Book, items: Sequence[Item], *, vertical: bool) -> bytes:
    """Return the zip: ``mimetype`` first and stored, then the rest, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        archive.writestr(_entry("META-INF/container.xml"), _CONTAINER.encode("utf-8"))
        archive.writestr(_entry("EPUB/package.opf"), _package(book, items, vertical=vertical).encode("utf-8"))
        for item in items:
            stored = item.kind.startswith("image/") and not item.kind.endswith("xml")
            archive.writestr(
                _entry(f"EPUB/{item.name}", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED), item.data
            )
    return out.getvalue()


def _entry(name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the oldest date a zip can hold, wherever and whenever
    entry.compress_type = how
    entry.create_system = 0
    entry.external_attr = 0
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001  open() offers no other way (3.11)
    return entry


def _package(book: Book, items: Sequence[Item], *, vertical: bool) -> str:
    author = f'<dc:creator id="author">{shown(book.author)}</dc:creator>\n' if book.author else ""
    series = (
        f'<meta property="belongs-to-collection" id="series">{shown(book.series)}</meta>\n'
        '<meta refines="#series" property="collection-type">series</meta>\n'
        if book.series
        else ""
    )
    cover = next((f"i{k}" for k, item in enumerate(items) if item.properties == "cover-image"), "")
    cover = f'<meta name="cover" content="{cover}"/>\n' if cover else ""  # what readers of EPUB 2 look for
    manifest = "".join(
        f'<item id="i{k}" href="{escape(item.name)}" media-type="{item.kind}"'
        f"{f' properties={chr(34)}{item.properties}{chr(34)}' if item.properties else ''}/>\n"
        for k, item in enumerate(items)
    )
    spine = "".join(
        f'<itemref idref="i{k}"{" linear=" + chr(34) + "no" + chr(34) if item.spine == "no" else ""}/>\n'
        for k, item in enumerate(items)
        if item.spine
    )
    ncx = next(f"i{k}" for k, item in enumerate(items) if item.name == "toc.ncx")
    direction = ' page-progression-direction="rtl"' if vertical else ""
    lang = escape(book.language)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{lang}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{escape(book.identifier)}</dc:identifier>\n<dc:title>{shown(book.title)}</dc:title>\n'
        f"{author}<dc:language>{lang}</dc:language>\n"
        '<meta property="dcterms:modified">1980-01-01T00:00:00Z</meta>\n'
        f"{series}{cover}</metadata>\n<manifest>\n{manifest}</manifest>\n"
        f'<spine toc="{ncx}"{direction}>\n{spine}</spine>\n</package>\n'
    )
