"""Record batches with a column of text: one function that fits every engine that speaks Arrow (extra ``[arrow]``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docnorm.api import get_profile, source_of_text
from docnorm.draft import Fate
from docnorm.errors import UsageError, nearest
from docnorm.pipeline import line as pipeline
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.rows.columns import Column
from docnorm.writers.changes import count_rules, flag_rules, record_changes, to_json

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
    return clean_rows(batch, Column(column, log, counts, flagged), get_profile(profile))[0]


def clean_table(
    table: pa.Table,
    column: str = "text",
    profile: str | Profile = "corpus",
    *,
    log: str | None = None,
    counts: str | None = None,
    flagged: str | None = None,
) -> pa.Table:
    """Do the same with a table, for engines that hand over tables; one without rows gets its columns, too."""
    import pyarrow as pa

    added = {"log": log, "counts": counts, "flagged": flagged}
    batches = table.to_batches() or [pa.RecordBatch.from_pylist([], schema=table.schema)]
    return pa.Table.from_batches([clean_batch(batch, column, profile, **added) for batch in batches])


def clean_rows(
    batch: pa.RecordBatch, column: Column, profile: Profile
) -> tuple[pa.RecordBatch, list[Normalized | None]]:
    """Do the same, and return also what came of each row: ``None`` where it holds a null. Raises ``UsageError``."""
    import pyarrow as pa

    at = _place(batch.schema, column)
    kind = batch.schema.field(at).type
    texts = batch.column(at).to_pylist()
    done = [None if t is None else pipeline.normalize(source_of_text(t), profile) for t in texts]
    cleaned = pa.array([None if d is None else d.text for d in done], type=_plain(kind))
    arrays = [*batch.columns]
    arrays[at] = cleaned.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else cleaned
    fields = list(batch.schema)
    for name, values in _added(done, column):
        arrays.append(values)
        fields.append(pa.field(name, values.type))
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields, metadata=batch.schema.metadata)), done


def _place(schema: pa.Schema, column: Column) -> int:
    """Return where the column of text stands. Raises ``UsageError`` for one that is missing, doubled or no text."""
    if column.name not in schema.names:
        raise UsageError(f"there is no column {column.name!r}{nearest(column.name, schema.names)}")
    if taken := set(column.added) & set(schema.names):
        raise UsageError(f"there is a column {min(taken)!r} already; name the added one otherwise")
    if schema.names.count(column.name) > 1:
        raise UsageError(f"there are {schema.names.count(column.name)} columns {column.name!r}")
    at: int = schema.names.index(column.name)
    if not _is_text(schema.field(at).type):
        raise UsageError(f"column {column.name!r} holds {schema.field(at).type}, not strings")
    return at


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    kind = _plain(kind)
    view = getattr(pa.types, "is_string_view", lambda _: False)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or view(kind))


def _plain(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _added(done: list[Normalized | None], column: Column) -> list[tuple[str, pa.Array]]:
    import pyarrow as pa

    found: list[tuple[str, pa.Array]] = []
    if column.log:
        rows: list[Any] = [
            d and json.dumps([to_json(c) for c in record_changes(d.draft)], ensure_ascii=False) for d in done
        ]
        found.append((column.log, pa.array(rows, type=pa.string())))
    if column.counts:
        rows = [
            d and json.dumps(dict(sorted(count_rules(d.draft, Fate.APPLIED).items())), ensure_ascii=False) for d in done
        ]
        found.append((column.counts, pa.array(rows, type=pa.string())))
    if column.flagged:
        rows = [d and flag_rules(d.draft) for d in done]
        found.append((column.flagged, pa.array(rows, type=pa.list_(pa.string()))))
    return found
