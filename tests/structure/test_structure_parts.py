"""What stands around the text of a document: attachments, signatures, contents, code, quotations, tables."""

from __future__ import annotations

from docnorm.edit import Span
from docnorm.outline import Block, Role
from docnorm.source import Mark
from docnorm.structure.read import read

PROSE = "为深刻吸取事故教训，根据上级要求，现就开展安全生产大检查有关事项通知如下，请认真贯彻执行。"


def _roles(text: str, *marks: Mark) -> list[str]:
    return [f"{b.role.value}{b.level or ''}" for b in read(text, marks).blocks]


def test_code_between_fences_is_no_heading() -> None:
    text = f"{PROSE}\n```sh\n一、不是标题\nnormalize in.txt\n```\n{PROSE}"
    assert _roles(text) == ["paragraph", "code", "code", "code", "code", "paragraph"]
    longer = f"{PROSE}\n~~~~\n```\n一、不是标题\n~~~~\n{PROSE}"
    assert _roles(longer) == ["paragraph", "code", "code", "code", "code", "paragraph"]


def test_a_fence_that_is_never_closed_is_a_line() -> None:
    assert "code" not in _roles(f"{PROSE}\n~~~\n一、总体要求\n{PROSE}\n二、工作任务\n{PROSE}")


def test_a_table_of_contents_holds_no_headings() -> None:
    body = f"一、总体要求\n{PROSE}\n二、工作任务\n{PROSE}"
    text = f"工作方案\n目　录\n一、总体要求……1\n二、工作任务……3\n{body}"
    assert _roles(text) == [
        "title",
        "paragraph",
        "paragraph",
        "paragraph",
        "heading1",
        "paragraph",
        "heading1",
        "paragraph",
    ]


def test_contents_that_never_come_again_or_run_on_are_none() -> None:
    assert _roles(f"工作方案\n目录\n一、总体要求\n{PROSE}\n二、工作任务\n{PROSE}").count("heading1") == 2
    assert _roles(f"工作方案\n目录\n{PROSE * 3}\n一、总体要求\n{PROSE}\n二、工作任务\n{PROSE}").count("heading1") == 2
    long = f"工作方案\n目录\n一、总体要求\n{PROSE * 3}\n一、总体要求\n{PROSE}\n二、工作任务\n{PROSE}"
    assert _roles(long).count("heading1") == 3


def test_numbers_inside_a_quotation_of_lines_do_not_count() -> None:
    quoted = "“申请人应当提交下列材料：\n一、身份证明；\n二、资格证明。”"
    text = f"一、将第三条修改为：{quoted}\n二、删去第五条。{PROSE}\n三、本决定自公布之日起施行。"
    outline = read(text, ())
    assert [b.label.value for b in outline.blocks if b.label] == [(1,), (2,), (3,)]


def test_a_quote_that_is_never_closed_hides_no_numbers() -> None:
    lines = [f"{n}、第{n}项工作。{PROSE}" for n in "一二三四五六七八九"]
    text = f"通知\n{PROSE[:-1]}“有关要求\n" + "\n".join([PROSE] * 70) + "\n" + "\n".join(lines)
    assert sum(b.label is not None for b in read(text, ()).blocks) == 9
    nested = f"通知\n他说：“要求\n又说：“另一件\n{PROSE}”\n{PROSE}”\n" + "\n".join(lines)
    assert sum(b.label is not None for b in read(nested, ()).blocks) == 9


def test_an_attachment_that_is_named_opens_a_document_of_its_own() -> None:
    text = f"关于检查的通知\n{PROSE}\n附件1 检查表\n检查工作表\n{PROSE}"
    assert _roles(text) == ["title", "paragraph", "attachment", "title", "paragraph"]
    listed = f"关于检查的通知\n{PROSE}\n附件1 检查表\n附件2 名单\n平安区人民政府办公室\n2023年5月8日"
    assert _roles(listed) == ["title", "paragraph", "attachment", "attachment", "signature", "date"]


def test_an_attachments_head_with_a_colon_begins_its_list() -> None:
    text = f"关于检查的通知\n{PROSE}\n附件：\n1.检查表\n2.联系人名单\n平安区人民政府\n2023年5月8日"
    assert _roles(text)[2:] == ["attachment", "attachment", "attachment", "signature", "date"]


