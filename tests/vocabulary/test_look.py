"""A look is data: a table laid over one changes what it names and nothing else."""

from __future__ import annotations

import pickle

import pytest

from docnorm.errors import UsageError
from docnorm.look import Setting
from docnorm.writers.docx.looks import GONGWEN, LOOKS


def test_a_table_is_laid_over_a_look() -> None:
    look = GONGWEN.but(
        {
            "margins": [30, 25, 30, 25],
            "page-number": {"place": "center", "below": 20},
            "title": {"font": "黑体"},
            "fonts": {"黑体": "Noto Sans CJK SC"},
            "han-comma": {"bold": True},
        }
    )
    assert look.margins == (30, 25, 30, 25)
    assert (look.page_number.place, look.page_number.below, look.page_number.form) == ("center", 20, "— 1 —")
    assert look.setting("title") == GONGWEN.setting("title").__class__(
        font="黑体", size=22.0, align="center", first_line=0, after=1, keep_next=True, latin="Times New Roman"
    )
    assert look.fonts["仿宋_GB2312"] == "仿宋"
    assert look.setting("han-comma").bold
    assert GONGWEN.margins == (37.0, 26.0, 35.0, 28.0)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"margin": [1, 2, 3, 4]}, "'margins'"),
        ({"margins": [1, 2]}, "margins"),
        ({"title": {"fnt": "黑体"}}, "'font'"),
        ({"title": {"size": "big"}}, "size"),
        ({"title": {"align": "middle"}}, "align"),
        ({"page-number": {"place": "top"}}, "place"),
        ({"page-number": 3}, "table"),
        ({"titel": {}}, "'title'"),
        ({"grid": 1}, "grid"),
        ({"spacing": "loose"}, "spacing"),
    ],
)
def test_a_wrong_word_is_named(table: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        GONGWEN.but(table)


def test_what_a_setting_leaves_open_is_the_bodys() -> None:
    assert GONGWEN.setting("han-comma") == Setting("黑体", 16.0, latin="Times New Roman")
    assert GONGWEN.setting("unheard-of") == GONGWEN.body
    assert GONGWEN.setting("unheard-of", "title").size == 22.0


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_looks_travel_to_other_processes(name: str) -> None:
    assert pickle.loads(pickle.dumps(LOOKS[name])) == LOOKS[name]
