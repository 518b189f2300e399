"""What the laws are tried on: texts, patches, chains of patches."""

from __future__ import annotations

from hypothesis import strategies as st

from docnorm.edit import Hunk, Patch, Span

LETTERS = "ab\n一二"


@st.composite
def patches(draw: st.DrawFn, length: int) -> Patch:
    """A patch that fits a text of ``length`` characters."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    hunks: list[Hunk] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.text(LETTERS, max_size=3))
        if (start == end and not new) or (hunks and hunks[-1].span >= (start, end)):
            continue
        hunks.append(Hunk(Span(start, end), new, (draw(st.integers(0, 9)),)))
    return Patch(tuple(hunks))


@st.composite
def chains(draw: st.DrawFn, steps: int) -> tuple[str, list[Patch], str]:
    """A text, patches to apply one after another, and the text that comes out."""
    text = draw(st.text(LETTERS, max_size=12))
    found: list[Patch] = []
    now = text
    for _ in range(steps):
        found.append(draw(patches(len(now))))
        now = found[-1].apply(now)
    return text, found, now
