"""What properties say of the paragraph and the run at hand, as far as reading a text needs to know it."""

from __future__ import annotations

from collections.abc import Mapping

from docnorm.ooxml.story import Paragraph
from docnorm.ooxml.symbols import find_signs_of

OFF = frozenset({"0", "false", "off", "none"})
_UNDRAWN = frozenset({"nil", "none"})
_WHITE = frozenset({"auto", "FFFFFF", "ffffff", ""})
Attributes = Mapping[str, str]


class Said:
    """Hears the children of ``w:pPr`` and ``w:rPr``; the pass over the story asks what came of it."""

    def __init__(self, word: str) -> None:
        self.now: Paragraph | None = None
        self.ppr = False  # inside w:pPr
        self.mark = False  # inside its w:rPr: the paragraph mark
        self.gone = False  # the paragraph mark is deleted, or moved elsewhere
        self.plain = True  # nothing below is set
        self.bold = self.hidden = self.under = False
        self.signs: Mapping[int, str] | None = None  # of a symbol font
        self.val, self.fill = word + "val", word + "fill"
        self.ascii, self.ansi = word + "ascii", word + "hAnsi"
        self.code: list[str] = []  # of the field that was begun last
        self.telling = False  # inside of a field's code

    def keep(self) -> tuple[object, ...]:
        """Return where a run stands, to be taken back behind what it holds."""
        return self.plain, self.bold, self.hidden, self.under, self.signs

    def take_back(self, kept: tuple[object, ...]) -> None:
        """Go on in the run that ``keep`` told of."""
        self.plain, self.bold, self.hidden, self.under, self.signs = kept  # type: ignore[assignment]

    # the paragraph

    def properties(self, _: Attributes) -> None:
        """Go into the properties of a paragraph."""
        self.ppr, self.mark = True, False

    def end_properties(self) -> None:
        """Come out of them."""
        self.ppr = False

    def run_properties(self, _: Attributes) -> None:
        """Go into run properties: those of the paragraph mark, or of a run."""
        self.mark = self.ppr

    def style(self, attributes: Attributes) -> None:
        """Hear a paragraph's style."""
        if self.now is not None:
            self.now.style = attributes.get(self.val, "")

    def number(self, attributes: Attributes) -> None:
        """Hear the list that a paragraph belongs to."""
        if self.now is not None and self.ppr:
            self.now.number = attributes.get(self.val)

    def level(self, attributes: Attributes) -> None:
        """Hear its level there."""
        if self.now is not None and self.ppr:
            self.now.depth = digit(attributes.get(self.val))

    def outline(self, attributes: Attributes) -> None:
        """Hear its outline level."""
        if self.now is not None and self.ppr:
            self.now.outline = digit(attributes.get(self.val))

    def edge(self, attributes: Attributes) -> None:
        """Hear one side of a border. The red line under an official number is an empty paragraph with one."""
        if self.ppr and attributes.get(self.val) not in _UNDRAWN:
            self._shows()

    def shade(self, attributes: Attributes) -> None:
        """Hear a shade: of the paragraph, not of its mark, and seen on paper."""
        if self.ppr and not self.mark and attributes.get(self.fill, "") not in _WHITE:
            self._shows()

    def frame(self, _: Attributes) -> None:
        """Hear a frame: what stands in it stands elsewhere on the page."""
        if self.ppr:
            self._shows()

    def new_page(self, attributes: Attributes) -> None:
        """Hear that a page begins."""
        if self.ppr and attributes.get(self.val) not in OFF:
            self._shows()

    def _shows(self) -> None:
        if self.now is not None:
            self.now.solid = True

    # the run

    def run(self, _: Attributes) -> None:
        """Begin a run, plain as yet."""
        if not self.plain:
            self.plain = True
            self.bold = self.hidden = self.under = False
            self.signs = None

    def bolder(self, attributes: Attributes) -> None:
        """Hear bold."""
        if not self.ppr:
            self.bold = attributes.get(self.val) not in OFF
            self.plain = self.plain and not self.bold

    def vanish(self, attributes: Attributes) -> None:
        """Hear that a run is hidden."""
        if not self.ppr:
            self.hidden = attributes.get(self.val) not in OFF
            self.plain = self.plain and not self.hidden

    def underline(self, attributes: Attributes) -> None:
        """Hear an underline: blanks over it are a line for somebody to write on."""
        if not self.ppr:
            self.under = attributes.get(self.val, "single") not in OFF
            self.plain = self.plain and not self.under

    def fonts(self, attributes: Attributes) -> None:
        """Hear a font: one that draws signs in place of letters."""
        if not self.ppr:
            self.signs = find_signs_of(attributes.get(self.ascii) or attributes.get(self.ansi) or "")
            self.plain = self.plain and self.signs is None

    def instruction(self, _: Attributes) -> None:
        """Begin a piece of a field's code."""
        self.telling = True

    def end_instruction(self) -> None:
        """End it."""
        self.telling = False


def digit(value: str | None) -> int | None:
    """Return a number of up to three digits, None for anything else."""
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 4 else None
