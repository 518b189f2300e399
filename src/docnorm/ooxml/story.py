"""A DOCX laid out as text: one paragraph a line, U+FFFC for what is not text, and where each character stands.

One pass of expat over each part, so a book costs no tree. Nodes are counted in document order from 0: the writer, which
needs a tree, finds the same element by the same number, and so reader and writer cannot see different texts.
"""

from __future__ import annotations

from dataclasses import dataclass

OBJECT = "\ufffc"


# What may be done to the characters of a piece. Plain numbers and tuples: a book has 20,000 pieces and more, and enum
# members and named tuples made reading it a quarter slower.
TEXT = 0  # characters of a w:t
NODE = 1  # one character that is an element of its own: a tab, a soft return; it may be removed whole
FIXED = 2  # one U+FFFC for what is not text: never touched
FROZEN = 3  # text that is shown but not ours to change: the result of a field, the base of a ruby

# Characters in a row that one node holds: where they start in the paragraph's text, how many they are, the node's
# number, and what may be done to them.
Piece = tuple[int, int, int, int]


class Paragraph:
    """One ``w:p``: a line of the text, as it is when every revision is accepted.

    Where an earlier author deleted a paragraph's end, the line goes on: it is then of several ``w:p``, and the last of
    them, ``node``, says how it is set.

    What few paragraphs have stands as a default on the class: a book has 20,000 of them, and half the time of reading
    one went into setting fields that nobody asks for.
    """

    style = ""  # w:styleId
    number: str | None = None  # w:numId; "0" takes a style's number away
    depth: int | None = None  # w:ilvl
    outline: int | None = None  # w:outlineLvl, 0 for the outermost
    solid = False  # holds something to see that is not in the text: a floating picture, a page break
    closed = False  # its end must stay: a section ends there, or a field goes on past it
    cell = -1  # the number of the table cell in this story, -1 outside tables
    row = -1
    table = -1
    rigid = False  # holds pieces that nobody may edit
    boxed = False  # stands in a text box
    heads: tuple[int, ...] = ()  # nodes of the paragraphs before it that go on in it: their marks are deleted
    blanks: tuple[tuple[int, int], ...] = ()  # stretches of underlined blanks, to be written on
    bold: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    text = ""
    start = 0  # offset of the line in the whole text
    story = 0  # number of the story that it stands in

    def __init__(self, node: int, room: int) -> None:
        self.node = node
        self.room = room  # what holds it; paragraphs in one room, with nothing between them, may be joined
        self.pieces: list[Piece] = []

    @property
    def says_more(self) -> bool:
        """Whether the file says anything about the line beside its text."""
        return bool(self.style or self.number or self.bold or self.links or self.boxed or self.outline is not None)


@dataclass(frozen=True, slots=True)
class Story:
    """The paragraphs of one part, in reading order, those of text boxes behind the others."""

    part: str
    kind: str  # body footnotes endnotes header footer
    paragraphs: tuple[Paragraph, ...]
