"""The way back: a report gives the input's bytes exactly."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64decode
from typing import Any

from docnorm.edit import Span
from docnorm.errors import InputRefused
from docnorm.readers.decoding import encode
from docnorm.source import Decoding, Lost, Segment


def undo(report: bytes) -> bytes:
    """Return the input's bytes from a ``json`` output or report.

    Raises ``InputRefused`` where the report is not one of ours or does not give back what it says it does (its
    ``sha256`` is checked, so a report that was edited by hand cannot give back another file).
    """
    try:
        found = json.loads(report)
        source = found["source"]
        data = _unpack(source) if "raw" in source else encode(found["original"], _read_decoding(source))
        sha256, size = source["sha256"], source["bytes"]
    except (ValueError, KeyError, TypeError, LookupError, zlib.error) as error:
        raise InputRefused(
            f"this is no docnorm report ({type(error).__name__}): --undo takes a .json output"
        ) from error
    if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
        raise InputRefused("the report was changed since it was written: it no longer gives back the input")
    return data


def _unpack(source: dict[str, Any]) -> bytes:
    packed = zlib.decompressobj()
    # One byte more than promised is enough to know that the report lies; a bomb gets no further.
    return packed.decompress(b64decode(source["raw"]), int(source["bytes"]) + 1)


def _read_decoding(source: dict[str, Any]) -> Decoding:
    return Decoding(
        encoding=source["encoding"],
        how=source["how"],
        confidence=source["confidence"],
        segments=tuple(Segment(Span(s["start"], s["end"]), s["encoding"]) for s in source["segments"]),
        lost=tuple(Lost(Span(s["start"], s["end"]), bytes.fromhex(s["bytes"])) for s in source["lost"]),
    )
