"""Plain text: bytes in any encoding to a source, or a refusal that says what the bytes are instead."""

from __future__ import annotations

from docnorm.readers.decoding import decode
from docnorm.source import Source


def read_txt(data: bytes, encoding: str | None = None) -> Source:
    """Read ``data`` as plain text, its line ends kept; ``encoding`` skips detection.

    Raises ``UsageError`` for an encoding that there is not.
    """
    found = decode(data, encoding)
    return Source(found.text, "txt", found.decoding, origin=data)
