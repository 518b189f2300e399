"""Accept or reject every revision of a document of ours, by a reading of the standard that shares no code with it."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS = {"tab": "\t", "br": "\x0b"}


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def text_of(node: etree._Element) -> str:
    out = []
    for e in node.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br"):
        if e.getparent().tag == f"{W}tabs":
            continue  # a place to stop at, not a tab
        name = etree.QName(e).localname
        if name == "br" and e.get(f"{W}type") == "page":
            out.append("\x0c")
        else:
            out.append(BREAKS.get(name) or e.text or "")
    return "".join(out)


def resolved(data: bytes, *, accept: bool) -> str:
    """The lines of the document after accepting (or rejecting) everything."""
    drop = f"{W}del" if accept else f"{W}ins"
    rows: list[str] = []
    held = ""
    for p in body(data).iter(f"{W}p"):
        held += "".join(text_of(e) for e in p if e.tag not in (f"{W}pPr", drop))
        if p.find(f"{W}pPr/{W}rPr/{drop}") is None:
            rows.append(held)
            held = ""
    assert not held, "the last paragraph's mark cannot go"
    return "\n".join(rows)


def comments(data: bytes) -> list[tuple[str, str]]:
    """Author and text of every comment; every id is opened, closed and referred to once, in this order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
    kinds = ("commentRangeStart", "commentRangeEnd", "commentReference")
    for c in root:
        found = [etree.QName(e).localname for e in body(data).iter() if e.get(f"{W}id") == c.get(f"{W}id")
                 and etree.QName(e).localname in kinds]  # fmt: skip
        assert tuple(found) == kinds
    return [(c.get(f"{W}author"), "\n".join(text_of(p) for p in c)) for c in root]
