"""Build ``src/docnorm/data/characters.bin``: how likely a character is, and one character after another.

    python scripts/build_characters.py official-zh.txt.xz

Needs jieba (its ``dict.txt``, MIT) and OpenCC (Apache-2.0), which gives the same words in their traditional forms; the
argument is Chinese official text (outside copyright), one paragraph a line, documents separated by a form feed.

The file is deflate over 65,536 unigram costs and 2^21 bigram bonuses, a byte each, in eighths of a nat: the cost of a
UTF-16 code unit, and what a pair of units at or above U+3000 gets back when it is usual. Pairs are found by a hash
without a check of the key: about 7 % of pairs that were never seen get a bonus, which blurs and does not mislead.
"""

from __future__ import annotations

import lzma
import math
import sys
import zlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "docnorm" / "data" / "characters.bin"
STEP = 8  # parts of a nat
BUCKETS = 1 << 21
PAIRS = 220_000  # what deflates to less than 350 kB
# (first, behind last, cost in nats) of what no word list counts. Set by hand from the shares of such characters in
# Chinese prose and web pages; only their order of magnitude matters.
RANGES = (
    (0x0000, 0x10000, 20), (0x00, 0x20, 16), (0x20, 0x7F, 5), (0x7F, 0x80, 16), (0x80, 0xA0, 18), (0xA0, 0x250, 13),
    (0x370, 0x400, 12), (0x400, 0x460, 13), (0x2000, 0x2070, 10), (0x2070, 0x2C00, 11.5), (0x2460, 0x2500, 8.5),
    (0x2500, 0x2580, 12), (0x25A0, 0x2700, 10), (0x3000, 0x3040, 10), (0x3040, 0x3100, 11.5), (0x3100, 0x3130, 14),
    (0x3200, 0x3400, 12), (0x3400, 0x4DC0, 17), (0x4E00, 0xA000, 15.5), (0xAC00, 0xD7B0, 17),
    (0xD800, 0xDA00, 6), (0xDA00, 0xDC00, 17), (0xDC00, 0xE000, 12),  # DA00.. marks an unreadable byte, see decoding
    (0xD83C, 0xD83F, 2), (0xE000, 0xF900, 19), (0xF900, 0xFB00, 17), (0xFE30, 0xFE50, 13), (0xFF00, 0xFF61, 8.5),
    (0xFF61, 0x10000, 16),
)  # fmt: skip
MARKS = {
    "\0": 14, "\t": 6, "\n": 4, "\r": 4.5, "\ufeff": 14, "\ufffd": 17, "\xa0": 10, "，": 3.2, "。": 3.7, "、": 4.8,
    "：": 5.5, "；": 6, "“": 5.5, "”": 5.5, "（": 5.8, "）": 5.8, "《": 6.3, "》": 6.3, "！": 6.5, "？": 6.5,
    "\u3000": 5.5, "—": 7, "…": 7.5, "·": 8, "「": 6.5, "」": 6.5, "『": 9, "』": 9, "【": 8, "】": 8, "‘": 8, "’": 8,
    "～": 9, "％": 8, "〇": 9.5,
}  # fmt: skip

Counts = tuple[Counter[str], Counter[str]]


def main() -> None:
    """Count, weigh, write."""
    words, simple = dictionary()
    texts = official(Path(sys.argv[1]))
    # Half of our users' files are neither official nor simplified: the shares keep the model from being either.
    shares = [
        (0.40, 0.5, in_words(words, simple)),
        (0.25, 0.5, in_words(words, convert(simple, "s2tw"))),
        (0.05, 0.5, in_words(words, convert(simple, "s2hk"))),
        (0.20, 0.9, in_text(texts)),
        (0.10, 0.9, in_text(convert(texts, "s2tw"))),
    ]
    unigrams = costs(shares)
    table, kept = bonuses(shares, unigrams)
    packed = zlib.compress(bytes(unigrams) + bytes(table), 9)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(packed)
    print(f"{kept} pairs in {sum(map(bool, table))} buckets, {len(packed)} bytes")


