"""Chunks held against a recursive splitter: ``python -m benchmarks.campaigns.chunks --splitter PYTHON FILE ...``.

PYTHON is an interpreter that has langchain-text-splitters (a virtual environment of its own; it is no dependency). Both
cut the same clean text with the same size: docnorm as ``--to jsonl --chunk`` does, the other with its signs for Chinese
(paragraph, line, 。！？；，). What is counted: chunks that end or begin inside a sentence, chunks that reach over a
heading, chunks that name the heading above them, characters in no chunk.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import docnorm
from benchmarks.row import Row, show
from docnorm.result import Normalized
from docnorm.writers.chunks import cut_chunks

_OTHER = """
import json, sys
from langchain_text_splitters import RecursiveCharacterTextSplitter
size, texts = json.load(sys.stdin)
signs = ["\\n\\n", "\\n", "。", "！", "？", "；", "，", " ", ""]
splitter = RecursiveCharacterTextSplitter(
    separators=signs, chunk_size=size, chunk_overlap=0, keep_separator="end", add_start_index=True
)
found = [
    [[d.metadata["start_index"], len(d.page_content)] for d in splitter.create_documents([t])]
    for t in texts
]
json.dump(found, sys.stdout)
"""
_ENDS = "。！？!?…；”’」』）)：:.．"


class Cut(NamedTuple):
    """A chunk by its place in the clean text, and what it says stands above it."""

    start: int
    end: int
    headings: tuple[str, ...] = ()


def rows(documents: Sequence[Normalized], cuts: Sequence[Sequence[Cut]]) -> Iterator[Row]:
    """Count over all documents."""
    torn = over = named = lost = chunks = 0
    for document, row in zip(documents, cuts, strict=True):
        text = document.text
        heads = [b.span for b in document.outline.blocks if b.heads]
        starts = [span.start for span in heads]
        chunks += len(row)
        spans = [(span.start, span.end) for span in heads]
        for cut in row:
            torn += _is_torn(text, cut)
            inside = bisect_right(starts, cut.start), bisect_right(starts, cut.end - 1)
            over += inside[0] < inside[1]
            above = heads[inside[0] - 1] if inside[0] else None
            said = " ".join((*cut.headings, text[cut.start : cut.end]))
            named += above is None or _bare(document.outline.read(above)) in _bare(said)
            spans.append((cut.start, cut.end))
        lost += _count_outside(text, spans)
    yield Row("chunks that cut a sentence", str(torn), "0", chunks)
    yield Row("chunks that reach over a heading", str(over), "0", chunks)
    yield Row("chunks that name the heading above", f"{named / chunks:.4f}" if chunks else "-", "1.0", chunks)
    yield Row("characters in no chunk and no heading", str(lost), "0", sum(len(d.text) for d in documents))


def _is_torn(text: str, cut: Cut) -> bool:
    """Whether the line goes on behind a chunk that ends in no end of a sentence, or in the bare number of an entry."""
    if text[cut.end : cut.end + 200].lstrip(" ")[:1] in ("", "\n") or text[cut.end - 1] == "\n":
        return False
    last = text[cut.start : cut.end].rsplit("\n", 1)[-1].rstrip()
    return last[-1:] not in _ENDS or last.strip(" .0123456789") == ""


def _count_outside(text: str, spans: Iterable[tuple[int, int]]) -> int:
    """Return how many signs that are no blanks lie in none of the stretches."""
    at = found = 0
    for start, end in sorted([*spans, (len(text), len(text))]):
        found += len("".join(text[at:start].split()))
        at = max(at, end)
    return found


def _bare(text: str) -> str:
    return "".join(text.split()).strip("。：:")


def _ask_other(python: Path, texts: Iterable[str], size: int) -> list[list[Cut]]:
    asked = json.dumps([size, list(texts)])
    answer = subprocess.run([python, "-c", _OTHER], input=asked, capture_output=True, text=True, check=True)
    return [[Cut(start, start + length) for start, length in row] for row in json.loads(answer.stdout)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="documents in any format that is read")
    parser.add_argument("--splitter", type=Path, metavar="PYTHON", help="an interpreter that has the other splitter")
    parser.add_argument("--size", type=int, default=500, help="characters of a chunk (default: 500)")
    wanted = parser.parse_args()
    documents = [docnorm.normalize(file, "web") for file in wanted.files]
    ours = [[Cut(c["start"], c["end"], tuple(c["headings"])) for c in cut_chunks(d, wanted.size)] for d in documents]
    show(f"docnorm, {len(documents)} documents", list(rows(documents, ours)))
    if wanted.splitter:
        other = _ask_other(wanted.splitter, (d.text for d in documents), wanted.size)
        show("recursive splitter", list(rows(documents, other)))


if __name__ == "__main__":
    main()
