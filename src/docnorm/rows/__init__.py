"""Documents in the rows of a table: one column of text is cleaned, rows, order and other columns stay as they are.

``column`` says which column and counts what happened; ``jsonl``, ``batches`` (Arrow) and ``parquet`` clean it.
"""

from __future__ import annotations

SUFFIXES = frozenset({".jsonl", ".ndjson", ".parquet"})  # of the files that hold rows
