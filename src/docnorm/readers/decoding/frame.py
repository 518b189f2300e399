"""What stands around a text and is none: a byte-order mark at its head, a block of NULs at its tail."""

from __future__ import annotations

import codecs
from typing import NamedTuple

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Frame(NamedTuple):
    """A file's bytes in three parts, and the encoding that its mark claims."""

    head: bytes
    body: bytes
    tail: bytes
    claims: str


def split_frame(data: bytes) -> Frame:
    """Return ``data`` taken apart. A mark of UTF-16 or UTF-32 counts only where the rest can be read that way."""
    for mark, encoding in MARKS:
        if data.startswith(mark) and _is_credible(data[len(mark) :], encoding):
            if encoding != "utf-8":
                return Frame(mark, data[len(mark) :], b"", encoding)
            return Frame(mark, *_strip_padding(data[len(mark) :]), encoding)
    return Frame(b"", *_strip_padding(data), "")


def _is_credible(body: bytes, encoding: str) -> bool:
    if encoding == "utf-8":
        return True  # an editor puts it before GBK too: it is no text either way
    width = 4 if "32" in encoding else 2
    if width == 4 and len(body) % 4:
        return False
    found = body[: 4096 // width * width].decode(encoding, "replace")
    return found.count("\ufffd") * 10 <= len(found)


def _strip_padding(data: bytes) -> tuple[bytes, bytes]:
    """Take off a tail of three NULs or more: a file that was allocated but not written to its end."""
    if not data.endswith(b"\0\0\0"):
        return data, b""
    body = data.rstrip(b"\0")
    # UTF-16 and UTF-32 have NULs all over, and their last character may end in one.
    return (data, b"") if body.count(0) * 100 > len(body) else (body, data[len(body) :])
