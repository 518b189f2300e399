"""What real Word files hold beside their text, and what must become of it."""

from __future__ import annotations

import base64
import io
import re
import zipfile

import pytest
from lxml import etree

import docnorm
from docnorm.errors import InputRefused

import docx_build as build
from docx_markup import body, line, part, run
from docx_revisions import body as tree_of
from docx_revisions import text_of

CENTRED = '<w:pPr><w:jc w:val="center"/></w:pPr>'
RULE = '<w:pPr><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/></w:pBdr></w:pPr>'
UNDER = '<w:u w:val="single"/>'
HEAD, FIRST, SECOND = "关于举办读书会的通知", "现将读书会的有关事项通知如下。", "请各班于周五之前报名。"


def resolved_lines(data: bytes, *, accept: bool) -> list[str]:
    """The lines with text, everything accepted or rejected, moves too."""
    drop = [f"{{{build.W}}}{kind}" for kind in (("del", "moveFrom") if accept else ("ins", "moveTo"))]
    rows, held = [], ""
    for p in tree_of(data).iter(f"{{{build.W}}}p"):
        held += "".join(text_of(e) for e in p if e.tag not in (f"{{{build.W}}}pPr", *drop))
        marks = p.find(f"{{{build.W}}}pPr/{{{build.W}}}rPr")
        if marks is None or all(marks.find(kind) is None for kind in drop):
            rows.append(held)
            held = ""
    return [row for row in rows if row.strip()]


def numbered(depth: int = 0) -> str:
    return f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'


def lists(text: str = "%1、", form: str = "chineseCounting", face: str = "") -> dict[str, str]:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{face}</w:lvl>'
    shape = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    return {"numbering": f'{shape}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'}


def clean(inner: str, parts: dict[str, str] | None = None, **options: object) -> str:
    return body(docnorm.normalize(build.docx(inner, parts)).to_verified_bytes("docx", **options))


def paragraphs(xml: str) -> list[str]:
    return re.findall(r"<w:p[ >].*?</w:p>|<w:p/>", xml)


def of(xml: str, text: str) -> str:
    return next(p for p in paragraphs(xml) if text in p)


@pytest.mark.parametrize("blank", [
    "<w:r/>", "<w:r><w:t/></w:r>", "<w:r><w:rPr><w:b/></w:rPr></w:r>", '<w:r><w:t xml:space="preserve">  </w:t></w:r>',
    '<w:bookmarkStart w:id="0" w:name="a"/><w:bookmarkEnd w:id="0"/><w:r><w:lastRenderedPageBreak/></w:r>',
    '<w:ins w:id="7" w:author="a" w:date="2020-01-01T00:00:00Z"><w:r><w:t/></w:r></w:ins>',
])  # fmt: skip
@pytest.mark.parametrize("tracked", [False, True])
def test_a_blank_line_full_of_nothing_gives_way_to_what_follows(blank: str, *, tracked: bool) -> None:
    inner = line(run(HEAD)) + line(CENTRED, blank) + line(numbered(), run("报名")) + line(run(SECOND))
    out = clean(inner, lists(), look="keep", track_changes=tracked)
    assert numbered()[:-8] in of(out, "报名")
    assert "center" not in of(out, "报名")


@pytest.mark.parametrize("look", ["keep", "profile"])
@pytest.mark.parametrize("shown", [
    RULE, '<w:pPr><w:shd w:val="clear" w:fill="FFFF00"/></w:pPr>', "<w:pPr><w:pageBreakBefore/></w:pPr>",
    '<w:pPr><w:framePr w:w="100" w:h="100" w:wrap="around"/></w:pPr>', numbered(),
    '<w:pPr><w:pStyle w:val="rule"/></w:pPr>',
])  # fmt: skip
def test_an_empty_paragraph_that_shows_something_stays(shown: str, look: str) -> None:
    style = f'<w:style w:type="paragraph" w:styleId="rule"><w:name w:val="rule"/>{RULE}</w:style>'
    inner = line(run(HEAD)) + line(run(FIRST)) + line(shown) + line(shown, run("　")) + line(run(SECOND))
    out = clean(inner, {**lists(), "styles": style}, look=look)
    assert [bool(re.search("<w:t", p)) for p in paragraphs(out)] == [True, True, False, False, True]
    assert out.count(shown[7:20]) >= 2


