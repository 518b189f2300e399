"""An organisation's own file lends its page and its styles."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, Pt

from docnorm.draft import Draft
from docnorm.errors import UsageError
from docnorm.readers.docx import read_docx
from docnorm.result import Normalized
from docnorm.writers.docx import write_docx

import docx_build as build
from docx_markup import HOUSE as PROFILE
from docx_markup import line, run
from docx_samples import NOTICE, normalized

FONTS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def template() -> bytes:
    """python-docx's own template: Letter, Calibri by theme, blue headings; with a narrow margin and larger text."""
    model = docx.Document()
    model.sections[0].left_margin = Cm(1)
    model.styles["Normal"].font.size = Pt(13)
    model.styles["Heading 1"].font.size = Pt(31)
    out = io.BytesIO()
    model.save(out)
    return out.getvalue()


def in_place() -> Normalized:
    source = read_docx(build.docx(line(run("题")) + line(run("一、要求")) + line(run("正文。")), {"styles": ""}))
    return Normalized(source, Draft.of(source.text, source.marks), PROFILE)


@pytest.mark.parametrize("document", [normalized(NOTICE), in_place()], ids=["anew", "in-place"])
def test_page_and_styles_are_the_templates(document: Normalized) -> None:
    done = docx.Document(io.BytesIO(write_docx(document, template=template())))
    section = done.sections[0]
    assert section.left_margin is not None
    assert abs(section.left_margin - Cm(1)) < 1000
    heading = next(s for s in done.styles if s.name.lower() == "heading 1")
    assert heading.font.size == Pt(31)
    base = heading.base_style
    assert base.font.size == Pt(13)
    assert base.font.name == "Cambria"  # named: the theme stays behind
    assert "Theme" not in done.styles.element.xml
    assert [p.text for p in done.paragraphs] == document.text.split("\n")


def test_a_template_comes_as_a_path_too(tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(template())
    assert write_docx(in_place(), template=path) == write_docx(in_place(), template=template())


def test_what_is_no_template_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="template"):
        write_docx(in_place(), template=b"text")
    with pytest.raises(UsageError, match="template"):
        write_docx(in_place(), template=tmp_path / "none.docx")
