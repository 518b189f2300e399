"""DOCX files, broken in every way: bytes of the archive, bytes of a part, pieces of a part's XML."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from pathlib import Path

from lxml import etree

import docnorm

FIXTURES = Path(__file__).parents[2] / "fixtures"
_TAG = re.compile(rb"<[^<>]*>")


def origins() -> list[bytes]:
    """Return what is broken: our own outputs, plain and tracked, and a python-docx file with a table and a header."""
    import docx

    done = docnorm.normalize(FIXTURES / "party-meeting" / "in.txt")
    short = docnorm.normalize_text("一、党zuzhi建设\n（一）学习不够。平时,学习不够深入。\n甲\t乙\n丙\t丁\n")
    paper = docx.Document()
    paper.add_heading("关于zuzhi生活的情况", 1)
    paper.add_paragraph("一、存在的问题,如下：").add_run("重点").bold = True
    table = paper.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "党zuzhi", "数量"
    paper.sections[0].header.paragraphs[0].text = "某某市人民政府文件"
    paper.add_paragraph("列表", style="List Number")
    out = io.BytesIO()
    paper.save(out)
    return [done.to_bytes("docx"), short.to_bytes("docx"), short.to_bytes("docx", track_changes=True), out.getvalue()]


def broken(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with wounds in the archive itself (one case in five) or in one to three of its parts."""
    if chance.random() < 0.2:
        return wounded(data, chance)
    held = zipfile.ZipFile(io.BytesIO(data))
    parts = [(name, held.read(name)) for name in held.namelist()]
    for _ in range(chance.randint(1, 3)):
        at = next((i for i, (name, _) in enumerate(parts) if name == "word/document.xml"), 0)
        if chance.random() < 0.5:
            at = chance.randrange(len(parts))
        name, part = parts[at]
        kind = chance.randrange(12)
        if kind == 0 and len(parts) > 1:
            del parts[at]
        elif kind == 1:
            parts.insert(at, (name, part))
        elif kind == 2:
            parts[at] = (chance.choice(parts)[0], part)
        else:
            change = wounded if kind == 3 else rearranged if kind < 8 else regrown
            parts[at] = (name, change(part, chance))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return out.getvalue()


def wounded(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with bytes flipped, cut and doubled."""
    body = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(body) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            body[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del body[at : at + chance.randint(1, 40)]
        elif kind == 2:
            body[at:at] = body[at : at + chance.randint(1, 200)]
        else:
            del body[len(body) - chance.randint(0, len(body) // 4) :]
    return bytes(body)


def rearranged(part: bytes, chance: random.Random) -> bytes:
    """Return a part whose tags were lost, doubled, swapped, emptied or given another's name: mostly still XML."""
    tags = list(_TAG.finditer(part))
    if len(tags) < 3:
        return part
    one, two = sorted(chance.sample(range(len(tags)), 2))
    first, last = tags[one], tags[two]
    kind = chance.randrange(7)
    if kind == 0:  # a stretch of elements is lost, another is said twice
        return part[: first.start()] + part[last.end() :]
    if kind == 1:
        return part[: last.end()] + part[first.start() : last.end()] + part[last.end() :]
    if kind == 2:
        return part[: first.start()] + last[0] + part[first.end() : last.start()] + first[0] + part[last.end() :]
    if kind == 3:  # an attribute's value is another one
        return re.sub(rb'="[^"]*"', lambda _: b'="%d"' % chance.choice((-1, 0, 99999, 2**40)), part, count=one % 40 + 1)
    name = re.match(rb"<([\w:]+)", first[0])
    if kind == 4 and name:  # a whole element is gone, or stands twice
        end = part.find(b"</" + name[1] + b">", first.end())
        if end >= 0:
            end += len(name[1]) + 3
            return part[:end] + part[first.start() : end] * chance.randint(0, 2) + part[end:]
    if kind == 5 and name:  # every element of that name is another
        return part.replace(name[1], chance.choice((b"w:tbl", b"w:p", b"w:t", b"w:del", b"w:sectPr", b"w:fldChar")))
    return (
        part[: first.start()] + chance.choice((b"&x;", b"<w:p/>", b"<w:tc/>", b"]]>", b"\xff")) + part[first.start() :]
    )


def regrown(part: bytes, chance: random.Random) -> bytes:
    """Return a part that is XML still, one of whose elements is gone, copied, moved, unwrapped or another's twin."""
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return part
    found = list(root.iter("*"))[1:]
    if len(found) < 2:
        return part
    one, two = chance.sample(found, 2)
    parent, kind = one.getparent(), chance.randrange(6)
    if kind == 0:
        parent.remove(one)
    elif kind == 1:
        two.append(copy.deepcopy(one))
    elif kind == 2:
        two.addnext(copy.deepcopy(one))
    elif kind == 3 and one not in two.iterancestors():
        two.insert(0, one)
    elif kind == 4:
        one.tag = two.tag
    else:
        for child in list(one):
            one.addprevious(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def tried(data: bytes, profile: str, folder: Path, track: bool) -> str:
    """Return ``fine``, ``refused``, or what went wrong."""
    out = folder / "out.docx"
    out.write_bytes(b"old")
    try:
        done = docnorm.normalize(data, profile)
        for form in ("txt", "md", "html", "json", "report"):
            done.to_bytes(form)
        done.save(out, track_changes=track)
    except docnorm.errors.InputRefused:
        verdict = "refused"
    except docnorm.errors.DocnormError as error:
        verdict = f"failed: {error}"
    except Exception as error:
        verdict = f"raised {type(error).__name__}: {error}"[:160]
    else:
        if done.faults:
            return f"rule failed: {done.faults[0]}"
        return "fine" if done.undo() == data else "undo is not exact"
    if out.read_bytes() != b"old" or len(list(folder.iterdir())) > 1:
        return f"{verdict}, and something was written"
    return verdict
