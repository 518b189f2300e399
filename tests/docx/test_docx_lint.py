"""The lint: content with every file of ours, and not content with files that somebody broke."""

from __future__ import annotations

import io
import zipfile

import pytest

from docnorm.draft import Draft
from docnorm.edit import Safety, Span, replace
from docnorm.source import Mark
from docnorm.writers.docx.lint import lint
from docnorm.writers.docx.looks import LOOKS
from docnorm.writers.docx.new.write import write_docx

from docx_samples import NOTICE, lines, normalized


@pytest.mark.parametrize("look", sorted(LOOKS))
@pytest.mark.parametrize("tracked", [False, True])
def test_every_look_is_clean(look: str, tracked: bool) -> None:
    draft = Draft.of(NOTICE.text, (Mark(Span(3, 9), "bold"), Mark(Span(50, 60), "link", "https://example.cn/")))
    draft, _ = draft.revise("quote", [replace(50, 51, "“", why=""), replace(60, 61, "x", "", Safety.SUGGEST)], 1)
    shape = NOTICE.follow(draft.steps[0])
    assert lint(write_docx(normalized(shape, draft), look=look, track_changes=tracked)) == []


@pytest.mark.parametrize(
    "text", ["", "\n\n", "“", "It’s “fine”", "3×4", "“A”", "①", "a\tb\x0bc\x0cd", " ", "\ud800\ufffe", "𠀀"]
)
def test_odd_texts_are_clean(text: str) -> None:
    assert lint(write_docx(normalized(lines(text)))) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        ("document", '<w:rFonts w:hint="eastAsia"/>', "", "without the hint"),
        ("styles", 'w:ascii="Times', 'w:asciiTheme="minorHAnsi" w:ascii="Times', "theme font"),
        ("styles", 'w:firstLineChars="200" w:firstLine="640"', 'w:firstLineChars="200" w:firstLine="0"', "against"),
        ("document", "<w:p>", '<w:p><w:bookmarkStart w:id="1" w:name="a"/>', "not closed"),
        ("document", 'w:val="Title"', 'w:val="Titel"', "not defined"),
        (
            "styles",
            'w:firstLineChars="200" w:firstLine="640"',
            'w:firstLineChars="200" w:firstLine="9999"',
            "at any size",
        ),
        ("document", "<w:r>", '<w:r><w:rPr><w:rFonts w:ascii="A" w:eastAsia="A"/></w:rPr>', "face is the Latin"),
        ("document", "<w:r>", '<w:r><w:fldChar w:fldCharType="end"/>', "did not begin"),
        ("document", "<w:p>", "<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl><w:p>", "a cell does not end"),
        ("document", "<w:sectPr", "<w:tbl/><w:sectPr", "the body does not end"),
        (
            "_rels/document.xml.rels",
            'Target="footer1.xml"',
            'Target="footer9.xml"',
            "footer9.xml is not in the package",
        ),
        ("_rels/document.xml.rels", "</Relationships>", '<Relationship Id="rId-footer1"/></Relationships>', "one id"),
        ("document", 'r:id="rId-footer1"', 'r:id="rId-footer9"', "not there"),
        ("document", "<w:r>", '<w:r><w:fldChar w:fldCharType="begin"/>', "does not end"),
        ("document", "<w:r>", "x<w:r>", "bare text"),
        ("document", ' xml:space="preserve">', "> ", "not preserved"),
    ],
)
def test_a_broken_file_is_seen(part: str, old: str, new: str, says: str) -> None:
    source = zipfile.ZipFile(io.BytesIO(write_docx(normalized(NOTICE))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            xml = source.read(name).decode()
            if name in (f"word/{part}.xml", f"word/{part}"):
                assert old in xml
                xml = xml.replace(old, new, 1)
                if new.startswith("x<"):  # outside of any w:t
                    xml = xml.replace("x<w:r>", "</w:p><w:p>x<w:r>", 1)
            archive.writestr(name, xml)
    assert any(says in line for line in lint(out.getvalue()))
