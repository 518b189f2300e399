"""The report gives a Chinese reader Chinese reasons: every reason of a built-in rule's own cases has one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import docnorm
from docnorm import api
from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.rule import Rule
from docnorm.rule_page import read_wording

from house_rules import bees
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
        assert [why for why in said if case.rule.chinese.translate(why) is None] == []


@pytest.mark.parametrize(
    ("rule", "why", "chinese"),
    [
        ("mojibake", "UTF-8 read as GBK; 4 lost characters guessed", "UTF-8 被误读为 GBK；猜补了 4 个丢失的字"),
        ("mojibake", "UTF-8 read as Windows-1252 or Latin-1, then UTF-8 read as GBK",
         "UTF-8 被误读为 Windows-1252 或 Latin-1，UTF-8 被误读为 GBK"),
        ("confusable-word", "the document has 四个意识 3 times", "本文另有 3 处写作“四个意识”"),
        ("number-sequence", "3 to 5 missing before it: text may be lost", "前面缺序号 3 至 5：可能缺了文字"),
        ("number-sequence", "3 missing before it: text may be lost", "前面缺序号 3：可能缺了文字"),
        ("boilerplate", "left by a site; but nothing would be left", "网站留下的文字；但删去后全文为空，故不删"),
        ("quote", "a reason of somebody else's rule", None),
    ],
)  # fmt: skip
def test_reasons_that_hold_a_word_or_a_number(rule: str, why: str, chinese: str | None) -> None:
    assert api.list_builtin_rules()[rule].chinese.translate(why) == chinese


@pytest.mark.parametrize("rule", api.list_builtin_rules().values(), ids=lambda r: r.id)
def test_every_built_in_rule_has_a_chinese_name(rule: Rule[Any]) -> None:
    assert rule.chinese.name


def test_a_page_says_what_it_says_in_chinese(tmp_path: Path) -> None:
    page = tmp_path / "odd_dash.md"
    page.write_text(
        "# odd-dash\n\nzh: 怪破折号\n\nProse.\n\n```keep\nzh: 不是名字\n- zh: no = 不是理由\n```\n\n"
        "- zh: three hyphens = 三个连字符\n- zh: {1} hyphens for {2} = 以 {1} 个连字符代替{2}\n"
        "- zh: a dash = 破折号\n",
        encoding="utf-8",
    )
    chinese = read_wording(page)
    assert chinese.name == "怪破折号"
    assert chinese.translate("three hyphens") == "三个连字符"
    assert chinese.translate("3 hyphens for a dash") == "以 3 个连字符代替破折号"  # what is known is translated, too
    assert chinese.translate("no") is None


def test_a_rule_without_a_page_says_nothing_in_chinese() -> None:
    assert (bees.chinese.name, bees.chinese.translate("a mark typed twice")) == (None, None)


def test_the_report_says_both() -> None:
    page = docnorm.normalize_text('他说,"好"XX市。截止目前,好。').report_html()
    assert "汉语句子里用了半角标点" in page
    assert "a half-width mark in a Chinese sentence" in page
    assert '<span class="zh" lang="zh">留待填写的空缺</span>' in page
