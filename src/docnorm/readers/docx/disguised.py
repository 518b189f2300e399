"""Web pages under the name of a Word file: servers send HTML and web archives (MHT) as .doc, and Word opens them."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace

from docnorm.errors import InputRefused
from docnorm.ooxml.package import Package
from docnorm.readers.html import read_html
from docnorm.source import Source

_HTML = re.compile(
    rb"\A[\xef\xbb\xbf\s]*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|meta|body|style|title|table|div|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(rb"^(?:mime-version|content-type):\s", re.IGNORECASE | re.MULTILINE)
ARCHIVE = "mht"  # the format of a web archive: no writer puts anything back into one


def read_disguised(data: bytes, encoding: str | None = None) -> Source | None:
    """Return the text of a page or a web archive, None where ``data`` is neither. Raises ``InputRefused``."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    if _HTML.match(head):
        return read_html(data, encoding)
    if _ARCHIVE.search(head[:1024]) and b"boundary" in head.lower():
        return replace(read_html(*_find_page(data, encoding)), origin=data, format=ARCHIVE)
    return None


def _find_page(data: bytes, encoding: str | None) -> tuple[bytes, str | None]:
    """Return the page of an archive and its encoding."""
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return page, encoding or part.get_content_charset()
    raise InputRefused("the file is a web archive (MHT) without a page in it")


def read_chunk(data: bytes, package: Package, *, alone: bool) -> Source | None:
    """Return the text of a document that holds nothing but a page for Word to read in (``w:altChunk``); None without.

    Raises ``InputRefused`` where the page stands beside other text, or is no page: Word reads it, and nobody else.
    """
    chunks = package.related("aFChunk")
    if not chunks:
        return None
    said = "the DOCX holds text as an embedded file (w:altChunk) that only Word reads in"
    if not alone or len(chunks) > 1:
        raise InputRefused(f"{said}; open it in Word and save it again")
    found = read_disguised(package.read(chunks[0].target) or b"")
    if found is None:
        raise InputRefused(f"{said}, and it is no web page; open it in Word and save it again")
    return replace(found, origin=data, format=ARCHIVE)
