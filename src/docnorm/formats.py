"""Every format: one row each. How its files end, how they are read and written, and how an output is verified.

What a format is called, its suffixes and its aliases stand here and nowhere else; a plug-in's readers and writers join
the table as rows of their own. CONTRIBUTING.md says how a row is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import Any

from docnorm.readers.decoding import encode
from docnorm.result import Format
from docnorm.source import Reader


def _late(module: str, name: str) -> Any:
    """Return a function that is imported when it is first called: lxml and the like cost more than a small job."""

    def call(*given: Any, **options: Any) -> Any:
        return getattr(import_module(module), name)(*given, **options)

    return call


# Shelves do not know one another: only here is it known how a text becomes the bytes that it was read from.
_json = partial(_late("docnorm.writers.json", "write_json"), encode=encode)
_jsonl = partial(_late("docnorm.writers.json", "write_jsonl"), encode=encode)
_html = partial(_late("docnorm.writers.html", "write_html"), encode=encode)
_md = partial(_late("docnorm.writers.md", "write_md"), encode=encode)

BUILTIN = (
    Format(
        "docx",
        (".docx",),
        read=_late("docnorm.readers.docx", "read_docx"),
        write=_late("docnorm.writers.docx", "write_docx"),
        verify=_late("docnorm.writers.docx.verify", "verify_docx"),
        takes=_late("docnorm.writers.docx", "list_options"),
        # Templates and macros are not written; the last four are read through LibreOffice, where it is installed.
        only_read=(".docm", ".dotx", ".doc", ".wps", ".rtf", ".odt"),
    ),
    Format(
        "txt",
        (".txt", ".text"),
        read=_late("docnorm.readers.txt", "read_txt"),
        write=_late("docnorm.writers.txt", "write_txt"),
    ),
    Format(
        "md",
        (".md", ".markdown", ".mdx"),
        read=_late("docnorm.readers.markdown", "read_markdown"),
        write=_md,
    ),
    Format(
        "html",
        (".html", ".htm"),
        read=_late("docnorm.readers.html", "read_html"),
        write=_html,
        only_read=(".xhtml",),
    ),
    Format(
        "epub",
        (".epub",),
        read=_late("docnorm.readers.epub", "read_epub"),
        write=_late("docnorm.writers.epub.write", "write_epub"),
        verify=_late("docnorm.writers.epub.verify", "verify_epub"),
    ),
    Format("pdf", read=_late("docnorm.readers.pdf.read", "read_pdf"), only_read=(".pdf",)),
    Format("json", (".json",), write=_json),
    Format("jsonl", (".jsonl",), write=_jsonl),
    Format("report", write=_late("docnorm.writers.report.page", "write_report")),  # no document: it has no suffix
)


class Formats(Mapping[str, Format]):
    """The built-in formats and, behind them, the installed ones: looked for only where ours do not do."""

    def __init__(self, builtin: Sequence[Format], installed: Callable[[], Sequence[Format]]) -> None:
        self._builtin = {row.name: row for row in builtin}
        self._installed = installed

    def __getitem__(self, name: str) -> Format:
        row = self._builtin.get(name)
        return row if row is not None and row.write else self._join(name, row)

    def __iter__(self) -> Iterator[str]:
        yield from self._builtin
        yield from (row.name for row in self._installed() if row.name not in self._builtin)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def find_reader(self, name: str) -> Reader | None:
        """Return the reader of a format, ours or an installed one."""
        row = self._builtin.get(name)
        if row is not None and row.read:
            return row.read
        return next((row.read for row in self._installed() if row.name == name), None)

    def find_read(self, path: str | PurePath) -> Format | None:
        """Return the format that a file is read as, by its suffix; None for a suffix that says nothing."""
        suffix = PurePath(path).suffix.lower()
        return next((row for row in self._rows() if suffix in row.read_suffixes), None) if suffix else None

    def find_written(self, path: str | PurePath) -> Format | None:
        """Return the format that a file is written in, by its suffix; None for a suffix that says nothing."""
        suffix = PurePath(path).suffix.lower()
        return next((row for row in self._rows() if suffix in row.written_suffixes), None) if suffix else None

    @property
    def read_suffixes(self) -> frozenset[str]:
        """The suffixes of the files that are documents when a folder is walked."""
        return frozenset(suffix for row in self._rows() for suffix in row.read_suffixes)

    def _rows(self) -> Iterator[Format]:
        yield from self._builtin.values()
        yield from self._installed()

    def _join(self, name: str, row: Format | None) -> Format:
        for other in self._installed():
            if other.name == name:
                return other if row is None else row._replace(write=other.write)
        if row is None:
            raise KeyError(name)
        return row
