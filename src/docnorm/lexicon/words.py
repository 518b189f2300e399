"""Words, their readings and a trigram model of words, out of one file that is mapped into memory on first need.

The file is built by ``scripts/build_lexicon.py``; its first line says what it was made from. A word is known by its
number: words are numbered by reading, then by how common they are, so that what a reading may stand for lies together.
"""

from __future__ import annotations

import math
import sys
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from docnorm.lexicon.tables import Tables, map_tables
from docnorm.lexicon.ties import FAMILIES
from docnorm.system.native import native
from docnorm.system.stored import find_stored

MARK, NUMBER = 0, 1  # the two "words" that are none: a punctuation mark or line end; a number or Latin
UNKNOWN = -1
LONGEST = 7  # syllables of the longest word: seven codes of nine bits fill one key

_EXP = (*(math.exp(-0.06 * i) for i in range(255)), 0.0)
_CLASS = 0.7  # how far parts of speech are believed: 0.5 to 0.8 gained alike on three kinds of ordinary language
_MOST = 50_000  # words whose numbers are remembered
_SAMPLE = 4000  # characters that tell the register
_UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
_PRIOR, _PRIOR_WEIGHT = -0.3, 60  # of a text of no characters: between a shop review and a report
_BACK = tuple(math.exp(-0.02 * i) for i in range(256))


# What the model remembers of the words before: the last one, and which pair the last two are (-1: none that triples
# begin with). A bare tuple: a million are made for a page of hidden words.
State = tuple[int, int]


class Reading(NamedTuple):
    """One way to read a character: the syllable's code, the log share of it, its tones as bits (bit 0: neutral)."""

    syllable: int
    prior: float
    tones: int


class Words:
    """The lexicon: about 350,000 words, 406 syllables, 390,000 pairs and 500,000 triples of words."""

    def __init__(self, tables: Tables) -> None:
        about, parts = tables
        self.step: float = about["step"]  # of the tables of log shares
        self.parts = parts
        self._text = parts["text"]
        self._starts = parts["starts"]
        self.plain, self.formal = parts["plain"], parts["official"]
        self._keys, self._begin, self._members = parts["keys"], parts["begin"], parts["members"]
        self._crc, self._crc_word = parts["crc"], parts["crc_word"]
        self.begin2, self.next2, self.prob2 = parts["begin2"], parts["next2"], parts["prob2"]
        self.begin3, self.next3, self.prob3 = parts["begin3"], parts["next3"], parts["prob3"]
        self.back2, self.back3 = parts["back2"], parts["back3"]
        self.plain2, self.back_plain2 = parts["plain2"], parts["back_plain2"]
        self.share = tuple(math.exp(-self.step * i) for i in range(256))
        self.tag = parts["tag"]
        ratio = parts["tag_ratio"]
        self.tags = math.isqrt(len(ratio))
        self.follows = tuple(math.exp(_CLASS * x / 20) for x in ratio)
        self._chars = parts["char"]  # sorted: the readings of a character lie together
        self._found: dict[str, int] = {}
        self._read: dict[str, tuple[Reading, ...]] = {}

    @cached_property
    def _register(self) -> dict[str, int]:
        return dict(zip(map(chr, self._chars), self.parts["char_register"], strict=True))

    def readings(self, char: str) -> tuple[Reading, ...]:
        """Return the ways to read a character, likeliest first; empty for what is no Han character that we know."""
        found = self._read.get(char)
        if found is None:
            code = ord(char)
            at = bisect_left(self._chars, code)
            rows = []
            while at < len(self._chars) and self._chars[at] == code:
                prior = -self.step * self.parts["char_prior"][at]
                rows.append(Reading(self.parts["char_syllable"][at], prior, self.parts["char_tones"][at]))
                at += 1
            found = self._read[char] = tuple(rows)
        return found

    @cached_property
    def compiled(self) -> Any:
        """The lexicon as the extension reads it, None without the extension."""
        if native is None:
            return None
        return native.Lexicon(self.parts, self.step, self.share, _EXP, _BACK, self.follows, tuple(FAMILIES))

    def word(self, number: int) -> str:
        """Return the word of that number."""
        return str(self._text[self._starts[number] : self._starts[number + 1]], _UTF16)

    def choose(self, numbers: Sequence[int], length: int) -> list[int]:
        """Return those of ``numbers`` whose words have ``length`` characters of the basic plane; none is decoded."""
        starts = self._starts
        return [number for number in numbers if starts[number + 1] - starts[number] == length]

    def find(self, word: str) -> int:
        """Return the word's number, or ``UNKNOWN``."""
        number = self._found.get(word)
        if number is None:
            if len(self._found) >= _MOST:
                self._found.clear()
            number = self._found[word] = self._search(word)
        return number

    def _search(self, word: str) -> int:
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

    def at(self, index: int, prefix: int, size: int) -> memoryview[int] | None:
        """Return the numbers of the words read exactly as ``prefix``, commonest first, if key ``index`` is that key."""
        if self._keys[index] != prefix << 9 * (LONGEST - size):
            return None
        return self._members[self._begin[index] : self._begin[index + 1]]

    def official(self, text: str) -> float:
        """Return how official the language of ``text`` is: 0.03 (stories, recipes) to 0.85 (reports, statutes).

        The mean log ratio of its characters' shares in official and in ordinary language; a short text says little.
        """
        if self.compiled:
            total, count = self.compiled.register(text[:_SAMPLE])
        else:
            seen = [x for c in text[:_SAMPLE] if (x := self._register.get(c)) is not None]
            total, count = sum(seen), len(seen)
        mean = (total / 20 + _PRIOR_WEIGHT * _PRIOR) / (count + _PRIOR_WEIGHT)
        return float(min(max((mean + 0.9) / 1.1, 0.03), 0.85))

    def model(self, official: float) -> Model:
        """Return the word model for a language so official."""
        return Model(self, official)


