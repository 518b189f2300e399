"""The same jobs on Ray Data (extra ``[ray]``): the engine that the corpus tools around us share."""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from docnorm.errors import OutputFailed, UsageError
from docnorm.system.workers import Lost

if TYPE_CHECKING:
    import ray

J = TypeVar("J")
R = TypeVar("R")
S = TypeVar("S")


def work_on_ray(
    jobs: Sequence[J],
    start: Callable[[S], Callable[[J], R]],
    setup: S,
    *,
    address: str | None = None,
    cores: int | None = None,
) -> Iterator[tuple[int, R | Lost]]:
    """Yield ``(index, result)`` as results come, like ``workers.work``, from a cluster or a local Ray.

    Every job is a task of its own: Ray runs it again elsewhere when its worker dies, and a job that it gives up is
    ``Lost``. The paths in jobs must mean the same on every machine (a shared file system). A Ray started here takes
    ``cores`` processors, all of them by default. Raises ``UsageError`` without Ray and ``OutputFailed`` where the
    cluster cannot be reached.
    """
    data = _connect(address, cores)
    from ray import cloudpickle  # it also carries functions that no module of the workers holds (plug-ins, notebooks)

    known = cloudpickle.dumps((start, setup))
    rows = [{"index": index, "job": pickle.dumps(job)} for index, job in enumerate(jobs)]
    missing = set(range(len(rows)))
    data.DataContext.get_current().max_errored_blocks = -1  # one bad shard must not end the others
    done = data.from_items(rows, override_num_blocks=max(1, len(rows))).map(_Task(known), num_cpus=1)
    for row in done.iter_rows():
        missing.discard(row["index"])
        yield row["index"], pickle.loads(row["result"])  # noqa: S301  what our own task put there
    for index in sorted(missing):
        yield index, Lost("its worker died again and again")


class _Task:
    """What a worker does with one row; made ready once per worker process."""

    def __init__(self, known: bytes) -> None:
        self._known = known
        self._do: Callable[[Any], Any] | None = None

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._do is None:
            start, setup = pickle.loads(self._known)  # noqa: S301  our own function and its setup
            self._do = start(setup)
        try:
            result: Any = self._do(pickle.loads(row["job"]))  # noqa: S301  our own job
        except Exception as error:  # noqa: BLE001  as in a process of the pool: its kind is told
            result = Lost(f"a bug in docnorm ({type(error).__name__})")
        return {"index": row["index"], "result": pickle.dumps(result)}

    def __getstate__(self) -> bytes:
        return self._known

    def __setstate__(self, known: bytes) -> None:
        self.__init__(known)  # type: ignore[misc]  # the same object, made ready again where it arrives


def _connect(address: str | None, cores: int | None) -> ray.data:
    """Return ``ray.data`` with a cluster behind it. Raises ``UsageError`` and ``OutputFailed`` as told above."""
    try:
        import ray
        import ray.data
    except ImportError:
        raise UsageError("--engine ray needs Ray: pip install 'docnorm[ray]'") from None
    if not ray.is_initialized():
        try:
            # Whoever has a cluster already, by either of these, is not asked how large it is.
            mine = {} if address or os.environ.get("RAY_ADDRESS") else {"num_cpus": cores}
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **mine)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise OutputFailed(
                f"Ray cannot be reached at {address or 'this machine'}: {type(error).__name__}"
            ) from None
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False  # the batch shows its own
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray.data
