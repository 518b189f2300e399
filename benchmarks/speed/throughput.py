"""Megabytes per second of CPU, beside peers: ``python -m benchmarks.speed.throughput [--from FOLDER …]``.

Text is drawn afresh (``--seed``) from the folders of at least six makers; figures on text that rules were tuned on were
four times as good as on text that nobody had looked at. ``corpus`` is ``docnorm.clean``, ``gongwen`` the default
profile with its outline. ``--write`` leaves the page in ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import docnorm
from benchmarks.speed.drawn import draw
from benchmarks.speed.peers import Call, find_peers

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
SIZES = (200, 3_000, 100_000)
HIDDEN = "党zuzhi生活"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folders", type=Path, nargs="*", default=[], help="one folder for each maker")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 10_000, help="which documents are drawn")
    parser.add_argument("--megabytes", type=float, default=1.0, help="of each kind of text")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="characters of a document")
    parser.add_argument("--rounds", type=int, default=3, help="the best counts: other work only ever adds")
    parser.add_argument("--long", type=int, default=0, help="megabytes of one long file")
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ours-only", action="store_true", help="no peers: to compare two trees")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    wanted = parser.parse_args()
    if wanted.answer:
        kinds = json.loads(wanted.answer.read_text(encoding="utf-8"))
        print(
            json.dumps({kind: max(rate(docnorm.clean, d) for _ in range(wanted.rounds)) for kind, d in kinds.items()})
        )
        return
    out = io.StringIO()
    for size in wanted.sizes:
        drawn = draw(wanted.folders, size, wanted.megabytes, wanted.seed)
        makers = ", ".join(f"{name} {n}" for name, n in drawn.makers.items())
        out.write(f"\n## Documents of {size:,} characters\n\nSeed {wanted.seed}; from {makers}.\n\n")
        tools = {"docnorm corpus": docnorm.clean, "docnorm gongwen, outline": _official}
        peers = {} if wanted.ours_only else {name: call for name, (call, _) in find_peers().items()}
        table({**tools, **peers}, drawn.kinds, wanted.rounds, out)
        pure = pure_rates(drawn.kinds, wanted.rounds)
        out.write("| docnorm corpus, without the extension | " + " | ".join(f"{r:.2f}" for r in pure.values()) + " |\n")
        changes(drawn.kinds, wanted.rounds, out)
        print(out.getvalue().rpartition("\n## ")[2], file=sys.stderr)
    out.write("\n## Single figures\n\n| what | figure |\n|---|---|\n")
    drawn = draw(wanted.folders, 3_000, wanted.megabytes, wanted.seed)
    for name, figure in singles(drawn.kinds, wanted.rounds):
        out.write(f"| {name} | {figure} |\n")
    if wanted.long:
        out.write(f"| one file of {wanted.long} MB, txt to txt | {long_file(drawn.kinds['natural'], wanted.long)} |\n")
    print(out.getvalue())
    if wanted.write:
        PAGE.write_text(HEAD.format(python=platform.python_version()) + out.getvalue(), encoding="utf-8")


HEAD = """# Performance

Made by `python -m benchmarks.speed.throughput --from FOLDER … --write`, a folder for each maker of text. Read the
ratios: absolute figures belong to the machine. CPython {python}, one process; MB of UTF-8 a second of CPU, in brackets
how many times as fast docnorm's first row is.

The figures that stood here before were four to ten times as good. They were measured on official prose that rules had
been tuned on, where hardly a rule is called. On text of makers that nobody had looked at, novels with half-width
commas, forum threads, notes with commands, four documents in ten have something to change, and a megabyte has six
thousand lines in its journal.

