"""The admission check: what a DOCX must be before any parser sees it.

A DOCX comes from strangers. Nothing here inflates an entry before its declared size has been judged, and no more than
that is ever inflated, so a bomb costs nothing. Limits are set by what honest files measure:
text 3:1, a 2,000 x 10 empty table 160:1 at 1.4 MB; Apache POI stops at 100:1 and 1,000 entries (too few for an album).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import pairwise

from docnorm.errors import InputRefused
from docnorm.ooxml.package import Package, relations_of

ENTRIES = 2_000
PART = 64 << 20  # of one XML part, inflated: reading one takes up to eight times this in memory
WHOLE = 256 << 20  # of all parts together, inflated
RATIO, RATIO_ABOVE = 100, 16 << 20
_DIRECTORY = 2 << 20  # the central directory of 2,000 entries with names of 900 characters
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_END = b"PK\x05\x06"
_HOLLOW = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)


def admit(data: bytes) -> Package:
    """Return the package in ``data``, or raise ``InputRefused`` with one line that says why and what to do."""
    package = _open(data)
    types = _judge_kind(package.names, package.read("[Content_Types].xml"))
    for name in package.names:
        if name.lower().endswith((".xml", ".rels")):
            _judge_xml(name, package.read(name))
    package.find_main()
    _judge_main(package, types)
    package.warnings = tuple(_external(package))
    return package


def _open(data: bytes) -> Package:
    _count(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise InputRefused("the file is not a DOCX or is cut off: its ZIP directory cannot be read") from error
    entries = [i for i in archive.infolist() if not i.is_dir()]
    _judge_names(i.filename for i in archive.infolist())
    _judge_sizes(entries, len(data))
    return Package(archive, tuple(i.filename for i in entries))


def _count(data: bytes) -> None:
    """Refuse by the number at the end of the file: listing 200,000 entries takes two seconds by itself."""
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise InputRefused("the file is not a DOCX or is cut off: it has no ZIP directory")
    count = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if count > ENTRIES or size > _DIRECTORY:
        raise InputRefused(f"the DOCX holds more than {ENTRIES} entries; no document does")


def _judge_names(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        plain = name.replace("\\", "/")
        if plain.startswith("/") or ".." in plain.split("/") or re.match(r"[A-Za-z]:", plain) or "\0" in name:
            raise InputRefused("an entry of the DOCX points outside the file (path traversal)")
        key = plain.rstrip("/").lower()
        if key in seen:
            # A scanner may look at the first of the two and Word at the last.
            raise InputRefused("the DOCX holds two entries of the same name")
        seen.add(key)


def _judge_sizes(entries: list[zipfile.ZipInfo], length: int) -> None:
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise InputRefused("an entry of the DOCX is encrypted; save it again without a password")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise InputRefused("the DOCX is packed by a method that no word processor uses")
        total += entry.file_size
        xml = entry.filename.lower().endswith((".xml", ".rels"))
        if (xml and entry.file_size > PART) or total > WHOLE:
            raise InputRefused(f"the DOCX inflates past {(PART if xml else WHOLE) >> 20} MiB (a zip bomb?)")
        if entry.file_size > RATIO_ABOVE and entry.file_size > RATIO * max(1, entry.compress_size):
            raise InputRefused(f"an entry of the DOCX is packed tighter than {RATIO}:1 (a zip bomb?)")
    laid = sorted((e.header_offset, e.header_offset + 30 + e.compress_size) for e in entries)
    if any(end > start for (_, end), (start, _) in pairwise(laid)) or (laid and laid[-1][1] > length):
        raise InputRefused("entries of the DOCX overlap (a zip bomb?)")


def _judge_kind(names: tuple[str, ...], types: bytes | None) -> bytes:
    if "mimetype" in names and "content.xml" in names:
        raise InputRefused("this is an OpenDocument file, but not a text document")
    if types is None:
        raise InputRefused("the DOCX has no [Content_Types].xml; it is damaged or something else")
    if b"macroEnabled" in types or b"vbaProject" in types or any("vbaproject" in n.lower() for n in names):
        raise InputRefused("the document holds macros; save it as .docx without macros")
    if b"spreadsheetml.sheet.main" in types or b"presentationml.presentation.main" in types:
        raise InputRefused("this is a spreadsheet or a presentation, not a text document")
    return types


def _judge_xml(name: str, part: bytes | None) -> None:
    if part is None:
        raise InputRefused(f"the DOCX is damaged: {_shown(name)} cannot be read")
    plain = part
    if part[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}:
        plain = part.replace(b"\0", b"")
    declared = _DECLARED.search(plain[:400])
    if declared and declared[1].lower() not in {b"utf-8", b"utf-16", b"utf8", b"us-ascii"}:
        raise InputRefused(f"{_shown(name)} is not in UTF-8 or UTF-16; the format allows no other")
    if _HOLLOW.search(plain):
        # python-docx loses the entity and the rest of its run without a word, then writes a file that nobody can open.
        raise InputRefused(f"{_shown(name)} declares a DTD or entities; no word processor writes those")


def _judge_main(package: Package, types: bytes) -> None:
    main = package.read(package.main)
    if main is None or b"body" not in main.replace(b"\0", b""):
        raise InputRefused("the DOCX has no document part or no body; it is damaged or something else")
    if _MAIN.encode() not in types and b"wordprocessingml" not in types:
        raise InputRefused("this is an Office file, but not a text document")


def _external(package: Package) -> Iterable[str]:
    """Name what the package wants from outside: it is never fetched, and an output does not ask for it again."""
    shown = {
        "attachedTemplate": "a remote template",
        "image": "a remote picture",
        "oleObject": "a linked object",
    }
    for name in package.names:
        for relation in relations_of(package, name):
            if relation.external and relation.kind != "hyperlink":
                yield f"{shown.get(relation.kind, 'a remote ' + _shown(relation.kind))} was not fetched and is dropped"


def _shown(name: str) -> str:
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in name[:60])
