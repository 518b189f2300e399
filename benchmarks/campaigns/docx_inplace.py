"""DOCX in, DOCX out: what is kept, how fast it is read and written, and whether hostile files are refused in time.

    python -m benchmarks.campaigns.docx_inplace [--paragraphs 20000] [--random 1000] [FILE.docx ...]

Prints one line a figure: what, measured, bar. Files named are normalized and their content counted before and after.
python-docx is measured in the same run, so that a ratio is a ratio.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]

import docx  # noqa: E402

import docnorm  # noqa: E402
from docnorm.draft import Draft  # noqa: E402
from docnorm.edit import Hunk, Patch, Span  # noqa: E402
from docnorm.readers.docx import read_docx  # noqa: E402
from docnorm.result import Normalized  # noqa: E402
from docnorm.writers.docx.edit.inplace import write_inplace  # noqa: E402

import docx_build as build  # noqa: E402
from docx_random import Maker, changed, resolved  # noqa: E402

SENTENCE = (
    "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实党的二十大精神，深入学习贯彻重要讲话精神，切实提高能力。"
)
RUN = '<w:r><w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋"/><w:sz w:val="32"/></w:rPr><w:t>{}</w:t></w:r>'
KINDS = {
    "paragraphs": r"<w:p[ >/]", "footnote references": r"<w:footnoteReference ",
    "endnote references": r"<w:endnoteReference ",
    "drawings": r"<w:drawing>", "hyperlinks": r"<w:hyperlink ", "equations": r"<m:oMath>", "tables": r"<w:tbl>",
    "cells": r"<w:tc>", "automatic numbers": r"<w:numPr>", "comment references": r"<w:commentReference ",
    "fields": r"<w:fldChar |<w:fldSimple ", "insertions": r"<w:ins ", "deletions": r"<w:del ",
    "content controls": r"<w:sdt>", "text boxes": r"<w:txbxContent>", "super and subscripts": r"<w:vertAlign ",
    "bold": r"<w:b/>", "italic": r"<w:i/>", "strike": r"<w:strike/>", "underline": r"<w:u ",
    "page breaks": r'w:type="page"',
    "bookmarks": r"<w:bookmarkStart ", "symbols": r"<w:sym ", "sections": r"<w:sectPr[ >]",
}  # fmt: skip


def best(action: Callable[[], object], times: int = 5) -> float:
    """Return the least processor time that ``action`` took, in seconds."""
    found = []
    for _ in range(times):
        began = time.process_time()
        action()
        found.append(time.process_time() - began)
    return min(found)


def row(what: str, measured: str, bar: str) -> None:
    print(f"{what:58} {measured:>24}   {bar}")


def speed(paragraphs: int) -> None:
    text = [f"<w:p>{RUN.format(SENTENCE)}</w:p>"] * paragraphs
    data = build.docx("".join(text))
    ours = best(lambda: read_docx(data))
    theirs = best(lambda: "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs), 3)
    row(f"reading {paragraphs} paragraphs", f"{theirs / ours:.1f} x python-docx", ">= 4 x")
    source = read_docx(data)
    starts = [m.start() for m in re.finditer("坚持", source.text)]
    patch = Patch(tuple(Hunk(Span(s, s + 2), "保持", ()) for s in starts))
    draft = Draft(source.text, patch.apply(source.text), source.marks, steps=(patch,))
    document = Normalized(source, draft, docnorm.get_profile("gongwen"))
    row(f"{len(starts)} edits", f"{best(lambda: write_inplace(document, look='keep'), 1):.1f} s", "")
    tracked = best(lambda: write_inplace(document, track_changes=True, look="keep"), 1)
    row(f"{len(starts)} edits as revisions", f"{tracked:.1f} s", "<= 5 s")


def random_documents(number: int) -> None:
    failed = edits = 0
    for seed in range(number):
        document = changed(Maker(seed).docx(), seed)
        edits += len(document.draft.patch.hunks)
        tracked = write_inplace(document, track_changes=True, look="keep")
        failed += (
            read_docx(write_inplace(document, look="keep")).text != document.text
            or read_docx(resolved(tracked, accept=True)).text != document.text
            or read_docx(resolved(tracked, accept=False)).text != document.original
        )
    row(f"{number} random documents, {edits} edits: failed", str(failed), "0")


def counted(data: bytes) -> dict[str, int]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        body = archive.read("word/document.xml").decode("utf-8")
    found = {kind: len(re.findall(pattern, body)) for kind, pattern in KINDS.items()}
    found["pictures"] = sum(n.startswith("word/media/") for n in names)
    found["headers"] = sum(n.startswith("word/header") for n in names)
    return found


def kept(path: Path) -> None:
    data = path.read_bytes()
    document = docnorm.normalize(data, format="docx")
    before = counted(data)
    for look in ("keep", "profile"):
        after = counted(document.to_bytes("docx", look=look))
        lost = {kind: (n, after[kind]) for kind, n in before.items() if after[kind] < n}
        # Paragraphs that held nothing are dirt, and their loss is a recorded change.
        kinds = sum(n > 0 for n in before.values())
        row(f"{path.name}, look {look}: {kinds} kinds of content, lost", str(lost or 0), "0")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--paragraphs", type=int, default=20_000)
    arguments.add_argument("--random", type=int, default=1_000)
    arguments.add_argument("files", nargs="*", type=Path)
    chosen = arguments.parse_args()
    for path in chosen.files:
        kept(path)
    speed(chosen.paragraphs)
    random_documents(chosen.random)


if __name__ == "__main__":
    main()