What bounds it. A clean document of 200 characters costs 150 µs whatever is in it (source, draft, result, the
extension's search for every rule's pattern at once). A rule that is called costs 50 to 200 µs beside what it does, for
it is Python and looks again with `re`. A line that holds a rare character in rare company costs 0.3 ms, for it may be
misread, and a dozen readings are tried. A journal line costs 40 to 120 µs: the rule's own guards, the protected forms
of the line (which is read anew after every edit: a sixth of what dirty text costs), the change, its place in the next
text. To go on from here is to carry the forms of untouched lines along, to judge and apply edits in the extension, and
to write the guards of punctuation in it (a fifth of natural text). In the default profile a quarter goes to debris of
web pages, which is asked of every document twice, and as much to the outline, which is Python throughout.
"""


def _official(text: str) -> object:
    return docnorm.normalize_text(text, "gongwen").outline


def table(tools: dict[str, Call], kinds: dict[str, list[str]], rounds: int, out: io.StringIO) -> None:
    """Write what each tool makes of each kind; the tools take turns, so that a busy moment meets them all."""
    best: dict[tuple[str, str], float] = {}
    for _ in range(rounds):
        for kind, documents in kinds.items():
            for name, call in tools.items():
                best[name, kind] = max(best.get((name, kind), 0.0), rate(call, documents))
    first = next(iter(tools))
    out.write("| tool | " + " | ".join(kinds) + " |\n|---|" + "---|" * len(kinds) + "\n")
    for name in tools:
        cells = (f"{best[name, k]:.2f}" + f" ({best[first, k] / best[name, k]:.2f}×)" * (name != first) for k in kinds)
        out.write(f"| {name} | " + " | ".join(cells) + " |\n")


def pure_rates(kinds: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Return what we make of each kind in a process without the extension."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "texts.json")
        path.write_text(json.dumps(kinds), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.speed.throughput", "--rounds", str(rounds), "--answer", str(path)]
        environment = {**os.environ, "DOCNORM_PURE": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
    rates: dict[str, float] = json.loads(done.stdout)
    return rates


def rate(call: Call, documents: Sequence[str], seconds: float = 2.0) -> float:
    """Return MB of UTF-8 per second of CPU; a slow tool is given a part of the documents."""
    call(documents[0])  # what loads on first need
    begun = time.process_time()
    size = 0
    for document in documents:
        call(document)
        size += len(document.encode("utf-8", "surrogatepass"))
        if time.process_time() - begun > seconds:
            break
    return size / 1e6 / (time.process_time() - begun)


def changes(kinds: dict[str, list[str]], rounds: int, out: io.StringIO) -> None:
    """Write how many documents change, how many lines the journal has, and what a line costs beyond clean text."""
    out.write("\n| corpus | documents changed | journal lines per MB | µs a document | µs a journal line |\n")
    out.write("|---|---|---|---|---|\n")
    bare = min(_seconds(docnorm.clean, kinds["clean"]) for _ in range(rounds)) / len(kinds["clean"])
    for kind, documents in kinds.items():
        done = [docnorm.normalize_text(text, "corpus") for text in documents]
        lines = sum(len(one.draft.journal) for one in done)
        changed = sum(one.text != one.original for one in done) / len(done)
        size = sum(len(d.encode("utf-8", "surrogatepass")) for d in documents) / 1e6
        took = min(_seconds(docnorm.clean, documents) for _ in range(rounds))
        more = f"{(took - bare * len(documents)) / lines * 1e6:.0f}" if lines and kind != "clean" else "-"
        out.write(f"| {kind} | {changed:.0%} | {lines / size:.0f} | {took / len(done) * 1e6:.0f} | {more} |\n")


def singles(kinds: dict[str, list[str]], rounds: int) -> list[tuple[str, str]]:
    """Return the figures that no table of documents shows."""
    found = find_peers()
    rows = [line[:93] for text in kinds["clean"] for line in text.split("\n") if len(line) > 60][:4000]
    hidden = [text[:1500] + HIDDEN for text in kinds["clean"]]
    plain = [text[:1500] + "党组织生活" for text in kinds["clean"]]
    data = "\n".join(kinds["clean"]).encode("gb18030", "replace")
    data = (data * (1_000_000 // len(data) + 1))[:1_000_000]
    report = lambda text: docnorm.normalize_text(text, "corpus").to_bytes("json")  # noqa: E731
    out = []
    if "autocorrect" in found:
        theirs = max(rate(found["autocorrect"][0], rows) for _ in range(rounds))
        out.append(("rows of 280 bytes, clean, against autocorrect", f"{_best(rows, rounds) / theirs:.2f}×"))
    each = min(_seconds(docnorm.clean, hidden) - _seconds(docnorm.clean, plain) for _ in range(rounds)) / len(hidden)
    out.append(("a hidden word", f"{each * 1e3:.2f} ms"))
    codec = min(_seconds(lambda d: d.decode("gb18030", "replace"), [data] * 20) for _ in range(rounds)) / 20
    ours = min(_seconds(docnorm.decode, [data]) for _ in range(rounds))
    out.append(("1 MB of GB 18030 against plain decoding", f"{ours / codec:.2f} × the time"))
    whole = min(_seconds(report, kinds["natural"]) for _ in range(rounds))
    clean = min(_seconds(docnorm.clean, kinds["natural"]) for _ in range(rounds))
    out.append(("whole JSON with outline against `clean`", f"{whole / clean:.2f} × the time"))
    out.append(("small dirty file against bare Python", f"{_start_up(rounds):.1f} × the time"))
    return out


def _best(documents: Sequence[str], rounds: int) -> float:
    return max(rate(docnorm.clean, documents) for _ in range(rounds))


def _seconds(call: Callable[..., object], arguments: Sequence[object]) -> float:
    begun = time.process_time()
    for argument in arguments:
        call(argument)
    return time.process_time() - begun


def _start_up(rounds: int) -> float:
    """Return what a small file with a hidden word costs, start included, in starts of a bare interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "in.txt")
        path.write_text("关于党zuzhi生活会的通知\n各单位,请于５月前报送。。\n", encoding="utf-8")
        command = [sys.executable, "-m", "docnorm", "-q", str(path), "-o", str(Path(folder, "out.txt"))]
        ours = min(_cpu(command) for _ in range(3 * rounds))
    return ours / min(_cpu([sys.executable, "-c", ""]) for _ in range(3 * rounds))


def _cpu(command: Sequence[str]) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # a user has bytecode
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def long_file(documents: Sequence[str], megabytes: int) -> str:
    """Return speed and memory of one long file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.txt")
        body = ("\n".join(documents) + "\n").encode("utf-8", "replace")
        with path.open("wb") as file:
            for _ in range(int(megabytes * 1e6 / len(body)) + 1):
                file.write(body)
        command = [sys.executable, "-m", "docnorm", "-q", "--profile", "corpus", str(path), "-o", f"{path}.out.txt"]
        cpu = _cpu(command)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return f"{os.path.getsize(path) / 1e6 / cpu:.1f} MB/s of CPU, at most {most:.0f} MiB resident"


if __name__ == "__main__":
    main()
