"""Corpora at full size: ``python -m benchmarks.speed.corpora [--only PART] [--mebibytes N] [--kills N]``.

One long file and one file of rows, with their memory; two workers beside one; Ray beside the pool of processes on the
same shards, CPU beyond the start-up of each; shards cleaned while workers and whole runs are killed, then every row
looked at. Linux only.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import docnorm
from benchmarks.row import Row, show
from benchmarks.speed.tree import Process, Used, end, started, used

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "official-zh.txt.xz"
COMMAND = [sys.executable, "-m", "docnorm", "--profile", "corpus"]
DIRT = ("", "##paidbegin##", "党zuzhi生活会", "他说,好的", "１２", "&nbsp;", "\u200b")
PIECE = 1500  # characters of a row: a page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mebibytes", type=int, default=1024, help="of the long files")
    parser.add_argument("--kills", type=int, default=60, help="runs of the pool that are killed; of Ray, a tenth")
    parser.add_argument("--folder", type=Path, help="where to put the files (default: the system's place for such)")
    parser.add_argument("--only", choices=("long", "rows", "scale", "engines", "kills"))
    wanted = parser.parse_args()
    parts = {
        "long": lambda root: [long_text(root, wanted.mebibytes << 20)],
        "rows": lambda root: [long_rows(root, wanted.mebibytes << 20)],
        "scale": scaled,
        "engines": engines,
        "kills": lambda root: [row for e in found_engines() for row in killed(root / e, e, wanted.kills)],
    }
    for name, part in parts.items():
        if wanted.only in {None, name}:
            with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
                show(name, part(Path(folder)))


@cache
def documents() -> list[str]:
    """Return the documents of the corpus; without it, made ones."""
    if CORPUS.is_file():
        with lzma.open(CORPUS, "rt", encoding="utf-8") as file:
            return [d.strip("\n") for d in file.read().split("\f")]
    return [f"第{i}号\n" + "各单位要认真学习,落实好有关要求。\n" * 400 for i in range(500)]


def pieces() -> Iterator[str]:
    """Yield pages of text without end, each with one defect of several kinds or none."""
    chance = random.Random(9)
    while True:
        for document in documents():
            for at in range(0, len(document), PIECE):
                yield f"{chance.choice(DIRT)}\n{document[at : at + PIECE]}"


def _han(path: Path) -> tuple[int, int]:
    """Return how many lines with text a file has, and how many Han characters."""
    lines = han = 0
    with path.open(encoding="utf-8") as file:
        for line in file:
            lines += bool(line.strip())
            han += sum(map(line.count, {c for c in line if "\u4e00" <= c <= "\u9fff"}))
    return lines, han


def long_text(root: Path, size: int) -> Row:
    """Clean one long text; nothing in the corpus is for deletion, so lines and Han are counted before and after."""
    path, out = root / "in.txt", root / "out.txt"
    body = ("\n".join(documents()) + "\n").encode()
    with path.open("wb") as file:
        for _ in range(size // len(body) + 1):
            file.write(body)
    did = used([*COMMAND, str(path), "-o", str(out)])
    before, after = _han(path), _han(out)
    lost = f"{before[0] - after[0]} of {before[0]} lines and {before[1] - after[1]} of {before[1]} Han lost"
    return Row("txt to txt, MiB resident", f"{did.resident:.0f}", "<= 300", 1, f"{_rate(path, did)}; {lost}")


def long_rows(root: Path, size: int) -> Row:
    """Clean one long file of rows; every row is there in its place, and every hundredth is looked at."""
    path, out = root / "in.jsonl", root / "out.jsonl"
    rows = 0
    with path.open("w", encoding="utf-8") as file:
        for text in pieces():
            file.write(json.dumps({"id": rows, "text": text}, ensure_ascii=False) + "\n")
            rows += 1
            if file.tell() > size:
                break
    did = used([*COMMAND, str(path), "-o", str(out), "--field", "text"])
    wrong = 0
    with path.open(encoding="utf-8") as a, out.open(encoding="utf-8") as b:
        found = 0
        for number, (before, after) in enumerate(zip(a, b, strict=True)):
            found += 1
            wrong += _wrong(json.loads(before), json.loads(after), look=number % 100 == 0)
    assert found == rows
    return Row(
        "JSONL to JSONL, MiB resident", f"{did.resident:.0f}", "<= 300", rows, f"{_rate(path, did)}; {wrong} wrong"
    )


def _wrong(before: dict[str, Any], after: dict[str, Any], *, look: bool) -> bool:
    """Whether a row is another, empty, or, where it is looked at, not as ``docnorm.clean`` alone would make it."""
    if before["id"] != after["id"] or bool(before["text"].strip()) != bool(after["text"].strip()):
        return True
    return look and after["text"] != docnorm.clean(before["text"])


def _rate(path: Path, did: Used) -> str:
    size = path.stat().st_size / 1e6
    return f"{size:.0f} MB in {did.wall:.0f} s, {did.cpu:.0f} s of CPU, {size / did.cpu:.1f} MB/s; exit {did.code}"


def shards(folder: Path, rows: Sequence[Sequence[dict[str, Any]]], *, parquet: bool = False) -> None:
    """Write shards of rows, every other one Parquet if asked."""
    folder.mkdir(parents=True)
    for number, shard in enumerate(rows):
        if parquet and number % 2:
            import pyarrow as pa
            from pyarrow.parquet import write_table

            write_table(pa.Table.from_pylist(list(shard)), folder / f"{number:04d}.parquet", row_group_size=100)
        else:
            with (folder / f"{number:04d}.jsonl").open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in shard)


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a shard."""
    if path.suffix == ".parquet":
        from pyarrow.parquet import read_table

        return list(read_table(path).to_pylist())
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]


