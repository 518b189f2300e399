"""Throughput of ``docnorm.clean`` beside its peers in one run: ``python -m benchmarks.speed.rates [--corpus FILE.xz]``.

Megabytes of UTF-8 a second of CPU time, one process. Growth on hostile input is ``benchmarks.speed.growth``.
"""

from __future__ import annotations

import argparse
import lzma
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import docnorm
from docnorm.profiles import NAMES, get_profile

DOCUMENTS = 300
ROUNDS = 5  # the best of them: other work on the machine only ever adds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    here = Path(__file__).parents[3] / "shared" / "corpora" / "official-zh.txt.xz"
    parser.add_argument("--corpus", type=Path, default=here, help="documents separated by form feeds")
    wanted = parser.parse_args()
    if wanted.corpus.is_file():
        throughput(documents(wanted.corpus))
    else:
        print(f"{wanted.corpus}: not here")


def documents(corpus: Path) -> list[str]:
    """Return documents of the corpus, the same at every run."""
    with lzma.open(corpus, "rt", encoding="utf-8") as file:
        found = [d.strip("\n") for d in file.read().split("\f")]
    random.Random(1).shuffle(found)
    return found[:DOCUMENTS]


def peers() -> dict[str, Callable[[str], str]]:
    """Return what is installed of the peers that can be called from Python."""
    found: dict[str, Callable[[str], str]] = {"docnorm.clean": docnorm.clean}
    try:
        import autocorrect_py

        found["autocorrect"] = autocorrect_py.format
    except ImportError:
        print("autocorrect: not installed")
    try:
        import ftfy

        found["ftfy (default)"] = ftfy.fix_text
    except ImportError:
        print("ftfy: not installed")
    return found


def throughput(natural: Sequence[str]) -> None:
    clean = [docnorm.clean(d) for d in natural]
    size = sum(len(d.encode()) for d in natural) / 1e6
    print(f"{len(natural)} documents, {size:.1f} MB; MB/s of CPU time, best of {ROUNDS}")
    rates = {name: (rate(call, natural), rate(call, clean)) for name, call in peers().items()}
    ours = rates["docnorm.clean"]
    print(f"{'':18}{'natural':>9}{'ours':>8}{'clean':>9}{'ours':>8}")
    for name, (first, second) in rates.items():
        print(f"{name:18}{first:9.1f}{ours[0] / first:7.1f}x{second:9.1f}{ours[1] / second:7.1f}x")
    for name in NAMES:
        profile = get_profile(name)
        run: Callable[[str], str] = lambda text, p=profile: docnorm.clean(text, p)  # type: ignore[misc]  # noqa: E731
        print(f"profile {name:10}{rate(run, natural):9.1f}")


def rate(call: Callable[[str], str], texts: Sequence[str]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text in texts:
            call(text)
        best = min(best, time.process_time() - begun)
    return sum(len(t.encode()) for t in texts) / 1e6 / best


if __name__ == "__main__":
    main()