@pytest.mark.parametrize("hidden", [
    '<w:pPr><w:pBdr><w:bottom w:val="nil"/></w:pBdr></w:pPr>', '<w:pPr><w:pageBreakBefore w:val="0"/></w:pPr>',
    '<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="auto"/></w:pPr>',
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>',
    '<w:pPr><w:rPr><w:shd w:val="clear" w:fill="FFFF00"/><w:lang/></w:rPr></w:pPr>',
])  # fmt: skip
def test_an_empty_paragraph_that_shows_nothing_goes(hidden: str) -> None:
    inner = line(run(HEAD)) + line(run(FIRST)) + line(hidden) + line(run(SECOND))
    assert len(paragraphs(clean(inner, look="keep"))) == 3


@pytest.mark.parametrize("profile", ["gongwen", "web", "novel", "corpus", "minimal"])
@pytest.mark.parametrize("blank", ["    ", "\u3000\u3000", "\u00a0\u00a0\u00a0", "<w:tab/>"])
def test_a_line_to_write_on_is_kept(blank: str, profile: str) -> None:
    text = blank if blank.startswith("<") else f'<w:t xml:space="preserve">{blank}</w:t>'
    under = f"<w:r><w:rPr>{UNDER}</w:rPr>{text}</w:r>"
    inner = line(run(HEAD)) + line(under, run("年"), under, run("月签字："), under) + line(under) + line(run(SECOND))
    inner += f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{line(under)}</w:tc></w:tr></w:tbl>"
    out = body(docnorm.normalize(build.docx(inner), profile=profile).to_verified_bytes("docx"))
    assert out.count(UNDER) == 5
    assert out.count(text.replace(' xml:space="preserve"', "")) == 5


def mark(kind: str, author: str = "甲") -> str:
    return f'<w:pPr><w:rPr><w:{kind} w:id="91" w:author="{author}" w:date="2020-01-01T00:00:00Z"/></w:rPr></w:pPr>'


def struck(text: str, kind: str = "del", tag: str = "delText") -> str:
    inner = f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
    return line(mark(kind), f'<w:{kind} w:id="92" w:author="甲" w:date="2020-01-01T00:00:00Z">{inner}</w:{kind}>')


@pytest.mark.parametrize("tracked", [False, True])
@pytest.mark.parametrize("look", ["keep", "profile"])
@pytest.mark.parametrize("pending", [
    struck("原定周三。"), struck("原定周三。") + struck("地点待定。"), struck("原定周三。", "moveFrom"),
    struck("改在周四。", "ins", "t"), line(mark("del"), run("改在周四，")), line(mark("del")),
])  # fmt: skip
def test_an_earlier_authors_paragraphs_wait_for_their_decision(pending: str, look: str, *, tracked: bool) -> None:
    inner = line(run(HEAD)) + line(run(FIRST)) + pending + line(run(SECOND)) + "<w:p/>" + line(run("完毕。"))
    before, after = build.docx(inner), None
    document = docnorm.normalize(before)
    after = document.to_verified_bytes("docx", look=look, track_changes=tracked)
    for accept in (True, False):
        assert resolved_lines(after, accept=accept) == resolved_lines(before, accept=accept)
    assert body(after).count('w:author="甲"') >= inner.count('w:author="甲"') - (pending == line(mark("del")))


def test_a_line_whose_end_was_deleted_is_one_line() -> None:
    inner = line(run(HEAD)) + line(mark("del"), run("请各班，")) + line(numbered(), run("按时报名。"))
    inner += line(numbered(), run("不得迟到。"))
    assert docnorm.normalize(build.docx(inner, lists())).to_bytes("txt").decode().split("\n")[1:3] == [
        "一、请各班，按时报名。", "二、不得迟到。",
    ]  # fmt: skip


def test_edits_reach_both_halves_of_such_a_line() -> None:
    inner = line(run(HEAD)) + line(mark("del"), run("请各班,")) + line(run("按时报名.")) + line(run("不得迟到."))
    for tracked in (False, True):
        out = docnorm.normalize(build.docx(inner)).to_verified_bytes("docx", track_changes=tracked)
        assert resolved_lines(out, accept=True)[1:] == ["请各班，按时报名。", "不得迟到。"]


