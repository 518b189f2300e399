"""Plain text: the clean text, one paragraph a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.result import Normalized
from docnorm.source import Mark
from docnorm.text.soft_breaks import join_soft
from docnorm.text.utf8 import encode_utf8


def write_txt(document: Normalized, *, labels: bool = True, **options: Any) -> bytes:
    """Write ``document`` as UTF-8 with LF and one final line end; an empty document is an empty file.

    ``labels`` puts the numbers that Word counts (一、 第一条) before their lines: a reader of the file saw them.
    """
    for name in options:
        raise UsageError(f"txt output has no option {name!r}{nearest(name, ['labels'])}")
    text = _put_labels(document.text, document.draft.marks) if labels else document.text
    if document.source.written is not None:  # of other files a table's rows are lines already, or Word's
        text = _join_rows(document.text, document.draft.marks)
    text = join_soft(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))
    return encode_utf8(f"{text}\n") if text else b""


def _join_rows(text: str, marks: Sequence[Mark]) -> str:
    """Return the text with a table's row on one line, its cells parted by tabs."""
    cells = sorted(m.span for m in marks if m.kind == "cell")
    out: list[str] = []
    at = i = 0
    for start, end in sorted({m.span for m in marks if m.kind == "row"}):
        row: list[str] = []
        while i < len(cells) and cells[i].start < max(end, start + 1) and cells[i].end <= end:
            if cells[i].start >= start:
                row.append(text[slice(*cells[i])].replace("\n", " "))
            i += 1
        if row and start >= at:
            out += (text[at:start], "\t".join(row))
            at = end
    return "".join([*out, text[at:]])


def _put_labels(text: str, marks: Sequence[Mark]) -> str:
    out: list[str] = []
    at = 0
    for mark in sorted(m for m in marks if m.kind == "number"):
        start, label = mark.span.start, mark.value
        bare = label.strip()
        if not bare or text.startswith(bare, start):
            continue
        out += (text[at:start], label if label != bare else bare + _choose_gap(bare))
        at = start
    return "".join([*out, text[at:]])


def _choose_gap(label: str) -> str:
    """Return what stands between a number and its text: nothing behind 、 and ）, a space behind 1. and •."""
    if label.isascii() or label == "•":
        return " "
    return "　" if label[-1] in "条款章节编部篇则例" else ""
