"""Which way an input goes: held whole, or passing by in bounded memory; and what can go neither way."""

from __future__ import annotations

import os
from pathlib import Path

from docnorm import rows
from docnorm.api import FORMATS
from docnorm.batch.order import Order
from docnorm.errors import UsageError

LONG = 16 << 20  # bytes from which on a text file passes by: held, it would take twelve times as much memory
_PACKED = frozenset({".gz", ".zst", ".bz2", ".xz", ".lz4"})


def refuse_rows(path: str, output: Path | None, order: Order, report: Path | None = None) -> None:
    """Raise ``UsageError`` for rows without a column, a column without rows, and what does not go with rows."""
    suffix = Path(path).suffix.lower()
    if order.column is None:
        if suffix in rows.SUFFIXES:
            raise UsageError(f"{path}: name the column of text in it with --field NAME")
        return
    if order.mode != "write" or order.in_place or report is not None:
        raise UsageError("--field cleans rows into another file; --check, --diff, -w and --report do not go with it")
    if path != "-" and suffix not in rows.SUFFIXES:
        first = "unpack it first; " if suffix in _PACKED else ""
        raise UsageError(f"{path}: {first}--field goes with .jsonl and .parquet files")
    if output is not None and path != "-" and (suffix == ".parquet") != (output.suffix.lower() == ".parquet"):
        raise UsageError(f"{output}: rows stay in their format; name it {output.with_suffix(suffix).name}")
    if output is None and suffix == ".parquet":
        raise UsageError(f"{path}: a Parquet output is a file; name it with -o")


def is_streamed(path: str, order: Order) -> bool:
    """Whether an input passes by: rows always do, and a text file of ``LONG`` bytes or more that becomes text."""
    if order.column is not None:
        return True
    if order.mode != "write" or order.in_place or order.to != "txt" or order.format not in {None, "txt"}:
        return False
    found = FORMATS.find_read(path)
    if path == "-" or (found.name != "txt" if found else Path(path).suffix):
        return False
    try:
        return os.path.getsize(path) >= LONG
    except (OSError, ValueError):
        return False  # the reader says what is wrong with it
