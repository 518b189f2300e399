"""A document that did not come from Word, as a Word file of our own making."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile, takewhile
from typing import Literal

from docnorm.errors import UsageError, nearest
from docnorm.look import Look
from docnorm.outline import Outline, Role
from docnorm.result import Normalized
from docnorm.writers.docx import comments
from docnorm.writers.docx.body import Body
from docnorm.writers.docx.inline import Inline, Links
from docnorm.writers.docx.layout import lines, sheet
from docnorm.writers.docx.looks import LOOKS
from docnorm.writers.docx.package import Part, bundle
from docnorm.writers.docx.parts import R, core, font_table, footers, moment, section, settings
from docnorm.writers.docx.placing import placed
from docnorm.writers.docx.revise import Review, revision
from docnorm.writers.docx.styles import XML, W, styles_part
from docnorm.writers.docx.theme import theme


def write_docx(
    document: Normalized,
    *,
    track_changes: bool = False,
    numbering: Literal["literal", "auto"] = "literal",
    toc: bool = False,
    look: Look | str | None = None,
) -> bytes:
    """Return ``document`` as DOCX, set to ``look`` (by default the profile's); every line of its text is a paragraph.

    Raises ``UsageError`` for a look of an unknown name.
    """
    del numbering, toc
    chosen = choose_look(document, look)
    outline = document.outline
    made = sheet(outline, chosen)
    rows = lines(outline, made, chosen, placed(outline, chosen))
    feet = footers(chosen)
    notes = comments.suggested(document.draft) if track_changes else []
    parts = [
        Part("styles.xml", "styles", styles_part(chosen, made.styles, comments.STYLES if notes else "")),
        settings(chosen),
        font_table(chosen),
        theme(chosen),
        *feet,
    ]
    if notes:
        parts.append(comments.comments_part(notes, moment()))
    links, inline = Links(), Inline(document.draft.marks)
    if track_changes:
        review = Review(moment(), comments.anchors(notes), inline, links)
        body = review.paragraphs(revision(document.draft), rows)
    else:
        body = Body(outline.text, chosen, inline, links).paragraphs(rows)
    return bundle(_whole(body, section(chosen, feet)), parts, core(_title(outline)), links)


def _title(outline: Outline) -> str:
    """Return the title that the document opens with, on one line."""
    titles = takewhile(lambda b: b.role is Role.TITLE, dropwhile(lambda b: b.role is not Role.TITLE, outline.blocks))
    return " ".join("".join(outline.read(b.span) for b in titles).split())


def choose_look(document: Normalized, look: Look | str | None) -> Look:
    """Return the look asked for, or the profile's own; one without settings is filled from ours of that name."""
    if isinstance(look, Look):
        return look
    if look is not None:
        if look not in LOOKS:
            raise UsageError(f"unknown look {look!r}{nearest(look, list(LOOKS))}")
        return LOOKS[look]
    own = document.profile.look
    return own if own.settings else LOOKS.get(own.name, LOOKS["plain"])


def _whole(body: Iterator[str], end: str) -> Iterator[str]:
    yield f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
    yield from body
    yield f"{end}</w:body></w:document>"
