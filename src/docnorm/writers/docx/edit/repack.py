"""A user's package put together again: what changed replaced, the rest byte for byte, nothing asked of outside."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from docnorm.errors import OutputFailed
from docnorm.ooxml.names import CONTENT_TYPES, REFERENCE, RELATIONSHIPS, WORD
from docnorm.ooxml.package import Package, Relation, list_relations, rels_name
from docnorm.writers.docx.edit.nodes import Element
from docnorm.writers.docx.package import LEVEL, entry

_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main"  # of a .dotx: under the name .docx Word refuses it
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class New(NamedTuple):
    """A part to be added beside the document part: its name there, its kind, its XML, the id to refer to it by."""

    name: str
    kind: str
    xml: bytes
    id: str


def parse(part: bytes) -> Element:
    """Return a part as a tree. Nothing is resolved or fetched; a comment would cut the text that it stands in."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise OutputFailed("the DOCX can be read but not edited: its XML is damaged or nested too deep") from error


def serialize(root: Element) -> bytes:
    """Return a tree as a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def repack(package: Package, changed: Mapping[str, bytes], new: tuple[New, ...] = ()) -> bytes:
    """Return the package with the parts of ``changed`` in place of its own and those of ``new`` added."""
    # Word 2010 wrote its styles twice; beside styles that a look has changed the second copy is stale.
    styled = any(r.target in changed for r in package.related("styles"))
    stale = frozenset({"stylesWithEffects"}) if styled else frozenset[str]()
    kept = _find_reached(package, stale)
    parts = {n: changed.get(n) for n in package.names if n in kept}
    parts.update(_drop_outside(package, parts, stale))
    if len(kept) < len(package.names) or new or _TEMPLATE in (package.read(_TYPES) or b""):
        parts[_TYPES] = _types(package, kept, new)
    folder = posixpath.dirname(package.main)
    if new:
        rels = rels_name(package.main)
        parts[rels] = _list_related(parts.get(rels) or package.read(rels), new)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda n: n != _TYPES):  # the format wants this one first; the rest as they were
            data = parts[name]
            archive.writestr(entry(name), _check_parts(package, name) if data is None else data, compresslevel=LEVEL)
        for part in new:
            archive.writestr(entry(posixpath.join(folder, part.name)), part.xml, compresslevel=LEVEL)
    return out.getvalue()


def _check_parts(package: Package, name: str) -> bytes:
    """Return a part as it was. One that is no XML would make a file that neither Word nor python-docx opens."""
    part = package.read(name) or b""
    if name.lower().endswith((".xml", ".rels")):
        try:
            expat.ParserCreate(namespace_separator=" ").Parse(part, True)
        except expat.ExpatError as error:
            raise OutputFailed("the DOCX can be read but not edited: one of its parts is no XML") from error
    return part


def free_name(package: Package, name: str) -> str:
    """Return a name for a part beside the document part that nobody bears: comments.xml, comments2.xml …"""
    stem, dot, suffix = name.partition(".")
    taken = {n.lower() for n in package.names}
    folder = posixpath.dirname(package.main)
    number = 1
    while posixpath.join(folder, name).lower() in taken:
        number += 1
        name = f"{stem}{number}{dot}{suffix}"
    return name


def _find_reached(package: Package, stale: frozenset[str]) -> set[str]:
    """Return the parts that something refers to: a part that nothing shows is not carried on."""
    found = {_TYPES, "_rels/.rels"}
    waiting = [r.target for r in list_relations(package, "_rels/.rels") if not r.external]
    while waiting:
        name = waiting.pop()
        if name in found or name not in package.names:
            continue
        rels = rels_name(name)
        found |= {name, rels}
        waiting += [r.target for r in list_relations(package, rels) if not r.external and r.kind not in stale]
    return found & set(package.names)


def _drop_outside(package: Package, parts: Mapping[str, bytes | None], stale: frozenset[str]) -> dict[str, bytes]:
    """Return the parts that asked for something outside or stale, asking no more. Hyperlinks are the reader's."""
    out: dict[str, bytes] = {}
    for name in parts:
        gone = {
            r.id
            for r in list_relations(package, name)
            if r.kind in stale or (r.kind != "hyperlink" and (r.external or _find_lost(package, r)))
        }
        if not gone:
            continue
        root = parse(package.read(name) or b"")
        for element in root.findall(f"{{{RELATIONSHIPS}}}Relationship"):
            if element.get("Id") in gone:
                root.remove(element)
        out[name] = serialize(root)
        folder, file = posixpath.split(name)
        owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        part = parts.get(owner) or package.read(owner)
        if part is not None:
            out[owner] = serialize(_find_forgotten(parse(part), gone))
    return out


def _find_lost(package: Package, relation: Relation) -> bool:
    """Whether a relationship leads to a part that is not there: some readers stop at that."""
    return unquote(relation.target).lower() not in {unquote(n).lower() for n in package.names}


def _find_forgotten(root: Element, gone: set[str]) -> Element:
    prefix = f"{{{REFERENCE}}}"
    for element in list(root.iter("*")):
        named = [k for k, v in element.attrib.items() if str(k).startswith(prefix) and v in gone]
        parent = element.getparent()
        if named and str(element.tag).startswith(f"{{{WORD}}}") and parent is not None:
            parent.remove(element)  # attachedTemplate, subDoc, altChunk …: nothing without its target
            continue
        for key in named:
            del element.attrib[key]
    for element in list(root.iter("{urn:schemas-microsoft-com:office:office}OLEObject")):
        parent = element.getparent()
        if f"{prefix}id" not in element.attrib and parent is not None:
            parent.remove(element)
    return root


def _types(package: Package, kept: set[str], new: tuple[New, ...]) -> bytes:
    root = parse((package.read(_TYPES) or b"").replace(_TEMPLATE, b"wordprocessingml.document.main"))
    for element in root.findall(f"{{{CONTENT_TYPES}}}Override"):
        if (element.get("PartName") or "").lstrip("/") not in kept:
            root.remove(element)
    folder = posixpath.dirname(package.main)
    for part in new:
        element = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
        element.set("PartName", "/" + posixpath.join(folder, part.name))
        element.set("ContentType", f"{_KIND}.{part.kind}+xml")
    return serialize(root)


def _list_related(rels: bytes | None, new: tuple[New, ...]) -> bytes:
    root = parse(rels) if rels else etree.Element(f"{{{RELATIONSHIPS}}}Relationships")
    for part in new:
        element = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        element.set("Id", part.id)
        element.set("Type", f"{REFERENCE}/{part.kind}")
        element.set("Target", part.name)
    return serialize(root)
