"""Text as UTF-8, whatever a ``str`` may hold."""

from __future__ import annotations


def utf8(text: str) -> bytes:
    """Return ``text`` as UTF-8; a lone surrogate has none: it is shown as U+FFFD and the rest is kept."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
