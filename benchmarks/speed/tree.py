"""Commands run as a tree of processes that can be measured and killed as one (Linux: it reads ``/proc``)."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: what daemons leave behind becomes our child and not that of process 1
_TICK = os.sysconf("SC_CLK_TCK")
_EVERY = 0.05  # seconds between two looks: what a process does after the last look before its end is not seen


class Process(NamedTuple):
    """One process as ``/proc`` shows it."""

    pid: int
    parent: int
    began: int  # ticks since the machine's start: with the pid it names a process for good
    cpu: float  # seconds, without those of its children
    name: str


class Used(NamedTuple):
    """What a command used, all its processes together."""

    code: int
    wall: float
    cpu: float
    resident: float  # MiB: the most that any one process held
    said: str


def processes(root: int) -> Iterator[Process]:
    """Yield every process below ``root``."""
    found: dict[int, list[Process]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                data = Path("/proc", name, "stat").read_bytes()
            except OSError:
                continue
            command, _, rest = data.partition(b"(")[2].rpartition(b") ")
            about = rest.split()
            cpu = (int(about[11]) + int(about[12])) / _TICK
            one = Process(int(name), int(about[1]), int(about[19]), cpu, command.decode(errors="replace"))
            found.setdefault(one.parent, []).append(one)
    ahead = [root]
    while ahead:
        for process in found.get(ahead.pop(), []):
            ahead.append(process.pid)
            yield process


@contextmanager
def started(command: Sequence[str], said: IO[str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command, ``said`` taking what it says on standard error; behind the body nothing of it is left."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    try:
        yield subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said or subprocess.DEVNULL)
    finally:
        end()


def end() -> None:
    """Kill every process below this one and wait until they are gone."""
    while below := [p.pid for p in processes(os.getpid())]:
        for pid in below:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.01)


def used(command: Sequence[str], look: Callable[[list[Process]], None] = lambda _: None) -> Used:
    """Run a command to its end and return what it used; ``look`` is shown its processes all the while."""
    cpu: dict[tuple[int, int], float] = {}
    resident = 0.0
    begun = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, started(command, said) as running:
        while running.poll() is None:
            found = list(processes(os.getpid()))
            cpu.update({(p.pid, p.began): p.cpu for p in found})
            resident = max([resident, *(_most(p.pid) for p in found)])
            look(found)
            time.sleep(_EVERY)
        wall = time.perf_counter() - begun
        said.seek(0)
        return Used(running.returncode, wall, sum(cpu.values()), resident, said.read())


def _most(pid: int) -> float:
    """Return the most MiB that a process has held so far."""
    try:
        rows = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("VmHWM")), 0.0)
