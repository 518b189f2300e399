"""Ray does what the pool of processes does, and outlives a worker (run where the extra is installed)."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docnorm.command.main import main

ray = pytest.importorskip("ray")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray and what it loads warn of one another


@pytest.fixture(scope="module", autouse=True)
def two_workers() -> Iterator[None]:
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    ray.init(num_cpus=2, log_to_driver=False, include_dashboard=False)
    yield
    ray.shutdown()


def start(folder: Path) -> Callable[[int], int]:
    def do(job: int) -> int:
        marker = folder / "killed"
        if job == 2 and not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return job * job

    return do


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    from docnorm.batch.cluster import work_on_ray

    assert sorted(work_on_ray(range(5), start, tmp_path)) == [(n, n * n) for n in range(5)]
    assert (tmp_path / "killed").exists()


def test_shards_come_out_as_from_the_pool(tmp_path: Path) -> None:
    shards = tmp_path / "in"
    shards.mkdir()
    for number in range(3):
        (shards / f"{number}.jsonl").write_text(json.dumps({"text": "他说,好"}) + "\n", encoding="utf-8")
    for engine in ("ray", "pool"):
        command = [str(shards), "-o", str(tmp_path / engine), "--field", "text", "--engine", engine]
        assert main(command) == 0
    for number in range(3):
        name = f"{number}.jsonl"
        assert (tmp_path / "ray" / name).read_bytes() == (tmp_path / "pool" / name).read_bytes()
