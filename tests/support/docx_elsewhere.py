"""A DOCX as other programs read it: python-docx and LibreOffice, each by a reading of the format that is not ours.

LibreOffice gives its model of a document as flat ODF, tracked changes included, so that accepting and rejecting is its
own doing too. Compared is the text: lines, in order, with every space in them.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from docnorm.ooxml.admission import admit
from docnorm.ooxml.linear import lay_out
from docnorm.result import Normalized

from docx_random import resolved

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ENDS = re.compile("\r\n|[\r\n\t\u2028\x0b]")  # a tab is the edge of a cell in a table of ours
_ILLEGAL = re.compile("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


_WORDS = re.compile(r"[^\W\d第页共 ]")  # a header or footer that only counts pages says nothing
_UNSAID = frozenset(W + name for name in ("rt", "fldSimple", "del", "moveFrom"))


class Said(NamedTuple):
    """What a document says: its body line by line, and beside it boxes, notes, headers and footers."""

    body: list[str]
    aside: frozenset[str]


class Made(NamedTuple):
    """A DOCX of ours, and what it must say when every change is accepted, and when ours are rejected."""

    data: bytes
    accepted: Said
    rejected: Said | None = None  # None where there is nothing to reject
    authors: frozenset[str] = frozenset()  # of our revisions
    own: bool = True  # made anew, not edited in place
    more: bool = False  # the page says more than the text: a table of contents, a red head; Word counts its numbers
    origin: bytes | None = None  # of a file edited in place: what it was
    found: Said | None = None  # and what it said


class Shown(NamedTuple):
    """Of each character of a text, as 0 or 1: whether others put it in, and whether it stands beside the body."""

    hidden: str
    aside: str


def made(document: Normalized, data: bytes, *, tracked: bool = False, more: bool = False) -> Made:
    """Return what was written together with what it was written from."""
    draft, before = document.draft, _shown(document)
    hidden, aside = [], []
    at = 0
    for (start, end), new, _ in draft.patch.hunks:
        hidden += (before.hidden[at:start], "0" * len(new))
        aside += (before.aside[at:start], (before.aside[start : start + 1] or before.aside[-1:] or "0") * len(new))
        at = end
    after = Shown("".join((*hidden, before.hidden[at:])), "".join((*aside, before.aside[at:])))
    own, origin, found = document.source.format != "docx", document.source.origin, said(document.original, before)
    return Made(
        data,
        said(document.text, after),
        found if tracked else None,
        frozenset({"docnorm", *(change.rule for change in draft.journal)}),
        own,
        more,
        None if own or isinstance(origin, str) else origin,
        found,
    )


def _shown(document: Normalized) -> Shown:
    text, origin = document.original, document.source.origin
    hidden, aside = ["0"] * len(text), ["0"] * len(text)
    if document.source.format == "docx" and isinstance(origin, bytes):
        for (start, end), kind, _ in document.source.marks:
            if kind == "frozen" and "\n" not in text[start:end]:
                hidden[start:end] = "1" * (end - start)
        for line in lay_out(admit(origin)).lines:
            if line.story or line.boxed:
                whole = slice(line.start, line.start + len(line.text) + 1)
                aside[whole] = "1" * len(text[whole])
    return Shown("".join(hidden), "".join(aside))


def said(text: str, shown: Shown) -> Said:
    """Return what a text says that is the document's own: what a field shows is left to who opens it."""
    chosen: tuple[list[str], list[str]] = ([], [])
    at = 0
    for end in (*(m.span() for m in re.finditer("\r\n|\r|\n", text)), (len(text), len(text))):
        line = zip(text[at : end[0]], shown.hidden[at : end[0]], strict=True)
        chosen["1" in shown.aside[at : end[0]]].extend(_lines("".join(c for c, gone in line if gone == "0")))
        at = end[1]
    return Said(chosen[0], frozenset(chosen[1]))


def _lines(text: str) -> list[str]:
    shown = _ILLEGAL.sub("\ufffd", text).replace("\ufffc", "")
    return [line for line in _ENDS.split(shown) if line.strip()]


