"""What no validator looks for: font slots, theme attributes, indents that contradict themselves, ids, ranges.

The tests run it on every file that the writer makes. It reads the parts anew and shares nothing with the writer.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# [MS-OI29500] 2.1.88: what these ranges hold is East Asian whatever the hint says …
_ALWAYS = re.compile(
    "[\u1100-\u11ff\u2e80-\u318f\u3190-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003ffff]"
)
# … and these only with the hint; without it “” — …… × ① stand in Times New Roman.
_HINTED = re.compile(
    "[\u00a1\u00a4\u00a7\u00a8\u00aa\u00ad\u00af-\u00b4\u00b6-\u00ba\u00bc-\u00bf\u00d7\u00f7\u02c7\u02c9-\u02cb\u02d9"
    "\u0391-\u03c9\u0401\u0410-\u0451\u2010-\u2016\u2018-\u201f\u2020-\u2027\u2030-\u203b\u2103\u2105\u2109\u2116\u2121"
    "\u2160-\u217f\u2190-\u21ff\u2200-\u22ff\u2300-\u23ff\u2460-\u24ff\u2500-\u27bf]"
)
_TEXT_NODE = 10_000_000  # bytes of UTF-8 that libxml2 reads


def lint(data: bytes) -> list[str]:
    """Return what is wrong with a DOCX of ours, a line each; nothing where all is well."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {n: etree.fromstring(archive.read(n)) for n in names if n.endswith((".xml", ".rels"))}
    found = [f"{n} stands twice in the archive" for n, count in Counter(names).items() if count > 1]
    document = parts["word/document.xml"]
    for name, part in parts.items():
        found += [f"{name}: {what}" for what in (*_themes(part), *_indents(part), *_slots(part), *_texts(part))]
    found += [*_styles(parts), *_ids(document), *_ranges(document, parts), *_relations(parts)]
    found += [*_shape(document)]
    return found


def _themes(part: etree._Element) -> Iterator[str]:
    for element in part.iter(f"{W}rFonts"):
        for name in element.attrib:
            if "heme" in str(name):
                yield f"a theme font ({name!r}) beats the named one"


def _indents(part: etree._Element) -> Iterator[str]:
    for element in part.iter(f"{W}ind"):
        for side in ("left", "right", "firstLine"):
            chars, twips = element.get(f"{W}{side}Chars"), element.get(f"{W}{side}")
            if chars is None or (side == "left" and element.get(f"{W}hanging") is not None):
                continue
            if twips is None or (chars != "0" and (int(chars) > 0) != (int(twips) > 0)):
                yield f"{side}Chars={chars} against {side}={twips}"
            elif chars != "0" and not 8 <= int(twips) * 5 / int(chars) <= 72:  # 1 character is its size in points
                yield f"{side}Chars={chars} is not {side}={twips} at any size of type"


def _slots(part: etree._Element) -> Iterator[str]:
    for run in part.iter(f"{W}r"):
        text = "".join(t.text or "" for t in run.iter(f"{W}t", f"{W}delText"))
        fonts = run.find(f"{W}rPr/{W}rFonts")
        hinted = fonts is not None and fonts.get(f"{W}hint") == "eastAsia"
        # A stretch of English keeps the quotes of its own face.
        english = not _ALWAYS.search(text) and sum(c.isascii() and c.isalpha() for c in text) >= 3
        if not hinted and not english and (_HINTED.search(text) or _ALWAYS.search(text)):
            yield f"{text[:20]!a} has characters that fall into the Latin face without the hint"
    for fonts in part.iter(f"{W}rFonts"):
        east = fonts.get(f"{W}eastAsia")
        if east is not None and east == fonts.get(f"{W}ascii") and east.isascii():
            yield f"the East Asian face is the Latin {east}"


def _texts(part: etree._Element) -> Iterator[str]:
    for element in part.iter():
        text = element.text or ""
        if element.tag in (f"{W}t", f"{W}delText"):
            if len(text.encode()) > _TEXT_NODE:
                yield "a text node is longer than readers take"
            if text != text.strip() and element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                yield "spaces at the edge of a text are not preserved"
        elif str(element.tag).startswith(W) and text.strip() and element.tag != f"{W}instrText":
            yield f"bare text in {element.tag}"


def _styles(parts: dict[str, etree._Element]) -> Iterator[str]:
    styles = parts["word/styles.xml"]
    ids = Counter(str(s.get(f"{W}styleId")) for s in styles.iter(f"{W}style"))
    names = Counter(str(n.get(f"{W}val")).lower() for n in styles.iterfind(f"{W}style/{W}name"))
    yield from (f"style {i} is defined {n} times" for i, n in (*ids.items(), *names.items()) if n > 1)
    kinds = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}link", f"{W}next")
    for name, part in parts.items():
        for element in part.iter(*kinds):
            if element.get(f"{W}val") not in ids:
                yield f"{name}: style {element.get(f'{W}val')} is not defined"


def _ids(document: etree._Element) -> Iterator[str]:
    seen = Counter(e.get(f"{W}id") for e in document.iter(f"{W}ins", f"{W}del"))
    yield from (f"revision {i} stands {n} times" for i, n in seen.items() if n > 1)
    seen = Counter(e.get(f"{W}id") for e in document.iter(f"{W}bookmarkStart"))
    yield from (f"bookmark {i} is opened {n} times" for i, n in seen.items() if n > 1)
    if {e.get(f"{W}id") for e in document.iter(f"{W}bookmarkEnd")} != set(seen):
        yield "a bookmark is not closed"


def _ranges(document: etree._Element, parts: dict[str, etree._Element]) -> Iterator[str]:
    held = parts.get("word/comments.xml")
    ids = [] if held is None else [c.get(f"{W}id") for c in held]
    kinds = [f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"]
    order: dict[str | None, list[str]] = {i: [] for i in ids}
    for element in document.iter(*kinds):
        order.setdefault(element.get(f"{W}id"), []).append(str(element.tag))
    yield from (f"comment {i} is not opened, closed and referred to once" for i, o in order.items() if o != kinds)
    depth = 0
    for field in document.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(str(field.get(f"{W}fldCharType")), 0)
        if depth < 0:
            yield "a field ends that did not begin"
    if depth:
        yield "a field does not end"


def _relations(parts: dict[str, etree._Element]) -> Iterator[str]:
    relations = {r.get("Id"): r for r in parts["word/_rels/document.xml.rels"]}
    if len(relations) != len(parts["word/_rels/document.xml.rels"]):
        yield "two relationships have one id"
    office = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for element in parts["word/document.xml"].iter():
        if element.get(office) is not None and element.get(office) not in relations:
            yield f"{element.tag} leads to {element.get(office)}, which is not there"
    for relation in relations.values():
        if relation.get("TargetMode") != "External" and f"word/{relation.get('Target')}" not in parts:
            yield f"{relation.get('Target')} is not in the package"


def _shape(document: etree._Element) -> Iterator[str]:
    for cell in document.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            yield "a cell does not end in a paragraph"
    content = list(document[0])
    if content[-1].tag != f"{W}sectPr" or (len(content) > 1 and content[-2].tag == f"{W}tbl"):
        yield "the body does not end in a paragraph and the section"
    for paragraph in document.iter(f"{W}p"):
        if any(e.tag == f"{W}pPr" for e in list(paragraph)[1:]):
            yield "paragraph properties stand behind the text"
