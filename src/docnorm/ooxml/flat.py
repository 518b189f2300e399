"""Flat OPC: a whole DOCX as one XML file, as Word saves it under "Word XML document" and servers send it as .doc."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from typing import TYPE_CHECKING

from docnorm.errors import InputRefused
from docnorm.ooxml.names import CONTENT_TYPES

if TYPE_CHECKING:  # every job asks ``is_flat``, hardly one goes on to parse
    from lxml import etree

_SPACE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_PART = f"{{{_SPACE}}}part"
_HOLLOW = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LARGEST = 64 << 20


def is_flat(data: bytes) -> bool:
    """Whether ``data`` is a package written as one XML file."""
    return _SPACE.encode() in data[:4096] and not data.startswith(b"PK")


def unflatten(data: bytes) -> bytes:
    """Return the package as a ZIP. Raises ``InputRefused`` where it is damaged, too large or declares entities."""
    from lxml import etree

    if len(data) > _LARGEST or _HOLLOW.search(data):
        raise InputRefused("the Flat OPC file (Word XML) is too large or declares a DTD; save it as .docx")
    out = io.BytesIO()
    overrides = []
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in etree.fromstring(data, _parser()).iter(_PART):
                name, kind = part.get(f"{{{_SPACE}}}name", ""), part.get(f"{{{_SPACE}}}contentType", "")
                archive.writestr(name.lstrip("/"), _content(part))
                overrides.append((name, kind))
            archive.writestr("[Content_Types].xml", _types(overrides))
    except (etree.XMLSyntaxError, ValueError, binascii.Error) as error:
        raise InputRefused("the Flat OPC file (Word XML) is damaged: it is not well-formed XML") from error
    return out.getvalue()


def _parser() -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False, remove_comments=True
    )


def _content(part: etree._Element) -> bytes:
    binary, xml = part.find(f"{{{_SPACE}}}binaryData"), part.find(f"{{{_SPACE}}}xmlData")
    if binary is not None:
        return base64.b64decode("".join((binary.text or "").split()), validate=True)
    inner = None if xml is None else next(iter(xml), None)
    return b"" if inner is None else _write_part(inner)


def _types(parts: list[tuple[str, str]]) -> bytes:
    from lxml import etree

    root = etree.Element(f"{{{CONTENT_TYPES}}}Types", nsmap={None: CONTENT_TYPES})  # type: ignore[dict-item]
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, f"{{{CONTENT_TYPES}}}Default", Extension="rels", ContentType=rels)
    for name, kind in parts:
        if not name.endswith(".rels"):
            etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName=name, ContentType=kind)
    return _write_part(root)


def _write_part(root: etree._Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
