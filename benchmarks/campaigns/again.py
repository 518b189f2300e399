"""Documents damaged at random and cleaned twice: ``python -m benchmarks.campaigns.again [--cases N]``.

Cleaning what is clean must change nothing. Half of the texts are made of debris alone, half are pieces of the documents
of the tests, or of a corpus, with debris put in and characters taken out.
"""

from __future__ import annotations

import argparse
import lzma
import random
from collections import Counter
from pathlib import Path

import docnorm
from docnorm.profiles import NAMES

ROOT = Path(__file__).parents[2]
DEBRIS = (
    *"中国年月ａA10，。：； 　\t\n\n“”\"'‘（()）《》[]…·.-—―,;?!％⼀豈",
    *"\ue000\ue5e5\ufffd\u200b\xa0\xad*|/~^丨•&<>#{}_`$", "\r\n", "](", "\n\n", "  ", "。。", "！！", "－", "--",
    "第一条", "一、", "（一）", "1.", "z-u-z-h-i", "zuzhi", "党zuzhi", "组-织", "微1博", "hui yi", "中 国 人",
    "锟斤拷", "烫烫烫", "鍏紑", "ä¸\xad", "浣犲ソ", "&nbsp;", "&amp;lt;", "&#3", "56;", "##paidbegin##", "##paidend##",
    "<p>", "</p>", "[b]", "[/b]", "[hide]", "[page]", "（本章完）", "www.xxx.com", "http://a.cn/b", "请记住本站",
    "本页", "Hello, world", "2024年5月1日", "１２", "3。14", "１６：３２", "国发[2011]3号",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--corpus", type=Path, help="documents separated by form feeds (.xz), instead of the tests' own"
    )
    wanted = parser.parse_args()
    chance, whole = random.Random(wanted.seed), documents(wanted.corpus)
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for _ in range(wanted.cases):
        text, profile = damaged(whole, chance), chance.choice(NAMES)
        once = docnorm.clean(text, profile)
        if docnorm.clean(once, profile) != once:
            again = docnorm.normalize_text(once, profile).draft.journal
            rules = tuple(sorted({change.rule for change in again if change.fate == "applied"}))
            if not found[profile, rules]:
                print(f"{profile}, {' '.join(rules)}: {text!r}", flush=True)
            found[profile, rules] += 1
    print(f"{wanted.cases} documents, seed {wanted.seed}: {found.total()} not done after one pass")


def documents(corpus: Path | None) -> list[str]:
    """Return the texts that pieces are taken from."""
    if corpus:
        with lzma.open(corpus, "rt", encoding="utf-8") as file:
            return file.read().split("\f")
    paths = (
        *ROOT.glob("fixtures/*/in.txt"),
        *ROOT.glob("tests/texts/genres/*.txt"),
        *ROOT.glob("tests/texts/clean/*.txt"),
    )
    return [path.read_bytes().decode("utf-8", "replace") for path in sorted(paths)]


def damaged(whole: list[str], chance: random.Random) -> str:
    """Return debris, or a piece of a document with some of it."""
    if chance.random() < 0.5:
        return "".join(chance.choice(DEBRIS) for _ in range(chance.randrange(1, 25)))
    text = chance.choice(whole)
    start = chance.randrange(max(1, len(text) - 400))
    text = text[start : start + chance.randrange(50, 400)]
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(text) + 1)
        text = (
            text[:at] + chance.choice(DEBRIS) * chance.choice((1, 1, 1, 2)) + text[at + chance.choice((0, 0, 1, 2)) :]
        )
    return text


if __name__ == "__main__":
    main()
