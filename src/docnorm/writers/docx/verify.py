"""A DOCX read back before it replaces anything: does it hold the text that it was made of?"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from docnorm.errors import InputRefused, OutputFailed
from docnorm.ooxml.convert import WORD_FORMATS
from docnorm.result import Normalized
from docnorm.writers.docx.kept import Opened, find_lost
from docnorm.writers.notes import split_notes

# XML cannot hold these; the writers show them as U+FFFD.
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Lines of a table that a text keeps in bars or tabs. A Word table has rules of its own: bars and rulers go.
_BARRED = re.compile(r"\|.*\|")
_RULER = re.compile(r"[|:\s-]*")


# With these a page says more than the text, or less: a table of contents, a red head, numbers that Word counts.
_ADDED = frozenset({"numbering", "toc", "meta"})


def verify_docx(data: bytes, document: Normalized, options: Mapping[str, Any]) -> None:
    """Raise ``OutputFailed`` unless the DOCX that the writer made of ``document`` with ``options`` says its text."""
    if _ADDED & options.keys():
        return
    if document.source.format in WORD_FORMATS:
        layout = verify_laid_out(data, document.text, furnished="template" in options)
        _verify_kept(layout, document, options)
    elif not options.get("track_changes"):
        verify_own(data, *split_notes(document.text, document.draft.marks))


def verify_own(data: bytes, text: str, notes: str = "") -> None:
    """Raise ``OutputFailed`` unless a page of our own making says ``text``, and its footnotes ``notes``.

    White space is left out: a tab may be the edge of a table's cell, and a line end that of a paragraph. Of our own
    pages only the text nodes are asked for, a fifth of what laying them out costs.
    """
    _compare(_read(data, "word/document.xml"), text, drawn=True)
    if notes:
        _compare(_read(data, "word/footnotes.xml"), notes)


def _read(data: bytes, name: str) -> str:
    """Return the text nodes of a part."""
    parts: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.CharacterDataHandler = parts.append
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parser.Parse(archive.read(name), True)
    except (zipfile.BadZipFile, KeyError, zlib.error, expat.ExpatError) as error:
        raise OutputFailed(f"the DOCX that was made cannot be read back ({type(error).__name__})") from error
    return "".join(parts)


def _verify_kept(after: Opened, document: Normalized, options: Mapping[str, Any]) -> None:
    """Raise ``OutputFailed`` where anything beside the text is gone that no edit and no look took."""
    from docnorm.ooxml.opened import open_docx

    origin = document.source.origin
    if not isinstance(origin, bytes):
        return
    styled = options.get("look", "profile") != "keep"
    lost = next(find_lost(Opened(*open_docx(origin)), after, document.draft, styled=styled), None)
    if lost is not None:
        raise OutputFailed(
            f"the DOCX that was made lost {lost}; nothing was written (--no-verify writes it all the same)"
        )


def verify_laid_out(data: bytes, text: str, *, furnished: bool = False) -> Opened:
    """Return a DOCX laid out, or raise ``OutputFailed`` unless it says ``text``, its notes, headers and footers too.

    Revisions count as accepted.

    With ``furnished`` headers and footers are a template's, and only what stands before them is compared.
    """
    from docnorm.ooxml.admission import admit
    from docnorm.ooxml.linear import lay_out

    try:
        package = admit(data)
        layout = lay_out(package)
    except InputRefused as error:
        raise OutputFailed(f"the DOCX that was made cannot be read back ({error})") from error
    if furnished:
        found = "\n".join(p.text for s in layout.stories if s.kind not in {"header", "footer"} for p in s.paragraphs)
        _compare(found, text, whole=False)
    else:
        _compare(layout.text, text)
    return Opened(package, layout)


def _compare(found: str, text: str, *, whole: bool = True, drawn: bool = False) -> None:
    said, meant = "".join(found.split()), "".join(text.split())
    if said == meant:
        return
    shown = _ILLEGAL.sub("\ufffd", text)
    meant = "".join(shown.split())
    if said == meant or (not whole and meant.startswith(said)) or (drawn and _undrawn(said, shown)):
        return
    raise OutputFailed("the DOCX that was made does not say what the text says; nothing was written")


def _undrawn(said: str, text: str) -> bool:
    """Whether ``said`` is ``text`` less what draws a table: whole rulers, and the bars of lines set in bars."""
    at = 0
    for line in text.splitlines():
        meant = "".join(line.split())
        if not said.startswith(meant, at):
            meant = "" if _RULER.fullmatch(meant) else meant.replace("|", "") if _BARRED.fullmatch(meant) else meant
            if not said.startswith(meant, at):
                return False
        at += len(meant)
    return at == len(said)
