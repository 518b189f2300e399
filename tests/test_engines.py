"""One function in other people's engines, where they are installed."""

from __future__ import annotations

import pickle

import pytest

import docnorm

pa = pytest.importorskip("pyarrow")
pytestmark = pytest.mark.filterwarnings("ignore")  # engines warn of one another

TEXTS = ["他说,好的。", None, "好", "##paidbegin##甲"]
CLEAN = ["他说，好的。", None, "好", "甲"]


def test_the_function_is_picklable() -> None:
    again = pickle.loads(pickle.dumps(docnorm.arrow.clean_batch))
    batch = pa.RecordBatch.from_pydict({"text": TEXTS})
    assert again(batch).column("text").to_pylist() == CLEAN


def test_polars() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"text": TEXTS})
    done = frame.with_columns(polars.col("text").map_elements(docnorm.clean, return_dtype=polars.String))
    assert done["text"].to_list() == CLEAN
    batches = frame.to_arrow().to_batches()
    done = polars.from_arrow(pa.Table.from_batches([docnorm.arrow.clean_batch(b) for b in batches]))
    assert done["text"].to_list() == CLEAN


def test_datasets() -> None:
    datasets = pytest.importorskip("datasets")
    data = datasets.Dataset.from_dict({"text": [t for t in TEXTS if t is not None]})
    done = data.map(lambda row: {"text": docnorm.clean(row["text"])})
    assert done["text"][:] == [t for t in CLEAN if t is not None]


def test_daft() -> None:
    daft = pytest.importorskip("daft")
    frame = daft.from_pydict({"text": [t for t in TEXTS if t is not None]})
    clean = daft.func(docnorm.clean, return_dtype=daft.DataType.string())
    done = frame.with_column("text", clean(frame["text"])).to_pydict()
    assert done["text"] == [t for t in CLEAN if t is not None]


def test_ray_data() -> None:
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, log_to_driver=False, include_dashboard=False, ignore_reinit_error=True)
    try:
        data = ray.data.from_arrow(pa.table({"text": TEXTS}))
        clean = data.map_batches(_table, batch_format="pyarrow")
        assert [row["text"] for row in clean.take_all()] == CLEAN
    finally:
        ray.shutdown()


def _table(table: pa.Table) -> pa.Table:
    import pyarrow as arrow  # noqa: ICN001  the worker has no ``pa`` of this module

    import docnorm as tool

    return arrow.Table.from_batches([tool.arrow.clean_batch(b) for b in table.to_batches()])
