"""Shards of rows: JSON Lines and Parquet files with a column of text, in bounded memory, rows in their order."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from docnorm.errors import InputRefused, UsageError, nearest
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.rows.columns import Column, Tally, clean_lines

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIXES = frozenset({".jsonl", ".ndjson", ".parquet"})
BATCH = 1024  # rows read at a time
READ = 4 << 20  # bytes of rows read at a time: what is known of each document takes many times its text
HELD = 32 << 20  # bytes of a row group that are held before they are written as a group of their own
CODECS = frozenset({"snappy", "gzip", "brotli", "zstd", "lz4"})  # what the writer takes
LONGEST = 256 << 20  # bytes of a line: a row of more is a broken file, not a row


def clean_jsonl(source: BinaryIO, sink: Callable[[bytes], object], column: Column, profile: Profile) -> Tally:
    """Clean a column of the JSON Lines that ``source`` holds and hand the rows to ``sink``.

    Raises ``UsageError`` where there are rows and none has the field, ``InputRefused`` for what is not UTF-8 at all.
    """
    tally = Tally()
    for lines in _batches(_lines(source)):
        if not tally.rows and lines[0].startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputRefused("is UTF-16; JSON Lines are UTF-8 (RFC 8259): convert it first")
        data, found = clean_lines(lines, column, profile)
        tally.add(found)
        sink(data)
    if tally.absent and tally.absent == tally.rows - len(tally.broken) - tally.blank:
        hint = nearest(column.name, sorted(tally.keys)) or "; --field names the column of text, at the top of each row"
        raise UsageError(f"no row has a field {column.name!r}{hint}")
    return tally


def _lines(source: BinaryIO) -> Iterator[bytes]:
    while line := source.readline(LONGEST):
        if len(line) == LONGEST:
            raise InputRefused(f"a line of more than {LONGEST >> 20} MiB is no row")
        yield line


def _batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
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


def clean_parquet(path: Path, out: BinaryIO, column: Column, profile: Profile) -> Tally:
    """Clean a column of a Parquet file (extra ``[arrow]``): schema, other columns, rows, their order and groups stay.

    Raises ``InputRefused`` for what is no Parquet file or a damaged one, ``UsageError`` for a column that is missing.
    """
    pa, parquet = _pyarrow()
    from docnorm.arrow import clean_rows

    tally = Tally()
    try:
        # Columns come through a small buffer: those of a row group may be gigabytes.
        file = parquet.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
    except (pa.ArrowException, OSError) as error:
        raise InputRefused("is no Parquet file that can be read") from error
    with file:
        nothing = pa.RecordBatch.from_pylist([], schema=file.schema_arrow)
        schema = clean_rows(nothing, column, profile)[0].schema  # a file without rows has the added columns, too
        with parquet.ParquetWriter(out, schema, compression=_codec(file, column.name)) as writer:
            held: list[Any] = []
            for batch, ends in _row_groups(file):
                done, documents = clean_rows(batch, column, profile)
                held.append(done)
                for document in documents:
                    _count(document, tally)
                if ends or sum(b.nbytes for b in held) > HELD:
                    rows = pa.Table.from_batches(held)
                    writer.write_table(rows, row_group_size=rows.num_rows)
                    held = []
    return tally


def _row_groups(file: pa.parquet.ParquetFile) -> Iterator[tuple[pa.RecordBatch, bool]]:
    """Yield the batches of a file, and of each whether it ends a row group. Raises ``InputRefused``."""
    pa, _ = _pyarrow()
    try:
        for group in range(file.num_row_groups):
            about = file.metadata.row_group(group)
            left = about.num_rows
            size = max(1, min(BATCH, READ * left // max(1, about.total_byte_size)))
            for batch in file.iter_batches(batch_size=size, row_groups=[group]):
                left -= batch.num_rows
                yield batch, left <= 0
    except (pa.ArrowException, OSError) as error:
        raise InputRefused("is a damaged Parquet file") from error


def _codec(file: pa.parquet.ParquetFile, name: str) -> str:
    """Return how the column is compressed: the output is to be no larger than the input for want of the codec."""
    pa, _ = _pyarrow()
    groups = (file.metadata.row_group(i) for i in range(min(1, file.num_row_groups)))
    found = {c.path_in_schema: c.compression for g in groups for c in (g.column(i) for i in range(g.num_columns))}
    codec = str(found.get(name, "snappy")).lower()
    return (
        "none" if codec == "uncompressed" else codec if codec in CODECS and pa.Codec.is_available(codec) else "snappy"
    )


def _count(document: Normalized | None, tally: Tally) -> None:
    tally.rows += 1
    if document is not None:
        tally.count(document.draft)
        tally.faults.update(fault.rule for fault in document.faults)


def _pyarrow() -> tuple[pa, pa]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UsageError("Parquet needs pyarrow: pip install 'docnorm[arrow]'") from None
    return pa, parquet
