"""DOCX files made by hand for the tests: as small as Word accepts, and each as wrong as a test needs it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SECTION = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
         "settings": "settings", "comments": "comments", "header1": "hdr", "footer1": "ftr"}  # fmt: skip


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def parts(body: str, inner: Mapping[str, str] | None = None, relations: str = "") -> dict[str, bytes]:
    """The parts of a DOCX: ``body`` is what stands in ``w:body``; ``inner`` the content of further Word parts."""
    inner = inner or {}
    kinds = {name: name.rstrip("1") for name in inner}
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{TYPE}.{k}+xml"/>' for n, k in kinds.items())
    links = "".join(f'<Relationship Id="r-{n}" Type="{R}/{k}" Target="{n}.xml"/>' for n, k in kinds.items())
    space = "http://schemas.openxmlformats.org/package/2006"
    made = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{space}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{space}/relationships"><Relationship Id="rId1"'
        f' Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{XML}<w:document {SPACES}><w:body>{body}{SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{space}/relationships">{links}{relations}'
        "</Relationships>",
    }
    for name, content in inner.items():
        root = ROOTS[name]
        made[f"word/{name}.xml"] = f"{XML}<w:{root} {SPACES}>{content}</w:{root}>"
    return {name: text.encode("utf-8") for name, text in made.items()}


def pack(entries: Mapping[str, bytes], *, extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (*entries.items(), *extra):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def docx(body: str, inner: Mapping[str, str] | None = None, relations: str = "") -> bytes:
    return pack(parts(body, inner, relations))


def external(kind: str, target: str = "http://127.0.0.1:9/x", key: str = "r-out") -> str:
    return f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'
