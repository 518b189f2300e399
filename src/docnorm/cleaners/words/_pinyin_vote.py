"""What the other places of a document say to a run that stands in several: one hidden word, most likely.

Who hides a word hides it wherever it stands. jianchajiguan, 30 times in a statute, is 监察机关 beyond doubt in three
of its contexts and nearly even with 检察机关 in the rest: read together they agree.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from docnorm.lexicon.lattice import Guess

WEIGHT = 3  # other contexts that count at most, whatever their number: they say much the same
MISSING = math.log(0.002)  # of a reading that a context did not yield
WHOLE = 2.0  # nats that one word is likelier than two where a run comes again and again
CERTAIN = 0.9  # a context as sure as this is not overruled
_CERTAIN = math.log(CERTAIN)
DOUBT = 0.89  # what contexts come to that agree, but of which none is sure: they may all be misled alike


class Occurrence(NamedTuple):
    """A run in one place: its letters, the context it was read in, and what it may stand for."""

    letters: str
    context: str
    guesses: tuple[Guess, ...]


class _Poll:
    """What the contexts of one run say of each reading, each context once: a sentence said twice is one voice."""

    def __init__(self, places: Sequence[Occurrence]) -> None:
        self.said: dict[str, dict[str, float]] = {}
        self._sum: defaultdict[str, float] = defaultdict(float)  # over the contexts that have a reading, above MISSING
        self._sure: Counter[str] = Counter()
        for place in places:
            if place.context in self.said:
                continue
            shares = {g.text: max(_log(g.share), MISSING) for g in place.guesses}
            self.said[place.context] = shares
            for text, share in shares.items():
                self._sum[text] += share - MISSING
                self._sure[text] += share >= _CERTAIN

    def others(self, place: Occurrence, text: str) -> float:
        """Return what the other contexts say of a reading: the sum of its log shares."""
        own = self.said[place.context].get(text, MISSING)
        return self._sum[text] + MISSING * len(self.said) - own

    def sure(self, place: Occurrence, text: str) -> bool:
        """Whether another context is sure of a reading."""
        return self._sure[text] > (self.said[place.context].get(text, MISSING) >= _CERTAIN)


def poll(places: Sequence[Occurrence], is_word: Callable[[str], bool]) -> list[tuple[Guess, ...]]:
    """Return the guesses of each place as the other places of the same run see them, in the order of ``places``."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, place in enumerate(places):
        if len(place.guesses[0].text) > 1 and not place.guesses[0].joined:
            groups[place.letters].append(i)
    out = [place.guesses for place in places]
    for members in groups.values():
        if len(members) < 2:
            continue
        poll = _Poll([places[i] for i in members])
        if len(poll.said) > 1:
            for i in members:
                out[i] = _heed(places[i], poll, is_word)
    return out


def _heed(place: Occurrence, poll: _Poll, is_word: Callable[[str], bool]) -> tuple[Guess, ...]:
    if place.guesses[0].share >= CERTAIN:
        return place.guesses
    others = len(poll.said) - 1
    heard = min(others, WEIGHT)
    logs = [
        _log(g.share)
        + heard / others * poll.others(place, g.text)
        + WHOLE * (others > 1 and is_word(g.text)) * (1 + heard)
        for g in place.guesses
    ]
    top = max(logs)
    whole = sum(math.exp(x - top) for x in logs)
    rows = sorted(zip(logs, place.guesses, strict=True), key=lambda row: -row[0])
    best = rows[0][1].text
    most = 1.0 if best == place.guesses[0].text and poll.sure(place, best) else DOUBT
    return tuple(guess._replace(share=min(math.exp(x - top) / whole, most)) for x, guess in rows)


def _log(share: float) -> float:
    return math.log(max(share, 1e-6))
