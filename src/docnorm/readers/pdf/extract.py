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
from docnorm.readers.pdf.scan import can_read_scans

_LARGEST = 256 << 20  # bytes of a file
_PAGES = 3000
_SECONDS = 120
_SCAN_SECONDS = 40  # more for each page that is a picture: 5 s on an old laptop
_MEMORY = 3 << 30  # of address space, of which pdfium maps more than it uses
_SCAN_MEMORY = 8 << 30  # onnxruntime maps much and uses one
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
    said = _ask(data, {"pages": _PAGES, "memory": _MEMORY, "scans": []}, _SECONDS)
    scans = [number for number, page in enumerate(said["pages"]) if is_scan(len(page["glyphs"]), page["picture"])]
    if scans and can_read_scans():
        order = {"pages": _PAGES, "memory": _SCAN_MEMORY, "scans": scans}
        said = _ask(data, order, _SECONDS + _SCAN_SECONDS * len(scans))
    return _read_layout(said)


def is_scan(glyphs: int, picture: float) -> bool:
    """Return whether a page with so many characters, and so much of it under pictures, is a picture of a page."""
    return glyphs < 8 and picture > 0.4


def _ask(data: bytes, order: dict[str, Any], seconds: float) -> dict[str, Any]:
    told = json.dumps(order).encode() + b"\n" + data
    try:
        # Our own interpreter and our own words.
        done = subprocess.run([sys.executable, "-c", _CODE], input=told, capture_output=True, timeout=seconds)  # noqa: PLW1510, S603
    except subprocess.TimeoutExpired:
        raise InputRefused(f"the PDF took longer than {seconds:g} s to read; split it") from None
    if done.returncode != 0:
        raise InputRefused("the PDF could not be read: it is damaged, or asks for more memory than a document does")
    said: dict[str, Any] = json.loads(done.stdout)
    if "refused" in said:
        raise InputRefused(said["refused"])
    return said


def _read_layout(said: dict[str, Any]) -> Layout:
    pages = tuple(
        Page(
            page["width"],
            page["height"],
            tuple(Glyph(*g) for g in page["glyphs"]),
            tuple(Rule(*r) for r in page["rules"]),
            page["picture"],
            page["unread"],
            page["aslant"],
        )
        for page in said["pages"]
    )
    return Layout(pages, tuple(said["fonts"]), tuple(said["unread"]), said["seen"])
