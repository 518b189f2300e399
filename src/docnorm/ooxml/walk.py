"""The one pass over a story: expat in, paragraphs out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat

from docnorm.errors import InputRefused
from docnorm.ooxml.elements import CLOSING, IDLE, IDLE_BUT_SYMBOLS, NOTICED, OPENING, SPACES, prefixes_of
from docnorm.ooxml.equations import draw_equation
from docnorm.ooxml.names import WORD
from docnorm.ooxml.said import Attributes, Said
from docnorm.ooxml.story import FIXED, FROZEN, NODE, OBJECT, TEXT, Paragraph
from docnorm.ooxml.symbols import draw_signs, has_symbols, sign

_DEPTH = 245  # of 256, less what stands around a body and inside a paragraph
_BLANKS = re.compile(r"\s+")


def walk(part: bytes) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a story part in reading order, those of text boxes behind the others.

    A box floats beside the text: told in the middle of it, it would part lines that belong together.
    Raises ``InputRefused``.
    """
    prefixes = prefixes_of(part)
    parser = expat.ParserCreate() if prefixes else expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _no_dtd
    state = _Walk(parser, prefixes or {space: space + " " for space in SPACES})
    if prefixes.get(WORD) == "w:" and b"<![CDATA[" not in part:
        part = (IDLE_BUT_SYMBOLS if has_symbols(part) else IDLE).sub(b"", part)
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise InputRefused("the DOCX is damaged: its text is not well-formed XML") from error
    return (*state.paragraphs, *state.aside)


def _no_dtd(*_: object) -> None:
    raise InputRefused("a part of the DOCX declares a DTD; no word processor writes those")


def _misplaced() -> NoReturn:
    raise InputRefused("the DOCX is damaged: something stands inside of a text, or a text outside of its paragraph")


