"""A document set as the standard wants it has no findings; each defect that is planted in one is found, and alone."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from functools import cache
from pathlib import Path

import pytest

import docnorm
from docnorm.cli import main
from docnorm.review.look.check import check_look
from docnorm.review.look.learn import learn_look
from docnorm.writers.docx.looks import LOOKS

PROFILE = docnorm.get_profile("gongwen")
GOOD = """青河市水务局文件
青水发〔2026〕8号
关于启动全市防汛应急响应的通知
各科室、各灌区管理所：
为做好防汛工作，现将有关事项通知如下，请认真落实。
一、总体要求
抓好各项措施的落实，确保安全度汛。
（一）提高认识
各单位要高度重视，做好值班值守。
二、工作安排
请各单位按时报送情况。
附件：1.任务分工表
2.联系人名单
青河市水务局
2026年6月1日
附件1
任务分工表
各单位按照分工抓好落实。
附件2
联系人名单
请各单位按时填写。
"""


@cache
def good() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docnorm.normalize_text(GOOD).to_bytes("docx"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def found(data: bytes) -> list[str]:
    return [f.rule.removeprefix("look.") for f in check_look(data, PROFILE.look, PROFILE, "x.docx")]


def direct(text: str, ppr: str = "", rpr: str = "") -> tuple[str, str]:
    """What to replace, so that the paragraph of ``text`` has properties of its own."""
    hint = r'(?:<w:rFonts w:hint="eastAsia"/>)?'
    pattern = rf"(<w:p><w:pPr>(?:(?!</w:p>).)*?)</w:pPr>(<w:r>)<w:rPr>{hint}(?=</w:rPr><w:t[^>]*>{text})"
    return pattern, rf"\1{ppr}</w:pPr>\2<w:rPr>{rpr}"


FACE = '<w:rFonts w:eastAsia="{}"/>'
SIZE = '<w:sz w:val="{}"/>'
BODY = ("抓好各项措施", "各单位要高度重视", "请各单位按时报送")
DEFECTS = [
    *(("margins", rf'(<w:pgMar [^>]*w:{side}=)"\d+"', r'\1"1134"') for side in ("top", "right", "bottom", "left")),
    ("paper", r'w:w="11906" w:h="16838"', 'w:w="11906" w:h="15840"'),
    ("paper", r'w:w="11906" w:h="16838"', 'w:w="12240" w:h="16838"'),
    *(("lines", r'w:linePitch="579"', f'w:linePitch="{pitch}"') for pitch in (312, 480, 620)),
    *(
        ("font", *direct(text, rpr=FACE.format(face)))
        for text, face in zip(BODY, ("宋体", "黑体", "微软雅黑"), strict=True)
    ),
    *(("font", *direct("关于启动", rpr=FACE.format(face))) for face in ("黑体", "宋体", "仿宋_GB2312")),
    *(("font", *direct("一、总体", rpr=FACE.format(face))) for face in ("楷体_GB2312", "仿宋", "宋体")),
    *(("font", *direct("（一）提高", rpr=FACE.format(face))) for face in ("黑体", "仿宋", "宋体")),
    *(("font", *direct("附件1", rpr=FACE.format(face))) for face in ("仿宋", "宋体", "楷体")),
    *(("size", *direct(text, rpr=SIZE.format(size))) for text, size in zip(BODY, (28, 24, 30), strict=True)),
    *(("size", *direct("关于启动", rpr=SIZE.format(size))) for size in (36, 32, 52)),
    *(("size", *direct(text, rpr=SIZE.format(28))) for text in ("一、总体", "二、工作", "（一）提高")),
    *(("size", *direct(text, rpr=SIZE.format(28))) for text in ("各科室", "青河市水务局</", "2026年6月1日")),
    *(("alignment", *direct(text, '<w:jc w:val="center"/>')) for text in BODY),
    *(("alignment", *direct("关于启动", f'<w:jc w:val="{side}"/>')) for side in ("left", "right", "both")),
    *(("indent", *direct(text, '<w:ind w:firstLineChars="0" w:firstLine="0"/>')) for text in BODY),
    *(
        ("indent", *direct(text, '<w:ind w:firstLineChars="400" w:firstLine="1280"/>'))
        for text in ("一、总体", "二、工作", "各科室")
    ),
    *(("line-spacing", *direct(text, '<w:spacing w:line="360" w:lineRule="auto"/>')) for text in BODY),
    *(("line-spacing", *direct(text, '<w:spacing w:line="480" w:lineRule="exact"/>')) for text in BODY),
    *(("docno", "〔2026〕8号", number) for number in ("[2026]8号", "〔2026〕08号", "（2026）8号")),
    *(("date", "2026年6月1日", date) for date in ("2026年06月01日", "2026年6月01日", "二〇二六年六月一日")),
    ("attachments", "2.联系人名单", "3.联系人名单"),
    ("attachments", "1.任务分工表", "2.任务分工表"),
    ("color", r'<w:color w:val="FF0000"/>', '<w:color w:val="000000"/>'),
    *(("color", *direct(text, rpr='<w:color w:val="1F4E79"/>')) for text in ("关于启动", "一、总体", BODY[1])),
    *(("bold", *direct(text, rpr="<w:b/>")) for text in ("一、总体", "（一）提高", BODY[0])),
    *(("space", *direct(text, '<w:spacing w:before="156" w:after="156"/>')) for text in BODY),
    *(("space", *direct(text, '<w:spacing w:afterLines="50" w:after="120"/>')) for text in BODY[:2]),
    *(("new-page", *direct(text, '<w:pageBreakBefore w:val="0"/>')) for text in ("附件1", "附件2")),
    ("recipient", "各灌区管理所：", "各灌区管理所:"),
    ("columns", r'<w:cols w:space="425"/>', '<w:cols w:num="2" w:space="425"/>'),
    ("heading-order", "一、总体要求", "（二）总体要求"),
]


def test_a_good_document_has_no_findings() -> None:
    assert found(pack(good())) == []


@pytest.mark.parametrize(("rule", "old", "new"), DEFECTS)
def test_a_planted_defect_is_found_and_nothing_else(rule: str, old: str, new: str) -> None:
    parts = dict(good())
    changes = 0
    for name in ("word/document.xml", "word/styles.xml"):
        text, count = re.subn(old, new, parts[name].decode(), count=1)
        parts[name] = text.encode()
        changes += count
        if count:
            break
    assert changes == 1
    assert set(found(pack(parts))) == {rule}


@pytest.mark.parametrize("form", ["-", "第", ""])
def test_a_page_number_of_another_form_is_found(form: str) -> None:
    parts = dict(good())
    for name in [n for n in parts if "footer" in n]:
        parts[name] = parts[name].replace("—".encode(), form.encode())
    assert found(pack(parts)) == ["page-number"]


def test_a_torn_title_is_found() -> None:
    parts = dict(good())
    brk = '</w:t></w:r><w:r><w:br/></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>'
    whole = parts["word/document.xml"].decode()
    parts["word/document.xml"] = whole.replace("防汛应急响应", f"防汛应急响{brk}应").encode()
    assert found(pack(parts)) == ["title-break"]
    parts["word/document.xml"] = whole.replace("防汛应急响应", f"防汛{brk}应急响应").encode()
    assert found(pack(parts)) == []


def test_the_command_lists_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(pack(good()))
    assert main(["--check-look", str(path)]) == 0
    parts = {**good(), "word/document.xml": good()["word/document.xml"].replace(b'w:top="2098"', b'w:top="1440"')}
    path.write_bytes(pack(parts))
    assert main(["--check-look", str(path), "--output-format", "json"]) == 1
    assert "look.margins" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_a_document_set_by_a_learnt_look_passes_the_check_against_it(name: str, tmp_path: Path) -> None:
    sample = docnorm.normalize_text(GOOD).to_bytes("docx", look=name)
    learnt = LOOKS["gongwen"].but(tomllib.loads(learn_look(sample, LOOKS["gongwen"], PROFILE))["look"])
    again = docnorm.normalize_text(GOOD).to_bytes("docx", look=learnt)
    assert check_look(again, learnt, PROFILE, "x") == []
    number, taught = LOOKS[name].page_number, learnt.page_number
    assert (number.place, number.form if number.place != "none" else "") == (
        taught.place, taught.form if taught.place != "none" else "",
    )  # fmt: skip
    target = tmp_path / "house.toml"
    (tmp_path / "s.docx").write_bytes(sample)
    assert main(["--learn-look", str(tmp_path / "s.docx"), "-o", str(target)]) == 0
    assert tomllib.loads(target.read_text(encoding="utf-8"))["look"]["paragraph"]["size"] > 10


def test_findings_stand_in_a_copy_as_comments(tmp_path: Path) -> None:
    path, copy = tmp_path / "a.docx", tmp_path / "b.docx"
    parts = {**good(), "word/document.xml": good()["word/document.xml"].replace(b'w:top="2098"', b'w:top="1440"')}
    path.write_bytes(pack(parts))
    before = path.read_bytes()
    assert main(["--check-look", str(path), "-o", str(copy)]) == 1
    assert path.read_bytes() == before
    with zipfile.ZipFile(copy) as archive:
        assert "top margin 25.4 mm, wanted 37" in archive.read("word/comments.xml").decode()
    assert docnorm.normalize(copy, "minimal").text == docnorm.normalize(path, "minimal").text
    assert found(copy.read_bytes()) == ["margins"]
    assert main(["--check-look", str(path), "-o", str(path)]) == 2


def test_a_template_is_a_look_to_check_against(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, sample = tmp_path / "a.docx", tmp_path / "s.docx"
    path.write_bytes(pack(good()))
    sample.write_bytes(docnorm.normalize_text(GOOD).to_bytes("docx", look="report"))
    assert main(["--check-look", str(path), "--template", str(path)]) == 0
    assert main(["--check-look", str(path), "--template", str(sample)]) == 1
    said = capsys.readouterr().out
    assert "look.font" in said
    assert "9704" not in said  # the sample is no standard


MINUTES = """青河市水务局会议纪要
〔2026〕5号
青河市水务局办公室　　　2026年6月1日
防汛工作会议纪要
会议研究了防汛工作。
"""
ORDER = """青河市人民政府令
第12号
《青河市供水管理办法》已经通过，现予公布，自2026年7月1日起施行。
市长　张明
2026年6月1日
"""


@pytest.mark.parametrize("text", [MINUTES, ORDER])
def test_minutes_and_orders_of_our_own_have_no_findings(text: str) -> None:
    assert found(docnorm.normalize_text(text).to_bytes("docx")) == []


def test_an_order_has_no_red_rule() -> None:
    for text, rules in ((ORDER, 0), (MINUTES, 1)):
        with zipfile.ZipFile(io.BytesIO(docnorm.normalize_text(text).to_bytes("docx"))) as archive:
            assert archive.read("word/document.xml").count(b"<w:bottom ") == rules


def test_the_paragraph_behind_an_imprint_takes_no_line_of_the_grid() -> None:
    text = (
        GOOD.split("附件：", maxsplit=1)[0]
        + "青河市水务局\n2026年6月1日\n抄送：市委办公室。\n青河市水务局办公室　　2026年6月1日印发\n"
    )
    with zipfile.ZipFile(io.BytesIO(docnorm.normalize_text(text).to_bytes("docx"))) as archive:
        behind = archive.read("word/document.xml").decode().rpartition("</w:tbl>")[2]
    assert behind.startswith('<w:p><w:pPr><w:snapToGrid w:val="0"/>')
