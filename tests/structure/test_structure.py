"""Outlines of documents written for these tests: roles, levels and kinds, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.edit import Span
from docnorm.outline import Role
from docnorm.source import Mark
from docnorm.structure.read import HeadingLevels, read


def shown(text: str) -> list[str]:
    """One word a block: h1 r2 n3 for heading, run-in heading and item with their level, else the role."""
    return [tag for tag, _ in tagged(text)]


def tagged(text: str) -> list[tuple[str, str]]:
    outline = read(text, ())
    found = []
    for block in outline.blocks:
        word = {Role.HEADING: f"h{block.level}", Role.ITEM: f"n{block.level}"}.get(block.role, block.role.value)
        found.append((f"r{block.level}" if block.lead else word, outline.read(block.span)))
    return found


def check(marked: str) -> None:
    """Each line of ``marked`` is ``tag | text``; the tag must be what is read."""
    pairs = [line.split(" | ", 1) for line in marked.strip("\n").split("\n")]
    want = [(tag.strip(), body.strip(" 　")) for tag, body in pairs]
    assert tagged("\n".join(body for _, body in pairs)) == want
    assert tagged("\n\n".join(f"　　{body}" for _, body in pairs)) == want  # blank lines and indents say nothing


NOTICE = """
title | 关于开展安全生产大检查的通知
docno | 平政办〔2023〕12号
recipient | 各街道办事处，区政府各部门：
paragraph | 为深刻吸取事故教训，根据上级要求，现就开展安全生产大检查有关事项通知如下。
h1 | 一、总体要求
paragraph | 坚持人民至上、生命至上，全面排查各类隐患，坚决防范事故发生。
h1 | 二、检查范围
r2 | （一）工贸企业。重点检查粉尘涉爆、有限空间作业等环节，逐户登记造册。
r2 | （二）建筑工地。重点检查深基坑、高支模和起重机械，做到不留死角。
h1 | 三、工作要求
h2 | （一）加强组织领导
n3 | 1.各单位主要负责人要亲自部署，分管负责人要具体抓好落实，确保责任到人、措施到位、检查到底；
n3 | 2.各街道要建立工作台账，实行销号管理，每周五前将进展情况报区安委会办公室备案。
h2 | （二）严格督导问责
paragraph | 对工作不力的单位，将予以通报批评，并依法依规追究责任。
attachment | 附件：1.检查表
attachment | 2.联系人名单
signature | 平安区人民政府办公室
date | 2023年5月8日
note | （此件公开发布）
attachment | 附件1
title | 检查表
n1 | 1.单位名称、地址、法定代表人和联系电话是否齐全，有无变更未登记的情况，是否及时更新。
n1 | 2.安全管理制度是否健全，是否按照规定配备专职或者兼职的安全管理人员，是否开展培训。
"""


def test_a_notice() -> None:
    check(NOTICE)


def test_every_line_lies_in_one_block() -> None:
    text = "\n".join(line.split(" | ", 1)[1] for line in NOTICE.strip().split("\n"))
    assert "\n".join(read(text, ()).read(b.span) for b in read(text, ()).blocks) == text


def test_a_run_in_heading_reaches_to_its_mark() -> None:
    outline = read("一、要求\n（一）讲“认真”。“认真”二字要落到实处。\n（二）讲“担当。”担当二字重千钧。\n", ())
    assert [outline.read(b.lead) for b in outline.blocks if b.lead] == ["（一）讲“认真”。", "（二）讲“担当。”"]


@pytest.mark.parametrize("indent", ["", "　　", "  ", "　 ", "\t"])
def test_blocks_leave_the_indent_out(indent: str) -> None:
    outline = read(f"\n{indent}一、目标 \n{indent}正文在此，句子完整。　\n", ())
    assert [outline.read(b.span) for b in outline.blocks] == ["一、目标", "正文在此，句子完整。"]


def test_what_the_file_says_goes_first() -> None:
    text = "总则\n甲方应当付款。\n1.5万元\na\tb"
    marks = (
        Mark(Span(0, 2), "heading", "2"),
        Mark(Span(3, 10), "number", "（一）"),
        Mark(Span(11, 16), "cell"),
        Mark(Span(17, 20), "code"),
    )
    outline = read(text, marks)
    assert [(b.role, b.level) for b in outline.blocks] == [
        (Role.HEADING, 2),
        (Role.ITEM, 1),
        (Role.TABLE, 0),
        (Role.CODE, 0),
    ]
    label = outline.blocks[1].label
    assert label is not None
    assert (label.span, label.style, label.value) == (Span(3, 3), "han-paren", (1,))


@given(st.text(alphabet="一二三、（）()1.①第章条\n 　。：附件图表“”\r\t|-年月日", max_size=120))
def test_every_visible_character_lies_in_exactly_one_block(text: str) -> None:
    blocks = read(text, ()).blocks
    held = [at for b in blocks for at in range(*b.span)]
    assert held == sorted(set(held))
    assert all(c.isspace() or c in "\u200b\ufeff" for at, c in enumerate(text) if at not in set(held))
    for block in blocks:
        for part in filter(None, (block.label and block.label.span, block.lead)):
            assert block.span.start <= part.start <= part.end <= block.span.end


@pytest.mark.parametrize(
    "genre", sorted((Path(__file__).parents[1] / "texts" / "genres").glob("*.txt")), ids=lambda p: p.stem
)
def test_a_genre(genre: Path) -> None:
    check(genre.read_text(encoding="utf-8"))


def test_numbers_follow_the_levels_that_the_file_states() -> None:
    text = (
        "工作方案\n各部门：\n一、目标\n正文一段。\n1.抓紧部署，六月底前完成。\n2.抓好落实，七月底前完成。\n1.1 不分先后"
    )
    marks = (Mark(Span(0, 4), "heading", "1"), Mark(Span(10, 14), "heading", "2"))
    blocks = read(text, marks).blocks
    assert [(b.role.value, b.level) for b in blocks] == [
        ("heading", 1),
        ("recipient", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("item", 3),
        ("item", 3),
        ("paragraph", 0),
    ]


def test_parts_that_go_by_name_are_headings_beside_numbered_ones() -> None:
    novel = (
        "长夜行\n第1章 归人\n雪积了半尺深。\n第2章 旧信\n信封上没有署名。\n番外 老周的年夜饭\n那年除夕，他包了饺子。\n"
    )
    assert shown(novel) == ["title", "h1", "paragraph", "h1", "paragraph", "h1", "paragraph"]
    assert shown("旅行\n前言\n路很长，我们走了三天三夜。\n致谢\n谢谢同行的人。\n").count("h1") == 0


def test_the_sections_of_a_curriculum_vitae() -> None:
    life = "个人简历\n姓名：张小明\n教育背景\n2013年  青川大学  本科\n项目经验\n1、物流系统（2021年）\n负责核心模块。\n"
    life += "2、数据中台（2022年）\n负责数据接入。\n自我评价\n踏实肯干。\n"
    assert [tag for tag in shown(life) if tag[0] == "h"] == ["h1", "h1", "h2", "h2", "h1"]
    assert shown("工作报告\n工作经历\n他在乡下教过书。\n") == ["title", "paragraph", "paragraph"]


def test_a_table_of_numbers_is_no_table_of_contents() -> None:
    assert shown("方法\n取值如下。\n参数\t取值\n批大小\t16\n轮数\t100\n训练完毕。\n") == [
        "title",
        "paragraph",
        "table",
        "paragraph",
    ]
    contents = "手册\n前言\t1\n说明\t3\n附表\t12\n正文从这里开始。\n"
    assert "table" not in shown(contents)


def test_authors_with_numbers_are_no_title() -> None:
    assert shown("遥感影像分类方法研究\n张明1，李华2\n摘要：本文提出了一种方法。\n")[:2] == ["title", "paragraph"]


def test_a_first_level_that_is_missing_for_one_chapter() -> None:
    text = "1 绪论\n缘由。\n1.1 背景\n年年淤积。\n2.1 水样\n取自三处。\n2.2 泥样\n取自五处。\n3 结论\n清淤。\n"
    assert shown(text)[::2] == ["h1", "h2", "h2", "h2", "h1"]


def test_a_lone_number_with_its_parts_below() -> None:
    text = "检定规范\n2. 周期\n每年检定。\n2.1. 机构\n由计量所检定。\n2.2. 人员\n人员持证。\n2.2.1. 考核\n每年考核。\n"
    assert shown(text)[1::2] == ["h1", "h2", "h2", "h3"]


def test_questions_head_their_answers_and_are_a_list_without() -> None:
    asked = "回乡记\n一、为什么回来？\n城里住不惯。\n二、家里支持吗？\n起初不支持。后来就不说了。\n"
    assert shown(asked) == ["title", "h1", "paragraph", "h1", "paragraph"]
    assert shown("复习题\n一、什么是惯性？\n二、什么是重力？\n三、什么是摩擦力？\n") == ["title", "n1", "n1", "n1"]


def test_bullets_are_a_list_as_deep_as_they_are_indented() -> None:
    text = "浇水须知\n- 早上浇\n  • 叶面\n  • 根部\n- 傍晚停\n阴天不浇。\n"
    assert shown(text) == ["title", "n1", "n2", "n2", "n1", "paragraph"]


@pytest.mark.parametrize(
    "text", ["第一页的话。\n- 1 -\n- 2 -\n第二页的话。\n", "今天的气温比昨天低，\n- 5 度以下要关窗。\n"]
)
def test_page_numbers_and_a_lone_dash_are_no_list(text: str) -> None:
    assert not [tag for tag in shown(text) if tag[0] == "n"]


def test_contents_that_nothing_heads_are_no_headings() -> None:
    listed = "第一章 借阅 1\n第二章 归还 4\n"
    body = "第一章 借阅\n凭证借书。\n第二章 归还\n按期还书。\n"
    assert shown(listed + body) == ["paragraph", "paragraph", "h1", "paragraph", "h1", "paragraph"]
    assert shown("第一条 经费 300\n第二条 人员 12\n第三条 设备 5\n") == ["n1", "n1", "n1"]


BARE = [
    "工作报告\n去年工作回顾\n去年，我们做了大量工作。\n今年工作安排\n今年的工作十分繁重。\n",
    "工作报告\n\n去年工作回顾\n\n去年，我们做了大量工作。\n\n今年工作安排\n\n今年的工作十分繁重。\n",
    "浇水记\n项目背景：\n阳台朝西，夏天要一天浇两回。\n所用器材：\n一只水泵，三米软管。\n",
    "分数的认识\n【教学目标】\n学生会比较分数的大小。\n【教学过程】\n教师把月饼平均分成四份。\n",
]


@pytest.mark.parametrize("text", BARE)
def test_a_heading_without_a_number(text: str) -> None:
    assert shown(text) == ["title", "h1", "paragraph", "h1", "paragraph"]


def test_bare_headings_stand_over_numbers_that_begin_anew_and_under_those_that_go_on() -> None:
    over = "巡检手册\n水泵\n1. 看油位。\n2. 听声音。\n阀门\n1. 看渗漏。\n2. 试开关。\n平时也要擦拭。\n都要登记。\n"
    assert shown(over) == ["title", "h1", "n2", "n2", "h1", "n2", "n2", "paragraph", "paragraph"]
    on = "借阅规定\n借书\n第一条 凭证借书。\n第二条 每次三册。\n还书\n第三条 按期还书。\n第四条 迟还要说明。\n"
    assert shown(on) == ["title", "h1", "n2", "n2", "h1", "n2", "n2"]
    under = "一、春季\n播种\n三月播种。\n浇水\n四月浇水。\n二、秋季\n收割\n九月收割。\n晾晒\n十月晾晒。\n"
    assert shown(under) == ["h1", "h2", "paragraph", "h2", "paragraph", "h1", "h2", "paragraph", "h2", "paragraph"]


@pytest.mark.parametrize("name", ["陈大力", "陈 力", "陈　大力"])
def test_whose_text_it_is_is_no_title(name: str) -> None:
    text = f"城东河道开始清淤\n{name}\n城东河道昨天开始清淤，月底结束。\n沿河住户不用搬走。\n"
    assert shown(text)[:2] == ["title", "note"]


def test_a_second_line_of_a_title_is_no_name() -> None:
    assert shown("城东河道清淤\n高原湖泊治理\n两件事今年都要做完。\n")[:2] == ["title", "title"]


@pytest.mark.parametrize(
    "text",
    [
        "群聊记录\n阿芳\n明天几点集合？\n老周\n七点，在东门。\n阿芳\n好的，我带水。\n老周\n行。\n",
        "秋\n风从北边来\n吹过谷场\n把稻草人的帽子\n吹到了河里。\n鱼以为是船\n都游了过来\n看了一眼\n又散开了。\n",
        "通讯录\n王小明\n负责联络。\n李小红\n负责采购。\n",
        "他站在门口，没有进来。\n外面下着雨\n过了很久，他才说话。\n屋里没有人应。\n",
        "第一章\n借阅\n第一条 凭证借书。\n第二章\n归还\n第二条 按期还书。\n第三章\n赔偿\n第三条 损坏要赔。\n",
        "排序\n这种算法显然可行．\n我们再看最坏的情形，它要比较多少次．\n下面考虑一般的情形．\n设数列的长度是奇数，取中间一项．\n",
        "备料\n厨房用品：\n- 一口锅\n- 两只碗\n卧室用品：\n- 一床被\n- 两个枕头\n都要周五前备齐。\n路上小心。\n",
        "缓存\n可以这样理解：\n缓存是手边的抽屉。\n举个例子：\n查过的电话号码会记在纸上。\n",
        "材料表\n钢筋\n水泥\n黄沙\n木方\n以上材料周五前运到。\n油漆\n另行通知。\n",
        "他的话不多。\n他说：\n“走吧。”\n她答：\n“再等等。”\n天就黑了。\n",
    ],
)
def test_short_lines_that_head_nothing(text: str) -> None:
    heads = [b for b in read(text, ()).blocks if b.heads]
    assert not [b for b in heads if b.label is None]


@pytest.mark.xfail(strict=True, reason="a lone approximate number reads as the first of a list")
def test_a_lone_number_that_is_none() -> None:
    assert shown("他在街上站了很久，没有说话。\n一、三年之后他又回来了，街还是那条街。\n") == ["paragraph", "paragraph"]


FLAT = ["一、总体要求", "（一）目标", "（二）原则", "二、措施", "（一）检查", "附则"]
NESTED = ["一、总体要求", "（一）目标", "二、措施", "小结", "三、保障"]


@pytest.mark.parametrize(
    ("lines", "said", "levels", "expected"),
    [
        (FLAT, [1, 1, 1, 1, 1, 1], "numbers", [1, 2, 2, 1, 2, 1]),
        (FLAT, [1, 1, 1, 1, 1, 1], "file", [1, 1, 1, 1, 1, 1]),
        (FLAT, [3, 2, 2, 3, 2, 3], "numbers", [3, 4, 4, 3, 4, 3]),
        (NESTED, [1, 2, 1, 1, 1], "numbers", [1, 2, 1, 1, 1]),
        (NESTED, [2, 4, 2, 2, 2], "numbers", [2, 4, 2, 2, 2]),  # deeper than the numbers say contradicts nothing
    ],
)
def test_levels_follow_the_numbers_where_the_files_contradict_them(
    lines: list[str], said: list[int], levels: HeadingLevels, expected: list[int]
) -> None:
    text, marks, at = "\n".join(lines), [], 0
    for line, level in zip(lines, said, strict=True):
        marks.append(Mark(Span(at, at + len(line)), "heading", str(level)))
        at += len(line) + 1
    outline = read(text, tuple(marks), heading_levels=levels)
    assert [block.level for block in outline.blocks] == expected
