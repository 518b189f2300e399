"""The house table: longest word, no growing twice, one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.cleaners.words.house_table import house_table
from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.errors import UsageError
from docnorm.settings.rule_options import settle_table

WORDS = st.text("ab一二", min_size=1, max_size=3)


def _pass(text: str, table: tuple[tuple[str, str], ...]) -> str:
    rule = house_table.but(table=table)
    return Draft.of(text).revise(rule.id, rule(text), Safety.LIKELY)[0].text


@given(st.text("ab一二", max_size=14), st.dictionaries(WORDS, st.text("ab一二", max_size=4), min_size=1, max_size=3))
def test_one_pass_is_enough(text: str, table: dict[str, str]) -> None:
    try:
        ready = settle_table(tuple(table.items()))
    except UsageError:
        return
    once = _pass(text, ready)
    assert _pass(once, ready) == once


def test_a_chain_is_followed_to_its_end() -> None:
    assert settle_table((("甲局", "乙局"), ("乙局", "丙局"))) == (("甲局", "丙局"), ("乙局", "丙局"))


def test_a_circle_is_refused() -> None:
    with pytest.raises(UsageError, match="circle"):
        settle_table((("甲", "乙"), ("乙", "甲")))
