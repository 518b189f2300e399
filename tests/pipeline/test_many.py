"""Streams of texts: order, laziness, and a text that takes its process with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from itertools import count, islice

import pytest

import docnorm
from docnorm import Fix, Profile, cleaner
from docnorm.errors import RuleFailed, UsageError
from docnorm.pipeline import many
from docnorm.structure.read import read


def test_texts_come_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_CHUNK", 10)
    texts = [f"第{i}条,好" for i in range(57)]
    assert list(docnorm.clean_many(texts, jobs=2)) == [docnorm.clean(t) for t in texts]
    assert list(docnorm.clean_many(texts, jobs=1)) == [docnorm.clean(t) for t in texts]
    assert list(docnorm.clean_many([])) == []


def test_an_endless_stream_is_drawn_as_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_CHUNK", 10)
    stream = (f"第{i}条,好" for i in count())
    assert list(islice(docnorm.clean_many(stream, jobs=2), 20)) == [f"第{i}条，好" for i in range(20)]


def test_a_wrong_profile_is_told_before_anything_is_drawn() -> None:
    with pytest.raises(UsageError, match="corpus"):
        docnorm.clean_many(iter([]), profile="corpse")


@cleaner("kills", trigger="杀")
def kills(text: str) -> Iterator[Fix]:
    """Kill the process."""
    os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_text_that_kills_its_process_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_CHUNK", 5)
    texts = ["一", "二", "三", "四五", "六", "杀", "七", "八"] + ["九"] * 20
    stream = docnorm.clean_many(texts, Profile("p", (kills,), read), jobs=2)
    assert list(islice(stream, 5)) == ["一", "二", "三", "四五", "六"]
    with pytest.raises(RuleFailed, match="text 5: its process was killed"):
        next(stream)
