"""Every rule's page is its test."""

from __future__ import annotations

from pathlib import Path

import pytest

from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.outline import Outline
from docnorm.structure.read import read

from pages import Case, cases, modules, pages, rules_of


def _once(case: Case, text: str) -> str:
    rule = case.rule
    draft = Draft.of(text)
    view: str | Outline = text if rule.propose.__module__.startswith("docnorm.cleaners") else read(text, ())
    if rule.trigger is not None and not rule.trigger.search(text):
        return text
    return draft.revise(rule.id, rule(view), Safety.LIKELY, rule.owns)[0].text


CASES = [pytest.param(c, id=f"{c.rule.id}: {c.title} {i}") for p in pages() for i, c in enumerate(cases(p))]


@pytest.mark.parametrize("case", CASES)
def test_a_page_tells_the_truth(case: Case) -> None:
    assert _once(case, case.before) == case.after


@pytest.mark.parametrize("case", CASES)
def test_a_rule_is_done_after_one_pass(case: Case) -> None:
    assert _once(case, case.after) == case.after


@pytest.mark.parametrize("module", [pytest.param(m, id=m.stem) for m in modules()])
def test_every_rule_has_a_page_with_a_kept_case(module: Path) -> None:
    if not rules_of(module):
        return  # a part of a rule, not a rule
    page = module.with_suffix(".md")
    assert page.is_file(), f"{module.stem} has no page"
    found = list(cases(page))
    assert any(c.keeps for c in found), f"{page.name} guards no false positive"
