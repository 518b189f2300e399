"""What is known of a page of a PDF: its characters, its ruled lines, how much of it is picture."""

from __future__ import annotations

from typing import NamedTuple

SOFT = "\u2009"  # a blank that is no character of the file but stands between two Latin words


class Glyph(NamedTuple):
    """One character on a page. Lengths are in points; y grows upwards."""

    char: str
    x0: float
    x1: float
    base: float  # y of the base line
    size: float
    font: int  # in the document's list of fonts
    sure: float = 1.0  # of a character that was read from a picture: how sure that is, 0 to 1


class Rule(NamedTuple):
    """A drawn line or a thin box."""

    x0: float
    y0: float
    x1: float
    y1: float


class Page(NamedTuple):
    """One page."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    picture: float  # share of the page that pictures cover, 0 to 1
    unread: int  # characters whose font does not say what they are
    aslant: int  # characters of a watermark, left out


class Layout(NamedTuple):
    """A document."""

    pages: tuple[Page, ...]
    fonts: tuple[str, ...]  # names; a trailing * marks a heavy one
    unread: tuple[str, ...]  # names of fonts without a text map
    seen: int  # pages that were read from their pictures