def test_a_signature_with_its_date_on_one_line() -> None:
    text = f"关于检查的通知\n{PROSE}\n平安区人民政府办公室　2023年5月8日"
    assert _roles(text) == ["title", "paragraph", "signature"]


def test_an_organisation_on_the_last_line_signs() -> None:
    text = f"关于检查的通知\n{PROSE}\n{PROSE}\n{PROSE}\n平安区人民政府办公室"
    assert _roles(text)[-1] == "signature"


def test_an_occasion_under_a_title_and_a_subtitle_of_two_lines() -> None:
    text = f"政府工作报告\n2026年1月31日在平安市第十四届人民代表大会第四次会议上\n各位代表：\n{PROSE}"
    assert _roles(text) == ["title", "subtitle", "recipient", "paragraph"]
    cut = f"政府工作报告\n——2026年1月26日在平安市第十四届\n人民代表大会第五次会议上\n各位代表：\n{PROSE}"
    assert _roles(cut) == ["title", "subtitle", "subtitle", "recipient", "paragraph"]


def test_a_second_document_that_nothing_announces() -> None:
    items = "\n".join(f"{n}、第{n}项。{PROSE}" for n in "一二三")
    text = f"管理规定\n{PROSE}\n{items}\n进一步支持企业发展的规定\n{items}"
    titles = [read(text, ()).read(b.span) for b in read(text, ()).blocks if b.role is Role.TITLE]
    assert titles == ["管理规定", "进一步支持企业发展的规定"]
    glossary = f"管理规定\n{PROSE}\n{items}\n名词解释\n{items}"
    assert [read(glossary, ()).read(b.span) for b in read(glossary, ()).blocks if b.role is Role.TITLE] == [
        "管理规定", "名词解释",
    ]  # fmt: skip


def test_a_table_of_bars_is_a_table_and_its_ruler_no_row() -> None:
    text = f"{PROSE}\n| 姓名 | 部门 |\n|---|---|\n| 李明 | 财务 |\n{PROSE}"
    outline = read(text, ())
    (table,) = [b for b in outline.blocks if b.role is Role.TABLE]
    assert [[outline.read(c) for c in row] for row in table.cells] == [["姓名", "部门"], ["李明", "财务"]]


def _marks(text: str, *rows: tuple[str, ...], value: str = "") -> list[Mark]:
    found = []
    at = 0
    for row in rows:
        start = text.index(row[0], at)
        for cell in row:
            at = text.index(cell, at)
            found.append(Mark(Span(at, at + len(cell)), "cell"))
            at += len(cell)
        found.append(Mark(Span(start, at), "row", value))
    return found


def test_rows_with_text_between_them_are_two_tables() -> None:
    text = f"甲\t乙\n丙\t丁\n{PROSE}\n戊\t己"
    marks = _marks(text, ("甲", "乙"), ("丙", "丁"), ("戊", "己"))
    outline = read(text, tuple(marks))
    tables = [b for b in outline.blocks if b.role is Role.TABLE]
    assert [[[outline.read(c) for c in row] for row in t.cells] for t in tables] == [
        [["甲", "乙"], ["丙", "丁"]],
        [["戊", "己"]],
    ]


def test_tables_that_touch_are_told_apart_by_what_the_file_says() -> None:
    text = "甲\t乙\n丙\t丁"
    first, second = _marks(text, ("甲", "乙"), value="1"), _marks(text, ("丙", "丁"), value="2")
    assert sum(b.role is Role.TABLE for b in read(text, (*first, *second)).blocks) == 2


def test_cells_that_lie_in_no_row_are_left_out_of_the_rows() -> None:
    text = "散\n甲\t乙"
    marks = (Mark(Span(0, 1), "cell"), *_marks(text, ("甲", "乙")))
    tables = [b for b in read(text, marks).blocks if b.role is Role.TABLE]
    assert tables == [Block(Span(2, 5), Role.TABLE, cells=((Span(2, 3), Span(4, 5)),))]


def test_articles_that_were_put_in_between_go_on() -> None:
    articles = ["第一条", "第一条之一", "第一条之二", "第二条", "第三条"]
    text = "管理办法\n" + "\n".join(f"{a}　{PROSE}" for a in articles)
    outline = read(text, ())
    assert [b.label.value for b in outline.blocks if b.label] == [(1,), (1, 1), (1, 2), (2,), (3,)]
    assert len({b.level for b in outline.blocks if b.label}) == 1
