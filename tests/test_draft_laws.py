"""The draft tells the truth: its patch gives its text, its runs give both texts, what is frozen stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.draft import Draft, Fate
from docnorm.edit import Edit, Fix, Safety, Span, replace
from docnorm.source import Mark

from strategies import LETTERS


@st.composite
def fixes(draw: st.DrawFn, length: int) -> list[Fix]:
    found = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, length))
        end = draw(st.integers(start, length))
        new = draw(st.text(LETTERS, max_size=2))
        edits = [Edit(Span(start, end), new)]
        if draw(st.booleans()):
            more = draw(st.integers(end, length))
            edits.append(Edit(Span(more, draw(st.integers(more, length))), new))
        if edits[0].span != edits[-1].span or len(edits) == 1:
            found.append(Fix(tuple(edits), "because", draw(st.sampled_from(Safety))))
    return found


@given(st.data())
def test_a_draft_tells_the_truth(data: st.DataObject) -> None:
    draft = Draft.of(data.draw(st.text(LETTERS, max_size=15)))
    for number in range(data.draw(st.integers(0, 4))):
        proposed = data.draw(fixes(len(draft.text)))
        before = draft
        draft, step = draft.revise(f"r{number}", proposed, Safety.LIKELY)
        assert step.apply(before.text) == draft.text
        assert draft.patch.apply(draft.original) == draft.text
        assert len(draft.journal) == len(before.journal) + len(proposed)
    runs = list(draft.runs())
    assert "".join(r.text for r in runs if r.kind != "delete") == draft.text
    assert "".join(r.text for r in runs if r.kind != "insert") == draft.original
    assert all(r.causes for r in runs if r.kind != "keep")
    for change in draft.journal:
        for span in draft.where(change):
            assert 0 <= span.start <= span.end <= len(draft.original)


@given(st.data())
def test_what_is_frozen_stays(data: st.DataObject) -> None:
    text = data.draw(st.text(LETTERS, min_size=1, max_size=15))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    draft = Draft.of(text, (Mark(Span(start, end), "frozen"),))
    for number in range(3):
        draft, _ = draft.revise(f"r{number}", data.draw(fixes(len(draft.text))), Safety.LIKELY)
        (mark,) = draft.marks
        assert text[start:end] in draft.text[mark.span.start : mark.span.end]


@given(st.data())
def test_edits_of_one_fix_stand_or_fall_together(data: st.DataObject) -> None:
    text = data.draw(st.text(LETTERS, max_size=15))
    draft, _ = Draft.of(text).revise("r", data.draw(fixes(len(text))), Safety.LIKELY)
    applied = {i for i, c in enumerate(draft.journal) if c.fate is Fate.APPLIED}
    in_patch = {c for s in draft.steps for h in s.hunks for c in h.causes}
    assert in_patch == applied


def test_a_suggestion_is_never_applied_even_at_the_lowest_level() -> None:
    draft, _ = Draft.of("检查").revise("r", [replace(0, 2, "检察", "near", Safety.SUGGEST)], Safety.SUGGEST)
    assert draft.text == "检查"
    assert draft.journal[0].fate is Fate.SUGGESTED


def test_the_first_of_two_fixes_at_one_place_wins() -> None:
    both = [replace(1, 3, "x", "a"), replace(2, 4, "y", "b")]
    draft, _ = Draft.of("abcdef").revise("r", both, Safety.LIKELY)
    assert draft.text == "axdef"
    assert [c.fate for c in draft.journal] == [Fate.APPLIED, Fate.CLASHED]


@pytest.mark.parametrize("owns", [frozenset(), frozenset({"url"})])
def test_a_protected_form_is_edited_only_by_the_rule_that_owns_it(owns: frozenset[str]) -> None:
    text = "见http://a.cn/b,c。"
    draft, _ = Draft.of(text).revise("r", [replace(14, 15, "，", "x")], Safety.LIKELY, owns)
    assert draft.journal[0].fate is (Fate.APPLIED if owns else Fate.FROZEN)


def test_a_change_put_back_is_no_hunk_but_stays_in_the_journal() -> None:
    draft, _ = Draft.of("甲乙").revise("r", [replace(0, 1, "丙", "x")], Safety.LIKELY)
    draft, _ = draft.revise("s", [replace(0, 1, "甲", "y")], Safety.LIKELY)
    assert draft.text == draft.original
    assert draft.patch.hunks == ()
    assert len(draft.journal) == 2
