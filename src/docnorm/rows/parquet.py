"""Parquet files (extra ``[arrow]``): a column of text in bounded memory, rows, groups and codec as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from docnorm.errors import InputRefused, UsageError
from docnorm.profile import Profile
from docnorm.rows.batches import clean_record_batch
from docnorm.rows.column import Column, Tally

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 1024  # rows read at a time
_READ = 4 << 20  # bytes of rows read at a time: what is known of each document takes many times its text
_HELD = 32 << 20  # bytes of a row group that are held before they are written as a group of their own
_CODECS = frozenset({"snappy", "gzip", "brotli", "zstd", "lz4"})  # what the writer takes


def clean_parquet(path: Path, out: BinaryIO, column: Column, profile: Profile) -> Tally:
    """Clean a column of a Parquet file (extra ``[arrow]``): schema, other columns, rows, their order and groups stay.

    Raises ``InputRefused`` for what is no Parquet file or a damaged one, ``UsageError`` for a column that is missing.
    """
    pa, parquet = _import_pyarrow()
    tally = Tally()
    try:
        # Columns come through a small buffer: those of a row group may be gigabytes.
        file = parquet.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
    except (pa.ArrowException, OSError) as error:
        raise InputRefused("is no Parquet file that can be read") from error
    with file:
        nothing = pa.RecordBatch.from_pylist([], schema=file.schema_arrow)
        # A file without rows has the added columns, too.
        schema = clean_record_batch(nothing, column, profile)[0].schema
        with parquet.ParquetWriter(out, schema, compression=_name_codec(file, column.name)) as writer:
            held: list[Any] = []
            for batch, ends in _read_row_groups(file):
                done, documents = clean_record_batch(batch, column, profile)
                held.append(done)
                tally.rows += len(documents)
                for document in documents:
                    if document is not None:
                        tally.count(document)
                if ends or sum(b.nbytes for b in held) > _HELD:
                    rows = pa.Table.from_batches(held)
                    writer.write_table(rows, row_group_size=rows.num_rows)
                    held = []
    return tally


def _read_row_groups(file: pa.parquet.ParquetFile) -> Iterator[tuple[pa.RecordBatch, bool]]:
    """Yield the batches of a file, and of each whether it ends a row group. Raises ``InputRefused``."""
    pa, _ = _import_pyarrow()
    try:
        for group in range(file.num_row_groups):
            about = file.metadata.row_group(group)
            left = about.num_rows
            size = max(1, min(_BATCH, _READ * left // max(1, about.total_byte_size)))
            for batch in file.iter_batches(batch_size=size, row_groups=[group]):
                left -= batch.num_rows
                yield batch, left <= 0
    except (pa.ArrowException, OSError) as error:
        raise InputRefused("is a damaged Parquet file") from error


def _name_codec(file: pa.parquet.ParquetFile, name: str) -> str:
    """Return how the column is compressed: the output is to be no larger than the input for want of the codec."""
    pa, _ = _import_pyarrow()
    groups = (file.metadata.row_group(i) for i in range(min(1, file.num_row_groups)))
    found = {c.path_in_schema: c.compression for g in groups for c in (g.column(i) for i in range(g.num_columns))}
    codec = str(found.get(name, "snappy")).lower()
    return (
        "none" if codec == "uncompressed" else codec if codec in _CODECS and pa.Codec.is_available(codec) else "snappy"
    )


def _import_pyarrow() -> tuple[pa, pa]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UsageError("Parquet needs pyarrow: pip install 'docnorm[arrow]'") from None
    return pa, parquet
