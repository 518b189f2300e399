"""A DOCX with the revisions that are still open taken back, to tell what is decided from what is not."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from docnorm.ooxml.names import w
from docnorm.ooxml.opened import open_docx

_PUT_IN = (w("ins"), w("moveTo"))
_TAKEN_OUT = (w("del"), w("moveFrom"))


def take_back_pending(data: bytes) -> bytes | None:
    """Return the DOCX in ``data`` as if every open revision had been rejected, None where none is open.

    For reading only: paragraph marks that are put in or taken out stay, for where lines break decides nothing.
    Raises ``InputRefused``.
    """
    package, _ = open_docx(data)
    root = ET.fromstring(package.read(package.main) or b"")  # noqa: S314  it was admitted: no DTD, and well-formed
    if not _take_back(root):
        return None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in package.names:
            archive.writestr(name, ET.tostring(root) if name == package.main else package.read(name) or b"")
    return out.getvalue()


def _take_back(element: ET.Element) -> bool:
    """Take the open revisions under ``element`` back; return whether there were any."""
    found = False
    children: list[ET.Element] = []
    for child in element:
        if child.tag in _PUT_IN and len(child):
            found = True
        elif child.tag in _TAKEN_OUT and len(child):
            found = True
            _take_back(child)
            children += child
        else:
            found = _take_back(child) or found
            children.append(child)
    if element.tag == w("delText"):
        element.tag = w("t")
    element[:] = children
    return found
