"""Build ``src/docnorm/data/pinyin.bin``: words, readings and an n-gram model for restoring words hidden behind pinyin.

    pip install jieba==0.42.1 pypinyin==0.55.0
    pip download --no-deps cutword==0.1.1 && unzip cutword-0.1.1-py3-none-any.whl 'cutword/*.txt'
    PYTHONPATH=src python scripts/build_lexicon.py official-zh.txt.xz cutword -o src/docnorm/data/pinyin.bin

Two minutes on one core. jieba and pypinyin (MIT) and two dictionaries of cutword (Apache-2.0; no code of it is
run) are needed at build time only; other versions are refused, for the file names those it was made of. Why these: ADR
13. The corpus is official Chinese text (laws and work reports, outside copyright by article 5 of the Copyright Law of
the People's Republic of China): one paragraph a line, documents separated by a form feed, the work reports first. Only
counts of it are kept.

The file (``docnorm.lexicon.tables``): one line of JSON (what it is, its sources with licence, version and digest, its
sections and the digest of them), then the sections as they are read: 26 MB, in a wheel 12. The same inputs
give the same bytes on any machine.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import math
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import jieba
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.phrases_dict import phrases_dict

from docnorm.lexicon.pinyin import CODES
from docnorm.lexicon.tables import pack_tables

HAN = re.compile(r"[\u4e00-\u9fff]+")
TOKEN = re.compile(r"[\u4e00-\u9fff]+|[0-9A-Za-z０-９.%％]+|[^\u4e00-\u9fff0-9A-Za-z]+")
REPORTS = 30  # documents at the head of the corpus whose language is that of office prose
BITS = 19  # of a word's number: 524,287 words at most


VERSIONS = {"jieba": "0.42.1", "pypinyin": "0.55.0"}


def plain(syllable: str) -> str:
    return syllable.replace("ü", "v")


class Ordinary:
    """What dictionaries know of ordinary language: counts of words, and phrases with their counts."""

    def __init__(self, cutword: Path) -> None:
        jieba.setLogLevel(60)
        jieba.dt.FREQ, jieba.dt.total = jieba.dt.gen_pfdict(jieba.get_dict_file())  # never a cache of another version
        jieba.dt.initialized = True
        old = {w: float(f) for w, f in jieba.dt.FREQ.items() if f > 0 and HAN.fullmatch(w) and len(w) <= 7}
        new = counts_of(cutword / "dict.txt")
        every = counts_of(cutword / "unionwords.txt")
        self.phrases = {w: max(c, 0.3) for w, c in every.items() if 3 <= len(w) <= 8}
        self.new = {w: max(c, every.get(w, 0)) for w, c in new.items()}
        # Two counts of two decades: each is blind to what the other saw, so they are averaged as shares.
        scale = sum(old.values()) / sum(self.new.values())
        self.counts = {w: (old.get(w, 0.0) + scale * self.new.get(w, every.get(w, 0.0))) / 2 for w in old}
        for word, count in self.new.items():
            if word not in old and count >= 2 and 2 <= len(word) <= 4:
                self.counts[word] = scale * count / 2
                jieba.add_word(word, max(1, round(scale * count / 2)))
        for word in phrases_dict:
            if HAN.fullmatch(word) and len(word) <= 7:
                self.counts.setdefault(word, 0.5)


def counts_of(path: Path) -> dict[str, float]:
    """Words and counts of a dictionary file of cutword; a word of two parts of speech stands there twice."""
    found: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        if len(row) > 1 and HAN.fullmatch(row[0]):
            found[row[0]] = max(found.get(row[0], 0.0), float(row[1]))
    return found


def readings(counts: dict[str, float]) -> dict[str, list[tuple[str, ...]]]:
    """The toneless reading of every word; of single characters all of them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for word in counts:
        if len(word) == 1:
            every = [plain(x) for x in pinyin(word, style=Style.NORMAL, heteronym=True)[0]]
            rows = [(x,) for x in dict.fromkeys(every) if x in CODES]
        else:
            # As a phrase pypinyin cuts the word first (银行卡: yin hang ka), as a word it may read it by characters
            # (yin xing ka). Whoever hides words with a program hides them so or so.
            both = dict.fromkeys(tuple(plain(x) for x in lazy_pinyin(w)) for w in (word, [word]))
            rows = [row for row in both if len(row) == len(word) and all(x in CODES for x in row)]
        if rows:
            found[word] = rows
    return found