def found_engines() -> list[str]:
    """Return the engines that can be run here."""
    try:
        import ray  # noqa: F401  only whether it is there
    except ImportError:
        print("ray is not installed: the pool alone", file=sys.stderr)
        return ["pool"]
    return ["pool", "ray"]


def _job(root: Path, name: str, engine: str, *more: str, jobs: int = 2) -> list[str]:
    where = [str(root / name), "-o", str(root / f"{name}.{engine}")]
    return [*COMMAND, *where, "--field", "text", "--engine", engine, "-j", str(jobs), *more]


def scaled(root: Path) -> list[Row]:
    """Clean the same shards with one worker and with two, in turns; on a busy machine only the CPU tells anything.

    It tells what two cores of one's own would give: the parent's share, and each worker its half.
    """
    stream = pieces()
    shards(root / "in", [[{"id": i, "text": next(stream)} for i in range(1500)] for _ in range(24)])
    best: dict[int, Used] = {}
    longest: dict[int, float] = {}
    for jobs in (1, 2) * 3:
        cpu: dict[int, float] = {}
        did = used(
            _job(root, "in", "pool", jobs=jobs), lambda found, cpu=cpu: cpu.update({p.pid: p.cpu for p in found})
        )
        parent = cpu.pop(min(cpu))
        longest[jobs] = min(longest.get(jobs, 1e9), parent + sum(cpu.values()) / jobs)
        best[jobs] = min(best.get(jobs, did), did, key=lambda one: one.wall)
    note = f"{best[1].wall:.1f} s and {best[2].wall:.1f} s; load {os.getloadavg()[0]:.1f}"
    by_cpu = f"{longest[1]:.1f} s of CPU one behind the other, and {longest[2]:.1f} s"
    return [
        Row("two workers against one", f"{best[1].wall / best[2].wall:.2f}", ">= 1.8", 24, note),
        Row("as far as the CPU decides", f"{longest[1] / longest[2]:.2f}", ">= 1.8", 24, by_cpu),
    ]


def engines(root: Path) -> list[Row]:
    """Clean the same shards with both engines; an empty job of as many shards is the start-up of each."""
    stream = pieces()
    full = [[{"id": i, "text": next(stream)} for i in range(1500)] for _ in range(24)]
    shards(root / "full", full)
    shards(root / "empty", [[{"id": 0, "text": ""}]] * len(full))
    net: dict[str, float] = {}
    rows: list[Row] = []
    for engine in found_engines():
        start, did = (used(_job(root, name, engine)) for name in ("empty", "full"))
        net[engine] = did.cpu - start.cpu
        note = f"{did.cpu:.1f} s less {start.cpu:.1f} s; wall {did.wall:.1f} s less {start.wall:.1f} s; exit {did.code}"
        rows.append(Row(f"{engine}: CPU beyond start-up", f"{net[engine]:.1f} s", "-", len(full), note))
    if "ray" in net:
        rows.append(Row("Ray against the pool", f"{net['ray'] / net['pool']:.2f}", "<= 1.3", len(full)))
    return rows


