"""A document that did not come from Word, as a Word file of our own making."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile, takewhile
from typing import Any, get_args

from docnorm.errors import UsageError
from docnorm.look import Look, Numbering
from docnorm.outline import Outline, Role
from docnorm.result import Normalized
from docnorm.writers.docx import comments
from docnorm.writers.docx.layout import Line, Sheet, lines, sheet
from docnorm.writers.docx.looks import choose_look
from docnorm.writers.docx.new import official
from docnorm.writers.docx.new.body import Body
from docnorm.writers.docx.new.bundle import bundle
from docnorm.writers.docx.new.footnotes import STYLES, footnotes_part
from docnorm.writers.docx.new.inline import Inline, Links
from docnorm.writers.docx.new.numbering import number_lists
from docnorm.writers.docx.new.properties import core, font_table, settings
from docnorm.writers.docx.new.revise import Review, revision
from docnorm.writers.docx.new.theme import theme
from docnorm.writers.docx.new.toc import toc_styles, with_toc
from docnorm.writers.docx.package import Part
from docnorm.writers.docx.parts import R, footers, moment, section
from docnorm.writers.docx.placing import place_paragraphs
from docnorm.writers.docx.styles import XML, W, styles_part
from docnorm.writers.notes import Note, find_notes


def write_docx(
    document: Normalized,
    *,
    track_changes: bool = False,
    numbering: Numbering = "literal",
    toc: bool = False,
    look: Look | str | None = None,
    meta: official.Meta | Mapping[str, Any] | None = None,
) -> bytes:
    """Return ``document`` as DOCX, set to ``look`` (by default the profile's); every line of its text is a paragraph.

    ``meta`` gives an official document its red head, number and imprint. Raises ``UsageError`` for a look of an
    unknown name, and for automatic numbers together with tracked changes: a number that Word counts cannot be revised.
    """
    if numbering not in get_args(Numbering):
        raise UsageError(f"numbering is {' or '.join(get_args(Numbering))}, not {numbering!r}")
    if numbering == "auto" and track_changes:
        raise UsageError("automatic numbers cannot be shown as tracked changes; leave one of the two out")
    chosen, said, outline = choose_look(document, look), official.Meta.of(meta), document.outline
    made = sheet(outline, chosen)
    places = official.place_rule(said, outline, place_paragraphs(outline, chosen, sealed=said.sealed))
    lists: tuple[Part, ...] = ()
    if numbering == "auto":
        places, lists = number_lists(outline, chosen, places)
    if track_changes:  # a revision may join what stands in two rows
        places = {at: place._replace(head="", tail="") if place.tail else place for at, place in places.items()}
    if toc:
        places = with_toc(outline, places)
    rows = lines(outline, made, chosen, places)
    feet = footers(chosen)
    notes = comments.list_suggestions(document) if track_changes else []
    more = (comments.STYLES if notes else "") + (toc_styles(chosen) if toc else "") + official.imprint_style()
    more += STYLES if any(m.kind == "note" for m in document.draft.marks) else ""
    parts = [*_parts(chosen, made, more), *feet, *lists]
    if notes:
        parts.append(comments.comments_part(notes, moment()))
    foot = () if track_changes else find_notes(outline.text, document.draft.marks)
    links, inline = Links(), Inline(document.draft.marks, foot)
    if track_changes:
        review = Review(moment(), comments.list_anchors(notes), inline, links)
        body = review.paragraphs(revision(document.draft), rows)
    else:
        body = Body(outline.text, chosen, inline, links).paragraphs(_above(rows, foot))
    if foot:
        parts.append(footnotes_part(outline.text, foot, Inline(document.draft.marks)))
    edges = (
        official.head(said, outline, chosen),
        official.write_foot(said, chosen) + section(chosen, feet),
    )
    return bundle(_whole(body, *edges), parts, core(_title(outline)), links)


def _above(rows: Iterable[Line], notes: tuple[Note, ...]) -> Iterator[Line]:
    """Yield the lines that do not stand at the foot of the page."""
    spans = sorted(note.whole for note in notes)
    starts = [span.start for span in spans]
    for row in rows:
        i = bisect_right(starts, row.span.start) - 1
        if i < 0 or row.span.start >= spans[i].end:
            yield row


def _parts(look: Look, made: Sheet, more: str) -> list[Part]:
    styles = Part("styles.xml", "styles", styles_part(look, made.styles, more))
    return [styles, settings(look), font_table(look), theme(look)]


def _title(outline: Outline) -> str:
    """Return the title that the document opens with, on one line."""
    titles = takewhile(lambda b: b.role is Role.TITLE, dropwhile(lambda b: b.role is not Role.TITLE, outline.blocks))
    return " ".join("".join(outline.read(b.span) for b in titles).split())


def _whole(body: Iterator[str], head: str, foot: str) -> Iterator[str]:
    yield f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{head}'
    yield from body
    yield f"{foot}</w:body></w:document>"
