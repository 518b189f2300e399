"""The admission check: what an EPUB must be before any part of it is read, and the protections that are refused."""

from __future__ import annotations

import re
import zipfile

from docnorm.errors import InputRefused
from docnorm.system.archive import Limits, open_archive

# A web novel of 5,000 chapters has a page for each; a picture book holds 300 MB of scans.
LIMITS = Limits(entries=20_000, part=64 << 20, whole=1 << 30)
# Ways to hide fonts from copying that are no protection of the text (OCF 3.3, 4.3; Adobe's older one).
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_METHOD = re.compile(r"<(?:\w+:)?EncryptionMethod[^>]{0,400}?Algorithm\s*=\s*[\"']([^\"']{0,200})")
_SIGNS = (
    ("META-INF/license.lcpl", "Readium LCP"),
    ("META-INF/sinf.xml", "Apple FairPlay"),
    ("META-INF/rights.xml", "Adobe ADEPT"),
)


def open_book(data: bytes) -> zipfile.ZipFile:
    """Return the zip of an EPUB. Raises ``InputRefused`` with one line that says why."""
    archive = open_archive(data, "EPUB", LIMITS)
    names = archive.namelist()
    kind = archive.read("mimetype")[:64].strip() if "mimetype" in names else b"application/epub+zip"
    if "META-INF/container.xml" not in names or kind != b"application/epub+zip":
        raise InputRefused(
            "the file is a ZIP but no EPUB: it has no META-INF/container.xml, or says it is another kind"
        )
    return archive


def judge_protection(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Refuse a book whose text is encrypted, by the name of the protection; return in words what else is."""
    names = set(archive.namelist())
    if "META-INF/encryption.xml" not in names:
        return ()
    said = archive.read("META-INF/encryption.xml").decode("utf-8", "replace")
    methods = _METHOD.findall(said)
    if any(method not in _FONTS for method in methods) or (not methods and "CipherReference" in said):
        name = next((name for path, name in _SIGNS if path in names), "an unknown scheme")
        raise InputRefused(f"the book is protected ({name}): its text is encrypted and cannot be read")
    return (f"{len(methods)} obfuscated font(s) of the book are kept as they are",) if methods else ()
