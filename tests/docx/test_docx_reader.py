"""What a reader of the page sees is what the text says, one paragraph a line."""

from __future__ import annotations

import pytest

from docnorm.readers.docx import read_docx
from docnorm.readers.docx.figures import write_number
from docnorm.source import Source

import docx_build as build

BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
BOX = "<w:txbxContent>{}</w:txbxContent>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def read(body: str, **inner: str) -> Source:
    return read_docx(build.docx(body, inner))


def said(source: Source, kind: str) -> list[tuple[str, str]]:
    return [(m.value, source.text[m.span.start : m.span.end]) for m in source.marks if m.kind == kind]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("党") + run("组织"), "党组织"),
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a\tb"),
        ('<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>' + run("a"), "a"),
        (run("上") + "<w:r><w:br/></w:r>" + run("下"), "上\u2028下"),
        (run("上") + '<w:r><w:br w:type="page"/></w:r>' + run("下"), "上下"),
        (run("a") + "<w:r><w:noBreakHyphen/></w:r>" + run("b"), "a\u2011b"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✔"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F020"/></w:r>', "\ufffc"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R同意£不同意</w:t></w:r>', "☑同意□不同意"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>±5°C ³10</w:t></w:r>', "±5°Χ ≥10"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>R</w:t></w:r>', "R"),
        ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>', "①"),
        ('<w:ins w:id="1" w:author="a">' + run("新") + "</w:ins>", "新"),
        ('<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText><w:tab/></w:r></w:del>' + run("新"), "新"),
        ('<w:moveFrom w:id="1" w:author="a">' + run("旧") + "</w:moveFrom>" + run("新"), "新"),
        ('<w:hyperlink r:id="x">' + run("链") + "</w:hyperlink>" + run("后"), "链后"),
        (run("注") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "注\ufffc"),
        ("<m:oMath><m:r><m:t>E</m:t></m:r></m:oMath>" + run("式"), "\ufffc式"),
        (run("藏", "<w:rPr><w:vanish/></w:rPr>") + run("显"), "显"),
        (run("显", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "显"),
        ("<w:r><w:ruby><w:rt>" + run("hàn") + "</w:rt><w:rubyBase>" + run("汉") + "</w:rubyBase></w:ruby></w:r>", "汉"),
        (run("第") + BEGIN + SEPARATE + run("1") + END + run("页"), "第1页"),
        ('<w:fldSimple w:instr="PAGE">' + run("1") + "</w:fldSimple>", "1"),
        ("<w:r><w:drawing><wp:inline/></w:drawing></w:r>" + run("图"), "\ufffc图"),
        ("<w:r><w:drawing><wp:anchor/></w:drawing></w:r>" + run("图"), "图"),
        ('<w:bookmarkStart w:id="0" w:name="a"/>' + run("签") + '<w:bookmarkEnd w:id="0"/>', "签"),
        (run("一\n二"), "一 二"),
        ("<w:r><w:t><![CDATA[<w:rPr></w:rPr>]]></w:t></w:r>", "<w:rPr></w:rPr>"),
    ],
)
def test_a_paragraph_is_the_line_that_one_sees(inner: str, text: str) -> None:
    assert read(line(inner)).text == text


def test_stories_follow_one_another_with_breaks_that_stay() -> None:
    note = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">'
        + line(run("注"))
        + "</w:footnote>"
    )
    source = read(line(run("正文")), footnotes=note, header1=line(run("眉")), footer1=line(run("脚")))
    assert source.text == "正文\n注\n眉\n脚"
    assert said(source, "frozen") == [("", "\n")] * 3
    assert said(source, "style") == [("footnote text", "注"), ("header", "眉"), ("footer", "脚")]


def test_a_footer_that_only_counts_pages_is_no_text() -> None:
    for inner in (run("— ") + BEGIN + SEPARATE + run("1") + END + run(" —"), run("第 1 页 共 9 页"), "", run("  ")):
        assert read(line(run("正文")), footer1=line(inner)).text == "正文"


def test_cells_rows_and_what_stands_around_them_stay_apart() -> None:
    cell = "<w:tc>{}</w:tc>".format
    row = "<w:tr>{}</w:tr>".format
    body = (
        line(run("前")) + "<w:tbl>" + row(cell(line(run("甲"))) + cell(line(run("乙")) + line(run("丙")))) + "</w:tbl>"
    )
    source = read(body + line(run("后")))
    assert source.text == "前\n甲\n乙\n丙\n后"
    assert [m.span.start for m in source.marks if m.kind == "frozen"] == [1, 3, 7]
    assert said(source, "cell") == [("", "甲"), ("", "乙\n丙")]
    assert said(source, "row") == [("0.0", "甲\n乙\n丙")]


def test_a_text_box_stands_behind_the_text_and_is_read_once() -> None:
    box = BOX.format(line(run("框")))
    twice = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:pict>{box}</w:pict></mc:Choice><mc:Fallback>'
        f"<w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    source = read(line(run("主"), f"<w:r>{twice}</w:r>", run("文")) + line(run("后")))
    assert source.text == "主\ufffc文\n后\n框"
    assert ("text box", "框") in said(source, "style")


