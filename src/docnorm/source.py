"""What a reader hands over: a text, how its bytes became text, and what the file said about stretches of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from docnorm.edit import Span

MarkKind = Literal[
    "frozen",
    "bold",
    "italic",
    "heading",
    "cell",
    "row",
    "style",
    "link",
    "code",
    "quote",
    "number",
    "anchor",
    "item",
    "strike",
    "superscript",
    "subscript",
    "break",
    "reference",
    "note",
    "picture",
    "ruby",
    "page",
]


class Mark(NamedTuple):
    """What the file said about a stretch: bold, a heading and its level, a table cell, hands off.

    ``item`` is the first line of a list entry; its value is the list's depth from 1 and, behind a space, the number
    that the text shows for it (``2 3.``), if any. The value of ``number`` is a number that the text does not show.
    ``break`` is a line end that must stay between what it parts. The value of ``note`` is the name of a note, of which
    it is the text, and of ``reference`` the name of the note that belongs there. ``picture`` is a place: its value says
    where the picture lies and, behind a line end, what stands for it in words. ``ruby`` is a word, its value the
    reading that is set above it. The value of ``page`` is the number of the page in the file, from 1.
    """

    span: Span
    kind: MarkKind
    value: str = ""


class Segment(NamedTuple):
    """A stretch of the text whose bytes were decoded alike."""

    span: Span
    encoding: str


class Lost(NamedTuple):
    """Bytes that no encoding could read, and where they stand in the text.

    An entry of one code point is a U+FFFD put in for them; an empty span is a place where they stood and left nothing
    behind, such as a byte-order mark.
    """

    span: Span
    data: bytes


@dataclass(frozen=True, slots=True)
class Decoding:
    """How bytes became text, how sure that is (0 to 1), and what could not be read."""

    encoding: str  # of the largest segment, as Python spells it
    how: Literal["bom", "declared", "detected", "fallback"]
    confidence: float = 1.0
    segments: tuple[Segment, ...] = ()
    lost: tuple[Lost, ...] = ()


class Written(NamedTuple):
    """The file's own text, markup and all, of which ``Source.text`` is what a reader sees; offsets in itself."""

    text: str
    decoding: Decoding


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it was found, with the file's own line ends; marks and decoding count in its code points."""

    text: str
    format: str
    decoding: Decoding
    marks: tuple[Mark, ...] = ()
    origin: bytes | str = field(default=b"", repr=False)  # what undo gives back
    path: str | None = None  # as given; "-" for standard input, None for bytes and str
    written: Written | None = field(default=None, repr=False)  # of a format whose text is taken out of markup
    warnings: tuple[str, ...] = ()  # what a reader dropped or doubted, in words for stderr and the report


class Reader(Protocol):
    """Bytes of one format to a source; raises ``InputRefused`` for what it will not read."""

    def __call__(self, data: bytes, encoding: str | None = None) -> Source:
        """Read ``data``; ``encoding`` skips detection."""
        ...