def by_python_docx(data: bytes, *, own: bool) -> list[str]:
    """Return the body's lines as python-docx reads them; of a file that is not all ours, run by run.

    Its paragraphs leave out what stands in controls and insertions, which files of other people may hold.
    """
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    def texts(holder: docx.document.Document) -> Iterator[str]:
        for item in holder.iter_inner_content():
            if isinstance(item, Table):
                yield from (c.text for row in item.rows for c in row.cells)
            else:
                yield item.text

    document = docx.Document(io.BytesIO(data))
    if own:
        return [line for text in texts(document) for line in _lines(text)]
    rows = []
    for p in document.element.body.iter(W + "p"):
        if not any(True for _ in p.iterancestors(W + "txbxContent")):
            runs = [r for r in p.iter(W + "r") if next(r.iterancestors(W + "p")) is p]
            runs = [r for r in runs if not any(a.tag in _UNSAID for a in r.iterancestors())]
            rows.append("".join(Run(r, Paragraph(p, document)).text for r in _outside_fields(runs)))
    return [line for row in rows for line in _lines(row)]


def _outside_fields(runs: Sequence[ET.Element]) -> Iterator[ET.Element]:
    depth = 0
    for run in runs:
        kinds = [e.get(W + "fldCharType") for e in run.iter(W + "fldChar")]
        depth += kinds.count("begin")
        if not depth:
            yield run
        depth -= kinds.count("end")


