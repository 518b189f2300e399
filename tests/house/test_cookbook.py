"""The adapters of the cookbook at work: in the tool where it is installed, and in a stand-in of its classes anyway."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

COOKBOOK = Path(__file__).parents[2] / "docs" / "cookbook"
TEXTS = ["他说,好的。", "好", "##paidbegin##甲", ""]
CLEAN = ["他说，好的。", "好", "甲", ""]


def adapter(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, COOKBOOK / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make a module and its parents importable that hold what the tool's own does."""

    def put(name: str, **held: Any) -> None:
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            module = ModuleType(".".join(parts[:end]))
            monkeypatch.setitem(sys.modules, module.__name__, module)
        vars(module).update(held)

    return put


class Formatter:
    """As in datatrove 0.10: ``run`` hands the text of each document to ``format``."""

    format: Callable[[str], str]

    def run(self, documents: Iterable[Any]) -> Iterator[Any]:
        for document in documents:
            document.text = self.format(document.text)
            yield document


class Mapper:
    """As in data-juicer 1.6: the key of the text is known, and a batch is a dictionary of lists."""

    def __init__(self, text_key: str = "text") -> None:
        self.text_key = text_key


class Modifier:
    """As in NeMo Curator 1.4."""


class Operators(dict[str, Any]):
    """The registry of data-juicer."""

    def register_module(self, name: str) -> Callable[[type], type]:
        return lambda kind: self.setdefault(name, kind)


def test_datatrove_stood_in_for(stand_in: Callable[..., None]) -> None:
    stand_in("datatrove.pipeline.formatters.base", BaseFormatter=Formatter)
    documents = [SimpleNamespace(text=text, id=i) for i, text in enumerate(TEXTS)]
    done = list(adapter("docnorm_datatrove").DocnormFormatter().run(documents))
    assert [d.text for d in done] == CLEAN
    assert adapter("docnorm_datatrove").DocnormFormatter("minimal").format("他说,好的。") == "他说,好的。"


def test_datatrove() -> None:
    data: Any = pytest.importorskip("datatrove.data", reason="the tool is not installed")
    documents = [data.Document(text=text, id=str(i)) for i, text in enumerate(TEXTS)]
    done = list(adapter("docnorm_datatrove").DocnormFormatter().run(documents))
    assert [d.text for d in done] == CLEAN


def test_data_juicer_stood_in_for(stand_in: Callable[..., None]) -> None:
    known = Operators()
    stand_in("data_juicer.ops.base_op", OPERATORS=known, Mapper=Mapper)
    assert adapter("docnorm_data_juicer").DocnormMapper is known["docnorm_mapper"]
    samples = {"text": [*TEXTS, None], "id": list(range(5))}
    done = known["docnorm_mapper"](text_key="text", profile="corpus").process_batched(samples)
    assert done == {"text": [*CLEAN, None], "id": list(range(5))}


@pytest.mark.filterwarnings("ignore")  # the tool and what it loads warn of one another
def test_data_juicer() -> None:
    core: Any = pytest.importorskip("data_juicer.core.data", reason="the tool is not installed")
    data = core.NestedDataset.from_list([{"text": text, "id": i} for i, text in enumerate([*TEXTS, None])])
    done = data.process([adapter("docnorm_data_juicer").DocnormMapper()])
    assert [row["text"] for row in done.to_list()] == [*CLEAN, None]


def test_nemo_curator_stood_in_for(stand_in: Callable[..., None]) -> None:
    stand_in("nemo_curator.stages.text.modifiers", DocumentModifier=Modifier)
    modifier = adapter("docnorm_nemo_curator").DocnormModifier()
    assert [modifier.modify_document(text) for text in [*TEXTS, None]] == [*CLEAN, None]


@pytest.mark.filterwarnings("ignore")  # the tool and what it loads warn of one another
def test_nemo_curator() -> None:
    modifiers: Any = pytest.importorskip("nemo_curator.stages.text.modifiers", reason="the tool is not installed")
    import pandas as pd
    from nemo_curator.tasks import DocumentBatch

    batch = DocumentBatch(dataset_name="d", data=pd.DataFrame({"text": [*TEXTS, None], "id": range(5)}))
    stage = modifiers.Modify(adapter("docnorm_nemo_curator").DocnormModifier(), input_fields="text")
    done = stage.process(batch).to_pandas()
    assert list(done["text"][:4]) == CLEAN
    assert done["text"].isna()[4]
