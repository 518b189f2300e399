"""What we write, opened by python-docx and by LibreOffice: the same text, tracked changes accepted and rejected.

A sample; every DOCX that the suite makes is opened by ``benchmarks.campaigns.docx_elsewhere``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import docnorm
from docnorm.result import Normalized
from docnorm.writers.docx import write_docx

import pages
from docx_elsewhere import OFFICE, Made, by_libreoffice, differences, made
from docx_random import Maker, changed

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*/in.txt"))


def documents() -> Iterator[tuple[str, Normalized]]:
    for path in FIXTURES:
        yield path.parent.name, docnorm.normalize(path)
    rules = "\n".join(case.before for page in pages.pages() for case in pages.cases(page))
    yield "rules", docnorm.normalize_text(rules, profile="web")
    raw = docnorm.normalize(FIXTURES[-1], "minimal").to_bytes("docx")
    yield "in-place", docnorm.normalize(raw)
    for seed in range(3):
        yield f"random-{seed}", changed(Maker(seed, plain=True).docx(), seed)


def written() -> Iterator[tuple[str, Made]]:
    for name, document in documents():
        yield name, made(document, write_docx(document))
        yield f"{name}-tracked", made(document, write_docx(document, track_changes=True), tracked=True)
        if document.source.format == "docx":
            yield f"{name}-restyled", made(document, write_docx(document, look="gongwen"))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: nobody to open our DOCX with")
def test_other_programs_read_what_was_written(tmp_path: Path) -> None:
    files = dict(written())
    read = by_libreoffice({name: one.data for name, one in files.items()}, tmp_path)
    found = {
        name: list(differences(one, read.get(name), rejecting=not name.startswith("random")))
        for name, one in files.items()
    }
    assert {name: what for name, what in found.items() if what} == {}
    assert len(read) == len(files) > 20
