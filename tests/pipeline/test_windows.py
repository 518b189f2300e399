"""Long texts: cut_windows depend on the text alone, and what is cleaned window by window is one document again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.api import take_text
from docnorm.draft import join_drafts
from docnorm.outline import Outline
from docnorm.pipeline import line as pipeline
from docnorm.pipeline.windows import cut_stream, cut_windows

from laws import documents


@given(st.text("甲。\n　 \r", max_size=300), st.data())
def test_windows_do_not_depend_on_the_pieces(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole = list(cut_windows(text, 20))
    assert list(cut_stream(pieces, 20)) == whole
    assert "".join(whole) == text
    assert all(20 <= len(w) <= 40 for w in whole[:-1])


def test_a_window_ends_behind_a_sentence_that_ends_its_line() -> None:
    text = "断开的一行\n接着写完。\n下一段\n" * 20
    assert all(w.endswith("接着写完。\n") for w in list(cut_windows(text, 40))[:-1])


@pytest.mark.parametrize("profile", ["gongwen", "corpus"])
@given(parts=st.lists(documents(), min_size=3, max_size=6))
def test_windows_join_to_one_document(profile: str, parts: list[str]) -> None:
    text = "\n".join(parts)
    done = list(pipeline.clean_windows(cut_windows(text, 30), docnorm.get_profile(profile)))
    draft = join_drafts(text, [d.draft for d in done])
    assert draft.patch.apply(text) == draft.text == "".join(d.draft.text for d in done)
    outlines = [d.outline for d in done if d.outline is not None]
    if outlines:
        outline = Outline.joined(draft.text, outlines)
        assert all(a.span.end <= b.span.start for a, b in zip(outline.blocks, outline.blocks[1:], strict=False))
    for change in draft.journal:
        assert all(0 <= s.start <= s.end <= len(text) for s in draft.where(change))


def test_a_paragraph_at_a_windows_foot_keeps_its_line_end() -> None:
    text = "甲甲甲甲甲甲甲。\n\n\n乙乙乙乙乙乙乙。\n丙丙丙丙丙丙丙。\n" * 3
    done = list(pipeline.clean_windows(cut_windows(text, 10), docnorm.get_profile("gongwen")))
    assert len(done) > 2
    assert "".join(d.draft.text for d in done) == docnorm.normalize_text(text).text


def test_a_long_text_is_cleaned_like_its_windows() -> None:
    line = "他说,好的" + "，这一行很长" * 60 + "。\n"
    text = line * 8_000  # three cut_windows
    done = docnorm.normalize_text(text, "corpus")
    assert done.text == line.replace(",", "，") * 8_000
    assert len(done.draft.journal) == 8_000
    assert done.draft.where(done.draft.journal[-1])[0].start == len(text) - len(line) + 2
    assert len(list(cut_windows(text))) > 1


def test_many_changes_take_seconds() -> None:
    done = pipeline.normalize(take_text("他说,好的。\n" * 20_000), docnorm.get_profile("gongwen"))
    assert len(done.draft.patch.hunks) == 20_001


def test_a_zone_that_is_off_runs_on_into_the_next_window() -> None:
    text = "甲,乙。\n<!-- docnorm: off -->\n" + "丙,丁。\n" * 12 + "<!-- docnorm: on -->\n戊,己。\n"
    done = "".join(d.draft.text for d in pipeline.clean_windows(cut_windows(text, 20), docnorm.get_profile("corpus")))
    assert done == text.replace("甲,", "甲，").replace("戊,", "戊，")
