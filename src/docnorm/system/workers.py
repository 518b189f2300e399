"""Processes that work through jobs one at a time, so that a killed or stuck one costs exactly one job.

The pools of the standard library give up as a whole when one of their processes is killed (out of memory, a person
with ``kill``); here the job is reported as lost, a new process takes the place, and the rest goes on.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:  # a job for one process, as most are, starts without them
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

J = TypeVar("J")
R = TypeVar("R")
S = TypeVar("S")


class Lost(NamedTuple):
    """A job that gave no result, and why."""

    why: str


@dataclass
class _Worker(Generic[J]):
    process: BaseProcess
    pipe: Connection
    at: int = -1  # the job it is at, -1: idle
    until: float = float("inf")


def count_cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work(
    jobs: Iterable[J], start: Callable[[S], Callable[[J], R]], setup: S, *, count: int, limit: float = float("inf")
) -> Iterator[tuple[int, R | Lost]]:
    """Yield ``(index, result)`` as results come. Every process calls ``start(setup)`` once for the function it applies.

    Jobs are drawn as processes fall idle. A job over ``limit`` seconds, and one whose process died, is ``Lost``.
    ``start``, ``setup`` and jobs must be picklable where processes are spawned (everywhere but Linux).
    """
    context = _choose_context()
    waiting = enumerate(jobs)
    workers: list[_Worker[J]] = []
    try:
        more = True
        while True:
            while more and (idle := _find_idle(workers, count, context, start, setup)) is not None:
                job = next(waiting, None)
                if job is None:
                    more = False
                else:
                    _send(idle, workers, job, limit, context, start, setup)
            busy = [w for w in workers if w.at >= 0]
            if not busy:
                return
            yield from _collect_results(workers, busy, limit)
    finally:
        for worker in workers:
            with contextlib.suppress(OSError):
                worker.pipe.close()  # all of them learn of the end at once, and none waits for another
        for worker in workers:
            _end_worker(worker)


def _choose_context() -> BaseContext:
    """Return the way of starting processes that is fast and safe here."""
    import multiprocessing

    # Forking is fast and needs nothing picklable, but is not safe beside other threads: there a server process that
    # has none does it, once it has what most jobs need.
    if sys.platform == "linux":
        if threading.active_count() == 1:
            return multiprocessing.get_context("fork")
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(["docnorm.api", "docnorm.writers.report.page", "docnorm.profiles.gongwen"])
        return server
    return multiprocessing.get_context("spawn")


def _find_idle(
    workers: list[_Worker[J]], count: int, context: BaseContext, start: Callable[[S], Callable[[J], R]], setup: S
) -> _Worker[J] | None:
    """Return a worker with nothing to do, a new one while there may be more, or ``None``."""
    for worker in workers:
        if worker.at < 0:
            return worker
    if len(workers) >= count:
        return None
    workers.append(_start_worker(workers, context, start, setup))
    return workers[-1]


def _start_worker(
    workers: Sequence[_Worker[J]], context: BaseContext, start: Callable[[S], Callable[[J], R]], setup: S
) -> _Worker[J]:
    ours, theirs = context.Pipe()
    # A forked process inherits our ends of every pipe. It must close them, or the others never learn that we are gone.
    inherited = [*(w.pipe for w in workers), ours] if context.get_start_method() == "fork" else []
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # of every real context
        target=_serve, args=(theirs, inherited, start, setup), daemon=True
    )
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _send(
    worker: _Worker[J],
    workers: list[_Worker[J]],
    job: tuple[int, J],
    limit: float,
    context: BaseContext,
    start: Callable[[S], Callable[[J], R]],
    setup: S,
) -> None:
    """Hand a job to an idle worker; one found dead is replaced first."""
    try:
        worker.pipe.send(job[1])
    except (BrokenPipeError, ConnectionResetError):  # killed while idle: that costs nothing
        _end_worker(worker)
        workers.remove(worker)
        worker = _start_worker(workers, context, start, setup)
        workers.append(worker)
        worker.pipe.send(job[1])
    worker.at = job[0]
    worker.until = time.monotonic() + limit


def _collect_results(workers: list[_Worker[J]], busy: list[_Worker[J]], limit: float) -> Iterator[tuple[int, Any]]:
    """Wait until a worker answers, dies or runs out of time, and yield what that means for its job."""
    from multiprocessing.connection import wait

    until = min(w.until for w in busy)
    timeout = None if until == float("inf") else max(0.0, until - time.monotonic())
    ready = wait([w.pipe for w in busy], timeout)
    now = time.monotonic()
    for worker in busy:
        if worker.pipe in ready:
            at, worker.at = worker.at, -1
            try:
                yield at, worker.pipe.recv()
            except (EOFError, OSError):
                _end_worker(worker)
                workers.remove(worker)
                yield at, Lost(f"its process was killed{_name_signal(worker.process)}")
        elif worker.until <= now:
            _end_worker(worker)
            workers.remove(worker)
            yield worker.at, Lost(f"took longer than {limit:g} s")


def _name_signal(process: BaseProcess) -> str:
    code = process.exitcode
    if code is None or code >= 0:
        return ""
    with contextlib.suppress(ValueError):
        return f" ({signal.Signals(-code).name})"
    return f" (signal {-code})"


def _end_worker(worker: _Worker[J]) -> None:
    """End a worker: an idle one by itself, a busy or stuck one by force."""
    with contextlib.suppress(OSError):
        worker.pipe.close()
    worker.process.join(0.2 if worker.at < 0 else 0)  # an idle one ends by itself; a clean end lets it flush
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _serve(pipe: Connection, inherited: Sequence[Connection], start: Callable[[S], Callable[[J], R]], setup: S) -> None:
    """Work in a process of its own until the other end of the pipe is gone."""
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    do = start(setup)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result: Any = do(job)
        except Exception as error:  # noqa: BLE001  anything: its kind is told, its words may quote the document
            result = Lost(f"failed with {type(error).__name__}")
        try:
            pipe.send(result)
        except OSError:
            return