def dictionary() -> tuple[list[float], list[str]]:
    """Return the weights and the words of jieba's dictionary."""
    import jieba

    weights, words = [], []
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        words.append(word)
        weights.append(int(count) + 0.5)
    return weights, words


def official(path: Path) -> list[str]:
    """Return the paragraphs of the work reports and every eighth of the statutes, which are 95 % of the file."""
    documents = lzma.decompress(path.read_bytes()).decode("utf-8").split("\f")
    lines = [line for text in documents[:30] for line in text.splitlines()]
    return lines + [line for text in documents[30::8] for line in text.splitlines()]


def convert(lines: list[str], how: str) -> list[str]:
    """Return the lines in another script."""
    import opencc

    converted: str = opencc.OpenCC(how).convert("\n".join(lines))
    return converted.split("\n")


def in_words(weights: list[float], words: list[str]) -> Counts:
    """Count characters and pairs within words."""
    ones: Counter[str] = Counter()
    twos: Counter[str] = Counter()
    for word, weight in zip(words, weights, strict=True):
        for char in word:
            ones[char] += weight  # type: ignore[assignment]
        for i in range(len(word) - 1):
            twos[word[i : i + 2]] += weight  # type: ignore[assignment]
    return ones, twos


def in_text(lines: list[str]) -> Counts:
    """Count characters and pairs in running text."""
    twos = Counter(a + b for line in lines for a, b in pairwise(line))
    return Counter("".join(lines)), twos


def wide(text: str) -> bool:
    """Whether every character is one that the tables count."""
    return all("\u3000" <= c < "\uff61" and not "\ud800" <= c < "\uf900" for c in text)


def costs(shares: list[tuple[float, float, Counts]]) -> list[int]:
    """Return the cost of each UTF-16 code unit, in eighths of a nat."""
    cost = [0.0] * 0x10000
    for start, end, value in RANGES:
        cost[start:end] = [value] * (end - start)
    share: Counter[str] = Counter()
    for weight, _, (ones, _) in shares:
        total = sum(n for c, n in ones.items() if wide(c))
        for char, n in ones.items():
            if wide(char):
                share[char] += weight * n / total  # type: ignore[assignment]
    for char, part in share.items():
        if char >= "\u3400":
            cost[ord(char)] = min(15.5, -math.log(part * 0.85))  # the rest is marks, digits, letters
    for char, value in MARKS.items():
        cost[ord(char)] = value
    return [round(value * STEP) for value in cost]


def bonuses(shares: list[tuple[float, float, Counts]], unigrams: list[int]) -> tuple[list[int], int]:
    """Return the hashed table of pairs, in eighths of a nat, and how many pairs are in it."""
    share: Counter[str] = Counter()
    for weight, dense, (_, twos) in shares:
        total = sum(n for pair, n in twos.items() if wide(pair))
        for pair, n in twos.items():
            if wide(pair) and n > 1:
                share[pair] += weight * dense * n / total  # type: ignore[assignment]
    gains = []
    for pair, part in share.items():
        alone = math.exp(-(unigrams[ord(pair[0])] + unigrams[ord(pair[1])]) / STEP)
        gain = math.log((part + alone * 0.5) / alone)
        if gain > 0.5:
            # A pair earns its place by what it saves over all text; the root keeps room for rare words.
            gains.append((math.sqrt(part) * gain, pair, gain))
    gains.sort(reverse=True)
    table = [0] * BUCKETS
    for _, pair, gain in gains[:PAIRS]:
        at = (ord(pair[0]) * 40503 ^ ord(pair[1])) & (BUCKETS - 1)
        table[at] = max(table[at], 6 * round(min(gain, 9.0) * STEP / 6))  # a dozen levels deflate better than seventy
    return table, len(gains[:PAIRS])


if __name__ == "__main__":
    main()
