"""Plain text: the clean text, one paragraph a line."""

from __future__ import annotations

from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.result import Normalized
from docnorm.text.utf8 import utf8


def write_txt(document: Normalized, **options: Any) -> bytes:
    """Write ``document`` as UTF-8 with LF and one final line end; an empty document is an empty file."""
    for name in options:
        raise UsageError(f"txt output has no option {name!r}{nearest(name, [])}")
    text = document.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return utf8(f"{text}\n") if text else b""
