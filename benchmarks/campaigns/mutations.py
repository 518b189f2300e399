"""Mutated bytes down the whole line: ``python -m benchmarks.campaigns.mutations --cases 20000 [--seed N]``.

Each case takes a fixture in one of several encodings, breaks it (flipped, lost, doubled and foreign bytes), and asks
for every output and the way back. What counts: nothing but ``DocnormError`` is ever raised, and undo is byte-exact.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

import docnorm
from docnorm.review.undo import undo

FIXTURES = Path(__file__).parents[2] / "fixtures"
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "big5", "hz")
FOREIGN = (
    "书库网欢迎您",
    "\n|甲|-5|\n|--|--|\n|丙|丁|\n",
    "\n甲\t乙\n丙\t丁\n",
    "党zuzhi",
    "\n（一）",
    "\x0c",
    "&nbsp;",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    texts = [docnorm.decode(p.read_bytes()).text for p in sorted(FIXTURES.glob("*/in.txt"))]
    found: Counter[str] = Counter()
    begun = time.process_time()
    for number in range(wanted.cases):
        data = broken(chance.choice(texts).encode(chance.choice(ENCODINGS), "ignore"), chance)
        verdict = tried(data, chance.choice(("gongwen", "corpus", "novel", "web", "minimal")))
        found[verdict] += 1
        if verdict not in {"fine", "refused"} and found[verdict] <= 3:
            Path(f"mutation-{wanted.seed}-{number}.bin").write_bytes(data)
    print(f"{wanted.cases} cases, {time.process_time() - begun:.0f} s of CPU")
    for verdict, count in found.most_common():
        print(f"  {count:>8}  {verdict}")


def broken(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with one to eight wounds."""
    start = chance.randrange(len(data))
    body = bytearray(data[start : start + chance.choice((40, 400, 4000))] if chance.random() < 0.7 else data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(body) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            body[at:at] = bytes([chance.randrange(256)])
        elif kind == 1:
            del body[at : at + chance.randint(1, 3)]
        elif kind == 2:
            body[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 3:
            body[at:at] = bytes(chance.choice((1, 2, 512)))
        elif kind == 4:
            body[at:at] = chance.choice(FOREIGN).encode(chance.choice(ENCODINGS), "ignore")
        else:
            body[at:at] = body[max(0, at - chance.randint(1, 50)) : at]
    return bytes(body)


def tried(data: bytes, profile: str) -> str:
    """Return ``fine``, ``refused``, or what went wrong."""
    try:
        done = docnorm.normalize(data, profile)
    except docnorm.errors.InputRefused:
        return "refused"
    except Exception as error:
        return f"raised {type(error).__name__}: {error}"[:200]
    if done.faults:
        return f"rule failed: {done.faults[0]}"
    try:
        for form in ("txt", "md", "html", "docx", "report"):
            done.to_verified_bytes(form)
        if done.undo() != data or undo(done.to_bytes("json")) != data:
            return "undo is not exact"
    except Exception as error:
        return f"output raised {type(error).__name__}: {error}"[:200]
    return "fine"


if __name__ == "__main__":
    main()
