"""What is fuzzed: four functions from bytes, each of which raises when a promise is broken.

They need no fuzzer: the tests run them on the seeds, and a file that a campaign found is run again by its name.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise

from docnorm.draft import Draft
from docnorm.edit import Hunk, Patch, Span, compose
from docnorm.errors import InputRefused, OutputFailed
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.profiles import get_profile
from docnorm.readers.docx import read_docx
from docnorm.readers.txt import read_txt
from docnorm.result import Normalized
from docnorm.review.undo import undo
from docnorm.source import Mark, MarkKind
from docnorm.text.line_head import SPACES
from docnorm.writers.docx import write_docx
from docnorm.writers.docx.verify import verify_laid_out
from docnorm.writers.json import write_json

from docx_build import parts
from docx_random import changed
from laws import PIECES

PROFILE = Profile("fuzz", (), lambda text, _: Outline(text, ()))
ENCODINGS = (None, "utf-8", "gb18030", "big5", "utf-16", "utf-16-be", "hz", "iso-2022-cn", "euc-tw", "latin-1")
PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/header1.xml",
         "word/comments.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels")  # fmt: skip


def decoder(data: bytes) -> None:
    """Any bytes, as an encoding says or as they look: every byte is in the report, which gives it back."""
    encoding, body = ENCODINGS[data[0] % len(ENCODINGS)] if data else None, data[1:]
    try:
        source = read_txt(body, encoding)
    except InputRefused:
        return
    at = 0
    for (start, end), _ in source.decoding.segments:
        assert start == at <= end, "segments do not follow one another"
        at = end
    assert at == len(source.text) or not source.decoding.segments
    assert all(a.span <= b.span for a, b in pairwise(source.decoding.lost)), "lost bytes are out of order"
    for (start, end), lost in source.decoding.lost:
        assert lost
        assert source.text[start:end] in {"", "\ufffd"}
    report = write_json(Normalized(source, Draft.of(source.text), PROFILE))
    assert undo(report) == body, "undo is not exact"


def docx_reader(data: bytes) -> None:
    """Any bytes as one part of a DOCX: refused in one line, or read, edited at random, written and read back."""
    file = packed(data)
    try:
        source = read_docx(file)
        for (start, end), _, _ in source.marks:
            assert 0 <= start <= end <= len(source.text), "a mark lies outside of the text"
        done = changed(file, len(data))
    except InputRefused:
        return
    for tracked in (False, True):
        try:
            written = write_docx(done, look="keep", track_changes=tracked)
        except OutputFailed:
            continue  # lxml is stricter than expat
        if tracked:
            read_docx(written)
        else:
            verify_laid_out(written, done.text)


def packed(data: bytes) -> bytes:
    """Return a DOCX one of whose parts is ``data`` less its first byte, which says which."""
    inner = dict.fromkeys(("styles", "numbering", "footnotes", "header1", "comments"), "")
    held = parts("<w:p><w:r><w:t>党zuzhi生活</w:t></w:r></w:p>", inner)
    if data:
        held[PARTS[data[0] % len(PARTS)]] = data[1:]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in held.items():
            archive.writestr(name, part)
    return out.getvalue()


_KINDS: tuple[MarkKind, ...] = ("bold", "heading", "style", "link", "code", "quote", "number", "item", "row")
_VALUES = ("1", "2", "3.", "heading 1", "title", "caption", "header", "•", "1 3.", "2 （二）")


def structure(data: bytes) -> None:
    """Any sequence of what documents are made of, with any marks: blocks in order, and every character in one."""
    marked, _, body = data.partition(b"\xff") if b"\xff" in data else (b"", b"", data)
    text = "".join(PIECES[byte % len(PIECES)] for byte in body[:400])
    marks = tuple(sorted(_marks(marked[:60], text)))
    outline = get_profile("gongwen").structure(text, marks)
    assert outline.text == text
    spans = [block.span for block in outline.blocks]
    assert all(a.end <= b.start for a, b in pairwise(spans)), "blocks overlap"
    left = "".join(text[a.end : b.start] for a, b in pairwise((Span(0, 0), *spans, Span(len(text), len(text)))))
    assert not "".join(left.split()).strip(SPACES), "a character is in no block"
    for block in outline.blocks:
        cells = [c for row in block.cells for c in row if text[c.start : c.end].strip(SPACES).strip()]  # not the blank
        inner = [block.lead, block.label and block.label.span, *cells]
        assert all(i is None or block.span.start <= i.start <= i.end <= block.span.end for i in inner)


def _marks(data: bytes, text: str) -> Iterator[Mark]:
    """Marks as readers give them: a cell is a line, a row some lines, and no two rows overlap."""
    lines = [Span(*m.span()) for m in re.finditer(r"[^\n\r\x0b\x0c\x85\u2029]+", text)]
    taken = 0
    for kind, at, size in zip(data[::3], data[1::3], data[2::3], strict=False):
        name = _KINDS[kind % len(_KINDS)]
        if name != "row":
            start = at * (len(text) + 1) // 256
            yield Mark(Span(start, min(len(text), start + size)), name, _VALUES[kind // len(_KINDS) % len(_VALUES)])
            continue
        cells = lines[taken + at % 3 :][: 1 + size % 4]
        taken += at % 3 + len(cells)
        if cells:
            yield Mark(Span(cells[0].start, cells[-1].end), "row", str(kind % 2))
            yield from (Mark(cell, "cell") for cell in cells)


def patches(data: bytes) -> None:
    """Any chain of patches: composed however, they do what they do one by one, know their causes, can be undone."""
    chance = random.Random(data[:8])
    text = "甲b\n一" * (len(data) % 7) + "xyz"
    now, steps = text, []
    left = list(data)
    while left and len(steps) < 8:
        step = _patch(left, len(now), chance)
        steps.append(step)
        now = step.apply(now)
    one_by_one = Patch()
    for step in steps:
        one_by_one = one_by_one.then(step)
    for whole in (compose(steps), one_by_one):
        assert whole.apply(text) == now, "composing is not doing"
        assert whole.inverse(text).apply(now) == text, "the inverse does not undo"
        for (start, end), new, causes in whole.hunks:
            assert new or start < end
            assert causes
        assert all(a.span.end <= b.span.start and a.span < b.span for a, b in pairwise(whole.hunks))
        for _ in range(4):
            start = chance.randint(0, len(text))
            there = whole.carry(Span(start, chance.randint(start, len(text))))
            assert 0 <= there.start <= there.end <= len(now)
            back = whole.trace(there)
            assert 0 <= back.start <= back.end <= len(text)


def _patch(left: list[int], length: int, chance: random.Random) -> Patch:
    hunks: list[Hunk] = []
    at = 0
    for _ in range(left.pop(0) % 6):
        if len(left) < 3:
            left.clear()
            break
        gap, size, new = left.pop(0) % 5, left.pop(0) % 4, left.pop(0) % 4
        start, end = at + gap, at + gap + size
        if end > length:
            break
        if (size or new) and not (hunks and hunks[-1].span >= (start, end)):
            hunks.append(Hunk(Span(start, end), "新字句\n"[:new], (chance.randrange(9),)))
        at = end
    return Patch(tuple(hunks))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoder": decoder,
    "docx": docx_reader,
    "structure": structure,
    "patches": patches,
}