def test_what_a_field_or_control_fills_in_is_frozen() -> None:
    control = f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run('选')}</w:sdtContent></w:sdt>"
    free = f"<w:sdt><w:sdtPr><w:alias w:val='a'/></w:sdtPr><w:sdtContent>{run('写')}</w:sdtContent></w:sdt>"
    source = read(line(BEGIN, SEPARATE, run("1"), END, run("页"), control, free))
    assert source.text == "1页选写"
    assert said(source, "frozen") == [("", "1"), ("", "选")]


def test_an_empty_line_that_holds_something_keeps_its_breaks() -> None:
    float_only = line("<w:r><w:drawing><wp:anchor/></w:drawing></w:r>")
    assert said(read(line(run("上")) + float_only + line(run("下"))), "frozen") == [("", "\n")] * 2
    assert said(read(line(run("上")) + line() + line(run("下"))), "frozen") == []


def test_a_section_ends_where_it_ended() -> None:
    source = read(line("<w:pPr><w:sectPr/></w:pPr>", run("上")) + line(run("下")))
    assert said(source, "frozen") == [("", "\n")]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr>'
    '<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="我的标题"/><w:basedOn w:val="1"/><w:rPr>'
    '<w:b w:val="0"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="y"/></w:style>'
)


def test_styles_tell_headings_and_weight() -> None:
    styled = '<w:pPr><w:pStyle w:val="{}"/></w:pPr>'.format
    body = (
        build.paragraph("甲", styled("1"))
        + build.paragraph("乙", styled("x"))
        + line(run("丙"), run("丁", "<w:rPr><w:b/></w:rPr>"))
    )
    source = read(body + build.paragraph("戊", styled("y")), styles=STYLES)
    assert said(source, "heading") == [("1", "甲"), ("1", "乙")]
    assert said(source, "bold") == [("", "甲"), ("", "丁")]
    assert said(source, "style") == [("heading 1", "甲"), ("我的标题", "乙")]


def level(depth: int, form: str, text: str, more: str = "") -> str:
    counts = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counts}</w:lvl>'


NUMBERS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%1.%3", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf06c")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
)


def test_automatic_numbers_are_marks_and_never_text() -> None:
    rows = [
        ("1", 0),
        ("1", 1),
        ("1", 1),
        ("1", 2),
        ("1", 0),
        ("1", 1),
        ("0", 0),
        ("2", 0),
        ("1", 0),
        ("3", 0),
        ("9", 0),
    ]
    body = "".join(
        build.paragraph("文", f'<w:pPr><w:numPr><w:ilvl w:val="{d}"/><w:numId w:val="{n}"/></w:numPr></w:pPr>')
        for n, d in rows
    )
    source = read(body, numbering=NUMBERS)
    assert source.text == "\n".join("文" * len(rows))
    assert [v for v, _ in said(source, "number")] == [
        "一、",
        "（一）",
        "（二）",
        "1.1",
        "二、",
        "（一）",
        "五、",
        "六、",
        "•",
    ]


def test_lists_may_lean_on_one_another_and_on_nothing() -> None:
    numbers = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="条目"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="条目"/>'
        + level(0, "decimal", "%1.")
        + level(1, "decimal", "%3.%2)")
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        + level(0, "upperRoman", "%1-")
        + "</w:lvlOverride></w:num>"
    )
    rows = [("1", 0), ("1", 0), ("1", 1), ("2", 0), ("3", 0), ("1", 5)]
    body = "".join(
        build.paragraph("文", f'<w:pPr><w:numPr><w:ilvl w:val="{d}"/><w:numId w:val="{n}"/></w:numPr></w:pPr>')
        for n, d in rows
    )
    # A list of no shape and a level that no list has count nothing; a level cannot show one that lies below it.
    assert [v for v, _ in said(read(body, numbering=numbers), "number")] == ["1.", "2.", ".1)", "I-"]


def test_a_style_may_number_its_paragraphs() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="paragraph" w:styleId="h"><w:name w:val="条"/>{numbered}</w:style>'
    source = read(build.paragraph("文", '<w:pPr><w:pStyle w:val="h"/></w:pPr>') * 2, styles=style, numbering=NUMBERS)
    assert [v for v, _ in said(source, "number")] == ["一、", "二、"]


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("decimal", 12, "12"), ("decimalZero", 3, "03"), ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 4, "iv"),
        ("upperLetter", 27, "AA"), ("lowerLetter", 3, "c"), ("chineseCounting", 11, "十一"),
        ("chineseCounting", 101, "一〇一"), ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"), ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 1001, "一千零一"),
        ("ideographDigital", 10, "一〇"), ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 3, "寅"), ("decimalEnclosedCircleChinese", 21, "㉑"), ("decimalEnclosedCircle", 3, "③"),
        ("decimalFullWidth", 12, "１２"), ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 2, "⒉"),
        ("ideographEnclosedCircle", 1, "㊀"), ("none", 3, ""), ("neverHeardOf", 7, "7"), ("upperRoman", 0, "0"),
        ("upperRoman", 4000, "4000"), ("upperLetter", 0, "0"), ("upperLetter", 781, "781"), ("decimal", 0, "0"),
        ("chineseCountingThousand", 10_000, "10000"), ("decimalEnclosedCircle", 51, "51"),
        ("numberInDash", 4, "- 4 -"), ("ordinal", 22, "22nd"), ("ordinal", 12, "12th"),
    ],
)  # fmt: skip
def test_word_counts_in_many_ways(form: str, number: int, text: str) -> None:
    assert write_number(number, form) == text