def tones(char: str) -> dict[str, int]:
    """Syllable of a character to the set of its tones, as bits (bit 0: neutral)."""
    found: dict[str, int] = defaultdict(int)
    for spelled in pinyin(char, style=Style.TONE3, heteronym=True, neutral_tone_with_five=False)[0]:
        tone = int(spelled[-1]) if spelled[-1].isdigit() else 0
        found[plain(spelled.rstrip("012345"))] |= 1 << tone
    return found


def documents(path: Path) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return file.read().split("\f")


def tokens(line: str, cut: dict[str, list[str]]) -> Iterator[str]:
    """Words of a paragraph; N for numbers and Latin, B for marks."""
    yield "B"
    for found in TOKEN.finditer(line.strip()):
        part = found.group()
        if HAN.match(part):
            if part not in cut:
                cut[part] = list(jieba.cut(part, HMM=False))
            yield from cut[part]
        elif part[0].isalnum():
            yield "N"
        elif part.strip():
            yield "B"


def tags() -> dict[str, str]:
    """The part of speech that jieba's dictionary gives a word."""
    rows = (line.split(" ") for line in jieba.get_dict_file().read().decode("utf-8").splitlines())
    return {row[0]: row[2] for row in rows if len(row) == 3}


class Grams:
    """Weighted counts of one, two and three words in a row."""

    def __init__(self, number: dict[str, int]) -> None:
        self.number = number
        self.one: Counter[int] = Counter()
        self.two: Counter[int] = Counter()
        self.three: Counter[int] = Counter()

    def add(self, document: str, weight: float, cut: dict[str, list[str]]) -> None:
        """Count a document. Repeats within it count by their square root: statutes say everything many times."""
        one: Counter[int] = Counter()
        two: Counter[int] = Counter()
        three: Counter[int] = Counter()
        for line in document.split("\n"):
            row = [self.number.get(w, 1) for w in tokens(line, cut)]
            one.update(row)
            pairs = [a << BITS | b for a, b in pairwise(row)]
            two.update(pairs)
            three.update(p << BITS | c for p, c in zip(pairs, row[2:], strict=False))
        for have, new in ((self.one, one), (self.two, two), (self.three, three)):
            for key, n in new.items():
                have[key] += weight * math.sqrt(n)


def quantised(value: float, step: float) -> int:
    """A negative log probability in steps, in one byte."""
    return max(0, min(255, round(-value / step)))