def test_styles_that_are_headings_by_their_name_alone() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{1}"/></w:style>'
    styles = style.format("a", "heading 1") + style.format("b", "标题 2") + style.format("c", "heading notes")
    inner = line(run(HEAD)) + "".join(
        line(f'<w:pPr><w:pStyle w:val="{key}"/></w:pPr>', run(text)) for key, text in
        (("a", "安排"), ("b", "时间"), ("c", "这是一段普通的正文，不是标题。"))
    )  # fmt: skip
    outline = docnorm.normalize(build.docx(inner, {"styles": styles})).outline
    assert [(b.role, b.level) for b in outline.blocks][1:] == [("heading", 1), ("heading", 2), ("paragraph", 0)]


def test_entries_that_word_counts_are_no_title() -> None:
    items = "".join(line(numbered(), run(text)) for text in ("主持人致辞", "代表发言", "合影"))
    outline = docnorm.normalize(
        build.docx(line(CENTRED, run("读书会议程")) + items + line(run(SECOND)), lists())
    ).outline
    assert [b.role for b in outline.blocks].count("title") == 1


def test_labels_stand_in_the_text_unless_they_are_not_wanted() -> None:
    document = docnorm.normalize(build.docx(line(run(HEAD)) + line(numbered(), run("报名")), lists("第%1条")))
    assert document.to_bytes("txt").decode().split("\n")[1] == "第一条　报名"
    assert document.to_bytes("txt", labels=False).decode().split("\n")[1] == "报名"


MARGINS = '<w:pgMar w:top="700" w:right="700" w:bottom="700" w:left="700"/>'
SECTION = f'<w:pPr><w:sectPr><w:pgSz w:w="{{}}" w:h="{{}}"/>{MARGINS}</w:sectPr></w:pPr>'


def test_a_page_laid_across_stays_so_without_saying_it() -> None:
    out = clean(line(run(HEAD)) + line(SECTION.format(16838, 11906), run(FIRST)) + line(run(SECOND)))
    assert '<w:pgSz w:w="16838" w:h="11906"/>' in out


def test_tables_and_pictures_come_inside_the_new_margins() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="5250"/><w:gridCol w:w="5250"/></w:tblGrid>'
    wide = '<w:tblPr><w:tblW w:w="10500" w:type="dxa"/></w:tblPr>'
    table = f"<w:tbl>{wide}{grid}<w:tr>{{0}}{{0}}</w:tr></w:tbl>"
    cell = f'<w:tc><w:tcPr><w:tcW w:w="5250" w:type="dxa"/></w:tcPr>{line(run("格"))}</w:tc>'
    picture = '<w:r><w:drawing><wp:inline><wp:extent cx="6667500" cy="1000000"/></wp:inline></w:drawing></w:r>'
    inner = line(run(HEAD)) + table.format(cell) + line(picture) + line(SECTION.format(11906, 16838), run(SECOND))
    out = clean(inner)
    assert sum(map(int, re.findall(r'gridCol w:w="(\d+)"', out))) <= 8845
    cx, cy = map(int, re.search(r'cx="(\d+)" cy="(\d+)"', out).groups())  # type: ignore[union-attr]
    assert cx <= 8845 * 635
    assert abs(cx / cy - 6.6675) < 0.01
    kept = clean(inner, look="keep")
    assert table.format(cell) in kept
    assert 'cx="6667500"' in kept


def test_a_label_is_set_like_its_text() -> None:
    out = docnorm.normalize(build.docx(
        line(run(HEAD)) + line(numbered(), run("报名")) + line(numbered(), run("签到")),
        lists(face='<w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr>'),
    )).to_verified_bytes("docx")  # fmt: skip
    assert '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>' in part(out, "word/numbering.xml")


def test_a_heading_over_two_lines_is_one() -> None:
    inner = line(run(HEAD)) + line(
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', run("报名"), "<w:r><w:br/></w:r>", run("与签到")
    )
    document = docnorm.normalize(build.docx(inner + line(run(SECOND))))
    assert [document.outline.read(b.span) for b in document.outline.blocks if b.role == "heading"] == [
        "报名\u2028与签到"
    ]
    assert "报名与签到" in document.to_bytes("txt").decode()
    assert "# 报名与签到" in document.to_bytes("md").decode()
    assert "<w:br/>" in body(document.to_verified_bytes("docx"))


def test_a_reading_keeps_its_size() -> None:
    reading = run("pán", '<w:sz w:val="10"/>')
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{reading}</w:rt><w:rubyBase>{run('磐')}</w:rubyBase></w:ruby></w:r>"
    assert reading in clean(line(run(HEAD)) + line(run("地名为"), ruby, run("，请读准。")))


