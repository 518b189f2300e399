"""What confusable-word points at, and what it leaves alone."""

from __future__ import annotations

import pytest

from docnorm.cleaners.words.confusable_word import confusable_word
from docnorm.edit import Safety


def found(text: str) -> list[tuple[str, str]]:
    fixes = list(confusable_word(text))
    assert all(f.safety is Safety.SUGGEST and f.candidates == (f.edits[0].new,) for f in fixes)
    return [(text[f.edits[0].span.start : f.edits[0].span.end], f.edits[0].new) for f in fixes]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("要管好自已的事", "自已", "自己"),
        ("工作按步就班", "按步就班", "按部就班"),
        ("既使有困难也要完成", "既使", "即使"),
        ("截止目前，共完成5项", "截止目前", "截至目前"),
        ("标准树的还不够牢，", "的", "得"),
        ("学习抓的不太紧。", "的", "得"),
        ("创造性的开展各项工作", "的", "地"),
        ("学“四个意识”，讲“四个意识”，树“四个意识”，要有“四个意试”", "四个意试", "四个意识"),
    ],
)
def test_a_slip_is_pointed_at(text: str, wrong: str, right: str) -> None:
    assert found(text) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "来自已建成的项目",
        "知己经常来信",
        "既使人感动，又使人奋进",
        "他随即然后离开",
        "可以经申请批准加入",
        "业务必须合规",
        "由其是否合格决定",
        "做的不够好的地方要改",
        "有组织的学习过程很重要",
        "“两个维护”“两个维护”“两个维护”与“四个维护”",
        "《国防法实施办法》《国防法实施办法》《国防法实施办法》和《国籍法实施办法》",
        "“工作报告”“工作报告”“工作报告”“工作汇报”",
        "这套房子既便宜又宽敞",
    ],
)
def test_what_may_be_right_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_house_adds_its_own() -> None:
    (fix,) = confusable_word.but(words={"智惠城市": "智慧城市"})("建设智惠城市")
    assert fix.edits[0].new == "智慧城市"
