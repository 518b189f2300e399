"""The parts of a document of our own, zipped."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from docnorm.writers.docx.package import LEVEL, Link, Part, entry, relation
from docnorm.writers.docx.styles import XML

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {"theme": "application/vnd.openxmlformats-officedocument.theme"}


def bundle(body: Iterable[str], parts: Iterable[Part], core: str, links: Iterable[Link] = ()) -> bytes:
    """Zip a document: ``body`` is the XML of ``document.xml`` in order, streamed; a part's relation is ``rId-name``."""
    listed = tuple(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        _put(archive, "[Content_Types].xml", _types(listed))
        _put(archive, "_rels/.rels", _root())
        with archive.open(entry("word/document.xml"), "w") as stream:
            for chunk in _chunks(body):
                stream.write(chunk)
        # Behind the body: what the body needs is known only once it is written.
        _put(archive, "word/_rels/document.xml.rels", _relations(listed, links))
        for part in listed:
            _put(archive, f"word/{part.name}", part.xml)
        _put(archive, "docProps/core.xml", core)
        _put(archive, "docProps/app.xml", _APP)
    return out.getvalue()


def _chunks(body: Iterable[str]) -> Iterable[bytes]:
    held: list[str] = []
    for piece in body:
        held.append(piece)
        if len(held) >= 512:  # some 200 kB: more gains no speed, less costs calls
            yield "".join(held).encode("utf-8")
            held.clear()
    yield "".join(held).encode("utf-8")


def _put(archive: zipfile.ZipFile, name: str, xml: str) -> None:
    # The archive's own level is not asked where a ZipInfo is given (Python 3.11).
    archive.writestr(entry(name), xml.encode("utf-8"), compresslevel=LEVEL)


def _types(parts: Iterable[Part]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{p.name}" ContentType="{_KINDS.get(p.kind, f"{_WORD}.{p.kind}")}+xml"/>'
        for p in parts
    )
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _root() -> str:
    return (
        f'{XML}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Target="docProps/core.xml"'
        f' Type="{_RELATIONS}/metadata/core-properties"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )


def _relations(parts: Iterable[Part], links: Iterable[Link]) -> str:
    inner = "".join(
        f'<Relationship Id="{relation(p.name)}" Type="{_OFFICE}/{p.kind}" Target="{p.name}"/>' for p in parts
    )
    outer = "".join(
        f'<Relationship Id="{link.id}" Type="{_OFFICE}/hyperlink" Target={quoteattr(link.target)} '
        'TargetMode="External"/>'
        for link in links
    )
    return f'{XML}<Relationships xmlns="{_RELATIONS}">{inner}{outer}</Relationships>'


_APP = (
    f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>docnorm</Application></Properties>"
)
