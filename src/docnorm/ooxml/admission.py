"""The admission check: what a DOCX must be before any parser sees it.

A DOCX comes from strangers. ``system/archive.py`` judges it as a ZIP; here it is judged as a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from docnorm.errors import InputRefused
from docnorm.ooxml.package import Package, list_relations
from docnorm.system.archive import Limits, open_archive

# Reading one part takes up to eight times its size in memory.
LIMITS = Limits(entries=2_000, part=64 << 20, whole=256 << 20)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
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
    archive = open_archive(data, "DOCX", LIMITS)
    return Package(archive, tuple(i.filename for i in archive.infolist() if not i.is_dir()))


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
        raise InputRefused(f"the DOCX is damaged: {_show_name(name)} cannot be read")
    plain = part
    if part[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}:
        plain = part.replace(b"\0", b"")
    declared = _DECLARED.search(plain[:400])
    if declared and declared[1].lower() not in {b"utf-8", b"utf-16", b"utf8", b"us-ascii"}:
        raise InputRefused(f"{_show_name(name)} is not in UTF-8 or UTF-16; the format allows no other")
    if _HOLLOW.search(plain):
        # python-docx loses the entity and the rest of its run without a word, then writes a file that nobody can open.
        raise InputRefused(f"{_show_name(name)} declares a DTD or entities; no word processor writes those")


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
        for relation in list_relations(package, name):
            if relation.external and relation.kind != "hyperlink":
                what = shown.get(relation.kind, f"a remote {_show_name(relation.kind)}")
                yield f"{what} was not fetched and is dropped"


def _show_name(name: str) -> str:
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in name[:60])