def killed(root: Path, engine: str, kills: int) -> list[Row]:
    """Kill workers and whole runs, resume until a run ends well, and look at every row; again and again."""
    runs = kills if engine == "pool" else max(1, kills // 10)
    chance = random.Random(5)
    stream = pieces()
    rows = [[{"id": f"{n}-{i}", "text": next(stream)} for i in range(150)] for n in range(16)]
    shards(root / "in", rows, parquet=True)
    right = [[{**row, "text": docnorm.clean(row["text"])} for row in shard] for shard in rows]
    out = root / f"in.{engine}"
    counts = dict.fromkeys(("lost", "twice", "emptied", "changed", "torn"), 0)
    workers = whole = campaigns = 0
    while workers + whole < runs:
        campaigns += 1
        while True:
            if chance.random() < 0.5:
                workers += _kill_a_worker(_job(root, "in", engine, "--resume"), chance)
            else:
                whole += _kill_all(_job(root, "in", engine, "--resume"), chance, out)
            for path in out.glob("[0-9]*"):
                counts["torn"] += _torn(path, right)
            if chance.random() < 0.4:
                break
        last = used(_job(root, "in", engine, "--resume"))
        assert last.code == 0, last.said
        _look(out, right, counts)
        print(f"{engine}: {workers} workers and {whole} whole runs killed: {counts}", file=sys.stderr)
        for path in (*out.iterdir(), out):
            path.unlink() if path.is_file() else path.rmdir()
    note = f"{workers} workers and {whole} whole runs killed, {campaigns} times to the end"
    looked = campaigns * sum(map(len, right))
    return [Row(f"{engine}: rows {what}", str(n), "0", looked, note) for what, n in counts.items()]


def _kill_a_worker(command: list[str], chance: random.Random) -> int:
    """Kill one process that cleans at a random moment and let the run go on; say whether there was one."""
    due = time.perf_counter() + chance.uniform(0.2, 2.0 if "pool" in command else 12.0)
    killed: list[int] = []

    def look(found: list[Process]) -> None:
        busy = [p for p in found if p.pid != min(q.pid for q in found) and p.name.startswith(("python", "ray::Map"))]
        if not killed and busy and time.perf_counter() > due:
            killed.append(chance.choice(busy).pid)
            with suppress(ProcessLookupError):
                os.kill(killed[0], signal.SIGKILL)

    used(command, look)
    return len(killed)


def _kill_all(command: list[str], chance: random.Random, out: Path) -> int:
    """Kill every process of a run at a random moment behind its first output; say whether it was still at work."""
    already = len(list(out.glob("[0-9]*")))
    with started(command) as running:
        while running.poll() is None and len(list(out.glob("[0-9]*"))) <= already:
            time.sleep(0.005)
        time.sleep(chance.uniform(0.0, 0.3))
        alive = running.poll() is None
        end()
        running.wait()
    return int(alive)


def _torn(path: Path, right: list[list[dict[str, Any]]]) -> bool:
    """Whether an output under its own name is not the whole one."""
    try:
        return read(path) != right[int(path.stem)]
    except Exception:
        return True


def _look(out: Path, right: list[list[dict[str, Any]]], counts: dict[str, int]) -> None:
    found = [row for path in sorted(out.glob("[0-9]*")) for row in read(path)]
    wanted = {row["id"]: row["text"] for shard in right for row in shard}
    texts = {row["id"]: row["text"] for row in found}
    counts["lost"] += len(wanted.keys() - texts.keys())
    counts["twice"] += len(found) - len(texts)
    counts["emptied"] += sum(not text.strip() and bool(wanted[name].strip()) for name, text in texts.items())
    counts["changed"] += sum(text != wanted[name] for name, text in texts.items())


if __name__ == "__main__":
    main()
