"""JSON Lines: the column is cleaned where it stands, every other byte of the row passes through."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, BinaryIO, NamedTuple

from docnorm.api import take_text
from docnorm.draft import Draft
from docnorm.errors import InputRefused, UsageError, nearest
from docnorm.pipeline import line as pipeline
from docnorm.profile import Profile
from docnorm.rows.column import Column, Tally

_SPACE = " \t\r\n"
_KEYS = 100  # names that a slip of the pen may have meant; rows with names of their own have no end
_LONGEST = 256 << 20  # bytes of a line: a row of more is a broken file, not a row
BATCH = 1024  # lines cleaned at a time
READ = 4 << 20  # bytes of lines cleaned at a time: what is known of each document takes many times its text


def clean_jsonl(source: BinaryIO, sink: Callable[[bytes], object], column: Column, profile: Profile) -> Tally:
    """Clean a column of the JSON Lines that ``source`` holds and hand the rows to ``sink``.

    Raises ``UsageError`` where there are rows and none has the field, ``InputRefused`` for what is not UTF-8 at all.
    """
    tally = Tally()
    for lines in _batch_lines(_read_lines(source)):
        if not tally.rows and lines[0].startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputRefused("is UTF-16; JSON Lines are UTF-8 (RFC 8259): convert it first")
        data, found = clean_lines(lines, column, profile)
        tally.add(found)
        sink(data)
    if tally.absent and tally.absent == tally.rows - len(tally.broken) - tally.blank:
        hint = nearest(column.name, sorted(tally.keys)) or "; --field names the column of text, at the top of each row"
        raise UsageError(f"no row has a field {column.name!r}{hint}")
    return tally


def _read_lines(source: BinaryIO) -> Iterator[bytes]:
    while line := source.readline(_LONGEST):
        if len(line) == _LONGEST:
            raise InputRefused(f"a line of more than {_LONGEST >> 20} MiB is no row")
        yield line


def _batch_lines(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= READ or len(held) >= BATCH:
            yield held
            held, size = [], 0
    if held:
        yield held


class _Member(NamedTuple):
    """One top-level value of a row and where its text stands."""

    key: str
    start: int
    end: int
    value: Any


def clean_lines(lines: Iterable[bytes], column: Column, profile: Profile) -> tuple[bytes, Tally]:
    """Return the rows with the column cleaned, one line each in the same order, and what happened to them.

    A field that is null, missing or no string passes through; so does a line that is no JSON object, which the tally
    names by number. Lines are UTF-8 (RFC 8259). Raises ``UsageError`` where a field to be added is there already.
    """
    tally = Tally()
    out = [_clean_line(line, column, profile, tally) for line in lines]
    return b"".join(out), tally


def _clean_line(line: bytes, column: Column, profile: Profile, tally: Tally) -> bytes:
    """Return a line with its column cleaned, or as it is, and count in ``tally`` what it was."""
    tally.rows += 1
    if not line.strip():
        tally.blank += 1
        return line
    try:
        row = line.decode("utf-8")
        values = list(_read_members(row))
    except (ValueError, RecursionError) as error:
        tally.broken.append(tally.rows)
        tally.foreign += isinstance(error, UnicodeDecodeError)
        return line
    found = next((v for v in reversed(values) if v.key == column.name), None)  # of doubled keys parsers keep the last
    if found is None:
        tally.absent += 1
        if len(tally.keys) < _KEYS:
            tally.keys.update(v.key for v in values)
        return line
    if not isinstance(found.value, str):
        return line
    if taken := {v.key for v in values} & set(column.added):
        raise UsageError(f"rows have a field {min(taken)!r} already; name the added one otherwise")
    return _clean_value(row, found, column, profile, tally).encode("utf-8", "backslashreplace")


def _clean_value(row: str, found: _Member, column: Column, profile: Profile, tally: Tally) -> str:
    """Return the row with the value put where the old one stood, and the fields to add behind it."""
    done = pipeline.normalize(take_text(found.value), profile)
    tally.count(done)
    head, token, tail = row[: found.start], row[found.start : found.end], row[found.end :]
    if done.text != found.value:
        # Whoever wrote \u4e2d before reads \u4e2d again: tools downstream may not take anything but ASCII.
        from json import dumps  # 2 ms: not for a plain text

        token = dumps(done.text, ensure_ascii="\\u" in token)
    return head + token + _write_added(column, done.draft) + tail


def _write_added(column: Column, draft: Draft) -> str:
    """Return the fields to add, a comma before each: JSON in a string, as in Parquet.

    A list or an object that is empty in the first hundred rows is read by polars 1.x and pyarrow as one without
    members, and the first row that holds something as an error.
    """
    if not column.added:
        return ""
    from json import dumps

    fields = column.describe(draft).items()
    texts = ((name, dumps(value, ensure_ascii=False)) for name, value in fields)
    return "".join(f", {dumps(name, ensure_ascii=False)}: {dumps(text, ensure_ascii=False)}" for name, text in texts)


def _read_members(row: str) -> Iterator[_Member]:
    """Yield the top-level members of a JSON object with their places. Raises ``ValueError``."""
    read = _make_decoder()
    at = _skip(row, 1 if row.startswith("\ufeff") else 0)
    if row[at : at + 1] != "{":
        raise ValueError("not an object")
    at = _skip(row, at + 1)
    if row[at : at + 1] == "}":
        return _end_row(row, at)
    while True:
        key, at = read(row, at)
        at = _skip(row, at)
        if not isinstance(key, str) or row[at : at + 1] != ":":
            raise ValueError("not a member")
        start = _skip(row, at + 1)
        value, end = read(row, start)
        yield _Member(key, start, end, value)
        at = _skip(row, end)
        if row[at : at + 1] == "}":
            return _end_row(row, at)
        if row[at : at + 1] != ",":
            raise ValueError("not an object")
        at = _skip(row, at + 1)


@cache
def _make_decoder() -> Callable[[str, int], tuple[Any, int]]:
    from json import JSONDecoder

    return JSONDecoder().raw_decode


def _skip(row: str, at: int) -> int:
    while at < len(row) and row[at] in _SPACE:
        at += 1
    return at


def _end_row(row: str, at: int) -> None:
    if row[at + 1 :].strip(_SPACE):
        raise ValueError("text behind the object")
