"""An EPUB read back before it replaces anything: does it say what the text says?"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.parsers import expat

from docnorm.epub.package import Package, open_package
from docnorm.epub.pages import lay_out_pages
from docnorm.errors import InputRefused, OutputFailed
from docnorm.result import Normalized
from docnorm.source import Mark
from docnorm.writers.epub.page import replace_illegal
from docnorm.writers.notes import split_notes

_SPOKEN = frozenset(("note", "reference", "strike", "superscript", "subscript"))
_FAILED = "the EPUB that was made does not say what the text says; nothing was written"


def verify_epub(data: bytes, document: Normalized, options: Mapping[str, Any]) -> None:
    """Raise ``OutputFailed`` unless the EPUB that was made of ``document`` with ``options`` says its text.

    White space is left out, as are the numbers that Word counts: the text has them not.
    """
    try:
        package = open_package(data)
        if document.source.format == "epub" and not any(options.values()):
            pages = (page.layout.text for page in lay_out_pages(package))
            _compare(pages, document.text)
        elif not any(mark.kind == "number" for mark in document.draft.marks):
            _verify_own(package, document)
    except (InputRefused, expat.ExpatError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise OutputFailed(f"the EPUB that was made cannot be read back ({type(error).__name__})") from error


def _verify_own(package: Package, document: Normalized) -> None:
    from docnorm.writers.epub.pictures import find_marks

    marks = find_marks(document)
    text, below = document.text, ""
    if any(mark.kind in _SPOKEN for mark in marks):
        text, below = split_notes(_blank_references(text, marks), marks)
    notes = io.StringIO()
    _compare(_read_pages(package, notes), text)
    _compare((notes.getvalue(),), below)


def _blank_references(text: str, marks: Sequence[Mark]) -> str:
    """Return ``text`` with blanks for each number of a note: a note may be referred to more than once."""
    notes = {mark.value for mark in marks if mark.kind == "note"}
    parts: list[str] = []
    at = 0
    for (start, end), kind, value in sorted(marks):
        if kind == "reference" and value in notes and start >= at:
            parts += (text[at:start], " " * (end - start))
            at = end
    return "".join((*parts, text[at:]))


def _read_pages(package: Package, notes: io.StringIO) -> Iterator[str]:
    """Yield the text of each page of our own making; what its notes say goes to ``notes``."""
    for path in package.spine:
        if not path.endswith("/cover.xhtml"):
            page = _Page()
            page.read(package.archive.read(path))
            notes.write("".join(page.notes))
            yield "".join(page.parts)


class _Page:
    """The text nodes of a page's body, those of its notes apart; numbers of notes and readings left out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.notes: list[str] = []
        self._into = self.parts
        self._unsaid = 1  # the head, up to the body

    def read(self, page: bytes) -> None:
        """Take the text nodes of ``page``, XHTML; raises ``ExpatError`` where it is none."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._say
        parser.Parse(page, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "body":
            self._unsaid = 0
        elif self._unsaid or name in ("rt", "rp") or (name == "a" and "role" in attributes):
            self._unsaid += 1
        elif name == "aside":
            self._into = self.notes

    def _end(self, name: str) -> None:
        if self._unsaid:
            self._unsaid -= 1
        elif name == "aside":
            self._into = self.parts

    def _say(self, data: str) -> None:
        if not self._unsaid:
            self._into.append(data)


def _compare(pages: Iterable[str], text: str) -> None:
    """Raise ``OutputFailed`` unless the pages say the text one after the other. A page at a time: novels are long."""
    lines = (_strip(line) for line in text.split("\n"))
    rest = ""
    for page in pages:
        said = _strip(page)
        while len(rest) < len(said) and (line := next(lines, None)) is not None:
            rest += line
        if not rest.startswith(said):
            raise OutputFailed(_FAILED)
        rest = rest[len(said) :]
    if rest or any(lines):
        raise OutputFailed(_FAILED)


def _strip(text: str) -> str:
    """Return ``text`` without blanks and without what stands for pictures."""
    return "".join(replace_illegal(text).replace("\ufffc", "").split())
