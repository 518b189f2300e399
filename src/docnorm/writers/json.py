"""Everything that docnorm knows about a document, as JSON (schema ``docnorm/1``)."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any

from docnorm.draft import Fate
from docnorm.edit import Patch, Span
from docnorm.errors import UsageError
from docnorm.outline import Block, Outline
from docnorm.result import Normalized
from docnorm.source import Decoding, Source
from docnorm.text.places import Lines
from docnorm.writers.changes import count_rules, list_removals, record_changes, to_json
from docnorm.writers.chunks import cut_chunks

Encode = Callable[[str, Decoding], bytes]


def write_json(document: Normalized, *, encode: Encode | None = None) -> bytes:
    """Write one document, indented. ``encode`` tells whether the text alone gives the input's bytes back."""
    return _dump(describe_document(document, encode), indent=1)


def write_jsonl(
    document: Normalized, *, encode: Encode | None = None, chunk: int | None = None, overlap: int = 0
) -> bytes:
    """Write one document on one line, for streams of documents; with ``chunk`` a line for each piece of that size.

    ``chunk`` and ``overlap`` count code points. Raises ``UsageError`` for an overlap without or as large as a chunk.
    """
    if chunk is None and overlap:
        raise UsageError("overlap goes with chunk")
    if chunk is None:
        return _dump(describe_document(document, encode), indent=None)
    if overlap >= chunk:
        raise UsageError(f"an overlap of {overlap} does not go into chunks of {chunk}")
    return b"".join(_dump(piece, indent=None) for piece in cut_chunks(document, chunk, overlap))


def describe_document(document: Normalized, encode: Encode | None = None) -> dict[str, Any]:
    """Return the document as the schema's object: offsets are code points, half-open; keys in the schema's order."""
    original, text = document.original, document.text
    lines = Lines(original)
    return {
        "schema": "docnorm/1",
        "source": _describe_source(document.source, encode),
        "profile": document.profile.name,
        "original": original,
        "text": text,
        "blocks": list(_list_blocks(document.outline)),
        "hunks": [
            {"start": start, "end": end, "before": original[start:end], "after": new, "causes": list(causes)}
            for (start, end), new, causes in document.draft.patch.hunks
        ],
        "changes": [to_json(change, lines.at(change.spans[0].start)) for change in record_changes(document.draft)],
        "placeholders": list(_list_placeholders(document, lines)),
        "summary": {
            "applied": count_rules(document.draft, Fate.APPLIED).total(),
            "suggested": count_rules(document.draft, Fate.SUGGESTED).total(),
            "removals": len(list_removals(document.draft)),
        },
    }


def _dump(value: dict[str, Any], indent: int | None) -> bytes:
    separators = (",", ":") if indent is None else None
    body = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    # A lone surrogate has no UTF-8; as \udXXX it is legal JSON and comes back as what it was.
    return body.encode("utf-8", "backslashreplace") + b"\n"


def _describe_source(source: Source, encode: Encode | None) -> dict[str, Any]:
    origin = source.origin
    data = origin.encode("utf-8", "surrogatepass") if isinstance(origin, str) else origin
    decoding = source.decoding
    found: dict[str, Any] = {
        "path": source.path,
        "format": source.format,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "encoding": decoding.encoding,
        "how": decoding.how,
        "confidence": round(decoding.confidence, 4),
        "segments": [{"start": s.start, "end": s.end, "encoding": name} for s, name in decoding.segments],
        "lost": [{"start": s.start, "end": s.end, "bytes": raw.hex()} for s, raw in decoding.lost],
    }
    if not _restores(source, data, encode):
        found["raw"] = b64encode(zlib.compress(data)).decode("ascii")
    return found


def _restores(source: Source, data: bytes, encode: Encode | None) -> bool:
    """Whether text and decoding alone give the bytes back, so that they need not be kept."""
    if encode is None or source.format != "txt":
        return False
    try:
        return encode(source.text, source.decoding) == data
    except (UnicodeError, LookupError, ValueError):
        return False


def _list_blocks(outline: Outline) -> Iterator[dict[str, Any]]:
    for block in outline.blocks:
        described: dict[str, Any] = {
            "role": block.role.value,
            "level": block.level,
            "start": block.span.start,
            "end": block.span.end,
            "text": outline.read(block.span),
            "label": _describe_label(block, outline),
            "lead": {"start": block.lead.start, "end": block.lead.end} if block.lead else None,
        }
        if block.cells:
            described["rows"] = [[_describe_cell(cell, outline) for cell in row] for row in block.cells]
        yield described


def _describe_cell(cell: Span, outline: Outline) -> dict[str, Any]:
    return {"start": cell.start, "end": cell.end, "text": outline.read(cell)}


def _describe_label(block: Block, outline: Outline) -> dict[str, Any] | None:
    label = block.label
    if label is None:
        return None
    return {"text": outline.read(label.span), "style": label.style, "value": list(label.value)}


def _list_placeholders(document: Normalized, lines: Lines) -> Iterator[dict[str, Any]]:
    steps = document.draft.steps
    for change in document.draft.journal:
        if change.rule != "placeholder":
            continue
        (place,) = document.draft.where(change)
        start, end = reduce(_carry, steps[change.step :], change.fix.edits[0].span)
        line, column = lines.at(place.start)
        yield {"text": document.text[start:end], "start": start, "end": end, "line": line, "column": column}


def _carry(span: Span, step: Patch) -> Span:
    return step.carry(span)
