"""A ZIP from a stranger: what it must be before anything in it is inflated.

Nothing here inflates an entry before its declared size has been judged, and no more than that is ever inflated, so a
bomb costs nothing. Limits are set by what honest files measure: text 3:1, a 2,000 x 10 empty table 160:1 at 1.4 MB;
Apache POI stops at 100:1 and 1,000 entries (too few for an album).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from docnorm.errors import InputRefused

_RATIO, _RATIO_ABOVE = 100, 16 << 20
_NAME = 1_000  # bytes of the central directory for one entry, with a name of 900 characters
_END = b"PK\x05\x06"
_MARKUP = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")


class Limits(NamedTuple):
    """How many entries there may be, and how many bytes one part of markup and all parts together may inflate to."""

    entries: int
    part: int
    whole: int


def open_archive(data: bytes, what: str, limits: Limits) -> zipfile.ZipFile:
    """Return the archive in ``data``; ``what`` names the format in messages.

    Raises ``InputRefused`` for bombs, paths that lead out, names twice, overlapping entries and encryption.
    """
    _count(data, what, limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise InputRefused(f"the file is not a {what} or is cut off: its ZIP directory cannot be read") from error
    _judge_names((i.filename for i in archive.infolist()), what)
    _judge_sizes([i for i in archive.infolist() if not i.is_dir()], len(data), what, limits)
    return archive


def _count(data: bytes, what: str, limits: Limits) -> None:
    """Refuse by the number at the end of the file: listing 200,000 entries takes two seconds by itself."""
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise InputRefused(f"the file is not a {what} or is cut off: it has no ZIP directory")
    count = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if count > limits.entries or size > limits.entries * _NAME:
        raise InputRefused(f"the {what} holds more than {limits.entries} entries; no document does")


def _judge_names(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        plain = name.replace("\\", "/")
        if plain.startswith("/") or ".." in plain.split("/") or re.match(r"[A-Za-z]:", plain) or "\0" in name:
            raise InputRefused(f"an entry of the {what} points outside the file (path traversal)")
        key = plain.rstrip("/").lower()
        if key in seen:
            # A scanner may look at the first of the two and Word at the last.
            raise InputRefused(f"the {what} holds two entries of the same name")
        seen.add(key)


def _judge_sizes(entries: list[zipfile.ZipInfo], length: int, what: str, limits: Limits) -> None:
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise InputRefused(f"an entry of the {what} is encrypted; save it again without a password")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise InputRefused(f"the {what} is packed by a method that no program of its kind uses")
        total += entry.file_size
        markup = entry.filename.lower().endswith(_MARKUP)
        if (markup and entry.file_size > limits.part) or total > limits.whole:
            most = (limits.part if markup else limits.whole) >> 20
            raise InputRefused(f"the {what} inflates past {most} MiB (a zip bomb?)")
        if entry.file_size > _RATIO_ABOVE and entry.file_size > _RATIO * max(1, entry.compress_size):
            raise InputRefused(f"an entry of the {what} is packed tighter than {_RATIO}:1 (a zip bomb?)")
    laid = sorted((e.header_offset, e.header_offset + 30 + e.compress_size) for e in entries)
    if any(end > start for (_, end), (start, _) in pairwise(laid)) or (laid and laid[-1][1] > length):
        raise InputRefused(f"entries of the {what} overlap (a zip bomb?)")