class _Walk:
    """Where the pass stands. Subtrees that are not looked at have handlers of their own, so the others never ask."""

    def __init__(self, parser: expat.XMLParserType, names: Mapping[str, str]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.aside: list[Paragraph] = []  # those of text boxes
        self.parser = parser
        self.node = -1
        self.reading = False  # inside a w:t
        self.opened = -1  # the number of the w:t that was begun last
        self.now: Paragraph | None = None
        self.words: list[str] = []
        self.length = 0
        self.said = said = Said(names[WORD])
        self.open: Paragraph | None = None  # whose end is deleted, so that the next one goes on with it
        self.fields: list[bool] = []  # of each open field, whether its result has begun
        self.frozen = 0
        self.drawing = 0
        self.room = self.rooms = 0
        self.cell = self.row = self.cells = self.rows = self.grid = self.grids = -1
        self.boxed = False
        self.link = 0
        self.controls: list[bool] = []  # of each open content control, whether it froze its content
        self.outer: list[tuple[object, ...]] = []
        word = names[WORD]
        self.opening = {
            names[space] + k: getattr(self, f, None) or getattr(said, f) for (space, k), f in OPENING.items()
        }
        self.noticed = {word + k: getattr(said, f) for k, f in NOTICED.items()}
        self.closing = {word + k: getattr(self, f, None) or getattr(said, f) for k, f in CLOSING.items()}
        self.val, self.type, self.font = word + "val", word + "type", word + "font"
        self.char, self.field_type = word + "char", word + "fldCharType"
        parser.CharacterDataHandler = self.chars
        self.listen()

    def listen(self) -> None:
        """Count every node and hand the known ones over; look away from a subtree by handlers that only count."""
        parser, opening, closing, noticed = self.parser, self.opening.get, self.closing.get, self.noticed.get
        node = -1
        skipped = 0

        def start(name: str, attributes: Attributes) -> None:
            nonlocal node
            handler = opening(name)
            if handler is not None:
                node += 1
                self.node = node
                handler(attributes)
            elif self.reading:
                _misplaced()
            elif (handler := noticed(name)) is not None:
                handler(attributes)

        def end(name: str) -> None:
            handler = closing(name)
            if handler is not None:
                handler()

        def start_hidden(name: str, _: Attributes) -> None:
            nonlocal node, skipped
            if opening(name) is not None:
                node += 1
            skipped += 1

        def end_hidden(_: str) -> None:
            nonlocal skipped
            if skipped:
                skipped -= 1
            else:
                parser.StartElementHandler, parser.EndElementHandler = start, end

        self.hidden_handlers = (start_hidden, end_hidden)
        parser.StartElementHandler, parser.EndElementHandler = start, end

    def hide(self, _: Attributes) -> None:
        """Look away until the element that has just begun ends."""
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.hidden_handlers

    def chars(self, data: str) -> None:
        """Take the characters of a w:t: the common case by the short way."""
        now = self.now
        if not self.reading or now is None:
            if self.said.telling:
                self.said.code.append(data)
            return
        said = self.said
        if not said.plain or self.fields or self.frozen or "\n" in data or "\r" in data:
            if said.signs is not None and (shown := draw_signs(data, said.signs)) != data:
                self.put(shown, self.node, FROZEN)  # what a reader sees, and what the file holds, are two things
            else:
                self.put(data, self.node, TEXT)
            return
        pieces, length, size = now.pieces, self.length, len(data)
        if pieces and pieces[-1][2] == self.node:  # expat hands long texts over in slices
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + size, self.node, TEXT)
        else:
            pieces.append((length, size, self.node, TEXT))
        self.length = length + size
        self.words.append(data)

    def put(self, text: str, node: int, hold: int) -> None:
        """Add characters to the paragraph, under what holds there: inside a field nothing may be changed."""
        now = self.now
        said = self.said
        if not text or now is None or said.hidden:
            return
        if self.fields or self.frozen:
            if not all(self.fields):
                return
            hold = FROZEN  # a picture too: nothing is put in between it and the rest
        if hold >= FIXED:
            now.rigid = True
        if "\n" in text or "\r" in text:
            text = text.replace("\n", " ").replace("\r", " ")  # Word shows a line end inside w:t as a space
        start = self.length
        self.length += len(text)
        pieces = now.pieces
        if pieces and pieces[-1][2] == node:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + len(text), node, hold)
        else:
            pieces.append((start, len(text), node, hold))
        self.words.append(text)
        if said.under:
            now.blanks = (*now.blanks, *((start + m.start(), start + m.end()) for m in _BLANKS.finditer(text)))
        if said.bold:
            joins = now.bold and now.bold[-1][1] == start
            now.bold = (*now.bold[:-1], (now.bold[-1][0], self.length)) if joins else (*now.bold, (start, self.length))

    def paragraph(self, _: Attributes) -> None:
        """Begin a line. No word processor writes one in another: where the outer one goes on, nobody can say."""
        if self.now is not None:
            _misplaced()
        head, self.open = self.open, None
        self.said.gone = False
        if head is not None and head.room == self.room:
            self.go_on(head)
            return
        self.now = self.said.now = now = Paragraph(self.node, self.room)
        (self.aside if self.boxed else self.paragraphs).append(now)
        if self.cell >= 0:
            now.table, now.row, now.cell = self.grid, self.row, self.cell
        if self.boxed:
            now.boxed = True
        self.words = []
        self.length = 0

    def go_on(self, head: Paragraph) -> None:
        """Go on with a line whose end was deleted: how it is set, the last of its paragraphs says."""
        self.now = self.said.now = head
        head.heads = (*head.heads, head.node)
        head.node = self.node
        for name in ("style", "number", "depth", "outline"):
            head.__dict__.pop(name, None)
        self.words = [head.text]
        self.length = len(head.text)

    def end_paragraph(self) -> None:
        """End a line."""
        now = self.now
        if now is not None:
            now.text = "".join(self.words)
            if self.fields:
                now.closed = True
            if now.number not in {None, "0"}:
                now.solid = True  # a number shows, though nothing stands behind it
            if self.said.gone and not now.closed:
                self.open = now
        self.now = self.said.now = None
        self.link = 0

    def deleted(self, attributes: Attributes) -> None:
        """Look away from what an earlier author deleted; where that is a paragraph's end, the line goes on."""
        if self.said.ppr:
            self.said.gone = True
        elif self.now is not None:
            self.now.solid = True
        self.hide(attributes)

    def section(self, attributes: Attributes) -> None:
        """Note that a section ends with this paragraph."""
        if self.now is not None:
            self.now.closed = True
        self.hide(attributes)

    def text(self, _: Attributes) -> None:
        """Begin a text. It holds characters and nothing else: what stands behind an element in it would be lost."""
        if self.now is None or self.reading:
            _misplaced()
        self.reading = True
        self.opened = self.node

    def end_text(self) -> None:
        """End a text."""
        self.reading = False
        if self.node != self.opened:
            _misplaced()

    def tab(self, _: Attributes) -> None:
        if not self.said.ppr:
            self.put("\t", self.node, NODE)

    def turn(self, attributes: Attributes) -> None:
        """Put a soft return, or note a page break."""
        if attributes.get(self.type, "textWrapping") == "textWrapping":
            self.put("\u2028", self.node, NODE)  # a soft return; the rule line-end makes it a paragraph's end
        elif self.now is not None:
            self.now.solid = True  # a page break is no character, but its place must not be lost

    def hyphen(self, _: Attributes) -> None:
        self.put("\u2011", self.node, NODE)

    def symbol(self, attributes: Attributes) -> None:
        """Put a character of a symbol font: what it shows, where Unicode has that."""
        shown = sign(attributes.get(self.font, ""), attributes.get(self.char, ""))
        self.put(shown or OBJECT, self.node, FROZEN if shown else FIXED)

    def fixed(self, _: Attributes) -> None:
        self.put(OBJECT, self.node, FIXED)

    def sealed(self, attributes: Attributes) -> None:
        """Put an object and look away."""
        self.put(OBJECT, self.node, FIXED)
        self.hide(attributes)

    def picture(self, _: Attributes) -> None:
        self.drawing = self.node

    def inline(self, _: Attributes) -> None:
        self.put(OBJECT, self.drawing, FIXED)

    def floating(self, _: Attributes) -> None:
        """Note a picture that floats beside the text."""
        if self.now is not None:
            self.now.solid = True

    def field(self, attributes: Attributes) -> None:
        """Follow a field from its code to its result."""
        if self.now is not None:
            self.now.solid = True  # an end alone, too: what came behind it would be part of the field
        if (kind := attributes.get(self.field_type)) == "begin":
            self.fields.append(False)
            self.said.code.clear()
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields and not self.fields.pop():  # no result: some are drawn from their code
            self.put(draw_equation("".join(self.said.code)), self.node, FROZEN)

    def freeze(self, _: Attributes) -> None:
        self.frozen += 1

    def thaw(self) -> None:
        self.frozen -= 1

    def hyperlink(self, _: Attributes) -> None:
        self.link = self.length

    def end_hyperlink(self) -> None:
        """Note the text of a link."""
        if self.now is not None and self.link < self.length:
            self.now.links = (*self.now.links, (self.link, self.length))

    def table(self, _: Attributes) -> None:
        """Go into a table."""
        self.enter()
        self.grids += 1
        self.grid = self.grids

    def table_row(self, _: Attributes) -> None:
        """Count a row."""
        self.rows += 1
        self.row = self.rows

    def end_table(self) -> None:
        """Come out of a table: what follows is no neighbour of what came before."""
        self.leave()
        self.bump()

    def bump(self) -> None:
        """Open a new room: what comes now has something between itself and what came before."""
        self.rooms += 1
        self.room = self.rooms

    def table_cell(self, _: Attributes) -> None:
        """Go into a cell."""
        self.enter()
        self.cells += 1
        self.cell = self.cells

    def text_box(self, _: Attributes) -> None:
        """Go into a text box."""
        self.enter()
        self.boxed = True
        self.cell = -1

    def enter(self) -> None:
        """Go into something that holds paragraphs of its own; ``leave`` takes everything back."""
        self.outer.append(
            (self.room, self.grid, self.cell, self.row, self.boxed, self.now, self.words, self.length,
             self.said.keep(), self.fields, self.link)
        )  # fmt: skip
        self.sound()
        if self.now is not None:
            self.now.solid = True
            self.fields = []
        self.now = self.said.now = None
        self.bump()

    def sound(self) -> None:
        """Refuse what lxml and python-docx stop at: a table is three elements deep, a control two."""
        if 1.5 * len(self.outer) + 2 * len(self.controls) > _DEPTH:
            raise InputRefused("the DOCX nests tables, boxes or controls deeper than any word processor does")

    def leave(self) -> None:
        """Come out again."""
        (self.room, self.grid, self.cell, self.row, self.boxed, self.now, self.words, self.length,
         kept, self.fields, self.link) = self.outer.pop()  # type: ignore[assignment]  # fmt: skip
        self.said.now = self.now
        self.said.take_back(kept)  # type: ignore[arg-type]

    def note(self, attributes: Attributes) -> None:
        """Begin a footnote or endnote."""
        if attributes.get(self.type, "normal") != "normal":
            self.hide(attributes)  # the line between text and notes
        else:
            self.bump()

    def control(self, _: Attributes) -> None:
        """Go into a content control."""
        self.controls.append(False)
        self.sound()

    def bound(self, _: Attributes) -> None:
        """Freeze what a content control fills in by itself."""
        if self.controls and not self.controls[-1]:
            self.controls[-1] = True
            self.frozen += 1

    def end_control(self) -> None:
        """Come out of a content control."""
        if self.controls and self.controls.pop():
            self.frozen -= 1
        self.part()

    def part(self, _: Attributes | None = None) -> None:
        """Note an edge of what holds whole paragraphs."""
        if self.now is None:
            self.bump()
