"""Words, their readings and a trigram model of words, out of one compact file that loads on first need.

The file is built by ``scripts/build_lexicon.py``; its first line says what it was made from. A word is known by its
number: words are numbered by reading, then by how common they are, so that what a reading may stand for lies together.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

MARK, NUMBER = 0, 1  # the two "words" that are none: a punctuation mark or line end; a number or Latin
UNKNOWN = -1
LONGEST = 7  # syllables of the longest word: seven codes of nine bits fill one key

_EXP = tuple(math.exp(-0.06 * i) for i in range(256))
_BACK = tuple(math.exp(-0.02 * i) for i in range(256))


class State(NamedTuple):
    """What the model remembers of the words before: the last one, and the last two where triples begin with them."""

    word: int
    pair: int


class Reading(NamedTuple):
    """One way to read a character: the syllable's code, the log share of it, its tones as bits (bit 0: neutral)."""

    syllable: int
    prior: float
    tones: int


class Words:
    """The lexicon: about 350,000 words, 406 syllables, 390,000 pairs and 500,000 triples of words."""

    def __init__(self, data: bytes) -> None:
        head, _, body = data.partition(b"\n")
        about = json.loads(head)
        parts = _sections(about["sections"], zlib.decompress(body))
        step = about["step"]
        self._text = parts["text"].tobytes().decode("utf-16-le" if sys.byteorder == "little" else "utf-16-be")
        self._starts = parts["starts"]
        self._plain, self._official = parts["plain"], parts["official"]
        self._keys, self._begin, self._members = parts["keys"], parts["begin"], parts["members"]
        self._crc, self._crc_word = parts["crc"], parts["crc_word"]
        self._begin2, self._next2, self._prob2 = parts["begin2"], parts["next2"], parts["prob2"]
        self._begin3, self._next3, self._prob3 = parts["begin3"], parts["next3"], parts["prob3"]
        self._back2, self._back3 = parts["back2"], parts["back3"]
        self._one = tuple(math.exp(-step * i) for i in range(256))
        self.readings: dict[str, list[Reading]] = {}
        for char, code, prior, tones in zip(
            parts["char"], parts["char_syllable"], parts["char_prior"], parts["char_tones"], strict=True
        ):
            self.readings.setdefault(chr(char), []).append(Reading(code, -step * prior, tones))

    def word(self, number: int) -> str:
        """Return the word of that number."""
        return self._text[self._starts[number] : self._starts[number + 1]]

    def find(self, word: str) -> int:
        """Return the word's number, or ``UNKNOWN``."""
        crc = zlib.crc32(word.encode("utf-16-le", "surrogatepass"))
        at = bisect_left(self._crc, crc)
        while at < len(self._crc) and self._crc[at] == crc:
            number = self._crc_word[at]
            if self.word(number) == word:
                return number
            at += 1
        return UNKNOWN

    def range(self, prefix: int, size: int, low: int = 0, high: int | None = None) -> tuple[int, int]:
        """Return which keys begin with ``size`` syllables packed in ``prefix``, looking in ``[low, high)``."""
        shift = 9 * (LONGEST - size)
        high = len(self._keys) if high is None else high
        start = bisect_left(self._keys, prefix << shift, low, high)
        return start, bisect_left(self._keys, (prefix + 1) << shift, start, high)

    def at(self, index: int, prefix: int, size: int) -> array[int] | None:
        """Return the numbers of the words read exactly as ``prefix``, commonest first, if key ``index`` is that key."""
        if self._keys[index] != prefix << 9 * (LONGEST - size):
            return None
        return self._members[self._begin[index] : self._begin[index + 1]]

    def one(self, word: int) -> float:
        """Return the probability of a word out of context: half ordinary language, half official."""
        if word == UNKNOWN:
            return 1e-9
        return 0.5 * self._one[self._plain[word]] + 0.5 * self._one[self._official[word]]

    def step(self, state: State, word: int) -> tuple[float, State]:
        """Return the probability of ``word`` after ``state`` (absolute discounting, interpolated) and the new state."""
        p = self.one(word)
        last = state.word
        if UNKNOWN in {last, word}:
            return p, State(word, -1)
        low, high = self._begin2[last], self._begin2[last + 1]
        pair = -1
        p *= _BACK[self._back2[last]]
        if low < high:
            at = bisect_left(self._next2, word, low, high)
            if at < high and self._next2[at] == word:
                p += _EXP[self._prob2[at]]
                pair = at
        before = state.pair
        if before >= 0:
            low, high = self._begin3[before], self._begin3[before + 1]
            if low < high:
                p *= _BACK[self._back3[before]]
                at = bisect_left(self._next3, word, low, high)
                if at < high and self._next3[at] == word:
                    p += _EXP[self._prob3[at]]
        return p, State(word, pair)


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lexicon, read on the first call (some 0.2 s and 40 MB)."""
    return Words(files("docnorm").joinpath("data", "pinyin.bin").read_bytes())


def _sections(table: list[tuple[str, str, int]], body: bytes) -> dict[str, array[int]]:
    view, at = memoryview(body), 0
    parts: dict[str, array[int]] = {}
    for name, kind, count in table:
        part: array[int] = array(kind)
        size = count * part.itemsize
        part.frombytes(view[at : at + size])
        if sys.byteorder == "big":
            part.byteswap()
        at += size
        parts[name] = part
    return parts
