"""Files that an office program holds open: it leaves a file beside them that says so."""

from __future__ import annotations

import os
from pathlib import Path


def describe_lock(path: str | Path) -> str:
    """Return the end of a message about a file that the system refuses, empty unless an office program has it open.

    Word and WPS put ``~$`` before a short name and in place of the first one or two characters of a longer one;
    LibreOffice writes ``.~lock.NAME#``.
    """
    folder, name = os.path.split(path)
    marks = (*(f"~${name[gone:]}" for gone in range(3)), f".~lock.{name}#")
    if any(os.path.exists(os.path.join(folder, mark)) for mark in marks):
        return "; it is open in an office program: close it there"
    return ""
