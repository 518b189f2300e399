"""What an edit lays bare is seen by the rules further up: cleaning twice changes nothing the second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as but

import pytest

import docnorm
from docnorm import Fix, Profile, cleaner, get_profile, replace
from docnorm.draft import Fate

MINIMAL = get_profile("minimal")


@cleaner("opens")
def opens(text: str) -> Iterator[Fix]:
    """A rule that takes out what parts two others' business."""
    at = text.find("§")
    if at >= 0:
        yield replace(at, at + 1, "", why="parted")


@cleaner("doubled")
def doubled(text: str) -> Iterator[Fix]:
    """One of two."""
    at = text.find("〆〆")
    if at >= 0:
        yield replace(at, at + 1, "", why="twice")
    yield replace(0, 0, "", why="asked", safety=docnorm.Safety.SUGGEST)


def of(*rules: docnorm.Rule[str]) -> Profile:
    """A profile of rules that count as docnorm's own, whatever module they stand in."""
    for rule in rules:
        rule.propose.__module__ = "docnorm.cleaners.of_a_test"
    return but(MINIMAL, cleaners=rules, repairs=())


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    for rule in (opens, doubled):
        rule.propose.__module__ = __name__


def test_a_rule_sees_what_a_later_one_has_laid_bare() -> None:
    done = docnorm.normalize_text("甲〆§〆乙", of(doubled, opens))

    assert done.text == "甲〆乙"
    assert [c.rule for c in done.draft.journal if c.fate is Fate.APPLIED] == ["opens", "doubled"]
    assert done.draft.patch.apply(done.original) == done.text


def test_nothing_is_suggested_twice() -> None:
    done = docnorm.normalize_text("甲〆§〆乙", of(doubled, opens))

    assert [c.rule for c in done.draft.journal if c.fate is Fate.SUGGESTED] == ["doubled"]


def test_a_rule_of_somebody_else_is_asked_once() -> None:
    profile = but(MINIMAL, cleaners=(doubled, opens), repairs=())

    assert docnorm.clean("甲〆§〆乙", profile) == "甲〆〆乙"


def test_a_conversion_is_made_once() -> None:
    # Of 調制解調器 s2twp makes 數據機, and of that, asked again, 資料機, which is nothing.
    assert docnorm.clean("调制解调器,很快", variant="s2twp") == "數據機，很快"


def test_a_circle_ends() -> None:
    @cleaner("up")
    def up(text: str) -> Iterator[Fix]:
        """One way."""
        if "〆" in text:
            yield replace(text.find("〆"), text.find("〆") + 1, "§", why="up")

    @cleaner("down")
    def down(text: str) -> Iterator[Fix]:
        """And back."""
        if "§" in text:
            yield replace(text.find("§"), text.find("§") + 1, "〆", why="down")

    assert docnorm.clean("甲〆乙", of(up, down)) == "甲〆乙"


@pytest.mark.parametrize(
    ("profile", "text"),
    [
        ("gongwen", "  zuzhi问题\n加强党的zuzhi建设，严肃党内政治生活。"),
        ("corpus", "[page]##paidend##（本章完）"),
        ("gongwen", "（国3)!</p>"),
        ("corpus", "甲&amp;lt;乙\ue5e5丙"),
        # What the marks around them say of the language decides whether hui yi is a word.
        ("gongwen", "企hui yi业和有关部门的负责人玩忽职守\n未使－－暴力方法的，由所在地机关hui yi《治安条例》"),
        # One mark behind a number goes, and another stands there.
        ("gongwen", "（三）按照规定发给的补贴；\n（四）福利费、抚恤金；\n（五）.，.保险赔款；\n（六）转业费、退役金；"),
    ],
)
def test_cleaning_twice_changes_nothing_the_second_time(profile: str, text: str) -> None:
    once = docnorm.clean(text, profile)

    assert docnorm.clean(once, profile) == once
