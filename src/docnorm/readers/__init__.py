"""Bytes of one format to a Source: one table, and how a file's format is told."""

from __future__ import annotations

from importlib import import_module

from docnorm.source import Reader, Source


def _on_first_use(module: str, name: str) -> Reader:
    """A reader that is imported when it is first called: lxml and the like cost more than a small job."""

    def read(data: bytes, encoding: str | None = None) -> Source:
        reader: Reader = getattr(import_module(module), name)
        return reader(data, encoding)

    return read


READERS: dict[str, Reader] = {
    "txt": _on_first_use("docnorm.readers.txt", "read_txt"),
    "md": _on_first_use("docnorm.readers.markdown", "read_markdown"),
    "html": _on_first_use("docnorm.readers.html", "read_html"),
    "docx": _on_first_use("docnorm.readers.docx", "read_docx"),
}

SUFFIXES = {
    ".txt": "txt", ".text": "txt",
    ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx",
    ".doc": "docx", ".wps": "docx", ".rtf": "docx", ".odt": "docx",  # through LibreOffice, where it is installed
}  # fmt: skip


def sniff(data: bytes) -> str:
    """Return the format that the content gives away: only DOCX is; everything else is ``txt``."""
    return "docx" if data.startswith(b"PK\x03\x04") and b"word/" in data else "txt"
