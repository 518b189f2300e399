"""The draft tells the truth: its patch gives its text, its runs give both texts, what is frozen stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.draft import Change, Draft, Fate, RevisionRun, join_drafts
from docnorm.edit import Edit, Fix, Hunk, Patch, Safety, Span, replace
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


@given(st.data())
def test_fates_are_those_that_a_look_at_every_place_gives(data: st.DataObject) -> None:
    """Bisection among the places that are taken, or frozen, answers what asking all of them would."""
    text = data.draw(st.text("ab一二", max_size=12))
    spans = st.integers(0, len(text)).flatmap(lambda a: st.integers(a, len(text)).map(lambda b: Span(a, b)))
    frozen = data.draw(st.lists(spans, max_size=4))
    level = data.draw(st.sampled_from(Safety))
    marks = (*(Mark(s, "frozen") for s in frozen), Mark(Span(0, len(text)), "heading", "1"))
    proposed = data.draw(fixes(len(text)))
    draft, _ = Draft.of(text, marks).revise("r", proposed, level)
    taken: list[Span] = []
    expected = []
    for fix in sorted(proposed, key=lambda f: f.edits[0].span):
        places = [e.span for e in fix.edits]
        if any(_touch(p, f) for p in places for f in frozen):
            expected.append(Fate.FROZEN)
        elif fix.safety < level or fix.safety is Safety.SUGGEST:
            expected.append(Fate.SUGGESTED)
        elif any(_touch(p, t) or p == t for p in places for t in taken):
            expected.append(Fate.CLASHED)
        else:
            expected.append(Fate.APPLIED)
            taken += places
    assert [c.fate for c in draft.journal] == expected


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def test_nothing_is_put_into_a_frozen_stretch_that_holds_another() -> None:
    marks = (Mark(Span(0, 5), "frozen"), Mark(Span(2, 3), "frozen"))
    for at, fate in ((0, Fate.APPLIED), (2, Fate.FROZEN), (4, Fate.FROZEN), (5, Fate.APPLIED)):
        draft, _ = Draft.of("甲乙丙丁戊己", marks).revise("r", [replace(at, at, "x", "w")], Safety.LIKELY)
        assert draft.journal[0].fate is fate, at


def test_a_fix_fits_between_the_edits_of_another() -> None:
    pair = Fix((Edit(Span(0, 1), "“"), Edit(Span(4, 5), "”")), "w")
    between = [replace(1, 2, "a", "w"), replace(2, 2, "b", "w"), replace(3, 4, "c", "w")]
    draft, _ = Draft.of('"甲乙丙"').revise("r", [pair, *between, replace(4, 5, "z", "w")], Safety.LIKELY)
    assert draft.text == "“ab乙c”"
    assert [c.fate for c in draft.journal] == [Fate.APPLIED] * 4 + [Fate.CLASHED]


def test_the_journal_says_everything_about_a_change() -> None:
    sure, unsure = replace(0, 1, "x", "first"), replace(2, 3, "y", "second", Safety.LIKELY)
    found, clash = replace(3, 4, "丁", "third", Safety.SUGGEST), replace(0, 1, "z", "late")
    draft = Draft.of("甲乙丙丁")
    draft, step = draft.revise("r", iter([unsure, sure, found, clash]), Safety.CERTAIN)
    assert step == Patch((Hunk(Span(0, 1), "x", (0,)),))
    assert draft.journal == (
        Change("r", sure, Fate.APPLIED, 0),
        Change("r", clash, Fate.CLASHED, 0),
        Change("r", unsure, Fate.SUGGESTED, 0),
        Change("r", found, Fate.SUGGESTED, 0, finding=True),
    )
    again, step = draft.revise("s", [replace(1, 3, "", "more")], Safety.LIKELY)
    assert step == Patch((Hunk(Span(1, 3), "", (4,)),))
    assert again.journal == (*draft.journal, Change("s", replace(1, 3, "", "more"), Fate.APPLIED, 1))
    assert again.patch.hunks == (Hunk(Span(0, 1), "x", (0,)), Hunk(Span(1, 3), "", (4,)))


def test_a_finding_points_at_something_and_proposes_nothing() -> None:
    both = Fix((Edit(Span(0, 1), "甲"), Edit(Span(2, 3), "x")), "half of it is a proposal", Safety.SUGGEST)
    none = Fix((Edit(Span(0, 1), "甲"), Edit(Span(2, 3), "丙")), "none of it is", Safety.SUGGEST)
    draft, _ = Draft.of("甲乙丙").revise("r", [both, none], Safety.LIKELY)
    assert [c.finding for c in draft.journal] == [False, True]


def test_a_rule_that_proposes_nothing_leaves_the_draft_as_it_is() -> None:
    draft = Draft.of("甲乙", words=("甲",))
    assert draft.revise("r", [], Safety.LIKELY) == (draft, Patch())
    suggested, step = draft.revise("r", [replace(1, 2, "x", "w", Safety.SUGGEST)], Safety.LIKELY)
    assert step == Patch()
    assert (suggested.text, suggested.steps, suggested.words) == ("甲乙", (), ("甲",))
    assert [c.fate for c in suggested.journal] == [Fate.SUGGESTED]


def test_the_users_words_are_kept_at_every_step() -> None:
    draft = Draft.of("党建zuzhi,党建", words=("党建",))
    draft, _ = draft.revise("r", [replace(2, 7, "组织", "w")], Safety.LIKELY)
    draft, _ = draft.revise(
        "s", [replace(2, 4, "", "w"), replace(5, 7, "", "w"), replace(1, 1, "x", "w")], Safety.LIKELY
    )
    assert draft.text == "党建,党建"
    assert [c.fate for c in draft.journal] == [Fate.APPLIED, Fate.FROZEN, Fate.APPLIED, Fate.FROZEN]


def test_marks_move_with_the_text() -> None:
    marks = (Mark(Span(0, 1), "bold"), Mark(Span(3, 5), "frozen", "v"))
    draft, _ = Draft.of("甲乙丙丁戊", marks).revise("r", [replace(1, 3, "xxx", "w")], Safety.LIKELY)
    assert draft.marks == (Mark(Span(0, 1), "bold"), Mark(Span(4, 6), "frozen", "v"))
    assert draft.revise("s", [replace(4, 5, "", "w")], Safety.LIKELY)[0].text == draft.text


@given(st.data())
def test_touched_lines_are_those_that_a_step_changed_with_the_line_ends_around_them(data: st.DataObject) -> None:
    draft = Draft.of(data.draw(st.text("ab\n", max_size=16)))
    draft, step = draft.revise("r", data.draw(fixes(len(draft.text))), Safety.LIKELY)
    text, kept = draft.text, set()
    for start, end in step.placed:
        left, right = max(start - 1, 0), min(end + 1, len(text))  # the neighbours of what was taken out, too
        while left and text[left - 1] != "\n":
            left -= 1
        while left and text[left - 1] == "\n":
            left -= 1
        while right < len(text) and text[right] != "\n":
            right += 1
        while right < len(text) and text[right] == "\n":
            right += 1
        kept |= set(range(left, right))
    assert draft.touched(step) == "".join(text[i] for i in sorted(kept))


def test_touched_lines_are_few() -> None:
    draft, step = Draft.of("零\n一\n二x\n三\n\n四\n五").revise("r", [replace(5, 6, "", "w")], Safety.LIKELY)
    assert draft.touched(step) == "\n二\n三\n\n"
    assert draft.touched(Patch()) == ""
    fixes = [replace(5, 6, "甲\n乙\n丙\n丁\n戊\n", "w"), replace(13, 14, "", "w"), replace(21, 22, "己庚", "w")]
    draft, step = Draft.of("零\n一\n二x三\n四\n五\n六y\n七\n八\n九\nz\n十\n末").revise("r", fixes, Safety.LIKELY)
    assert draft.touched(step) == "\n二甲\n乙\n丙\n丁\n戊\n三\n\n六\n七\n\n九\n己庚\n十\n"


def test_places_are_told_in_the_original() -> None:
    draft, _ = Draft.of("甲乙丙丁戊").revise("r", [replace(0, 2, "", "w"), replace(3, 3, "yy", "w")], Safety.LIKELY)
    two = Fix((Edit(Span(0, 1), "a"), Edit(Span(4, 5), "b")), "w")
    draft, _ = draft.revise("s", [two], Safety.LIKELY)
    assert draft.text == "ayy丁b"
    assert [draft.where(c) for c in draft.journal] == [
        (Span(0, 2),), (Span(3, 3),), (Span(2, 3), Span(4, 5)),
    ]  # fmt: skip


def test_runs_are_the_view_that_word_has() -> None:
    draft, _ = Draft.of("甲乙丙丁").revise(
        "r", [replace(1, 2, "x", "w"), replace(3, 3, "y", "w"), replace(3, 4, "", "w")], Safety.LIKELY
    )
    run = RevisionRun
    assert list(draft.runs()) == [
        run("keep", "甲"), run("delete", "乙", (0,)), run("insert", "x", (0,)), run("keep", "丙"),
        run("insert", "y", (1,)), run("delete", "丁", (2,)),
    ]  # fmt: skip
    assert list(Draft.of("").runs()) == []
    assert list(Draft.of("甲").runs()) == [RevisionRun("keep", "甲")]


def _took(original: str, start: int, end: int) -> Draft:
    return Draft.of(original).revise("r", [replace(start, end, "", "w")], Safety.LIKELY)[0]


def test_a_windows_line_end_is_put_back_and_told_of_nowhere() -> None:
    closed = _took("甲。\n", 2, 3).with_line_end()
    assert closed.text == closed.original
    assert closed.patch == Patch()
    longer = _took("甲。  \n\n", 2, 6).with_line_end()
    assert longer.text == "甲。\n"
    assert longer.patch == Patch((Hunk(Span(2, 5), "", (0,)),))
    assert longer.patch.apply(longer.original) == longer.text
    other, _ = Draft.of("乙甲。\n").revise("r", [replace(0, 1, "x", "w"), replace(3, 4, "", "w")], Safety.LIKELY)
    assert other.with_line_end().patch == Patch((Hunk(Span(0, 1), "x", (0,)),))


def test_a_line_end_that_went_with_the_mark_before_it_is_put_back_by_that_change() -> None:
    draft, _ = Draft.of("甲。\n").revise("r", [replace(1, 3, "！", "w")], Safety.LIKELY)
    assert draft.with_line_end().text == "甲！\n"
    assert draft.with_line_end().patch.hunks == (Hunk(Span(1, 3), "！", (0,)), Hunk(Span(3, 3), "\n", (0,)))


@pytest.mark.parametrize("draft", [Draft.of("甲\n"), Draft.of("甲"), _took("甲\n", 0, 2), _took("甲\n\n", 1, 2)])
def test_a_window_that_lost_no_line_end_is_left(draft: Draft) -> None:
    assert draft.with_line_end() is draft


def test_a_line_end_put_in_elsewhere_is_a_change_like_any_other() -> None:
    draft = _took("甲乙丙", 2, 3)
    split, _ = draft.revise("s", [replace(1, 1, "\n", "w")], Safety.LIKELY)
    assert split.patch.hunks == (Hunk(Span(1, 1), "\n", (1,)), Hunk(Span(2, 3), "", (0,)))
    foot, _ = Draft.of("甲乙").revise("s", [replace(1, 2, "x", "w"), replace(2, 2, "\n", "w")], Safety.LIKELY)
    assert foot.patch.hunks == (Hunk(Span(1, 2), "x", (0,)), Hunk(Span(2, 2), "\n", (1,)))
    other, _ = _took("甲乙", 1, 2).revise("s", [replace(1, 1, "y", "w")], Safety.LIKELY)
    assert other.patch.hunks == (Hunk(Span(1, 2), "", (0,)), Hunk(Span(2, 2), "y", (1,)))


def test_drafts_of_stretches_make_one_of_the_whole() -> None:
    first, _ = Draft.of("甲乙\n", words=("党",)).revise("r", [replace(0, 1, "天地", "w")], Safety.LIKELY)
    first, _ = first.revise("s", [replace(2, 3, "y", "v"), replace(0, 1, "z", "u", Safety.SUGGEST)], Safety.LIKELY)
    second, _ = Draft.of("丙丁", words=("党",)).revise("r", [replace(1, 2, "", "w")], Safety.LIKELY)
    whole = join_drafts("甲乙\n丙丁", [first, second])
    assert whole.text == first.text + second.text == whole.patch.apply(whole.original)
    assert whole.words == ("党",)
    assert whole.steps == (
        Patch((Hunk(Span(0, 1), "天地", (0,)), Hunk(Span(1, 2), "y", (2,)), Hunk(Span(4, 5), "", (3,)))),
    )
    assert [(c.rule, c.fix.why, c.fate, c.step, c.fix.edits) for c in whole.journal] == [
        ("r", "w", Fate.APPLIED, 0, (Edit(Span(0, 1), "天地"),)),
        ("s", "u", Fate.SUGGESTED, 0, (Edit(Span(0, 1), "z"),)),
        ("s", "v", Fate.APPLIED, 0, (Edit(Span(1, 2), "y"),)),
        ("r", "w", Fate.APPLIED, 0, (Edit(Span(4, 5), ""),)),
    ]
    untouched = join_drafts("甲乙", [Draft.of("甲"), Draft.of("乙")])
    assert untouched == Draft.of("甲乙")
    assert join_drafts("", []) == Draft.of("")
    assert join_drafts("甲", [Draft.of("甲", words=("党",))]) == Draft.of("甲", words=("党",))
