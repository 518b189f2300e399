"""The report gives a Chinese reader Chinese reasons: every reason of a built-in rule's own cases has one."""

from __future__ import annotations

from pathlib import Path

import pytest

import docnorm
from docnorm import api
from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.writers.report.names import CHINESE
from docnorm.writers.report.reasons import in_chinese

from pages import cases, pages


@pytest.mark.parametrize("page", list(pages()), ids=lambda p: p.stem)
def test_every_reason_of_a_rule_has_a_chinese_one(page: Path) -> None:
    for case in cases(page):
        if case.rule.over_outline:
            done = docnorm.normalize_text(case.before)
            said = {c.fix.why for c in done.draft.journal if c.rule == case.rule.id}
        else:
            draft = Draft.of(case.before).revise(case.rule.id, case.rule(case.before), Safety.LIKELY, case.rule.owns)[0]
            said = {c.fix.why for c in draft.journal}
        assert [why for why in said if in_chinese(why) is None] == []


@pytest.mark.parametrize(
    ("why", "chinese"),
    [
        ("UTF-8 read as GBK; 4 lost characters guessed", "UTF-8 被误读为 GBK；猜补了 4 个丢失的字"),
        ("UTF-8 read as Windows-1252 or Latin-1, then UTF-8 read as GBK",
         "UTF-8 被误读为 Windows-1252 或 Latin-1，UTF-8 被误读为 GBK"),
        ("the document has 四个意识 3 times", "本文另有 3 处写作“四个意识”"),
        ("a reason of somebody else's rule", None),
    ],
)  # fmt: skip
def test_reasons_that_hold_a_word_or_a_number(why: str, chinese: str | None) -> None:
    assert in_chinese(why) == chinese


def test_every_built_in_rule_has_a_chinese_name() -> None:
    assert set(api.builtin_rules()) <= set(CHINESE)


def test_the_report_says_both() -> None:
    page = docnorm.normalize_text('他说,"好"XX市。截止目前,好。').report_html()
    assert "汉语句子里用了半角标点" in page
    assert "a half-width mark in a Chinese sentence" in page
    assert '<span class="zh" lang="zh">留待填写的空缺</span>' in page
