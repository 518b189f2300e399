"""A look's page put under a user's document: paper, margins, grid, and page numbers where there are none."""

from __future__ import annotations

from docnorm.look import Look
from docnorm.ooxml.names import REFERENCE, w
from docnorm.ooxml.package import Package
from docnorm.writers.docx.edit.breaks import properties_of, rank_properties
from docnorm.writers.docx.edit.fit import fit, rooms
from docnorm.writers.docx.edit.nodes import Element, attributes, make
from docnorm.writers.docx.edit.repack import New, free_name, parse, serialize
from docnorm.writers.docx.parts import footers, section
from docnorm.writers.docx.styles import W

_SECTION, _HEADER, _FOOTER = w("sectPr"), w("headerReference"), w("footerReference")
_SIZE, _MARGINS, _GRID = w("pgSz"), w("pgMar"), w("docGrid")


class Pages:
    """Sets the sections of one body to a look."""

    def __init__(self, root: Element, package: Package, look: Look) -> None:
        self.root = root
        self.sections = list(root.iter(_SECTION))
        self.package = package
        self.look = look

    def set(self) -> None:
        """Give every upright section the look's paper, margins and grid; a page laid across stays as it is.

        Tables and pictures that stood inside the old margins stand inside the new ones, and cells and text boxes keep
        off a grid that was not theirs: 12 points of a table on lines of 29 would make two pages of one.
        """
        xml = f'<w:x xmlns:w="{W}" xmlns:r="{REFERENCE}">{section(self.look, ())}</w:x>'
        before = rooms(self.root)
        grids = {room.section: _pitch(room.section) for room in before}
        for page in self.sections:
            _lay(page, parse(xml.encode())[0])
        fit(before)
        for room in before:
            if _pitch(room.section) not in {None, grids[room.section]}:
                for child in room.held:
                    _leave_grid(child)

    def number(self) -> tuple[tuple[New, ...], dict[str, bytes]]:
        """Add page numbers to a document without footers. Even pages differ only where no header would be lost."""
        if not self.sections or any(page.find(_FOOTER) is not None for page in self.sections):
            return (), {}
        feet = footers(self.look)
        settings = self.package.related("settings")
        plain = any(page.find(_HEADER) is not None for page in self.sections) or not settings
        feet = feet[:1] if plain else feet
        new = []
        first = self.sections[0]
        for number, (kind, foot) in reversed(list(enumerate(zip(("default", "even"), feet, strict=False)))):
            key = f"docnorm-{kind}"
            name = free_name(self.package, f"footer{number + 1}.xml")
            new.append(New(name, "footer", foot.xml.encode("utf-8"), key))
            first.insert(0, make(_FOOTER, {w("type"): kind, f"{{{REFERENCE}}}id": key}))
        return tuple(new), self._even(settings[0].target) if len(feet) > 1 else {}

    def _even(self, part: str) -> dict[str, bytes]:
        root = parse(self.package.read(part) or b"")
        if root.find(w("evenAndOddHeaders")) is not None:
            return {}
        at = sum(child.tag in _BEFORE_EVEN for child in root)
        root.insert(at, make(w("evenAndOddHeaders")))
        return {part: serialize(root)}


def put_page(root: Element, model: Element) -> None:
    """Give every upright section of a body the paper, margins and grid of another document's section."""
    for page in root.iter(_SECTION):
        _lay(page, model)


def _lay(page: Element, model: Element) -> None:
    size = page.find(_SIZE)
    if size is not None and is_across(size):
        return
    for tag in (_SIZE, _MARGINS, _GRID):
        new, old = model.find(tag), page.find(tag)
        if new is not None:
            made = make(tag, attributes(new))
            if old is not None:
                page.replace(old, made)
            else:
                _place(page, made)
        elif old is not None and tag == _GRID:
            page.remove(old)


def is_across(size: Element) -> bool:
    """Whether a page is laid across: many files give it a width above its height and say no more."""
    width, height = (size.get(w(side)) or "" for side in "wh")
    wider = width.isdecimal() and height.isdecimal() and int(width) > int(height)
    return wider or size.get(w("orient")) == "landscape"


def _pitch(section: Element) -> str | None:
    """Return the pitch of the lines that a section's grid lays, None where it lays none."""
    grid = section.find(_GRID)
    return None if grid is None or grid.get(w("type"), "default") == "default" else grid.get(w("linePitch"))


def _leave_grid(child: Element) -> None:
    for paragraph in child.iter(w("p")):
        if next(paragraph.iterancestors(w("tc"), w("txbxContent")), None) is None:
            continue
        properties = properties_of(paragraph)
        if properties.find(w("snapToGrid")) is None:
            properties.append(make(w("snapToGrid"), {w("val"): "0"}))
            properties[:] = rank_properties(properties)


def _place(page: Element, child: Element) -> None:
    rank = _PAGE.index(str(child.tag))
    at = sum(str(c.tag) not in _PAGE or _PAGE.index(str(c.tag)) < rank for c in page)
    page.insert(at, child)


# The order of the schema, from the first child that concerns us.
_PAGE = [w(n) for n in (
    "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote",
    "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)]  # fmt: skip
_BEFORE_EVEN = frozenset(w(n) for n in (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
    "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
    "embedTrueTypeFonts",
    "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
    "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate", "linkStyles",
    "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge", "revisionView", "trackRevisions",
    "doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride", "styleLockTheme",
    "styleLockQFSet", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone",
    "doNotHyphenateCaps", "showEnvelope", "summaryLength", "clickAndTypeStyle", "defaultTableStyle",
))  # fmt: skip
