"""Text files of any size, in bounded memory: blocks of bytes in, windows of text cleaned, UTF-8 out."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from docnorm.draft import Fate
from docnorm.pipeline.line import clean_windows
from docnorm.pipeline.window import Cleaned
from docnorm.pipeline.windows import SIZE, cut_stream
from docnorm.profile import Profile
from docnorm.readers.decoding import Decoded, decode
from docnorm.readers.txt import read_txt
from docnorm.text.utf8 import encode_utf8
from docnorm.writers.changes import count_rules

BLOCK = 4 << 20  # bytes read at a time: a few windows of text
PROBE = 1 << 16  # bytes that tell whether characters have one byte or more
LONGEST = 64 << 20  # bytes of a damaged line that are held before it is cut wherever that falls
DOUBT = 0.9  # a block that its own detector is less sure of is read as the file's first block was


@dataclass
class TextTally:
    """What is known of a file once it has gone by."""

    encoding: str = ""
    confidence: float = 1.0
    unread: int = 0  # places that no encoding could read
    applied: Counter[str] = field(default_factory=Counter)
    suggested: int = 0
    faults: dict[str, str] = field(default_factory=dict)


def clean_long_text(
    source: BinaryIO,
    sink: Callable[[bytes], object],
    profile: Profile,
    *,
    encoding: str | None = None,
    block: int = BLOCK,
    size: int = SIZE,
) -> TextTally:
    """Clean the text that ``source`` holds and hand UTF-8 with LF to ``sink``, with one line end at its foot.

    The text is what the ``txt`` output of the whole file would be. Raises ``InputRefused`` for what is no text.
    """
    tally = TextTally()
    ends = ""  # line ends at a window's foot: they are written when text follows
    written = False
    for done in clean_windows(cut_stream(_decode_blocks(source, encoding, block, tally), size), profile):
        _count(done, tally)
        text = ends + done.draft.text.replace("\r\n", "\n").replace("\r", "\n")
        body = text.rstrip("\n")
        ends = text[len(body) :]
        if body:
            sink(encode_utf8(body))
            written = True
    if written:
        sink(b"\n")
    return tally


def _count(done: Cleaned, tally: TextTally) -> None:
    tally.applied.update(count_rules(done.draft, Fate.APPLIED))
    tally.suggested += count_rules(done.draft, Fate.SUGGESTED).total()
    tally.faults.update((f.rule, f.what) for f in done.faults)


def _decode_blocks(source: BinaryIO, encoding: str | None, size: int, tally: TextTally) -> Iterator[str]:
    """Yield the decoded text block by block; the first block decides, a block that knows better is read its own way."""
    head = source.read(size)
    name = encoding or decode(head[:PROBE]).encoding
    for number, data in enumerate(_cut_blocks(head, source, size, name)):
        if number == 0:
            first = read_txt(data, encoding).decoding  # refuses what is no text, however long
            tally.encoding, tally.confidence = first.encoding, first.confidence
        found = decode(data, encoding) if number == 0 or encoding else _decode_block(data, tally.encoding)
        tally.unread += sum(lost.span.start < lost.span.end for lost in found.lost)
        yield found.text


def _decode_block(data: bytes, encoding: str) -> Decoded:
    """Decode a block its own way where that is sure, and else as the file began."""
    found = decode(data)
    if found.encoding != encoding and found.confidence < DOUBT:
        return decode(data, encoding)
    return found


def _cut_blocks(head: bytes, source: BinaryIO, size: int, name: str) -> Iterator[bytes]:
    """Yield blocks that end behind a line end where there is one, and else behind a whole character."""
    unit = 2 if name.startswith("utf-16") else 4 if name.startswith("utf-32") else 1
    held = read = head
    while len(read) == size:
        end = _find_line_end(held, unit) or _find_character_end(held, name)
        if end:
            yield held[:end]
        read = source.read(size)
        held = held[end:] + read
    if held:
        yield held


def _find_line_end(data: bytes, unit: int) -> int:
    """Return where the last whole line ends, 0 where there is none."""
    at = len(data)
    while (at := data.rfind(b"\n", 0, at)) >= 0:
        start = at - at % unit
        # The byte 0A is half of many characters of two bytes: U+4E0A is 上.
        if data[start : start + unit].strip(b"\0") == b"\n":
            return start + unit
    return 0


def _find_character_end(data: bytes, name: str) -> int:
    """Return where the last whole character ends, 0 where damage hides it (then the block grows, up to a limit)."""
    try:
        reader = codecs.getincrementaldecoder(name)("strict")
        reader.decode(data)
    except (UnicodeDecodeError, LookupError):
        return 0 if len(data) < LONGEST else len(data)
    return len(data) - len(reader.getstate()[0])