def by_libreoffice(files: Mapping[str, bytes], folder: Path, seconds: float = 120) -> dict[str, Flat]:
    """Return what LibreOffice makes of each file, all in one call (a start takes two seconds, a file 30 ms)."""
    assert OFFICE is not None
    (folder / "in").mkdir()
    for name, data in files.items():
        (folder / "in" / f"{name}.docx").write_bytes(data)
    command = [OFFICE, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "fodt", "--outdir", str(folder / "out")]
    command += [str(folder / "in" / f"{name}.docx") for name in files]
    subprocess.run(command, timeout=seconds, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    written = {name: folder / "out" / f"{name}.fodt" for name in files}
    return {name: Flat(ET.parse(path).getroot()) for name, path in written.items() if path.exists()}


_SPACES = {p: f"{{urn:oasis:names:tc:opendocument:xmlns:{p}:1.0}}" for p in ("office", "text", "drawing", "style")}
_O, _T, _D, _S = _SPACES["office"], _SPACES["text"], _SPACES["drawing"], _SPACES["style"]
_LINES = frozenset({_T + "p", _T + "h"})
_THROUGH = frozenset({_T + "span", _T + "a", _T + "ruby", _T + "ruby-base", _T + "meta"})
_SILENT = frozenset({_T + "tracked-changes", _T + "sequence-decls", _T + "ruby-text", _O + "annotation"})


class Flat:
    """A document of LibreOffice's, as flat ODF says it."""

    def __init__(self, root: ET.Element) -> None:
        self.root = root
        self.regions: dict[str, list[tuple[str, str]]] = {}
        for region in root.iter(_T + "changed-region"):
            kinds = [(kind.tag.removeprefix(_T), _creator(kind)) for kind in region]
            self.regions[region.get(_T + "id", "")] = kinds

    def said(self, *, accept: bool, authors: Collection[str] = ()) -> Said:
        """Return the text with every change accepted, or with those of ``authors`` rejected."""

        def goes(kind: str, author: str) -> bool:
            return kind == ("deletion" if accept or author not in authors else "insertion")

        body = next(self.root.iter(_O + "text"))
        told = _Teller({i for i, kinds in self.regions.items() if any(goes(*k) for k in kinds)})
        told.block(body)
        heads = _Teller(())
        for name in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first"):
            for part in self.root.iter(_S + name):
                heads.block(part)
        edges = filter(_WORDS.search, (*heads.lines(), *heads.asides()))
        return Said(told.lines(), frozenset((*told.asides(), *edges)))


def _creator(kind: ET.Element) -> str:
    return kind.findtext(f"{_O}change-info/{{http://purl.org/dc/elements/1.1/}}creator", "")


class _Teller:
    """Reads the characters of a flat document in order, less the changes that go."""

    def __init__(self, going: Collection[str]) -> None:
        self.going = going
        self.open: set[str] = set()
        self.out: list[str] = []
        self.beside: list[_Teller] = []

    def lines(self) -> list[str]:
        return _lines("".join(self.out))

    def asides(self) -> list[str]:
        return [line for one in self.beside for line in (*one.lines(), *one.asides())]

    def say(self, text: str | None) -> None:
        if text and not self.open:
            self.out.append(text)

    def block(self, element: ET.Element) -> None:
        """Go through what holds paragraphs; the white space between them is layout of the file."""
        for child in element:
            if child.tag in _LINES:
                self.inline(child)
                self.say("\n")
            elif child.tag.startswith((_D, "{urn:oasis:names:tc:opendocument:xmlns:dr3d")):
                self.put_beside(child)
            elif child.tag in {_T + "change-start", _T + "change-end"}:
                self.change(child)
            elif child.tag not in _SILENT:
                self.block(child)

    def inline(self, element: ET.Element) -> None:
        """Go through a paragraph. What is not known is a field: what it shows is the program's own."""
        self.say(element.text)
        for child in element:
            if child.tag in _THROUGH:
                self.inline(child)
            elif child.tag == _T + "s":
                self.say(" " * int(child.get(_T + "c", "1")))
            elif child.tag in {_T + "tab", _T + "line-break"}:
                self.say("\t")
            elif child.tag in {_T + "change-start", _T + "change-end"}:
                self.change(child)
            elif child.tag == _T + "note" or child.tag.startswith(_D):
                self.put_beside(child)
            self.say(child.tail)

    def change(self, mark: ET.Element) -> None:
        name = mark.get(_T + "change-id", "")
        if name in self.going:
            (self.open.add if mark.tag == _T + "change-start" else self.open.discard)(name)

    def put_beside(self, element: ET.Element) -> None:
        if not self.open:
            self.beside.append(one := _Teller(self.going))
            one.block(element)


def differences(one: Made, flat: Flat | None, *, rejecting: bool = True) -> Iterator[str]:
    """Yield what python-docx and LibreOffice read otherwise than it was written.

    With ``rejecting`` LibreOffice must reject as it accepts. In files of other people it does not always: two
    insertions of one author, before a paragraph's end and behind it, it takes for one that holds the end too.
    """
    for accept, meant in ((True, one.accepted), (False, one.rejected)):
        if meant is None:
            continue
        what = "accepted" if accept else "rejected"
        data = one.data if one.rejected is None else resolved(one.data, accept=accept, authors=one.authors)
        found = by_python_docx(data, own=one.own)
        if not alike(found, meant.body, one.more):
            yield f"python-docx, {what}: {_first(found, meant.body)}"
        if flat is None:
            yield "LibreOffice cannot open it"
            return
        heard = flat.said(accept=accept, authors=one.authors)
        if not accept and not rejecting:
            continue
        if not alike(heard.body, meant.body, one.more):
            yield f"LibreOffice, {what}: {_first(heard.body, meant.body)}"
        if not one.more and heard.aside != meant.aside:
            more, less = sorted(heard.aside - meant.aside), sorted(meant.aside - heard.aside)
            yield f"LibreOffice, {what}, beside the text: {more[:3]} for {less[:3]}"


def alike(found: Sequence[str], meant: Sequence[str], more: bool) -> bool:
    """Whether a page says its text; with ``more`` it may say more, and count numbers instead of writing them."""
    if not more:
        return found == meant
    lines = iter(found)
    return all(any(line and wanted.endswith(line) for line in lines) for wanted in meant)


def _first(found: Sequence[str], meant: Sequence[str]) -> str:
    at = next((i for i, (a, b) in enumerate(zip(found, meant, strict=False)) if a != b), min(len(found), len(meant)))
    return f"line {at} of {len(meant)}: {found[at : at + 2]} for {meant[at : at + 2]}"
