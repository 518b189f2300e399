"""Changes taken back one by one: the rest stands, the journal tells it, undo still works."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.draft import Fate
from docnorm.edit import Patch
from docnorm.review.selection import take_back

TEXT = '党zuzhi生活会,我们"开展"工作。\n\n\n  二、下一步 jinxing XX整改 ,好。'


@given(st.sets(st.integers(0, 12)), st.sampled_from(["gongwen", "web", "corpus"]))
def test_what_is_taken_back_is_as_it_was(chosen: set[int], profile: str) -> None:
    done = docnorm.normalize_text(TEXT, profile)
    hunks = done.draft.patch.hunks
    kept = [h for i, h in enumerate(hunks) if i not in chosen]
    back = take_back(done, {h.span for i, h in enumerate(hunks) if i in chosen})
    assert back.text == Patch(tuple(kept)).apply(TEXT)
    assert back.draft.patch.apply(TEXT) == back.text
    assert back.undo() == TEXT
    assert [h.span for h in back.draft.patch.hunks] == [h.span for h in kept]
    for hunk, now in zip(kept, back.draft.patch.hunks, strict=True):
        assert back.draft.journal[now.causes[-1]].rule == done.draft.journal[hunk.causes[-1]].rule
    suggested = [c.rule for c in done.draft.journal if c.fate is Fate.SUGGESTED]
    assert [c.rule for c in back.draft.journal if c.fate is Fate.SUGGESTED] == suggested
    assert back.outline.text == back.text
    assert back.to_bytes("docx")
