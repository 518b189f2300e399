"""Older word processors' files to DOCX, through LibreOffice where it is installed.

Its conversion keeps what it can; a ``.doc`` has no other reader that does. It runs without a window, with a profile of
its own that is thrown away, and macros do not run in a conversion.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from docnorm.errors import InputRefused
from docnorm.ooxml.admission import admit
from docnorm.ooxml.flat import is_flat, unflatten

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_LARGEST = 64 << 20
_SECONDS = 120  # a start takes 2 to 10 s, a thick .doc 20 s on an old laptop
_PROGRAMS = ("soffice", "libreoffice")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS = r"C:\Program Files\LibreOffice\program\soffice.exe"


WORD_FORMATS = frozenset({"docx", "doc", "rtf", "odt"})  # what ``format_of`` may say: these are edited in place


def as_docx(data: bytes) -> bytes:
    """Return ``data`` where it may be a DOCX, else its conversion; ``InputRefused`` says what to do by hand."""
    suffix = _kind(data)
    if suffix is not None:
        return _convert(data, suffix)
    return unflatten(data) if is_flat(data) else data


def format_of(data: bytes) -> str:
    """Return what the file is: docx, doc, rtf or odt. (A .wps of these days is one of them by another name.)"""
    kind = _kind(data) or ".docx"
    return "doc" if kind == ".xml" else kind[1:]


def _kind(data: bytes) -> str | None:
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(_OLE):
        # Streams are named in UTF-16; an encrypted DOCX is an OLE file with one of the first name.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputRefused("the file is encrypted; open it in Word, remove the password and save it again")
        if "WordDocument".encode("utf-16-le") not in data:
            raise InputRefused("this is an old Office file, but not a text document; open it and save it as .docx")
        return ".doc"
    if _WORD_2003 in data[:4096]:
        return ".xml"
    if data.startswith(b"PK") and b"application/vnd.oasis.opendocument.text" in data[:200]:
        return ".odt"
    return None


@lru_cache(maxsize=1)  # the reader and the writer of one document ask one after the other
def _convert(data: bytes, suffix: str) -> bytes:
    name = {".xml": "Word 2003 XML"}.get(suffix, suffix)
    if len(data) > _LARGEST:
        raise InputRefused(f"the {name} file is larger than {_LARGEST >> 20} MiB; open it and save it as .docx")
    program = _program()
    if program is None:
        raise InputRefused(f"a {name} file needs LibreOffice, which is not installed; or save it as .docx yourself")
    with tempfile.TemporaryDirectory(prefix="docnorm-") as folder:
        source = Path(folder, f"in{suffix}")
        source.write_bytes(data)
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
        command += ["--convert-to", "docx", "--outdir", str(Path(folder, "out")), str(source)]
        try:
            subprocess.run(command, timeout=_SECONDS, check=True, stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603  our own words
            made = Path(folder, "out", "in.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise InputRefused(f"LibreOffice could not convert the {name} file; save it as .docx yourself") from error
    try:
        admit(made)
    except InputRefused as error:
        raise InputRefused(f"LibreOffice's conversion of the {name} file is itself invalid: {error}") from error
    return made


def _program() -> str | None:
    found = (shutil.which(name) for name in (*_PROGRAMS, _MAC, _WINDOWS))
    return next((path for path in found if path), None)
