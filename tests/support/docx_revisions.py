"""Accept or reject every revision of a document of ours, by a reading of the standard that shares no code with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

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


def go_through(data: bytes, decide: Callable[[str, str], str]) -> bytes:
    """The document as somebody leaves it who decides on each revision, as Word would write it.

    ``decide`` is given what is taken out and put in, and returns ``+`` (accepted), ``-`` (rejected), ``?`` (left open),
    or else what is written instead.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for mark in root.iter(f"{W}rPr"):
        for e in mark.findall(f"{W}ins") + mark.findall(f"{W}del"):
            mark.remove(e)
    for p in root.iter(f"{W}p"):
        revisions = [e for e in p if e.tag in (f"{W}ins", f"{W}del")]
        while revisions:
            pair = [revisions.pop(0)]
            if revisions and revisions[0] is pair[0].getnext() and revisions[0].tag != pair[0].tag:
                pair.append(revisions.pop(0))
            _decide(p, pair, decide)
    parts["word/document.xml"] = etree.tostring(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _decide(p: etree._Element, pair: list[etree._Element], decide: Callable[[str, str], str]) -> None:
    gone, come = ("".join(text_of(e) for e in pair if e.tag == f"{W}{tag}") for tag in ("del", "ins"))
    said = decide(gone, come)
    if said == "?":
        return
    if said not in {"+", "-"}:
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = said
        p.insert(p.index(pair[0]), run)
    for e in pair:
        if e.tag == {"+": f"{W}ins", "-": f"{W}del"}.get(said):
            for t in e.iter(f"{W}delText"):
                t.tag = f"{W}t"
            for child in list(e):
                p.insert(p.index(e), child)
        p.remove(e)
