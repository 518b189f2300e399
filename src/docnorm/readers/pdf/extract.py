"""The characters of a PDF with their places, taken out by pdfium in a process of its own.

A PDF is a program that its maker wrote: a small one can ask for gigabytes or hours. The process has a limit of memory
and of time; what it says comes back as JSON. Nothing in the file is fetched or run: pdfium is asked for pages and
characters only, and the wheel holds no script engine.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from typing import Any

from docnorm.errors import InputRefused
from docnorm.readers.pdf.page import Glyph, Layout, Page, Rule

_LARGEST = 256 << 20  # bytes of a file
_PAGES = 3000
_SECONDS = 120
_MEMORY = 3 << 30  # of address space, of which pdfium maps more than it uses; rapidocr takes one of them
_CODE = "from docnorm.readers.pdf.worker import main; main()"
_SIGNATURE = b"%PDF-"


def extract_pages(data: bytes) -> Layout:
    """Return the pages of a PDF. Raises ``InputRefused`` for what is none, is protected, or takes too much."""
    if _SIGNATURE not in data[:1024]:
        raise InputRefused("not a PDF: it does not begin with %PDF-")
    if len(data) > _LARGEST:
        raise InputRefused(f"the PDF is larger than {_LARGEST >> 20} MiB; split it")
    if importlib.util.find_spec("pypdfium2") is None:
        raise InputRefused('reading a PDF needs an extra: pip install "docnorm[pdf]"')
    order = json.dumps({"pages": _PAGES, "memory": _MEMORY}).encode() + b"\n"
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own words
            [sys.executable, "-c", _CODE], input=order + data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputRefused(f"the PDF took longer than {_SECONDS} s to read; split it") from None
    if done.returncode != 0:
        raise InputRefused("the PDF could not be read: it is damaged, or asks for more memory than a document does")
    said = json.loads(done.stdout)
    if "refused" in said:
        raise InputRefused(said["refused"])
    return _read_layout(said)


def _read_layout(said: dict[str, Any]) -> Layout:
    pages = tuple(
        Page(
            page["width"],
            page["height"],
            tuple(Glyph(*g) for g in page["glyphs"]),
            tuple(Rule(*r) for r in page["rules"]),
            page["picture"],
            page["unread"],
        )
        for page in said["pages"]
    )
    return Layout(pages, tuple(said["fonts"]), tuple(said["unread"]), said["seen"])
