"""One function in other people's engines, as the documentation shows it: run where the engine is installed."""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import docnorm

pa: Any = pytest.importorskip("pyarrow")
parquet: Any = pytest.importorskip("pyarrow.parquet")
pytestmark = pytest.mark.filterwarnings("ignore")  # engines warn of one another

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("corpora.md", "en/corpora.md")
SHOWN = re.compile(r"^### ([^\n]+)\n\n```py\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TEXTS = ["他说,好的。", None, "好", "##paidbegin##甲", ""]
CLEAN = ["他说，好的。", None, "好", "甲", ""]


def shown(page: str) -> dict[str, str]:
    return dict(SHOWN.findall((DOCS / page).read_text(encoding="utf-8")))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run what is shown in: two files in ``in/``, one of them without rows."""
    (tmp_path / "in").mkdir()
    table = pa.table({"id": range(len(TEXTS)), "text": TEXTS})
    parquet.write_table(table, tmp_path / "in" / "a.parquet")
    parquet.write_table(table.slice(0, 0), tmp_path / "in" / "b.parquet")
    monkeypatch.setenv("PYTHONPATH", str(Path(docnorm.__file__).parents[1]))  # of other processes, elsewhere
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(engine: str) -> None:
    """Run what the page shows and compare what it left in ``out/``."""
    # Functions of __main__ travel to other processes by value, as those of a script do.
    exec(compile(shown(PAGES[0])[engine], engine, "exec"), {"__name__": "__main__"})
    found = sorted(parquet.read_table("out").to_pylist(), key=lambda row: int(row["id"]))
    assert [row["text"] for row in found] == CLEAN
    assert [row["id"] for row in found] == list(range(len(TEXTS)))


def test_both_pages_show_the_same() -> None:
    assert shown(PAGES[0]) == shown(PAGES[1])
    assert len(shown(PAGES[0])) == 5


@pytest.mark.parametrize("page", PAGES)
def test_the_first_example(page: str) -> None:
    first = re.search(r"^```py\n(.*?)^```$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert first
    exec(compile(first[1], page, "exec"), {})


def test_the_functions_are_picklable_and_a_table_without_batches_keeps_its_columns() -> None:
    table = pa.table({"text": TEXTS})
    batch, whole = pickle.loads(pickle.dumps((docnorm.arrow.clean_batch, docnorm.arrow.clean_table)))
    assert batch(table.to_batches()[0]).column("text").to_pylist() == CLEAN
    assert whole(table).column("text").to_pylist() == CLEAN
    assert whole(pa.Table.from_batches([], table.schema), log="log").schema.names == ["text", "log"]


@pytest.mark.usefixtures("folder")
def test_ray_data() -> None:
    ray = pytest.importorskip("ray", reason="the engine is not installed")
    ray.init(num_cpus=2, log_to_driver=False, include_dashboard=False, ignore_reinit_error=True)
    try:
        run("Ray Data")
    finally:
        ray.shutdown()


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    sql: Any = pytest.importorskip("pyspark.sql", reason="the engine is not installed")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    held = session.getOrCreate()
    yield
    held.stop()


@pytest.mark.usefixtures("folder", "spark")
def test_pyspark() -> None:
    run("PySpark")


def test_datasets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = pytest.importorskip("datasets.config", reason="the engine is not installed")
    monkeypatch.setattr(config, "HF_DATASETS_CACHE", folder / "cache")
    (folder / "in" / "b.parquet").unlink()  # datasets 5.2 stumbles over a file without rows
    (folder / "out").mkdir()
    run("Hugging Face datasets")


def test_polars(folder: Path) -> None:
    pytest.importorskip("polars", reason="the engine is not installed")
    (folder / "out").mkdir()
    run("Polars")


@pytest.mark.usefixtures("folder")
def test_daft() -> None:
    pytest.importorskip("daft", reason="the engine is not installed")
    run("Daft")
