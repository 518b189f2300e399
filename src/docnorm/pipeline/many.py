"""A stream of texts, cleaned by several processes, in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from docnorm.errors import RuleFailed
from docnorm.pipeline import line as pipeline
from docnorm.profile import Profile
from docnorm.source import Decoding, Source
from docnorm.system.workers import Lost, count_cores, work
from docnorm.text.utf8 import join_surrogates

# Characters that go to a process at once: sending a text alone costs more than cleaning a short one, and a chunk is
# what has to be done again where a process is killed.
_CHUNK = 100_000
_LIMIT = 300.0  # seconds for a chunk: as for a file of a batch


def clean_in_order(texts: Iterable[str], profile: Profile, jobs: int | None) -> Iterator[str]:
    """Yield each text clean. Raises ``RuleFailed`` naming a text that killed or hung its process."""
    chunks = _cut_chunks(texts)
    first = next(chunks, None)
    second = next(chunks, None)
    count = jobs or count_cores()
    if first is None:
        return
    if second is None or count == 1:  # no second process earns its start
        do = _start(profile)
        for chunk in chain([first], [second] if second else [], chunks):
            yield from do(chunk)
        return
    sent: dict[int, list[str]] = {}
    results: dict[int, list[str] | Lost] = {}
    at = done = 0
    for index, result in work(
        _note_chunks(chain([first, second], chunks), sent), _start, profile, count=count, limit=_LIMIT
    ):
        results[index] = result
        while at in results:
            ready = results.pop(at)
            chunk = sent.pop(at)
            yield from _clean_singly(chunk, profile, done) if isinstance(ready, Lost) else ready
            done += len(chunk)
            at += 1


def _note_chunks(chunks: Iterable[list[str]], sent: dict[int, list[str]]) -> Iterator[list[str]]:
    """Yield the chunks and note each in ``sent`` until its result is in: a lost one is done again."""
    for index, chunk in enumerate(chunks):
        sent[index] = chunk
        yield chunk


def _clean_singly(chunk: list[str], profile: Profile, done: int) -> Iterator[str]:
    """Do a lost chunk again, each text a job of its own, to find the one that it was lost for."""
    for index, result in work(([text] for text in chunk), _start, profile, count=1, limit=_LIMIT):
        if isinstance(result, Lost):
            raise RuleFailed(f"text {done + index}: {result.why}")
        yield from result


def _cut_chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        chunk.append(text)
        size += len(text)
        if size >= _CHUNK or len(chunk) >= 4096:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _start(profile: Profile) -> Callable[[list[str]], list[str]]:
    def do(chunk: list[str]) -> list[str]:
        return [
            pipeline.normalize(Source(text, "txt", Decoding("utf-8", "declared"), origin=text), profile).text
            for text in map(join_surrogates, chunk)
        ]

    return do
