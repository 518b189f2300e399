"""Batches under fire: ``python -m benchmarks.campaigns.faults [--kills N]``. Kills processes, never the machine's own.

Poisoned files, killed workers, a resumed run; kills of the whole command at random moments; the speed of two workers;
the start-up of one small file.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docnorm
from benchmarks.row import Row, show

COMMAND = [sys.executable, "-m", "docnorm"]
TEXT = '关于党zuzhi生活会的通知\n\n\n　　一、会议时间,地点\n　　去年以来,我单位"三会一课"开展情况如下。\n' * 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--only", choices=("poison", "kills", "scale", "start"))
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        parts = {
            "poison": lambda: poisoned(root / "a", wanted.files),
            "kills": lambda: killed(root / "b", wanted.kills),
            "scale": lambda: scaled(root / "c"),
            "start": lambda: started(root / "d"),
        }
        for name, part in parts.items():
            if wanted.only in {None, name}:
                show(name, part())


def tree(root: Path, count: int, copies: int = 1) -> dict[str, str]:
    """Write ``count`` files and return what their outputs must hold, by name."""
    (root / "in").mkdir(parents=True)
    outputs: dict[str, str] = {}
    for i in range(count):
        text = f"第{i}号\n{TEXT * copies}"
        (root / "in" / f"{i:04d}.txt").write_text(text, encoding="utf-8")
        outputs[f"{i:04d}.txt"] = f"第{i}号\n"
    rest = docnorm.normalize_text(f"第0号\n{TEXT * copies}").to_bytes("txt").decode().removeprefix("第0号\n")
    return {name: head + rest for name, head in outputs.items()}


def children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def poisoned(root: Path, count: int) -> list[Row]:
    right = tree(root, count)
    bad = sorted(right)[:: max(1, count // 10)][:10]
    for name in bad:
        (root / "in" / name).unlink()
        (root / "in" / name).with_suffix(".docx").write_bytes(b"PK\x03\x04 poison " + name.encode())
        del right[name]
    arguments = [*COMMAND, str(root / "in"), "-o", str(root / "out"), "--to", "txt", "-j", "2"]
    running = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    for share in (0.2, 0.6):
        while len(list((root / "out").glob("*.txt"))) < share * len(right) and running.poll() is None:
            time.sleep(0.005)
        for worker in children(running.pid)[:1]:
            os.kill(worker, signal.SIGKILL)
    lost = sum("was killed" in line for line in (running.stderr or []))
    running.wait()
    before = {p.name: p.stat().st_mtime_ns for p in (root / "out").glob("*.txt")}
    again = subprocess.run([*arguments, "--resume"], capture_output=True, text=True, check=False)
    after = {p.name: p.stat().st_mtime_ns for p in (root / "out").glob("*.txt")}
    good = sum((root / "out" / name).read_text(encoding="utf-8") == text for name, text in right.items())
    named = sum(any(Path(name).stem + ".docx" in row for row in again.stderr.splitlines()) for name in bad)
    twice = sum(after[name] != stamp for name, stamp in before.items())
    return [
        Row("files lost to two killed workers", str(lost), "<= 2", count),
        Row("right after --resume", str(good), str(len(right)), count),
        Row("named", str(named), str(len(bad)), count, f"exit {again.returncode}, bar 3"),
        Row("done twice", str(twice), "0", count),
    ]


def killed(root: Path, kills: int) -> list[Row]:
    right = tree(root, 200, copies=2)
    chance = random.Random(8)
    torn = stale = whole = 0
    for _ in range(kills):
        running = subprocess.Popen(
            [*COMMAND, str(root / "in"), "-o", str(root / "out"), "-j", "2"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        while running.poll() is None and not any((root / "out").glob("*.txt")):
            time.sleep(0.002)  # before the first output there is nothing to tear
        time.sleep(chance.uniform(0.0, 0.4))
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        for path in (root / "out").glob("*.txt") if (root / "out").is_dir() else ():
            text = path.read_text(encoding="utf-8", errors="replace")
            whole += text == right[path.name]
            torn += text != right[path.name]
            path.unlink()
        stale += len(list((root / "out").glob(".*.tmp"))) if (root / "out").is_dir() else 0
        for path in (root / "out").glob(".*.tmp"):
            path.unlink()
    return [
        Row("half-written outputs", str(torn), "0", kills, f"{whole} whole ones seen, {stale} hidden .tmp files left"),
    ]


def _cpu(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def scaled(root: Path) -> list[Row]:
    tree(root, 24, copies=15)
    spent: dict[int, float] = {1: 1e9, 2: 1e9}
    for _ in range(3):
        for jobs in (1, 2):
            start = time.perf_counter()
            out = root / f"out{jobs}"
            subprocess.run(
                [*COMMAND, str(root / "in"), "-o", str(out), "-j", str(jobs)], capture_output=True, check=True
            )
            spent[jobs] = min(spent[jobs], time.perf_counter() - start)
    note = f"{spent[1]:.2f} s and {spent[2]:.2f} s; load {os.getloadavg()[0]:.1f}"
    return [Row("two workers against one", f"{spent[1] / spent[2]:.2f}", ">= 1.6", 24, note)]


def started(root: Path) -> list[Row]:
    tree(root, 1)
    path = str(root / "in" / "0000.txt")
    bare = min(_cpu([sys.executable, "-c", "pass"]) for _ in range(7))
    plain = min(_cpu([*COMMAND, path, "-o", str(root / "x.txt")]) for _ in range(7))
    page = min(_cpu([*COMMAND, path, "-o", str(root / "x.docx")]) for _ in range(5))
    return [
        Row(
            "txt against bare Python (CPU)",
            f"{plain / bare:.1f}",
            "<= 6",
            7,
            f"{plain * 1000:.0f} ms, {bare * 1000:.0f} ms",
        ),
        Row("docx (CPU)", f"{page:.2f} s", "<= 0.5 s", 5),
    ]


if __name__ == "__main__":
    main()
