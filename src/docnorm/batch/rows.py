"""Shards of rows: JSON Lines and Parquet files with a column of text, in bounded memory, rows in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from docnorm.batch.columns import Column, Tally, clean_lines
from docnorm.errors import InputRefused, UsageError
from docnorm.profile import Profile

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIXES = frozenset({".jsonl", ".ndjson", ".parquet"})
LINES = 512  # rows cleaned at a time
BATCH = 1024  # rows of a Parquet file read at a time
LONGEST = 256 << 20  # bytes of a line: a row of more is a broken file, not a row


def clean_jsonl(source: BinaryIO, sink: Callable[[bytes], object], column: Column, profile: Profile) -> Tally:
    """Clean a column of the JSON Lines that ``source`` holds and hand the rows to ``sink``.

    Raises ``UsageError`` where there are rows and none has the field.
    """
    tally = Tally()
    for lines in _batches(_lines(source)):
        data, found = clean_lines(lines, column, profile)
        tally.add(found)
        sink(data)
    if tally.absent and tally.absent == tally.rows - len(tally.broken) - tally.blank:
        raise UsageError(f"no row has a field {column.name!r}; --field names the column of text")
    return tally


def _lines(source: BinaryIO) -> Iterator[bytes]:
    while line := source.readline(LONGEST):
        if len(line) == LONGEST:
            raise InputRefused(f"a line of more than {LONGEST >> 20} MiB is no row")
        yield line


def _batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    while batch := list(islice(lines, LINES)):
        yield batch


def clean_parquet(path: Path, out: BinaryIO, column: Column, profile: Profile) -> Tally:
    """Clean a column of a Parquet file (extra ``[arrow]``): schema, other columns, rows and their order stay.

    Raises ``InputRefused`` for what is no Parquet file, ``UsageError`` for a missing column.
    """
    pa, parquet = _pyarrow()
    from docnorm.arrow import clean_batch

    tally = Tally()
    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputRefused(f"{path}: is no Parquet file that can be read") from error
    writer = None
    with file:
        counts = column.counts or "docnorm-counts"
        for batch in file.iter_batches(batch_size=BATCH):
            done = clean_batch(batch, column.name, profile, log=column.log, counts=counts, flagged=column.flagged)
            _tally(done, column, counts, tally)
            if column.counts is None:
                done = done.drop_columns([counts])
            writer = writer or parquet.ParquetWriter(out, done.schema)
            writer.write_batch(done)
        if writer is None:  # a file without rows keeps its schema
            writer = parquet.ParquetWriter(out, file.schema_arrow)
        writer.close()
    return tally


def _tally(batch: pa.RecordBatch, column: Column, counts: str, tally: Tally) -> None:
    tally.rows += batch.num_rows
    tally.cleaned += batch.num_rows - batch.column(column.name).null_count
    from json import loads

    for row in batch.column(counts).to_pylist():
        if row:
            tally.rules.update(loads(row))


def _pyarrow() -> tuple[pa, pa]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UsageError("Parquet needs pyarrow: pip install 'docnorm[arrow]'") from None
    return pa, parquet
