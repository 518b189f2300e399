"""Record batches with a column of text: one function that fits every engine that speaks Arrow (extra ``[arrow]``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docnorm.api import get_profile
from docnorm.profile import Profile
from docnorm.rows.batches import clean_record_batch
from docnorm.rows.column import Column

if TYPE_CHECKING:
    import pyarrow as pa


def clean_batch(
    batch: pa.RecordBatch,
    column: str = "text",
    profile: str | Profile = "corpus",
    *,
    log: str | None = None,
    counts: str | None = None,
    flagged: str | None = None,
) -> pa.RecordBatch:
    """Return the batch with one column of strings cleaned: rows, their order and all other columns as they were.

    Nulls stay null, and the column keeps its type (``string``, ``large_string``, ``string_view`` or a dictionary of
    them). ``log``, ``counts`` and ``flagged`` name columns to add: the change log (JSON), applied changes per rule
    (JSON) and the rules that suggested something. Picklable, without global state: fits Ray Data ``map_batches``,
    PySpark ``mapInArrow``, ``datasets.map`` in Arrow format, Polars and Daft. Raises ``UsageError`` for a column that
    is missing or holds no strings.
    """
    return clean_record_batch(batch, Column(column, log, counts, flagged), get_profile(profile))[0]


def clean_table(
    table: pa.Table,
    column: str = "text",
    profile: str | Profile = "corpus",
    *,
    log: str | None = None,
    counts: str | None = None,
    flagged: str | None = None,
) -> pa.Table:
    """Return the table with one column of strings cleaned, for engines that hand over tables.

    The arguments and errors are those of ``clean_batch``. A table without rows gets the added columns, too.
    """
    import pyarrow as pa

    added = {"log": log, "counts": counts, "flagged": flagged}
    batches = table.to_batches() or [pa.RecordBatch.from_pylist([], schema=table.schema)]
    return pa.Table.from_batches([clean_batch(batch, column, profile, **added) for batch in batches])
