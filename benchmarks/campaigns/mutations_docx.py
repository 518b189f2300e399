"""Mutated DOCX down the whole line: ``python -m benchmarks.campaigns.mutations_docx --cases 3000 [--seed N]``.

Each case takes a file of our own making, the same with tracked changes, or one that python-docx made, and breaks it:
bytes of the archive, bytes of a part, pieces of a part's XML. What counts: nothing but ``DocnormError`` is ever raised,
a refused file leaves nothing behind and its output as it was, and a file that is read is written and read back.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from docx_mutations import broken, origins, tried


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    warnings.simplefilter("ignore")  # zipfile warns of the doubled names that are written here on purpose
    files = list(origins())
    found: Counter[str] = Counter()
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(wanted.cases):
            data = broken(chance.choice(files), chance)
            verdict = tried(data, chance.choice(("gongwen", "corpus", "web")), Path(folder), chance.random() < 0.3)
            found[verdict] += 1
            if verdict not in {"fine", "refused"} and found[verdict] <= 3:
                Path(f"mutation-docx-{wanted.seed}-{number}.docx").write_bytes(data)
    print(f"{wanted.cases} cases, {time.process_time() - begun:.0f} s of CPU")
    for verdict, count in found.most_common():
        print(f"  {count:>8}  {verdict}")


if __name__ == "__main__":
    main()
