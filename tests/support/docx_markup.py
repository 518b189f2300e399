"""WordprocessingML as tests write and read it: runs, paragraphs, the body of a file."""

from __future__ import annotations

import io
import re
import zipfile

from docnorm.edit import Span
from docnorm.outline import Block, Label, Outline, Role
from docnorm.profile import Profile
from docnorm.source import Mark
from docnorm.writers.docx.looks import GONGWEN


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}<w:t>{text}</w:t></w:r>"


def line(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def body(data: bytes) -> str:
    """The body as it stands, without what is only spelling."""
    found = re.search(r"<w:body>(.*)<w:sectPr>", part(data), re.DOTALL)
    assert found
    return found[1].replace(' xml:space="preserve"', "")


def seen(text: str, marks: tuple[Mark, ...]) -> Outline:
    """The first line is a title, 一、 a heading, （一） a run-in heading, the rest paragraphs."""
    blocks = []
    cells = {m.span for m in marks if m.kind == "cell"}
    for found in re.finditer("[^\n]+", text):
        span = Span(*found.span())
        if span in cells:
            blocks.append(Block(span, Role.TABLE, cells=((span,),)))
        elif not span.start:
            blocks.append(Block(span, Role.TITLE))
        elif found[0].startswith("一、"):
            label = Label(Span(span.start, span.start + 2), "han-comma", (1,))
            blocks.append(Block(span, Role.HEADING, 1, label))
        elif found[0].startswith("（一）"):
            label = Label(Span(span.start, span.start + 3), "han-paren", (1,))
            lead = Span(span.start, text.index("。", span.start) + 1)
            blocks.append(Block(span, Role.PARAGRAPH, 2, label, lead))
        else:
            blocks.append(Block(span, Role.PARAGRAPH))
    return Outline(text, tuple(blocks))


HOUSE = Profile("test", (), seen, look=GONGWEN)
