"""Record batches with a column of text: one function that fits every engine that speaks Arrow (extra ``[arrow]``)."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from docnorm import pipeline
from docnorm.api import get_profile, source_of_text
from docnorm.batch.columns import changes
from docnorm.draft import Fate
from docnorm.errors import UsageError, nearest
from docnorm.profile import Profile
from docnorm.result import Normalized

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
    import pyarrow as pa

    names = batch.schema.names
    if column not in names:
        raise UsageError(f"there is no column {column!r}{nearest(column, names)}")
    at = names.index(column)
    kind = batch.schema.field(at).type
    if not _is_text(kind):
        raise UsageError(f"column {column!r} holds {kind}, not strings")
    wanted = get_profile(profile)
    texts = batch.column(at).to_pylist()
    done = [None if t is None else pipeline.normalize(source_of_text(t), wanted) for t in texts]
    cleaned = pa.array([None if d is None else d.text for d in done], type=_plain(kind))
    arrays = [*batch.columns]
    arrays[at] = cleaned.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else cleaned
    fields = list(batch.schema)
    for name, values in _added(done, log, counts, flagged):
        arrays.append(values)
        fields.append(pa.field(name, values.type))
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields, metadata=batch.schema.metadata))


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    kind = _plain(kind)
    view = getattr(pa.types, "is_string_view", lambda _: False)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or view(kind))


def _plain(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _added(
    done: list[Normalized | None], log: str | None, counts: str | None, flagged: str | None
) -> list[tuple[str, pa.Array]]:
    import pyarrow as pa

    found: list[tuple[str, pa.Array]] = []
    if log:
        rows: list[Any] = [d and json.dumps(list(changes(d.draft)), ensure_ascii=False) for d in done]
        found.append((log, pa.array(rows, type=pa.string())))
    if counts:
        rows = [d and json.dumps(_counts(d), ensure_ascii=False) for d in done]
        found.append((counts, pa.array(rows, type=pa.string())))
    if flagged:
        rows = [d and sorted({c.rule for c in d.draft.journal if c.fate is Fate.SUGGESTED}) for d in done]
        found.append((flagged, pa.array(rows, type=pa.list_(pa.string()))))
    return found


def _counts(done: Normalized) -> dict[str, int]:
    return dict(sorted(Counter(c.rule for c in done.draft.journal if c.fate is Fate.APPLIED).items()))
