"""The whole way of a document, top to bottom: a text is cleaned window by window and comes out as one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docnorm.draft import join_drafts
from docnorm.outline import Outline
from docnorm.pipeline.window import Cleaned, clean_window
from docnorm.pipeline.windows import SIZE, cut_windows
from docnorm.pipeline.zones import ends_in_zone, find_zones
from docnorm.profile import Profile
from docnorm.result import Format, Normalized
from docnorm.source import Source


def normalize(source: Source, profile: Profile, writers: Mapping[str, Format] | None = None) -> Normalized:
    """Clean a text, read its shape, repair its numbers. A rule that fails is named and left out."""
    text, writers = source.text, {} if writers is None else writers
    if source.marks or len(text) <= SIZE:  # what a file says of its text holds for the whole
        whole = clean_window(text, (*source.marks, *find_zones(text)), profile)
        return Normalized(source, whole.draft, profile, whole.outline, whole.faults, writers)
    done = list(clean_windows(cut_windows(text), profile))
    faults = tuple(dict.fromkeys(fault for part in done for fault in part.faults))
    if len(done) == 1:
        return Normalized(source, done[0].draft, profile, done[0].outline, faults, writers)
    draft = join_drafts(source.text, [part.draft for part in done])
    outlines = [part.outline for part in done if part.outline is not None]
    outline = Outline.joined(draft.text, outlines) if outlines else None
    return Normalized(source, draft, profile, outline, faults, writers)


def clean_windows(texts: Iterable[str], profile: Profile) -> Iterator[Cleaned]:
    """Yield the windows of a text, clean, one by one; each but the last keeps its final line end."""
    held: Cleaned | None = None
    off = False  # a zone that somebody switched off may run on into the next window
    for text in texts:
        if held is not None:
            yield _end_line(held)
        held = clean_window(text, tuple(find_zones(text, off=off)), profile)
        off = ends_in_zone(text, off=off)
    if held is not None:
        yield held


def _end_line(window: Cleaned) -> Cleaned:
    """Return a window that another follows: with the line end at its foot, which a rule took for the document's."""
    draft = window.draft.with_line_end()
    outline = window.outline and Outline(draft.text, window.outline.blocks)
    return window._replace(draft=draft, outline=outline)
