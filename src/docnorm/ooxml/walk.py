"""The one pass over a story: expat in, paragraphs out."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from docnorm.errors import InputRefused
from docnorm.ooxml.names import COMPATIBILITY, DRAWING, MATH, WORD
from docnorm.ooxml.story import OBJECT, Hold, Paragraph, Piece

_W = WORD + " "
_OFF = frozenset({"0", "false", "off", "none"})
_VAL = _W + "val"
Attributes = Mapping[str, str]


def walk(part: bytes) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a story part in reading order. Raises ``InputRefused`` for what is not well-formed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _no_dtd
    state = _Walk(parser)
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise InputRefused("the DOCX is damaged: its text is not well-formed XML") from error
    return tuple(state.paragraphs)


def _no_dtd(*_: object) -> None:
    raise InputRefused("a part of the DOCX declares a DTD; no word processor writes those")


class _Walk:
    """Where the pass stands. Subtrees that are not looked at have handlers of their own, so the others never ask."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.paragraphs: list[Paragraph] = []
        self.parser = parser
        self.node = -1
        self.skipped = 0
        self.reading = False  # inside a w:t
        self.now: Paragraph | None = None
        self.words: list[str] = []
        self.length = 0
        self.ppr = False
        self.bold = self.hidden = False
        self.fields: list[bool] = []  # of each open field, whether its result has begun
        self.frozen = 0
        self.drawing = 0
        self.room = self.rooms = 0
        self.cell = self.row = self.cells = self.rows = -1
        self.boxed = False
        self.link = 0
        self.controls: list[bool] = []  # of each open content control, whether it froze its content
        self.outer: list[tuple[object, ...]] = []
        self.opening = {k: getattr(self, f) for k, f in _OPENING.items()}
        self.closing = {k: getattr(self, f) for k, f in _CLOSING.items()}
        parser.CharacterDataHandler = self.chars
        self.look()

    def look(self) -> None:
        """Listen to every element."""
        parser, opening, closing = self.parser, self.opening.get, self.closing.get

        def start(name: str, attributes: Attributes) -> None:
            self.node += 1
            handler = opening(name)
            if handler is not None:
                handler(attributes)

        def end(name: str) -> None:
            handler = closing(name)
            if handler is not None:
                handler()

        parser.StartElementHandler = start
        parser.EndElementHandler = end

    def hide(self, _: Attributes) -> None:
        """Look away until the element that has just begun ends."""
        self.skipped = 1

        def start(_: str, __: Attributes) -> None:
            self.node += 1
            self.skipped += 1

        def end(_: str) -> None:
            self.skipped -= 1
            if not self.skipped:
                self.look()

        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end

    def chars(self, data: str) -> None:
        if self.reading:
            self.put(data, self.node, Hold.TEXT)

    def put(self, text: str, node: int, hold: Hold) -> None:
        """Add characters to the paragraph, under what holds there: inside a field nothing may be changed."""
        now = self.now
        if now is None or self.hidden:
            return
        if self.fields or self.frozen:
            if not all(self.fields):
                return
            hold = Hold.FROZEN if hold is not Hold.FIXED else hold
        if hold >= Hold.FIXED:
            now.rigid = True
        if "\n" in text or "\r" in text:
            text = text.replace("\n", " ").replace("\r", " ")  # Word shows a line end inside w:t as a space
        start = self.length
        self.length += len(text)
        pieces = now.pieces
        if pieces and pieces[-1].node == node:  # expat hands long texts over in slices
            pieces[-1] = pieces[-1]._replace(length=pieces[-1].length + len(text))
        else:
            pieces.append(Piece(start, len(text), node, hold))
        self.words.append(text)
        if self.bold:
            joins = now.bold and now.bold[-1][1] == start
            now.bold = (*now.bold[:-1], (now.bold[-1][0], self.length)) if joins else (*now.bold, (start, self.length))

    # paragraphs and their properties

    def paragraph(self, _: Attributes) -> None:
        self.now = now = Paragraph(self.node, self.room)
        self.paragraphs.append(now)
        if self.cell >= 0:
            now.cell, now.row = self.cell, self.row
        if self.boxed:
            now.boxed = True
        self.words = []
        self.length = 0

    def end_paragraph(self) -> None:
        if self.now is not None:
            self.now.text = "".join(self.words)
            if self.fields:
                self.now.closed = True
        self.now = None
        self.link = 0

    def properties(self, _: Attributes) -> None:
        self.ppr = True

    def end_properties(self) -> None:
        self.ppr = False

    def style(self, attributes: Attributes) -> None:
        if self.now is not None:
            self.now.style = attributes.get(_VAL, "")

    def number(self, attributes: Attributes) -> None:
        if self.now is not None and self.ppr:
            self.now.number = attributes.get(_VAL)

    def level(self, attributes: Attributes) -> None:
        if self.now is not None and self.ppr:
            self.now.depth = _digit(attributes.get(_VAL))

    def outline(self, attributes: Attributes) -> None:
        if self.now is not None and self.ppr:
            self.now.outline = _digit(attributes.get(_VAL))

    def section(self, attributes: Attributes) -> None:
        if self.now is not None:
            self.now.closed = True
        self.hide(attributes)

    # runs and what stands in them

    def run(self, _: Attributes) -> None:
        self.bold = self.hidden = False

    def bolder(self, attributes: Attributes) -> None:
        if not self.ppr:
            self.bold = attributes.get(_VAL) not in _OFF

    def vanish(self, attributes: Attributes) -> None:
        if not self.ppr:
            self.hidden = attributes.get(_VAL) not in _OFF

    def text(self, _: Attributes) -> None:
        self.reading = True

    def end_text(self) -> None:
        self.reading = False

    def tab(self, _: Attributes) -> None:
        if not self.ppr:
            self.put("\t", self.node, Hold.NODE)

    def turn(self, attributes: Attributes) -> None:
        if attributes.get(_W + "type", "textWrapping") == "textWrapping":
            self.put("\u2028", self.node, Hold.NODE)  # a soft return; the rule line-end makes it a paragraph's end
        elif self.now is not None:
            self.now.solid = True  # a page break is no character, but its place must not be lost

    def hyphen(self, _: Attributes) -> None:
        self.put("\u2011", self.node, Hold.NODE)

    def symbol(self, attributes: Attributes) -> None:
        try:
            char = chr(int(attributes.get(_W + "char", ""), 16))
        except (ValueError, OverflowError):
            char = OBJECT
        # U+F000..F0FF are places in a symbol font, not characters.
        plain = char.isprintable() and not "\ue000" <= char <= "\uf8ff"
        self.put(char if plain else OBJECT, self.node, Hold.FROZEN if plain else Hold.FIXED)

    def fixed(self, _: Attributes) -> None:
        self.put(OBJECT, self.node, Hold.FIXED)

    def sealed(self, attributes: Attributes) -> None:
        self.put(OBJECT, self.node, Hold.FIXED)
        self.hide(attributes)

    def picture(self, _: Attributes) -> None:
        self.drawing = self.node

    def inline(self, _: Attributes) -> None:
        self.put(OBJECT, self.drawing, Hold.FIXED)

    def floating(self, _: Attributes) -> None:
        if self.now is not None:
            self.now.solid = True

    def field(self, attributes: Attributes) -> None:
        kind = attributes.get(_W + "fldCharType")
        if kind == "begin":
            self.fields.append(False)
            if self.now is not None:
                self.now.solid = True
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def freeze(self, _: Attributes) -> None:
        self.frozen += 1

    def thaw(self) -> None:
        self.frozen -= 1

    def hyperlink(self, _: Attributes) -> None:
        self.link = self.length

    def end_hyperlink(self) -> None:
        if self.now is not None and self.link < self.length:
            self.now.links = (*self.now.links, (self.link, self.length))

    # what holds paragraphs

    def table_row(self, _: Attributes) -> None:
        self.rows += 1
        self.row = self.rows

    def end_table(self) -> None:
        self.bump()

    def bump(self) -> None:
        """Open a new room: what comes now has something between itself and what came before."""
        self.rooms += 1
        self.room = self.rooms

    def table_cell(self, _: Attributes) -> None:
        self.enter()
        self.cells += 1
        self.cell = self.cells

    def text_box(self, _: Attributes) -> None:
        self.enter()
        self.boxed = True
        self.cell = self.row = -1

    def enter(self) -> None:
        """Go into something that holds paragraphs of its own; ``leave`` takes everything back."""
        self.outer.append(
            (self.room, self.cell, self.row, self.boxed, self.now, self.words, self.length,
             self.bold, self.hidden, self.fields, self.link)
        )  # fmt: skip
        if self.now is not None:
            self.now.solid = True
            self.fields = []
        self.now = None
        self.bump()

    def leave(self) -> None:
        (self.room, self.cell, self.row, self.boxed, self.now, self.words, self.length,
         self.bold, self.hidden, self.fields, self.link) = self.outer.pop()  # type: ignore[assignment]  # fmt: skip

    def note(self, attributes: Attributes) -> None:
        if attributes.get(_W + "type", "normal") != "normal":
            self.hide(attributes)  # the line between text and notes
        else:
            self.bump()

    def control(self, _: Attributes) -> None:
        self.controls.append(False)

    def bound(self, _: Attributes) -> None:
        if self.controls and not self.controls[-1]:
            self.controls[-1] = True
            self.frozen += 1

    def end_control(self) -> None:
        if self.controls and self.controls.pop():
            self.frozen -= 1
        self.end_part()

    def part(self, _: Attributes) -> None:
        self.end_part()

    def end_part(self) -> None:
        if self.now is None:
            self.bump()


