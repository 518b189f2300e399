"""A DOCX opened and laid out, once for the reader, the writer and the check that follow one another over one file."""

from __future__ import annotations

from functools import lru_cache

from docnorm.ooxml.admission import admit
from docnorm.ooxml.convert import as_docx
from docnorm.ooxml.linear import Layout, lay_out
from docnorm.ooxml.package import Package


@lru_cache(maxsize=1)
def open_docx(data: bytes) -> tuple[Package, Layout]:
    """Return the package in ``data`` (or in what LibreOffice makes of it) and its layout, which nobody may change.

    Raises ``InputRefused``. The last file's stay in memory: laying out is half of what reading costs.
    """
    package = admit(as_docx(data))
    return package, lay_out(package)
