"""Red head, imprint and contents: only for who asks, and the text stays what it was."""

from __future__ import annotations

import pytest

import docnorm
from docnorm.errors import UsageError
from docnorm.outline import Role
from docnorm.writers.docx.lint import lint
from docnorm.writers.docx.new.write import write_docx

from docx_revisions import body, text_of
from docx_samples import NOTICE, Said, normalized, outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
META = {
    "copy_number": "000001", "secrecy": "机密★1年", "urgency": "特急", "issuer": "某某市人民政府文件",
    "number": "某政发〔2024〕1号", "signer": "张三", "copies_to": "市委各部门，市人大常委会办公室",
    "printed_by": "某某市人民政府办公室", "printed_on": "2024年12月3日",
}  # fmt: skip


def rows(data: bytes) -> list[str]:
    return [text_of(p) for p in body(data).iter(f"{W}p")]


@pytest.mark.parametrize("tracked", [False, True])
def test_what_the_issuer_says_stands_around_the_text(tracked: bool) -> None:
    data = write_docx(normalized(NOTICE), meta=META, track_changes=tracked)
    assert lint(data) == []
    said = rows(data)
    assert said[:5] == ["000001", "机密★1年", "特急", "某某市人民政府文件", "某政发〔2024〕1号\t签发人：张三"]
    assert said[5:-3] == NOTICE.text.split("\n")
    assert said[-3:] == ["抄送：市委各部门，市人大常委会办公室。", "某某市人民政府办公室\t2024年12月3日印发", ""]


def test_a_number_of_the_text_is_not_written_twice() -> None:
    shape = outline([Said(Role.DOCNO, "某政发〔2024〕1号"), Said(Role.TITLE, "通知"), Said(Role.PARAGRAPH, "文。")])
    data = write_docx(normalized(shape), meta={"issuer": "某某市人民政府文件", "number": "某政发〔2024〕2号"})
    assert rows(data) == ["某某市人民政府文件", "某政发〔2024〕1号", "通知", "文。"]
    assert len(list(body(data).iter(f"{W}pBdr"))) == 1


def test_metadata_is_checked() -> None:
    with pytest.raises(UsageError, match="'issuer'"):
        write_docx(normalized(NOTICE), meta={"isuer": "某"})
    with pytest.raises(UsageError, match="sealed"):
        write_docx(normalized(NOTICE), meta={"sealed": "yes"})


@pytest.mark.parametrize("tracked", [False, True])
def test_contents_lead_to_the_headings(tracked: bool) -> None:
    data = write_docx(normalized(NOTICE), toc=True, track_changes=tracked)
    assert lint(data) == []
    targets = {e.get(f"{W}name") for e in body(data).iter(f"{W}bookmarkStart")}
    links = [e.get(f"{W}anchor") for e in body(data).iter(f"{W}hyperlink")]
    assert set(links) == targets
    assert rows(data)[1:3] == ["目录", "一、总体要求\t1"]


def test_who_wrote_the_minutes_stands_over_the_rule_and_no_page_begins() -> None:
    lines = ["青河市水务局会议纪要", "〔2026〕12号", "办公室　　2026年6月1日", "关于研究防汛工作的会议纪要"]
    lines += ["6月1日，研究防汛。", "青河市水务局", "2026年6月2日"]
    data = docnorm.normalize_text("\n".join(lines)).to_bytes("docx")
    assert lint(data) == []
    ruled = [p for p in body(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}pBdr") is not None]
    assert [text_of(p) for p in ruled] == ["办公室　　2026年6月1日"]
    assert not list(body(data).iter(f"{W}pageBreakBefore"))
