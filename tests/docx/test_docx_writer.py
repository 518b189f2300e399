"""What the DOCX writer promises: the text is the text, styles are Word's own, bytes never vary, XML always parses."""

from __future__ import annotations

import io
import random
import zipfile

import docx
import pytest
from lxml import etree

from docnorm.errors import UsageError
from docnorm.outline import Role
from docnorm.writers import docx as face
from docnorm.writers.docx.looks import LOOKS
from docnorm.writers.docx.new.write import write_docx

from docx_samples import NOTICE, Said, lines, normalized, outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_a_paragraph_is_a_line_of_the_text() -> None:
    data = write_docx(normalized(NOTICE))
    assert [p.text for p in docx.Document(io.BytesIO(data)).paragraphs] == NOTICE.text.split("\n")


def test_headings_are_words_own() -> None:
    document = docx.Document(io.BytesIO(write_docx(normalized(NOTICE))))
    named = {p.text: p.style.name for p in document.paragraphs}
    assert named["一、总体要求"] == "Heading 1"
    assert named["（一）会前准备"] == "Heading 2"
    lead = next(p for p in document.paragraphs if p.text.startswith("（一）提高认识。"))
    assert lead.style.name == "Body Text"
    assert (lead.runs[0].text, lead.runs[0].style.name) == ("（一）提高认识。", "heading 2 Char")
    assert lead.runs[1].style.name == "Default Paragraph Font"


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_every_look_opens(look: str) -> None:
    document = docx.Document(io.BytesIO(face.write_docx(normalized(NOTICE), look=look)))
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.1)


def test_unknown_options_and_looks_are_named() -> None:
    with pytest.raises(UsageError, match="'gongwen'"):
        face.write_docx(normalized(NOTICE), look="gongwn")
    with pytest.raises(UsageError, match="track_changes"):
        face.write_docx(normalized(NOTICE), track_change=True)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_docx(normalized(NOTICE)) == write_docx(normalized(NOTICE))


def test_any_unicode_comes_back() -> None:
    dice = random.Random(3)
    pools = [
        lambda: chr(dice.randint(0, 0x1F)),
        lambda: chr(dice.randint(0xD800, 0xDFFF)),
        lambda: chr(dice.choice([0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0x85, 0x2028, 0xFEFF, 0x7F, 0xE000])),
        lambda: chr(dice.randint(0x4E00, 0x9FFF)),
        lambda: dice.choice("<>&\"']]>\t "),
        lambda: chr(dice.randint(0x10000, 0x10FFFF)),
    ]
    rows = ["".join(dice.choice(pools)() for _ in range(dice.randint(1, 60))) for _ in range(1000)]
    rows = [r.replace("\r", "").replace("\n", "") for r in rows]
    text = "\n".join(rows)
    got = ["".join(_read(p)) for p in body(write_docx(normalized(lines(text)))).iter(f"{W}p")]
    held = [_holds(r) for r in rows]
    assert got == (held[:-1] if rows[-1] == "" else held)


def _holds(row: str) -> str:
    return "".join(c if c in "\t\x0b\x0c" or _legal(ord(c)) else "\ufffd" for c in row)


def _legal(c: int) -> bool:
    return 0x20 <= c <= 0xD7FF or 0xE000 <= c <= 0xFFFD or c >= 0x10000


def _read(paragraph: etree._Element) -> list[str]:
    out = []
    for e in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if e.tag == f"{W}t":
            out.append(e.text or "")
        else:
            out.append("\t" if e.tag == f"{W}tab" else "\x0c" if e.get(f"{W}type") == "page" else "\x0b")
    return out


def test_the_official_page_to_the_twip() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(normalized(NOTICE)))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    page = parts["word/document.xml"]
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in page
    assert 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"' in page  # 37, 26, 35 and 28 mm
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in page  # 580 gives 21 lines
    normal = parts["word/styles.xml"].split('w:styleId="Normal"')[1].split("</w:style>")[0]
    assert '<w:widowControl w:val="0"/>' in normal
    assert 'w:line="579" w:lineRule="exact"' in normal
    assert '<w:spacing w:val="-5"/><w:sz w:val="32"/>' in normal  # 28 characters
    assert "<w:evenAndOddHeaders/>" in parts["word/settings.xml"]
    assert 'w:rightChars="100" w:right="280"/><w:jc w:val="right"/>' in parts["word/footer1.xml"]
    assert 'w:leftChars="100" w:left="280"/><w:jc w:val="left"/>' in parts["word/footer2.xml"]


def test_the_look_follows_the_label_and_the_outline_the_depth() -> None:
    shape = outline(
        [
            Said(Role.HEADING, "一、甲"),
            Said(Role.HEADING, "1.乙", level=2),
            Said(Role.HEADING, "2.丙", level=2),
            Said(Role.HEADING, "（一）丁", level=2),
        ]
    )
    document = docx.Document(io.BytesIO(write_docx(normalized(shape))))
    styles = [p.style for p in document.paragraphs]
    assert [s.name for s in styles] == ["Heading 1", "Heading 2", "Heading 2", "heading 2 han-paren"]
    east = f"{W}eastAsia"
    faces = [s.element.find(f"{W}rPr/{W}rFonts") for s in styles]
    assert [None if f is None else f.get(east) for f in faces] == ["黑体", None, None, "楷体_GB2312"]
    assert styles[3].base_style.name == "Heading 2"


def test_a_heading_built_on_another_takes_no_face_from_it() -> None:
    shape = outline([Said(Role.HEADING, t, level=1) for t in ("一、甲", "二、乙", "1.丙")])
    style = docx.Document(io.BytesIO(write_docx(normalized(shape)))).paragraphs[2].style
    assert style.base_style.name == "Heading 1"
    assert style.element.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
