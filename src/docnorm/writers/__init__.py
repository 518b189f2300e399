"""A normalized document to bytes of one format: one table."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from docnorm.result import Normalized, Writer


def _on_first_use(module: str, name: str) -> Writer:
    """A writer that is imported when it is first called."""

    def write(document: Normalized, **options: Any) -> bytes:
        writer: Writer = getattr(import_module(module), name)
        return writer(document, **options)

    return write


WRITERS: dict[str, Writer] = {
    "txt": _on_first_use("docnorm.writers.txt", "write_txt"),
    "md": _on_first_use("docnorm.writers.md", "write_md"),
    "html": _on_first_use("docnorm.writers.html", "write_html"),
    "json": _on_first_use("docnorm.writers.json", "write_json"),
    "jsonl": _on_first_use("docnorm.writers.json", "write_jsonl"),
    "docx": _on_first_use("docnorm.writers.docx", "write_docx"),
    "report": _on_first_use("docnorm.writers.report.page", "write_report"),
}
