"""Laws of the rules over characters, marks and spaces: on any text, done after one pass and no character lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import docnorm
from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.profile import Profile
from docnorm.profiles import get_profile
from docnorm.rule import Rule

OURS = frozenset((
    *("invisible", "entity", "line-end", "radical", "private-use", "odd-space", "extra-space", "width", "quote"),
    *("middle-dot", "punctuation", "document-number", "bracket", "circle-zero", "range-mark", "unit-space"),
    *("latin-space", "han-space", "ellipsis-dash", "repeated-punctuation", "space-indent", "blank-line"),
    *("mixed-numeral", "unpaired-mark"),
))  # fmt: skip
PIECES = (
    *"中文一二十第条月年人，。、；：！？“”‘’（）《》「」…—·,.;:!?\"'()[]<>-_/|&=+*%$#@~` \t\n　\xa0\u200b\xad\r",
    *"０Ａ％．－⼀豈01aA×°・•",
    *(
        "...",
        "。。",
        "--",
        "……",
        "——",
        "  ",
        "http://a.cn/",
        "1,000",
        "3.14",
        "12:30",
        "第一条 ",
        "&nbsp;",
        "\r\n",
        "word ",
    ),
)
TEXT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
HAN = re.compile("[\u3400-\u9fff]")


def profile(name: str) -> Profile:
    whole = get_profile(name)
    return whole.only(*(r.id for r in whole.cleaners if r.id in OURS))


PROFILES = {name: profile(name) for name in ("gongwen", "web", "novel", "corpus", "minimal")}


def clean(text: str, rules: tuple[Rule[str], ...]) -> str:
    draft = Draft.of(text)
    for rule in rules:
        if rule.trigger is None or rule.trigger.search(draft.text):
            draft, _ = draft.revise(rule.id, rule(draft.text), Safety.LIKELY, rule.owns)
    return draft.text


@pytest.mark.parametrize("name", PROFILES)
@given(text=TEXT)
@settings(max_examples=120)
def test_done_after_one_pass(name: str, text: str) -> None:
    rules = PROFILES[name].cleaners

    once = clean(text, rules)

    assert clean(once, rules) == once


@pytest.mark.parametrize("name", PROFILES)
@given(text=TEXT)
@settings(max_examples=60)
def test_no_ideograph_is_lost(name: str, text: str) -> None:
    after = iter(HAN.findall(clean(text, PROFILES[name].cleaners)))

    assert all(c in after for c in HAN.findall(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [("一\r\n二\r\n", "一\n二\n"), ("一\r\r\n二", "一\n二"), ("一\r二", "一\n二"), ("一\u2028二\x85三", "一\n二\n三")],
)
def test_line_ends_of_other_systems(before: str, after: str) -> None:
    rule = PROFILES["minimal"].rule("line-end")

    assert clean(before, (rule,)) == after


def test_a_windows_file_has_one_habit() -> None:
    rule = PROFILES["minimal"].rule("line-end")

    assert len(list(rule("一\r\n二\r\n三\r\n"))) == 1


@pytest.mark.parametrize("held", ["\0", "\ud800"])
def test_conversion_goes_on_behind_what_opencc_cannot_take(held: str) -> None:
    rule = get_profile("minimal").rule("variant").but(config="s2twp")

    assert clean(f"发展{held}发展", (rule,)) == f"發展{held}發展"


def test_conversion_is_told_change_by_change() -> None:
    rule = get_profile("minimal").rule("variant").but(config="s2t")

    assert [fix.edits[0] for fix in rule("头发，发展")] == [((0, 2), "頭髮"), ((3, 4), "發")]


@pytest.mark.parametrize("unit", ['"', "“", "(", " ", "　", ".", "…", "-", "&amp;", "\r", "⼀", "中a", "'", "`"])
def test_a_long_line_of_one_thing_is_no_trap(unit: str) -> None:
    import time

    text = unit * (40_000 // len(unit))
    begun = time.process_time()
    for rules in PROFILES.values():
        for rule in rules.cleaners:
            for _ in rule(text):
                pass

    assert time.process_time() - begun < 20  # a quadratic rule takes minutes; a slow machine does not


@pytest.mark.parametrize("unit", ["\r\n", "\u2028", "“", "中\n\n"])
def test_the_whole_line_is_linear_on_one_thing(unit: str) -> None:
    import time

    begun = time.process_time()
    docnorm.clean(unit * 30_000)

    assert time.process_time() - begun < 8  # lines looked at again for each change among them took a minute