def reading_priors(read: dict[str, list[tuple[str, ...]]], counts: dict[str, float]) -> dict[tuple[str, str], float]:
    """P(reading | character as a word of its own): what it is in words, drawn towards pypinyin's first reading."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word, rows in read.items():
        if len(word) > 1:
            for char, syllable in zip(word, rows[0], strict=True):
                seen[char][syllable] += counts[word]
    prior = {}
    for char, rows in read.items():
        if len(char) > 1:
            continue
        first = plain(lazy_pinyin(char)[0])
        own = counts[char] + 1
        total = 0.3 * seen[char].total() + own
        for (syllable,) in rows:
            share = (0.3 * seen[char][syllable] + (own if syllable == first else 0)) / total
            prior[char, syllable] = math.log(max(share, 1e-5))
    return prior


def build(corpus: Path, cutword: Path, least: tuple[float, float]) -> bytes:
    ordinary = Ordinary(cutword)
    counts = ordinary.counts
    read = readings(counts)

    def key(row: tuple[str, ...]) -> int:
        value = 0
        for i in range(7):
            value = value << 9 | (CODES[row[i]] if i < len(row) else 0)
        return value

    # A word's number is its place by reading, then by count; a character of several readings is numbered once, at
    # its first, and listed under each.
    order = sorted(read, key=lambda w: (key(read[w][0]), -counts[w], w))
    number = {w: i + 2 for i, w in enumerate(order)}  # 0: a mark, 1: a number or Latin
    number["B"], number["N"] = 0, 1
    print(len(order), "words", len(CODES), "syllables")

    grams = Grams(number)
    cut: dict[str, list[str]] = {}
    for at, document in enumerate(documents(corpus)):
        grams.add(document, 3.0 if at < REPORTS else 1.0, cut)
    print(len(grams.one), len(grams.two), len(grams.three), "grams")

    phrases = phrase_pairs(ordinary, number)
    n = len(order) + 2
    total, official = sum(counts.values()), grams.one.total()
    sections: dict[str, array] = {}
    text = "".join(order)
    sections["text"] = array("H", (ord(c) for c in text))
    starts = array("I", [0, 0, 0])
    for word in order:
        starts.append(starts[-1] + len(word))
    sections["starts"] = starts
    sections["plain"] = array("B", [0, 0, *(quantised(math.log(counts[w] / total), 0.08) for w in order)])
    sections["official"] = array("B", [quantised(math.log(max(grams.one[i], 0.02) / official), 0.08) for i in range(n)])
    rows = sorted((key(row), number[w]) for w in order for row in read[w])
    by_key: dict[int, list[int]] = defaultdict(list)
    for k, i in rows:
        by_key[k].append(i)
    keys, begin, members = array("Q"), array("I"), array("I")
    for k, ids in by_key.items():
        keys.append(k)
        begin.append(len(members))
        members.extend(sorted(ids, key=lambda i: -counts[order[i - 2]]))
    begin.append(len(members))
    sections |= {"keys": keys, "begin": begin, "members": members}
    crcs = sorted((zlib.crc32(w.encode("utf-16-le")), number[w]) for w in order)
    sections["crc"] = array("I", (c for c, _ in crcs))
    sections["crc_word"] = array("I", (i for _, i in crcs))
    sections |= ngram_sections(grams, phrases, n, least)
    sections |= tag_sections(grams, order)
    sections |= char_sections(read, order, counts, grams, number)
    for name, part in sections.items():
        print(name, len(part), len(part) * part.itemsize, len(zlib.compress(part.tobytes(), 6)))
    head: dict[str, object] = {
        "what": "words, readings and word n-grams for restoring hidden words; built by scripts/build_lexicon.py",
        "sources": sources(corpus, cutword),
        "step": 0.08,
    }
    return pack_tables(head, sections)


def sources(corpus: Path, cutword: Path) -> list[str]:
    """Name, version, licence and, of files that are handed in, the digest of each source."""
    return [
        "jieba 0.42.1 (MIT): dict.txt",
        f"cutword 0.1.1 (Apache-2.0): dict.txt {digest(cutword / 'dict.txt')}",
        f"cutword 0.1.1 (Apache-2.0): unionwords.txt {digest(cutword / 'unionwords.txt')}",
        "pypinyin 0.55.0 (MIT): readings and phrases",
        f"laws and work reports (outside copyright, PRC Copyright Law, article 5): counts of {digest(corpus)}",
    ]


def digest(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def char_sections(
    read: dict[str, list[tuple[str, ...]]],
    order: list[str],
    counts: dict[str, float],
    grams: Grams,
    number: dict[str, int],
) -> dict[str, array]:
    """Of every character and reading: how likely it is read so, its tones, and how official it sounds."""
    sections: dict[str, array] = {}
    prior = reading_priors(read, counts)
    chars = sorted(w for w in order if len(w) == 1)  # found by halving
    sections["char"] = array("H", (ord(c) for c in chars for _ in read[c]))
    sections["char_syllable"] = array("H", (CODES[s] for c in chars for (s,) in read[c]))
    sections["char_prior"] = array("B", (quantised(prior[c, s], 0.08) for c in chars for (s,) in read[c]))
    marks = {c: tones(c) for c in chars}
    plain_chars, official_chars = Counter(), Counter()
    for word in order:
        for c in word:
            plain_chars[c] += counts[word]
            official_chars[c] += grams.one[number[word]]
    ratio = official_chars.total() / plain_chars.total()
    sections["char_register"] = array(
        "b",
        (
            max(-127, min(127, round(20 * math.log((official_chars[c] / ratio + 3) / (plain_chars[c] + 3)))))
            for c in chars
            for _ in read[c]
        ),
    )
    sections["char_tones"] = array("B", (marks[c].get(s, 0) for c in chars for (s,) in read[c]))
    return sections


def tag_sections(grams: Grams, order: list[str]) -> dict[str, array]:
    """Parts of speech: of each word, and how much likelier one is after another than anywhere (log ratio)."""
    known = tags()
    names = sorted({known.get(w, "i") for w in order})
    place = {t: i + 2 for i, t in enumerate(names)}
    tag = array("B", [0, 1, *(place[known.get(w, "i")] for w in order)])
    size = len(names) + 2
    pairs = [[0.0] * size for _ in range(size)]
    mask = (1 << BITS) - 1
    for k, c in grams.two.items():
        pairs[tag[k >> BITS]][tag[k & mask]] += c
    total = sum(map(sum, pairs))
    column = [sum(row[i] for row in pairs) for i in range(size)]
    ratio = array("b")
    for row in pairs:
        whole = sum(row)
        for i in range(size):
            share = column[i] / total
            p = (row[i] + 200 * share) / (whole + 200)
            ratio.append(max(-127, min(127, round(20 * math.log(p / share))) if share else 0))
    print(size, "tags", names)
    return {"tag": tag, "tag_ratio": ratio}


def phrase_pairs(ordinary: Ordinary, number: dict[str, int]) -> tuple[Counter[int], dict[int, float]]:
    """Pairs of words within phrases of ordinary language, and how often the first word stands anywhere."""
    pairs: Counter[int] = Counter()
    first: Counter[int] = Counter()
    for phrase, count in ordinary.phrases.items():
        if phrase in number:
            continue
        row = [number.get(w, 1) for w in jieba.cut(phrase, HMM=False)]
        for a, b in pairwise(row):
            pairs[a << BITS | b] += count
            first[a] += count
    whole = {i: max(first[i], ordinary.new.get(w, 0.0)) for w, i in number.items() if i in first}
    print(len(pairs), "pairs in phrases")
    return pairs, whole


def ngram_sections(
    grams: Grams, phrases: tuple[Counter[int], dict[int, float]], n: int, least: tuple[float, float]
) -> dict[str, array]:
    """Pruned counts as discounted probabilities: rows by first word, rows of rows by first two."""
    d2, d3 = 0.7, 0.7
    step = 0.06
    total: Counter[int] = Counter()
    kinds: Counter[int] = Counter()
    for pair, c in grams.two.items():
        total[pair >> BITS] += c
        kinds[pair >> BITS] += 1
    mask = (1 << BITS) - 1
    pairs, whole = phrases
    two = sorted({k for k, c in grams.two.items() if c >= least[0]} | {k for k, c in pairs.items() if c >= 0.3})
    place = {k: i for i, k in enumerate(two)}
    kept: dict[int, float] = defaultdict(float)
    kept_plain: dict[int, float] = defaultdict(float)
    begin2, next2, prob2, plain2 = array("I", [0] * (n + 1)), array("I"), array("B"), array("B")
    for k in two:
        a = k >> BITS
        begin2[a + 1] += 1
        next2.append(k & mask)
        p = max(grams.two[k] - d2, 0.05) / total[a] if grams.two[k] >= least[0] else 0.0
        kept[a] += p
        prob2.append(quantised(math.log(p), step) if p else 255)
        p = max(pairs[k] - 0.5, 0.1) / (whole[a] + 2) if k in pairs else 0.0
        kept_plain[a] += p
        plain2.append(quantised(math.log(p), step) if p else 255)
    for a in range(n):
        begin2[a + 1] += begin2[a]
    back2 = array("B", (quantised(math.log(max(1 - kept[a], 0.02)), 0.02) for a in range(n)))
    back_plain2 = array("B", (quantised(math.log(max(1 - kept_plain[a], 0.02)), 0.02) for a in range(n)))
    total3: Counter[int] = Counter()
    for k, c in grams.three.items():
        total3[k >> BITS] += c
    three = sorted(k for k, c in grams.three.items() if c >= least[1] and k >> BITS in place)
    kept3: dict[int, float] = defaultdict(float)
    begin3, next3, prob3 = array("I", [0] * (len(two) + 1)), array("I"), array("B")
    for k in three:
        h = k >> BITS
        p = max(grams.three[k] - d3, 0.05) / total3[h]
        kept3[h] += p
        begin3[place[h] + 1] += 1
        next3.append(k & mask)
        prob3.append(quantised(math.log(p), step))
    for i in range(len(two)):
        begin3[i + 1] += begin3[i]
    back3 = array("B", (quantised(math.log(max(1 - kept3[k], 0.02)), 0.02) for k in two))
    return {
        "begin2": begin2, "next2": next2, "prob2": prob2, "back2": back2,
        "plain2": plain2, "back_plain2": back_plain2,
        "begin3": begin3, "next3": next3, "prob3": prob3, "back3": back3,
    }  # fmt: skip


def main(arguments: Iterable[str] | None = None) -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("corpus", type=Path)
    ask.add_argument("cutword", type=Path, help="the folder of the package cutword: its two dictionaries")
    ask.add_argument("-o", "--output", type=Path, required=True)
    ask.add_argument(
        "--least", type=float, nargs=2, default=(1.9, 2.9), help="weights below which pairs and triples are dropped"
    )
    given = ask.parse_args(None if arguments is None else list(arguments))
    for name, wanted in VERSIONS.items():
        if version(name) != wanted:
            ask.error(f"{name} {wanted} is wanted, {version(name)} is installed")
    data = build(given.corpus, given.cutword, tuple(given.least))
    given.output.write_bytes(data)
    print(given.output, len(data))


if __name__ == "__main__":
    main()