def _digit(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 4 else None


_OPENING = {
    **{_W + k: v for k, v in {
        "p": "paragraph", "pPr": "properties", "pStyle": "style", "numId": "number", "ilvl": "level",
        "outlineLvl": "outline", "sectPr": "section", "r": "run", "b": "bolder", "vanish": "vanish", "t": "text",
        "tab": "tab", "ptab": "tab", "br": "turn", "cr": "turn", "noBreakHyphen": "hyphen", "sym": "symbol",
        "footnoteReference": "fixed", "endnoteReference": "fixed", "footnoteRef": "fixed", "endnoteRef": "fixed",
        "pict": "fixed", "object": "fixed", "contentPart": "sealed", "drawing": "picture", "fldChar": "field",
        "fldSimple": "freeze", "ruby": "freeze", "rt": "hide", "hyperlink": "hyperlink", "del": "hide",
        "moveFrom": "hide", "pPrChange": "hide", "rPrChange": "hide", "tblPrChange": "hide", "trPrChange": "hide",
        "tcPrChange": "hide", "tr": "table_row", "tc": "table_cell", "txbxContent": "text_box",
        "footnote": "note", "endnote": "note", "sdt": "control", "sdtContent": "part", "customXml": "part",
        "showingPlcHdr": "bound", "dataBinding": "bound", "dropDownList": "bound", "comboBox": "bound",
        "date": "bound", "docPartObj": "bound",
    }.items()},
    MATH + " oMath": "sealed", MATH + " oMathPara": "sealed",
    COMPATIBILITY + " Fallback": "hide",
    DRAWING + " inline": "inline", DRAWING + " anchor": "floating",
}  # fmt: skip
_CLOSING = {
    _W + k: v for k, v in {
        "p": "end_paragraph", "pPr": "end_properties", "t": "end_text", "fldSimple": "thaw", "ruby": "thaw",
        "hyperlink": "end_hyperlink", "tbl": "end_table", "tc": "leave", "txbxContent": "leave",
        "sdt": "end_control", "customXml": "end_part",
    }.items()
}  # fmt: skip