class Model:
    """P(word | two words before): discounted triples and pairs of official language, pairs of ordinary language.

    What neither has seen falls back on the word's own share in both, weighted by how well its part of speech follows
    the one before.
    """

    def __init__(self, words: Words, official: float) -> None:
        self._words = words
        self.official = official
        self.trust = 0.3 + 0.65 * official  # trust in official pairs: wrong pairs mislead less than wrong words
        self._one: dict[int, float] = {}

    def one(self, word: int) -> float:
        """Return the probability of a word out of context."""
        if word == UNKNOWN:
            return 1e-9
        found = self._one.get(word)
        if found is None:
            w = self._words
            found = (1 - self.official) * w.share[w.plain[word]] + self.official * w.share[w.formal[word]]
            self._one[word] = found
        return found

    def start(self, word: int) -> State:
        """Return the state after a word of which nothing else is known."""
        return word, -1

    def followers(self, word: int) -> Sequence[int]:
        """Return the numbers of the words that were seen behind ``word`` in official text."""
        w = self._words
        return w.next2[w.begin2[word] : w.begin2[word + 1]] if word >= 0 else ()

    def step(self, state: State, word: int) -> tuple[float, State]:
        """Return the probability of ``word`` after ``state``, and the state after it."""
        w = self._words
        p = self._one.get(word) or self.one(word)
        last, before = state
        if last < 0 or word < 0:
            return p, (word, -1)
        p *= w.follows[w.tag[last] * w.tags + w.tag[word]]
        low, high = w.begin2[last], w.begin2[last + 1]
        trust = self.trust
        pair = -1
        if low < high:
            p *= trust * _BACK[w.back2[last]] + (1 - trust) * _BACK[w.back_plain2[last]]
            at = bisect_left(w.next2, word, low, high)
            if at < high and w.next2[at] == word:
                p += trust * _EXP[w.prob2[at]] + (1 - trust) * _EXP[w.plain2[at]]
                pair = at
        if before >= 0:
            low, high = w.begin3[before], w.begin3[before + 1]
            if low < high:
                p *= 1 - trust * (1 - _BACK[w.back3[before]])
                at = bisect_left(w.next3, word, low, high)
                if at < high and w.next3[at] == word:
                    p += trust * _EXP[w.prob3[at]]
        return p, (word, pair)


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lexicon, mapped on the first call (1 ms; the pages that are read belong to all processes)."""
    return Words(map_tables(find_stored("pinyin.bin")))
