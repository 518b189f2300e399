"""Laws of patches: what two do one after another, their composition does at once; all of it can be undone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docnorm.edit import Edit, Fix, Hunk, Patch, Safety, Span, compose, replace

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
    for whole in (compose(steps), one_by_one, from_the_right):
        assert whole.apply(text) == end


@given(chains(steps=4))
def test_hunks_are_sorted_and_disjoint_and_know_their_causes(chain: tuple[str, list[Patch], str]) -> None:
    _, steps, _ = chain
    whole = compose(steps)
    for left, right in zip(whole.hunks, whole.hunks[1:], strict=False):
        assert left.span.end <= right.span.start
        assert left.span < right.span
    known = {c for p in steps for h in p.hunks for c in h.causes}
    assert all(h.causes and set(h.causes) <= known for h in whole.hunks)
    assert all(h.new or h.span.start < h.span.end for h in whole.hunks)


@given(chains(steps=2))
def test_no_cause_is_lost_where_no_text_comes_and_goes(chain: tuple[str, list[Patch], str]) -> None:
    text, (first, second), _ = chain
    # What was put in between two characters may be taken out again and leave nothing: those are left out here.
    one = Patch(tuple(h for h in first.hunks if h.span.start < h.span.end))
    longest = len(one.apply(text))
    two = Patch(tuple(h for h in second.hunks if h.span.start < h.span.end <= longest))
    assert _causes(one.then(two)) == _causes(one) | _causes(two)


def _causes(patch: Patch) -> set[int]:
    return {cause for hunk in patch.hunks for cause in hunk.causes}


def test_changes_that_overlap_melt_and_name_both_causes() -> None:
    first = Patch((Hunk(Span(1, 3), "xyz", (3,)),))
    assert first.then(Patch((Hunk(Span(2, 5), "q", (1,)),))).hunks == (Hunk(Span(1, 4), "xq", (1, 3)),)
    assert first.then(Patch((Hunk(Span(0, 2), "q", (1, 5)),))).hunks == (Hunk(Span(0, 3), "qyz", (1, 3, 5)),)


def test_a_change_melts_with_all_that_it_covers_and_with_nothing_beside() -> None:
    first = Patch((
        Hunk(Span(1, 2), "A", (0,)), Hunk(Span(3, 4), "BB", (1,)), Hunk(Span(5, 6), "CD", (2,)),
        Hunk(Span(8, 9), "", (3,)),
    ))  # fmt: skip
    second = Patch((Hunk(Span(4, 7), "!", (9,)), Hunk(Span(9, 10), "?", (8,))))
    assert first.apply("0123456789") == "0A2BB4CD679"
    assert first.then(second).hunks == (
        Hunk(Span(1, 2), "A", (0,)),
        Hunk(Span(3, 6), "B!D", (1, 2, 9)),
        Hunk(Span(7, 8), "?", (8,)),
        Hunk(Span(8, 9), "", (3,)),
    )


def test_what_only_touches_a_melted_stretch_stays_apart() -> None:
    first = Patch((Hunk(Span(1, 3), "xyz", (0,)),))
    for touching in (Hunk(Span(4, 4), "!", (2,)), Hunk(Span(4, 5), "!", (2,))):
        melted, apart = first.then(Patch((Hunk(Span(2, 4), "q", (1,)), touching))).hunks
        assert melted == Hunk(Span(1, 3), "xq", (0, 1))
        assert apart == Hunk(Span(3, touching.span.end - 1), "!", (2,))


def test_what_is_put_in_where_something_was_taken_out_stands_behind_it() -> None:
    took = Patch((Hunk(Span(1, 3), "", (0,)),))
    put = Patch((Hunk(Span(1, 1), "x", (1,)),))
    assert took.then(put).hunks == (Hunk(Span(1, 3), "", (0,)), Hunk(Span(3, 3), "x", (1,)))


def test_insertions_at_one_place_are_one_hunk_in_their_order() -> None:
    first = Patch((Hunk(Span(2, 2), "a", (4,)),))
    behind = Patch((Hunk(Span(3, 3), "b", (2,)),))
    assert first.then(behind).hunks == (Hunk(Span(2, 2), "ab", (2, 4)),)
    before = Patch((Hunk(Span(2, 2), "b", (2,)),))
    assert first.then(before).hunks == (Hunk(Span(2, 2), "ba", (2, 4)),)


def test_a_patch_that_does_nothing_changes_no_other() -> None:
    patch = Patch((Hunk(Span(1, 2), "x", (0,)),))
    assert patch.then(Patch()) is patch
    assert Patch().then(patch) is patch
    assert compose([]) == Patch()
    assert compose([patch]) is patch


def test_a_fix_of_one_edit_says_all_that_was_said() -> None:
    assert replace(1, 2, "x", "why") == Fix((Edit(Span(1, 2), "x"),), "why", Safety.CERTAIN, ())
    fix = replace(1, 2, "x", why="why", safety=Safety.SUGGEST, candidates=("x", "y"))
    assert fix == Fix((Edit(Span(1, 2), "x"),), "why", Safety.SUGGEST, ("x", "y"))


@given(chains(steps=1))
def test_the_inverse_of_the_inverse_is_the_patch_with_its_causes(chain: tuple[str, list[Patch], str]) -> None:
    text, (patch,), end = chain
    assert patch.inverse(text).inverse(end) == patch


@given(chains(steps=3))
def test_inverse_undoes(chain: tuple[str, list[Patch], str]) -> None:
    text, steps, end = chain
    whole = compose(steps)
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


@given(st.data())
def test_carry_and_trace_answer_hunk_by_hunk(data: st.DataObject) -> None:
    """The quick answer by bisection is the one that a look at every hunk gives."""
    text = data.draw(st.text("ab一二\n", max_size=15))
    patch = data.draw(patches(len(text)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert patch.carry(Span(start, end)) == _carried(patch, start, end)
    long = len(patch.apply(text))
    start = data.draw(st.integers(0, long))
    end = data.draw(st.integers(start, long))
    assert patch.trace(Span(start, end)) == _traced(patch, start, end)


def _carried(patch: Patch, start: int, end: int) -> Span:
    left, right = start, end
    for (a, b), new, _ in patch.hunks:
        grown = len(new) - (b - a)
        if a < start < b:
            left -= start - a  # cut: the span begins where the new text begins
        elif b < start or (b == start and a < b):
            left += grown
        if a < end < b:
            right += a + len(new) - end
        elif b <= end:
            right += grown
    return Span(left, right)


def _traced(patch: Patch, start: int, end: int) -> Span:
    left, right = start, end
    for ((a, b), new, _), place in zip(patch.hunks, patch.placed, strict=True):
        shrunk = (b - a) - len(new)
        if place.start < start < place.end:
            left -= start - place.start
        elif place.end <= start:
            left += shrunk
        if place.start < end < place.end:
            right += b - a - (end - place.start)
        elif place.end <= end and place.start < end:
            right += shrunk
    return Span(left, max(left, right))


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
