"""What a writer may have meant by the characters that stand there: words of the same or a near sound, or a like shape.

The noisy channel: a reading costs nats by how it goes wrong. The costs were chosen on the training halves of public
sets (official documents, law, medicine); what they gain on the test halves stands in the rule's page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Literal, NamedTuple

from docnorm.lexicon.segment import Segmenter
from docnorm.lexicon.shapes import find_similar
from docnorm.lexicon.sounds import find_near_syllables
from docnorm.lexicon.words import UNKNOWN, Words

Kind = Literal["sound", "near sound", "shape", "left out", "doubled"]

LONGEST_SPAN = 5  # characters that are replaced as one word
_HOMOPHONES = 24  # words tried per reading, commonest first
_COST: dict[Kind, float] = {"sound": 6.0, "near sound": 7.5, "shape": 7.5, "left out": 10.0, "doubled": 4.0}
# A single character is a word of its own everywhere; a long word that fits is hardly chance.
_BY_LENGTH = (0.0, 4.0, 0.0, -1.0, -2.0, -2.0)
# Of a second wrong character: in a word of two or three, little of what stands there is left.
_SECOND = {2: 3.0, 3: 3.0}
_SECOND_LONGER = 2.0
_WORD = 1.5  # where what stands there is a word itself, and differs in one character: 谋利 and 牟利 are both right


class Replacement(NamedTuple):
    """A word that may be meant: its number in the lexicon, what it costs in nats, and how it went wrong."""

    number: int
    word: str
    cost: float
    kind: Kind


class Channel:
    """Finds replacements. Remembers what it has looked up: make one a document."""

    def __init__(self, words: Words, segmenter: Segmenter) -> None:
        self._words = words
        self._number = segmenter.number
        self._known: dict[str, tuple[Replacement, ...]] = {}

    def replacements(self, span: str) -> tuple[Replacement, ...]:
        """Return the words that ``span`` may stand for, in no order; each word once, at its least cost."""
        known = self._known.get(span)
        if known is None:
            found: dict[int, Replacement] = {}
            for one in (*self._by_sound(span), *self._by_shape(span)):
                if one.number not in found or one.cost < found[one.number].cost:
                    found[one.number] = one
            known = self._known[span] = tuple(found.values())
        return known

    def _by_sound(self, span: str) -> Iterator[Replacement]:
        readings = [self._syllables(char) for char in span]
        if not all(readings):
            return
        for codes in islice(product(*readings), 8):
            yield from self._read_as(span, codes, "sound", -1)
        for codes in islice(product(*readings), 4):
            for at, code in enumerate(codes):
                for near in find_near_syllables(code):
                    yield from self._read_as(span, (*codes[:at], near, *codes[at + 1 :]), "near sound", at)

    def _read_as(self, span: str, codes: tuple[int, ...], kind: Kind, at: int) -> Iterator[Replacement]:
        """Yield words read as ``codes`` that differ in one character, of the same sound also in two."""
        prefix = 0
        for code in codes:
            prefix = prefix << 9 | code
        start, end = self._words.range(prefix, len(span))
        members = self._words.at(start, prefix, len(span)) if start < end else None
        for number in (members or ())[:_HOMOPHONES]:
            word = self._words.word(number)
            wrong = [i for i, (a, b) in enumerate(zip(span, word, strict=True)) if a != b]
            # Two characters go wrong together where an input method takes one word for another (护士 for 忽视): what
            # stands there is a word. 肚孑 is none, and no slip for 堵截.
            two = kind == "sound" and len(wrong) == 2 and (len(span) > 2 or self._number(span) != UNKNOWN)
            if two or (kind == "sound" and len(wrong) == 1) or wrong == [at]:
                extra = _WORD if len(wrong) == 1 and len(span) > 1 and self._number(span) != UNKNOWN else 0.0
                yield Replacement(number, word, cost(kind, len(span), len(wrong)) + extra, kind)

    def _by_shape(self, span: str) -> Iterator[Replacement]:
        if len(span) < 2:
            return
        for at, char in enumerate(span):
            for other in find_similar(char):
                word = span[:at] + other + span[at + 1 :]
                number = self._number(word)
                if number != UNKNOWN:
                    yield Replacement(number, word, cost("shape", len(span), 1), "shape")

    def _syllables(self, char: str) -> list[int]:
        """Return the usual readings of a character, likeliest first; one in fifty would open every homophone."""
        usual = self._words.readings(char)[:3]
        return [reading.syllable for i, reading in enumerate(usual) if i == 0 or reading.prior > -4]


def cost(kind: Kind, length: int, wrong: int) -> float:
    """Return what a reading costs: of a word of ``length`` characters of which ``wrong`` are not as they stand."""
    second = _SECOND.get(length, _SECOND_LONGER) if wrong > 1 else 0.0
    return _COST[kind] + _BY_LENGTH[min(length, LONGEST_SPAN)] + second
