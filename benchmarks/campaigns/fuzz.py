"""Coverage-guided fuzzing: ``python -m benchmarks.campaigns.fuzz docx --seconds 600``; a file: ``--replay FILE``.

Targets are in ``tests/support/fuzz_targets.py``, seeds in ``tests/support/fuzz_seeds.py``; a campaign wants
``pip install docnorm[fuzz]`` (atheris). Coverage of docnorm guides the search.
What breaks a promise is written as ``fuzz-TARGET-…``; ``--corpus`` keeps what was found interesting.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import sys
import tempfile
from pathlib import Path

LARGEST = 4096  # bytes of an input: what goes wrong in a book goes wrong on a page
SLOWEST = 25  # seconds for one input


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=("decoder", "docx", "structure", "patches"))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--replay", type=Path)
    wanted = parser.parse_args()
    if wanted.replay:
        from fuzz_targets import TARGETS

        TARGETS[wanted.target](wanted.replay.read_bytes())
        return
    with tempfile.TemporaryDirectory() as folder:
        campaign(wanted.target, wanted.seconds, wanted.corpus or Path(folder, "corpus"), Path(folder, "seeds"))


def campaign(name: str, seconds: int, corpus: Path, seeds: Path) -> None:
    """Fuzz one target for a while. Does not come back: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["docnorm"]):
        for part in ("ooxml", "readers", "structure", "writers", "lexicon", "profiles", "text"):
            package = importlib.import_module(f"docnorm.{part}")
            for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                importlib.import_module(module.name)
        from docx_mutations import rearranged
        from fuzz_seeds import SEEDS
        from fuzz_targets import TARGETS

    def mutated(data: bytes, largest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if len(data) > 1 and chance.random() < 0.5:  # tags, not bytes: half of what is tried stays XML
            return data[:1] + rearranged(data[1:], chance)[: largest - 1]
        return bytes(atheris.Mutate(data, largest))

    corpus.mkdir(parents=True, exist_ok=True)
    seeds.mkdir()
    for number, seed in enumerate(SEEDS[name]):
        (seeds / str(number)).write_bytes(seed)
    options = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", f"-timeout={SLOWEST}", "-rss_limit_mb=2048"]
    options += [f"-artifact_prefix=fuzz-{name}-", "-print_final_stats=1"]
    extra = {"custom_mutator": mutated} if name == "docx" else {}
    atheris.Setup([sys.argv[0], *options, str(corpus), str(seeds)], TARGETS[name], **extra)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
