"""The numbers that only look like markers, and the markers that look like numbers."""

from __future__ import annotations

import pytest

from docnorm.marker import list_readings
from docnorm.structure.read import read
from docnorm.text.numeral import to_han, to_int

# The veto list of the rule book, one by one.
NO_MARKER = (
    "一、二、三等奖|一、二审|三、四线城市|三、四年级|二、三产业|十、百、千、万|2021.5.3|2019.10.1前|1.5万元|1.2米|1.8亿|100.5%|2.5"
    "|10、20号楼|1、2号楼|2023年|12306|一 个人|一般来说|第二节课|A、B两组|第三条规定了|第一回合|第五集团军|1,200元"
)
MARKERS = [
    ("20.2026年10件民生实事", "arabic-dot", (20,)),
    ("21.5+2就业之家", "arabic-dot", (21,)),
    ("一、二〇二三年工作回顾", "han-comma", (1,)),
    ("二、三项重点工作", "han-comma", (2,)),
    ("（ 十一 ）统筹推进", "han-paren", (11,)),
    ("㈢改革", "han-paren", (3,)),
    ("⒓目标", "arabic-dot", (12,)),
    ("１．目标", "arabic-dot", (1,)),
    ("⑵目标", "arabic-paren", (2,)),
    ("㉑目标", "circled", (21,)),
    ("第 十 二 章 附则", "chapter", (12,)),
    ("第一百零三条之一　罚则", "article", (103, 1)),
    ("第三节　程序", "section", (3,)),
    ("第二编 分则", "part", (2,)),
    ("１．2．3 范围", "decimal", (1, 2, 3)),
    ("丙、其他", "stem", (3,)),
    ("Ⅳ. 结论", "roman", (4,)),
    ("b）其他", "latin", (2,)),
    ("3）其他", "other", (3,)),
    ("三是加强督导。", "other", (3,)),
    ("第二，加强督导。", "other", (2,)),
]


@pytest.mark.parametrize("line", NO_MARKER.split("|"))
def test_a_number_that_is_none(line: str) -> None:
    assert list_readings(line) == ()


@pytest.mark.parametrize(("line", "style", "value"), MARKERS)
def test_a_marker_is_read(line: str, style: str, value: tuple[int, ...]) -> None:
    assert (style, value) in [(r.style, r.value) for r in list_readings(line)]


@pytest.mark.parametrize("line", ["3.14是圆周率", "5.12汶川地震发生后", "9.11事件之后"])
def test_a_decimal_that_fits_no_sequence_is_prose(line: str) -> None:
    (_, block) = read(f"会议回顾了有关情况，并对下一步工作作了安排部署。\n{line}\n", ()).blocks
    assert block.label is None


def test_numerals_go_there_and_back() -> None:
    assert all(to_int(to_han(n)) == n for n in range(1, 10_000))
    assert [to_int(w) for w in ("廿一", "卅", "两百", "二〇〇四", "１２", "壹拾贰")] == [21, 30, 200, 2004, 12, 12]
    assert [to_int(w) for w in ("百二", "十十", "一百二", "", "三x")] == [None] * 5


def test_an_inserted_article_is_a_marker_to_its_end() -> None:
    from docnorm.text.line_head import in_marker

    text = "第二百八十七条之一 利用信息网络"
    assert in_marker(text, text.index("一 "))
    assert not in_marker(text, text.index("利"))
