"""Plain text: the clean text, one paragraph a line."""

from __future__ import annotations

from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.result import Normalized


def write_txt(document: Normalized, **options: Any) -> bytes:
    """Write ``document`` as UTF-8 with LF and one final line end; an empty document is an empty file."""
    for name in options:
        raise UsageError(f"txt output has no option {name!r}{nearest(name, [])}")
    text = document.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not text:
        return b""
    try:
        return f"{text}\n".encode()
    except UnicodeEncodeError:  # a lone surrogate has no UTF-8: it is shown as U+FFFD, the rest is kept
        return f"{text}\n".encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
