"""Random Word files with everything that makes edits hard, random edits of them, and Word's accept and reject."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Collection, Iterator

from lxml import etree

from docnorm.draft import Draft
from docnorm.edit import Fix, Safety, Span, replace
from docnorm.outline import Block, Outline, Role
from docnorm.profile import Profile
from docnorm.readers.docx import read_docx
from docnorm.result import Normalized

import docx_build as build

W = f"{{{build.W}}}"
RULES = ("rule-a", "rule-b", "rule-c")
PROFILE = Profile("test", (), lambda text, _: Outline(text, tuple(_paragraphs(text))))
NEW = ("", "", "组织", "X", "（一）", "\t", "\n", "甲\n乙", "\n\n", "上\u2028下")
THEIRS = 'w:author="李四" w:date="2024-01-01T00:00:00Z"'
_BOX = (  # without a size LibreOffice leaves it out
    '<w:pict><v:rect style="width:90pt;height:60pt"><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:rect>'
    "</w:pict>"
)
BOX = f"<w:r>{_BOX}</w:r>"
TWICE = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="v">{_BOX}</mc:Choice><mc:Fallback>{_BOX}</mc:Fallback>'
    "</mc:AlternateContent></w:r>"
)
TEXT = '<w:t xml:space="preserve">'
NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def _paragraphs(text: str) -> Iterator[Block]:
    for found in re.finditer("[^\n]+", text):
        yield Block(Span(*found.span()), Role.PARAGRAPH)


class Maker:
    """Makes one random document; a ``plain`` one without boxes and controls."""

    def __init__(self, seed: int, *, plain: bool = False) -> None:
        self.random = random.Random(seed)
        self.id = 100
        self.plain = plain

    def docx(self) -> bytes:
        note = "".join(self.paragraph() for _ in range(2)).replace(NOTE, "")  # a note has no notes of its own
        inner = {"footnotes": f'<w:footnote w:id="2">{note}</w:footnote>'}
        said = NOTE
        if self.random.random() < 0.3:
            said += NOTE.replace("footnote", "endnote")
            inner["endnotes"] = f'<w:endnote w:id="2">{self.paragraph().replace(NOTE, "")}</w:endnote>'
        return build.docx(f"{self.block(self.random.randint(1, 8))}<w:p>{said}</w:p>", inner)

    def block(self, size: int, depth: int = 0) -> str:
        out = []
        for _ in range(size):
            kind = self.random.random()
            if kind < 0.08 and depth < 2:
                cells = "".join(f"<w:tc>{self.block(self.random.randint(1, 2), 2)}</w:tc>" for _ in range(2))
                out.append(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>{self.paragraph()}")
            elif kind < 0.12 and depth < 2 and not self.plain:
                out.append(f"<w:sdt><w:sdtPr/><w:sdtContent>{self.block(2, 2)}</w:sdtContent></w:sdt>")
            elif kind < 0.35:
                out.append("<w:p/>")
            else:
                out.append(self.paragraph(boxes=depth == 0))
        return "".join(out)

    def paragraph(self, *, boxes: bool = False) -> str:
        properties = self.random.choice(
            ["", "", '<w:pPr><w:jc w:val="center"/></w:pPr>', "<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>"]
        )
        return f"<w:p>{properties}{''.join(self.inline(boxes=boxes) for _ in range(self.random.randint(0, 7)))}</w:p>"

    def inline(self, *, boxes: bool) -> str:
        self.id += 1
        kind = self.random.random()
        if kind < 0.55:
            return self.run()
        if kind < 0.63:
            return f'<w:hyperlink w:anchor="a">{self.run()}{self.run()}</w:hyperlink>'
        if kind < 0.7:
            return f'<w:ins w:id="{self.id}" {THEIRS}>{self.run()}{self.run()}</w:ins>'
        if kind < 0.75:
            return f'<w:del w:id="{self.id}" {THEIRS}><w:r><w:delText>旧</w:delText></w:r></w:del>'
        if kind < 0.8:
            return f'<w:bookmarkStart w:id="{self.id}" w:name="b{self.id}"/><w:bookmarkEnd w:id="{self.id}"/>'
        if kind < 0.85:
            return NOTE
        if kind < 0.89:
            return FIELD
        if kind < 0.92:
            return f'<w:fldSimple w:instr="PAGE">{self.run()}</w:fldSimple>'
        if boxes and kind < 0.97 and not self.plain:
            return self.random.choice((BOX, TWICE)).format(self.paragraph() + self.paragraph())
        return "<m:oMath><m:r><m:t>E</m:t></m:r></m:oMath>"

    def run(self) -> str:
        properties = self.random.choice(["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"])
        inner = "".join(
            self.random.choice(["<w:tab/>", "<w:br/>", "<w:lastRenderedPageBreak/>"])
            if self.random.random() < 0.15
            else f"{TEXT}{''.join(self.random.choice('党zu，“1 　') for _ in range(self.random.randint(0, 5)))}</w:t>"
            for _ in range(self.random.randint(1, 3))
        )
        return f"<w:r>{properties}{inner}</w:r>"


def changed(data: bytes, seed: int) -> Normalized:
    """Read a document and edit it at random, rule after rule, as far as it lets itself be edited."""
    chance = random.Random(seed)
    source = read_docx(data)
    draft = Draft.of(source.text, source.marks)
    for rule in RULES:
        draft, _ = draft.revise(rule, list(_fixes(draft.text, chance)), Safety.LIKELY)
    return Normalized(source, draft, PROFILE)


def _fixes(text: str, chance: random.Random) -> list[Fix]:
    fixes = []
    at = 0
    while at < len(text):
        at += chance.randint(0, 9)
        end = min(at + chance.choice((0, 1, 1, 2, 3, 5)), len(text))
        # A text may end in a line end that the document does not show: nothing is put behind the last character.
        if at < len(text) and end < len(text):
            fixes.append(replace(at, end, chance.choice(NEW), "random", chance.choice(list(Safety))))
        at = end + 1
    return fixes


def resolved(data: bytes, *, accept: bool, authors: Collection[str] = RULES) -> bytes:
    """Accept or reject every revision of these authors, as Word does."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                part = etree.tostring(_resolve(etree.fromstring(part), set(authors), accept=accept))
            new.writestr(name, part)
    return out.getvalue()


def _resolve(root: etree._Element, authors: set[str], *, accept: bool) -> etree._Element:
    goes, stays = (W + "del", W + "ins") if accept else (W + "ins", W + "del")
    for change in list(root.iter(W + "pPrChange")):
        if change.get(W + "author") in authors:
            properties = change.getparent()
            properties.remove(change)
            if not accept:
                for child in list(properties):
                    if child.tag not in {W + "rPr", W + "sectPr"}:
                        properties.remove(child)
                properties[:0] = [copy.deepcopy(c) for c in change[0]]
    merged = []
    for element in list(root.iter(goes, stays)):
        if element.get(W + "author") not in authors:
            continue
        parent = element.getparent()
        if parent.tag == W + "rPr":
            if element.tag == goes:
                merged.append(parent.getparent().getparent())
            parent.remove(element)
        elif element.tag == goes:
            parent.remove(element)
        else:
            for text in element.iter(W + "delText"):
                text.tag = W + "t"
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
    for paragraph in merged:
        following = paragraph.getnext()
        assert following is not None
        assert following.tag == W + "p", "a paragraph's end is deleted and no paragraph follows"
        at = 1 if following.find(W + "pPr") is not None else 0
        for child in reversed([c for c in paragraph if c.tag != W + "pPr"]):
            following.insert(at, child)
        paragraph.getparent().remove(paragraph)
    return root
