"""Changes shown one by one: what goes and what comes, with a few characters around it, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.command.show import paint
from docnorm.writers.inline_diff import AROUND, write_inline_diff

PARAGRAPH = "本市认真落实各项部署要求，" * 40


def rows(text: str, *, by_rule: bool = False) -> list[str]:
    done = docnorm.normalize_text(text)
    return [paint(row, colour=False) for row in write_inline_diff(done, "in.txt", by_rule=by_rule)]


def test_a_comma_in_a_long_paragraph_is_seen() -> None:
    name, row = rows(PARAGRAPH + "坚持原则,勇于担当。")
    assert name == "in.txt"
    assert row == "  1:525  …真落实各项部署要求，坚持原则[-,-]{+，+}勇于担当。  punctuation"
    assert len(row) < 80


def test_changes_side_by_side_share_a_row_and_lines_do_not() -> None:
    shown = rows("党zuzhi生活会,好。\n第二行,好。")
    assert shown[1:] == [
        "  1:2  党[-zuzhi-]{+组织+}生活会[-,-]{+，+}好。  pinyin-placeholder, punctuation",
        "  2:4  第二行[-,-]{+，+}好。  punctuation",
    ]


def test_by_rule_the_most_frequent_comes_first() -> None:
    assert [row for row in rows("党zuzhi生活会,好。\n第二行,好。", by_rule=True) if row[2] != " "] == [
        "in.txt",
        "  punctuation (2)",
        "  pinyin-placeholder (1)",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("重要\u200b讲话。", "[-<U+200B>-]"),
        ("会议 ，开始。", "[-␣-]"),
        ("甲。\n\n\n乙。", "[-⏎"),
        ("\ufdd0党zuzhi生活会。", "U+FDD0"),
    ],
)
def test_what_shows_nothing_is_named(text: str, shown: str) -> None:
    assert shown in "".join(rows(text))


def test_nothing_changed_shows_nothing() -> None:
    assert rows("干净的一行。") == []


def test_a_console_without_the_signs_gets_others(monkeypatch: pytest.MonkeyPatch) -> None:
    class Console:
        encoding = "gbk"

    monkeypatch.setattr("sys.stdout", Console())
    (row,) = [
        paint(row, colour=False) for row in list(write_inline_diff(docnorm.normalize_text("会议 ，好。"), "a"))[1:]
    ]
    assert row.startswith("  1:3  会议[-_-]")


@given(st.text(alphabet="党zuhi,，。 \n会a１\u200b\ufdd2", max_size=60))
def test_what_goes_and_comes_is_told_exactly(text: str) -> None:
    done = docnorm.normalize_text(text)
    hunks = done.draft.patch.hunks
    shown = [paint(row, colour=False) for row in write_inline_diff(done, "n")]
    told = len(re.findall(r"\[-|(?<!-\])\{\+", "".join(shown[1:])))
    assert told <= len(hunks)
    assert all(row.count("\n") == 0 for row in shown)
    assert told > 0 or not shown
    assert all(len(row) < 60 + 8 * (2 * AROUND) * max(1, len(hunks)) for row in shown)