@pytest.mark.parametrize(("text", "side"), [("目　录", "center"), ("全体同学", "right"), ("请各班按时报名。", "both")])
def test_a_short_line_keeps_its_side(text: str, side: str) -> None:
    own = f'<w:pPr><w:jc w:val="{"center" if side == "both" else side}"/></w:pPr>'
    out = clean(line(run(HEAD)) + line(run(FIRST)) + line(own, run(text)) + line(run(SECOND)))
    assert (f'<w:jc w:val="{side}"/>' in of(out, text)) == (side != "both")


def test_a_template_becomes_a_document() -> None:
    made = build.parts(line(run(HEAD)) + line(run(FIRST)))
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"document.main", b"template.main")
    for look in ("keep", "profile"):
        out = docnorm.normalize(build.pack(made)).to_verified_bytes("docx", look=look)
        assert "template.main" not in part(out, "[Content_Types].xml")


PAGE = f"<html><head><meta charset='utf-8'></head><body><p>{HEAD}</p><p>{FIRST}</p></body></html>"
ENCODED = base64.b64encode(PAGE.encode()).decode()
ARCHIVED = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

{ENCODED}
--x--
"""


@pytest.mark.parametrize("data", [PAGE, ARCHIVED], ids=["page", "archive"])
def test_a_web_page_by_the_name_of_doc_is_read(data: str) -> None:
    document = docnorm.normalize(data.encode(), format="docx")
    assert document.text == f"{HEAD}\n{FIRST}"
    assert document.undo() == data.encode()
    assert document.to_verified_bytes("docx").startswith(b"PK")


def flat(parts: dict[str, bytes]) -> bytes:
    types = etree.fromstring(parts.pop("[Content_Types].xml"))
    kinds = {e.get("PartName"): e.get("ContentType") for e in types if e.get("PartName")}
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    inner = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType="{kinds.get("/" + name, rels)}"><pkg:xmlData>'
        f"{data.decode().partition('?>')[2]}</pkg:xmlData></pkg:part>" for name, data in parts.items()
    )  # fmt: skip
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{inner}</pkg:package>'.encode()


def test_a_document_as_one_xml_file_is_edited_in_place() -> None:
    data = flat(build.parts(line(run(HEAD)) + line(run("请各班,按时报名."))))
    document = docnorm.normalize(data, format="docx")
    assert document.text.endswith("请各班，按时报名。")
    assert "，" in body(document.to_verified_bytes("docx"))
    with pytest.raises(InputRefused, match="Word XML"):
        docnorm.normalize(data.replace(b"</w:body>", b""), format="docx")


def chunked(inner: str, chunk: bytes) -> bytes:
    made = build.parts(
        inner + '<w:altChunk r:id="c"/>', None, f'<Relationship Id="c" Type="{build.R}/aFChunk" Target="c.mht"/>'
    )
    return build.pack({**made, "word/c.mht": chunk})


def test_a_document_that_is_all_in_a_chunk_is_read_and_any_other_refused() -> None:
    document = docnorm.normalize(chunked("", ARCHIVED.encode()))
    assert document.text == f"{HEAD}\n{FIRST}"
    assert zipfile.ZipFile(io.BytesIO(document.to_verified_bytes("docx"))).namelist()
    for data in (chunked(line(run("甲")), ARCHIVED.encode()), chunked("", b"PK")):
        with pytest.raises(InputRefused, match="altChunk"):
            docnorm.normalize(data)


HEADED = """青河市水务局文件
青水发〔2026〕8号
关于启动应急响应的通知
各科室：
请落实。
青河市水务局
2026年6月1日
抄送：市委办公室。
青河市水务局办公室　　2026年6月2日印发
"""


def test_a_red_head_and_an_imprint_from_text() -> None:
    out = body(docnorm.normalize_text(HEADED).to_verified_bytes("docx"))
    assert re.findall(r'pStyle w:val="(\w+)"', out)[:4] == ["Letterhead", "DocumentNumber", "Title", "Salutation"]
    assert "FF0000" in of(out, "青水发")
    assert re.search(r"<w:tbl>.*抄送.*insideH|<w:tbl>.*insideH.*抄送.*印发.*</w:tbl>", out)
    again = docnorm.normalize(docnorm.normalize_text(HEADED).to_bytes("docx")).outline
    assert [str(b.role) for b in again.blocks][:3] == ["letterhead", "docno", "title"]
    assert [str(b.role) for b in again.blocks][-2:] == ["imprint", "imprint"]


def test_a_letterhead_that_is_set_stays_as_its_author_set_it() -> None:
    large, small = '<w:color w:val="FF0000"/><w:sz w:val="80"/>', '<w:sz w:val="32"/>'
    rows = HEADED.strip().split("\n")
    inner = line(CENTRED, run(rows[0], large)) + line(RULE) + "".join(line(run(row, small)) for row in rows[1:])
    out = clean(inner)
    assert line(CENTRED, run(rows[0], large)) in out
    assert 'pStyle w:val="Title"' in of(out, rows[2])


def test_a_number_that_came_with_a_style_stays_when_the_style_goes() -> None:
    numbers = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    own = f'<w:style w:type="paragraph" w:styleId="c"><w:name w:val="Clause"/>{numbers}</w:style>'
    inner = line(run(HEAD)) + "".join(line('<w:pPr><w:pStyle w:val="c"/></w:pPr>', run(t)) for t in ("报名", "签到"))
    out = clean(inner, {**lists(), "styles": own})
    assert out.count('<w:numId w:val="1"/>') == 2


def test_a_second_copy_of_the_styles_goes_when_a_look_changes_them() -> None:
    parts = build.parts(line(run(HEAD)) + line(run(FIRST)), {"styles": ""})
    kind = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
    link = f'<Relationship Id="e" Type="{kind}" Target="stylesWithEffects.xml"/></Relationships>'.encode()
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", link)
    parts["word/stylesWithEffects.xml"] = parts["word/styles.xml"]
    document = docnorm.normalize(build.pack(parts))
    for look, there in (("keep", True), ("profile", False)):
        with zipfile.ZipFile(io.BytesIO(document.to_verified_bytes("docx", look=look))) as archive:
            assert ("word/stylesWithEffects.xml" in archive.namelist()) is there
            assert (b"stylesWithEffects" in archive.read(rels)) is there


def field(*code: str) -> str:
    told = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in code)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{told}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(("code", "shown"), [
    ((r" eq \o\ac(○,", "21", ")"), "㉑"), ((r" EQ \o\ac(○,正) ",), "㊣"), ((r"eq \o(○,七)",), "㊆"),
    ((r"eq \o\ac(○,密)",), "密"), ((r"eq \o\ac(□,3)",), "3"), ((r" EQ \f(1,2) ",), "\ufffc"), ((' TC "目录" ',), ""),
    ((' XE "词" ',), ""),
])  # fmt: skip
def test_what_word_draws_from_a_fields_code_is_read_and_kept(code: tuple[str, ...], shown: str) -> None:
    """A ring round a number (带圈字符) has no stored result: 见第㉑项 was read as 见第项."""
    inner = line(run("见第"), field(*code), run("项,请核对。"))
    data = build.docx(inner)
    assert docnorm.api.read(data, path="a.docx").text == f"见第{shown}项,请核对。"
    out = clean(inner, look="keep")
    assert out.count("<w:fldChar ") == 2
    assert "项，请核对" in out


@pytest.mark.parametrize("gap", ["　　", "  ", "　", " "])
def test_the_date_of_an_imprint_ends_one_character_in(gap: str) -> None:
    text = HEADED.replace("办公室　　2026", f"办公室{gap}2026")
    document = docnorm.normalize_text(text)
    out = body(document.to_verified_bytes("docx"))
    spread = re.search(r'<w:spacing w:val="(\d+)"/></w:rPr><w:t>([ 　]+)<', out)
    assert spread is not None
    # 156 mm less one character on either side, in twips: names, date and spaces fill it.
    full = sum(280 if ord(c) > 0x2FF else 140 for c in "青河市水务局办公室2026年6月2日印发" + spread[2]) + 5 * 70
    assert 0 <= 8844 - 560 - full - len(spread[2]) * int(spread[1]) < len(spread[2]) + 1
    assert "2026年6月2日印发" in docnorm.normalize(document.to_bytes("docx")).text


def test_an_imprint_without_a_date_at_its_end_is_set_as_it_stands() -> None:
    out = body(docnorm.normalize_text(HEADED.replace("　　2026年6月2日印发", "　　　　　　印发")).to_bytes("docx"))
    assert not re.search(r'<w:rPr>(?:<w:rFonts[^>]*>)?<w:spacing w:val="\d+"/>', out)
