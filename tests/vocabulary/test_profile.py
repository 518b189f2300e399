"""A profile is a value: rules taken out, put in and set give another profile, in an order that can be foretold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from docnorm.edit import Fix, Safety
from docnorm.errors import UsageError
from docnorm.look import Look
from docnorm.outline import Outline
from docnorm.profile import PLAIN, Profile
from docnorm.rule import cleaner, repair
from docnorm.structure.read import read


@cleaner("full-stop")
def full_stop(text: str, *, mark: str = "。") -> Iterator[Fix]:
    """A stop."""
    del mark
    yield from ()


@cleaner("comma")
def comma(text: str) -> Iterator[Fix]:
    """A comma."""
    yield from ()


@cleaner("new-one")
def new_one(text: str) -> Iterator[Fix]:
    """Another."""
    yield from ()


@repair("number")
def number(outline: Outline, *, fix: bool = False) -> Iterator[Fix]:
    """A number."""
    del fix
    yield from ()


@repair("order")
def order(outline: Outline) -> Iterator[Fix]:
    """An order."""
    yield from ()


@repair("new-repair")
def new_repair(outline: Outline) -> Iterator[Fix]:
    """Another."""
    yield from ()


HOUSE = Profile(
    "house", (full_stop, comma), read, (number, order), Look("page"), Safety.CERTAIN, ("党建",), budget=3.0
)  # fmt: skip


def _ids(profile: Profile) -> tuple[list[str], list[str]]:
    return [r.id for r in profile.cleaners], [r.id for r in profile.repairs]


def test_rules_run_cleaners_first() -> None:
    assert HOUSE.rules == (full_stop, comma, number, order)
    assert HOUSE.rule("comma") is comma
    assert HOUSE.rule("order") is order


def test_a_profile_that_says_nothing_is_plain_and_applies_what_is_likely() -> None:
    profile = Profile("p", (), read)
    assert (profile.look, profile.apply_at, profile.repairs, profile.protect) == (PLAIN, Safety.LIKELY, (), ())
    assert PLAIN.name == "plain"
    assert profile.budget == 20.0


def test_rules_are_left_out_by_name() -> None:
    assert _ids(HOUSE.without("comma", "number")) == (["full-stop"], ["order"])
    assert HOUSE.without() == HOUSE
    assert _ids(HOUSE) == (["full-stop", "comma"], ["number", "order"])


def test_only_these_rules_run_in_the_profiles_order() -> None:
    assert _ids(HOUSE.only("order", "comma", "full-stop")) == (["full-stop", "comma"], ["order"])
    assert _ids(HOUSE.only()) == ([], [])


def test_a_rule_is_put_before_another_or_behind_it() -> None:
    assert _ids(HOUSE.before("comma", new_one)) == (["full-stop", "new-one", "comma"], ["number", "order"])
    assert _ids(HOUSE.after("comma", new_one)) == (["full-stop", "comma", "new-one"], ["number", "order"])
    assert _ids(HOUSE.after("full-stop", new_one)) == (["full-stop", "new-one", "comma"], ["number", "order"])
    assert _ids(HOUSE.before("number", new_repair)) == (["full-stop", "comma"], ["new-repair", "number", "order"])
    assert _ids(HOUSE.after("number", new_repair)) == (["full-stop", "comma"], ["number", "new-repair", "order"])


def test_cleaners_are_added_behind_the_last() -> None:
    assert HOUSE.adding(new_one) == replace(HOUSE, cleaners=(full_stop, comma, new_one))
    assert HOUSE.adding() == HOUSE


def test_an_option_is_set_for_one_rule_alone() -> None:
    stop = HOUSE.setting("full-stop", mark="．")
    assert stop == replace(HOUSE, cleaners=(full_stop.but(mark="．"), comma))
    assert HOUSE.setting("number", fix=True) == replace(HOUSE, repairs=(number.but(fix=True), order))


@pytest.mark.parametrize(
    "ask",
    [
        lambda p: p.rule("coma"),
        lambda p: p.without("comma", "coma"),
        lambda p: p.only("comma", "coma"),
        lambda p: p.before("coma", new_one),
        lambda p: p.after("coma", new_one),
        lambda p: p.setting("coma", mark="."),
    ],
)  # fmt: skip
def test_a_rule_that_is_not_there_is_named_with_the_nearest(ask: object) -> None:
    with pytest.raises(UsageError, match=r"^profile house has no rule 'coma'; did you mean 'comma'\?$"):
        ask(HOUSE)  # type: ignore[operator]
