"""Arrow record batches: a column of strings is cleaned, rows, their order and all other columns stay (``[arrow]``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docnorm.api import take_text
from docnorm.errors import UsageError, nearest
from docnorm.pipeline import line as pipeline
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.rows.column import Column

if TYPE_CHECKING:
    import pyarrow as pa


def clean_record_batch(
    batch: pa.RecordBatch, column: Column, profile: Profile
) -> tuple[pa.RecordBatch, list[Normalized | None]]:
    """Return the batch with one column of strings cleaned and, row by row, the document: ``None`` for a null.

    The column keeps its type. Raises ``UsageError`` for a column that is missing or holds no strings.
    """
    import pyarrow as pa

    at = _find_column(batch.schema, column)
    kind = batch.schema.field(at).type
    texts = batch.column(at).to_pylist()
    done = [None if t is None else pipeline.normalize(take_text(t), profile) for t in texts]
    cleaned = pa.array([None if d is None else d.text for d in done], type=_strip_dictionary(kind))
    arrays = [*batch.columns]
    arrays[at] = cleaned.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else cleaned
    fields = list(batch.schema)
    for name, values in _add_columns(done, column):
        arrays.append(values)
        fields.append(pa.field(name, values.type))
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields, metadata=batch.schema.metadata)), done


def _find_column(schema: pa.Schema, column: Column) -> int:
    """Return where the column of text stands. Raises ``UsageError`` for one that is missing, doubled or no text."""
    if column.name not in schema.names:
        raise UsageError(f"there is no column {column.name!r}{nearest(column.name, schema.names)}")
    if taken := set(column.added) & set(schema.names):
        raise UsageError(f"there is a column {min(taken)!r} already; name the added one otherwise")
    if len({*column.added}) < len(column.added):
        raise UsageError("the columns to add need different names")
    if schema.names.count(column.name) > 1:
        raise UsageError(f"there are {schema.names.count(column.name)} columns {column.name!r}")
    at: int = schema.names.index(column.name)
    if not _is_text(schema.field(at).type):
        raise UsageError(f"column {column.name!r} holds {schema.field(at).type}, not strings")
    return at


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    kind = _strip_dictionary(kind)
    view = getattr(pa.types, "is_string_view", lambda _: False)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or view(kind))


def _strip_dictionary(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _add_columns(done: list[Normalized | None], column: Column) -> list[tuple[str, pa.Array]]:
    """Return the columns to add: JSON as strings, and the flagged rules as lists of strings."""
    import pyarrow as pa

    rows = [document and column.describe(document.draft) for document in done]
    added: list[tuple[str, pa.Array]] = []
    for name in column.added:
        values: list[Any] = [row and row[name] for row in rows]
        if name == column.flagged:
            added.append((name, pa.array(values, type=pa.list_(pa.string()))))
        else:
            dumped = [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]
            added.append((name, pa.array(dumped, type=pa.string())))
    return added
