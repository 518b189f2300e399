"""Laws of patches: what two do one after another, their composition does at once; all of it can be undone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docnorm.edit import Hunk, Patch, Span, fold

from strategies import chains, patches


@given(chains(steps=2))
def test_then_is_doing_both(chain: tuple[str, list[Patch], str]) -> None:
    text, (first, second), end = chain
    assert first.then(second).apply(text) == end


@given(chains(steps=5))
def test_folding_is_doing_all_whatever_the_grouping(chain: tuple[str, list[Patch], str]) -> None:
    text, steps, end = chain
    one_by_one = Patch()
    for step in steps:
        one_by_one = one_by_one.then(step)
    from_the_right = Patch()
    for step in reversed(steps):
        from_the_right = step.then(from_the_right)
    for whole in (fold(steps), one_by_one, from_the_right):
        assert whole.apply(text) == end


@given(chains(steps=4))
def test_hunks_are_sorted_and_disjoint_and_know_their_causes(chain: tuple[str, list[Patch], str]) -> None:
    _, steps, _ = chain
    whole = fold(steps)
    for left, right in zip(whole.hunks, whole.hunks[1:], strict=False):
        assert left.span.end <= right.span.start
        assert left.span < right.span
    known = {c for p in steps for h in p.hunks for c in h.causes}
    assert all(h.causes and set(h.causes) <= known for h in whole.hunks)
    assert all(h.new or h.span.start < h.span.end for h in whole.hunks)


@given(chains(steps=3))
def test_inverse_undoes(chain: tuple[str, list[Patch], str]) -> None:
    text, steps, end = chain
    whole = fold(steps)
    assert whole.inverse(text).apply(end) == text


def test_hunks_that_only_touch_stay_apart() -> None:
    first = Patch((Hunk(Span(1, 2), "x", (0,)),))
    second = Patch((Hunk(Span(2, 3), "y", (1,)),))
    assert first.then(second).hunks == (Hunk(Span(1, 2), "x", (0,)), Hunk(Span(2, 3), "y", (1,)))


def test_text_put_in_and_taken_out_again_leaves_no_hunk() -> None:
    put = Patch((Hunk(Span(1, 1), "zz", (0,)),))
    took = Patch((Hunk(Span(1, 3), "", (1,)),))
    assert put.then(took).hunks == ()


@given(st.data())
def test_carry_and_trace_agree_where_nothing_changed(data: st.DataObject) -> None:
    text = data.draw(st.text("ab一二\n", max_size=15))
    patch = data.draw(patches(len(text)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    there = patch.carry(Span(start, end))
    after = patch.apply(text)
    assert 0 <= there.start <= there.end <= len(after)
    back = patch.trace(there)
    assert 0 <= back.start <= back.end <= len(text)
    if not any(h.span.start <= end and start <= h.span.end for h in patch.hunks):
        assert after[there.start : there.end] == text[start:end]
        assert back == Span(start, end)


@given(st.data())
def test_carry_covers_what_a_span_touches(data: st.DataObject) -> None:
    text = data.draw(st.text("ab一二\n", max_size=15))
    patch = data.draw(patches(len(text)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    there = patch.carry(Span(start, end))
    for hunk, place in zip(patch.hunks, patch.placed, strict=True):
        if start <= hunk.span.start and hunk.span.end <= end:
            assert there.start <= place.start
            assert place.end <= there.end


def test_a_place_inside_inserted_text_points_at_where_it_was_put_in() -> None:
    patch = Patch((Hunk(Span(4, 4), "插入的话", (0,)),))
    assert patch.trace(Span(5, 6)) == Span(4, 4)
    assert patch.trace(Span(8, 9)) == Span(4, 5)
    assert patch.trace(Span(3, 4)) == Span(3, 4)


def test_a_span_behind_a_deletion_does_not_cover_it() -> None:
    patch = Patch((Hunk(Span(2, 6), "", (0,)),))
    assert patch.trace(Span(2, 3)) == Span(6, 7)
    assert patch.trace(Span(1, 2)) == Span(1, 2)
    assert patch.trace(Span(2, 2)) == Span(6, 6)


def test_lone_surrogates_are_characters_like_any_other() -> None:
    text = "甲\ud800乙\udfff"
    patch = Patch((Hunk(Span(1, 2), "\udc00", (0,)), Hunk(Span(3, 4), "", (1,))))
    assert patch.apply(text) == "甲\udc00乙"
    assert patch.inverse(text).apply(patch.apply(text)) == text
