"""A rule is a value made of a generator: its title, its options, its page, and the way to another process."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from docnorm import rule as module
from docnorm.cleaners.marks.punctuation import punctuation
from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.errors import UsageError
from docnorm.outline import Outline
from docnorm.rule import Rule, cleaner, repair, replace

from house_rules import bees, wings


def _two_marks() -> Rule[str]:
    @cleaner("two-marks", trigger="[,.]", context="[一-龥]", owns=("url", "word"), idle={"style": "none"})
    def two_marks(text: str, *, style: str = "full", level: int = 1) -> Iterator[Fix]:
        """Marks of two kinds.

        More is said below the title.
        And more.
        """
        yield replace(0, len(text), f"{style}{level}", why="w", safety=Safety.LIKELY)

    return two_marks


def _unsaid(text: str) -> Iterator[Fix]:
    yield replace(0, 1, text, "w")


def _numbers() -> Rule[Outline]:
    @repair("numbers", owns=["url"])
    def numbers(outline: Outline, *, fix: bool = False) -> Iterator[Fix]:
        """Numbers in a row."""
        yield replace(0, 1, f"{outline.text}{fix}", "w")

    return numbers


def test_a_cleaner_is_what_its_decorator_says() -> None:
    two_marks = _two_marks()
    assert (two_marks.id, two_marks.title, two_marks.owns) == ("two-marks", "Marks of two kinds.", {"url", "word"})
    assert two_marks.trigger is not None
    assert two_marks.trigger.pattern == "[,.]"
    assert two_marks.context is not None
    assert two_marks.context.pattern == "[一-龥]"
    assert (two_marks.idle, two_marks.options, two_marks.over_outline) == ((("style", "none"),), (), False)


def test_a_rule_that_says_little_is_asked_everywhere_and_owns_nothing() -> None:
    unsaid = cleaner("un-said")(_unsaid)
    assert (unsaid.id, unsaid.title) == ("un-said", "_unsaid")
    assert (unsaid.trigger, unsaid.context, unsaid.owns, unsaid.idle) == (None, None, frozenset(), ())
    assert not unsaid.is_idle


def test_a_repair_looks_at_the_outline() -> None:
    numbers = _numbers()
    assert (numbers.id, numbers.title, numbers.owns) == ("numbers", "Numbers in a row.", {"url"})
    assert numbers.over_outline
    assert numbers.trigger is None
    assert list(numbers.but(fix=True)(Outline("x", ()))) == [Fix((Edit(Span(0, 1), "xTrue"),), "w")]
    assert repair("bare")(_unsaid).owns == frozenset()  # type: ignore[arg-type]


def _proposed(rule: Rule[str]) -> str:
    (fix,) = rule("甲乙")
    return fix.edits[0].new


def test_options_add_up_and_leave_the_rule_they_came_from() -> None:
    two_marks = _two_marks()
    unsaid = cleaner("un-said")(_unsaid)
    assert _proposed(two_marks) == "full1"
    plain = two_marks.but(style="plain")
    assert _proposed(plain) == "plain1"
    assert _proposed(plain.but(level=3)) == "plain3"
    assert _proposed(plain.but(style="other")) == "other1"
    assert plain.but(level=3) == two_marks.but(level=3).but(style="plain")  # whatever the order
    assert two_marks.options == ()
    assert two_marks.defaults == {"style": "full", "level": 1}
    assert _proposed(unsaid) == "甲乙"


def test_an_unknown_option_is_named_with_the_nearest() -> None:
    two_marks = _two_marks()
    with pytest.raises(UsageError, match=r"^rule two-marks has no option 'stile'; did you mean 'style'\?$"):
        two_marks.but(level=2, stile="x")


def test_a_prefilter_may_follow_from_the_options() -> None:
    def made(*, style: str = "full", level: int = 1) -> str:
        return f"{style}{level}"

    propose = _two_marks().propose
    filtered = cleaner("filtered", prefilter=made)(propose)
    assert filtered.prefilter_pattern is not None
    assert filtered.prefilter_pattern.pattern == "full1"
    other = filtered.but(level=2).prefilter_pattern
    assert other is not None
    assert other.pattern == "full2"
    plain = cleaner("plain", prefilter="[甲]乙", once=True)(propose)
    assert plain.prefilter_pattern is not None
    assert (plain.prefilter_pattern.pattern, plain.once) == ("[甲]乙", True)
    assert (_two_marks().prefilter_pattern, _two_marks().once) == (None, False)


def test_a_rule_of_ours_is_known() -> None:
    assert punctuation.is_own
    assert not bees.is_own


def test_a_rule_is_idle_where_its_options_say_so() -> None:
    two_marks = _two_marks()
    assert not two_marks.is_idle
    assert two_marks.but(style="none").is_idle
    assert two_marks.but(style="NONE".lower()).is_idle  # as it comes out of a file
    assert not two_marks.but(style="none").but(style="full").is_idle
    quiet = cleaner("quiet", idle={"style": "full", "level": 0})(two_marks.propose)
    assert quiet.is_idle  # by default
    assert quiet.but(style="other", level=0).is_idle
    assert not quiet.but(style="other").is_idle


@pytest.mark.parametrize("rule", [bees, bees.but(size=3), wings, punctuation])
def test_a_rule_travels_by_name_with_its_options(rule: Rule[str]) -> None:
    assert pickle.loads(pickle.dumps(rule)) == rule
    assert pickle.loads(pickle.dumps(bees)) is bees


def test_a_page_stands_beside_its_rule() -> None:
    home = Path(module.__file__).with_name("cleaners") / "marks"
    assert punctuation.page == (home / "punctuation.md").read_text("utf-8")


def test_a_rule_without_a_page_explains_itself_by_its_docstring() -> None:
    two_marks = _two_marks()
    unsaid = cleaner("un-said")(_unsaid)
    assert two_marks.page == "# two-marks\n\nMarks of two kinds.\n\nMore is said below the title.\nAnd more.\n"
    assert unsaid.page == "# un-said\n\nNo description.\n"


def test_a_rule_of_a_module_that_is_gone_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    two_marks = _two_marks()
    monkeypatch.setattr(two_marks.propose, "__module__", "no_such_module")
    assert two_marks.page.startswith("# two-marks\n\nMarks")


def test_a_rule_typed_at_a_prompt_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    two_marks = _two_marks()
    monkeypatch.setattr(two_marks.propose, "__module__", "sys")  # like __main__ at a prompt: a module without a file
    assert two_marks.page.startswith("# two-marks\n\nMarks")
