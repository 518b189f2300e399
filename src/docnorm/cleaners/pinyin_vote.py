"""What the other places of a document say to a run that stands in several: one hidden word, most likely.

Who hides a word hides it wherever it stands. jianchajiguan, 30 times in a statute, is 监察机关 beyond doubt in three
of its contexts and nearly even with 检察机关 in the rest: read together they agree.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from docnorm.lexicon.lattice import Guess

WEIGHT = 3  # other contexts that count at most, whatever their number: they say much the same
MISSING = math.log(0.002)  # of a reading that a context did not yield
WHOLE = 2.0  # nats that one word is likelier than two where a run comes again and again
CERTAIN = 0.9  # a context as sure as this is not overruled
DOUBT = 0.89  # what contexts come to that agree, but of which none is sure: they may all be misled alike


class Place(NamedTuple):
    """A run in one place: its letters, the context it was read in, and what it may stand for."""

    letters: str
    context: str
    guesses: tuple[Guess, ...]


def voted(places: Sequence[Place], is_word: Callable[[str], bool]) -> list[tuple[Guess, ...]]:
    """Return the guesses of each place as the other places of the same run see them, in the order of ``places``."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, place in enumerate(places):
        if len(place.guesses[0].text) > 1 and not place.guesses[0].joined:
            groups[place.letters].append(i)
    out = [place.guesses for place in places]
    for members in groups.values():
        seen = {places[i].context: {g.text: math.log(max(g.share, 1e-6)) for g in places[i].guesses} for i in members}
        if len(seen) < 2:
            continue
        for i in members:
            out[i] = _heeded(
                places[i], [shares for context, shares in seen.items() if context != places[i].context], is_word
            )
    return out


def _heeded(place: Place, others: Sequence[dict[str, float]], is_word: Callable[[str], bool]) -> tuple[Guess, ...]:
    if place.guesses[0].share >= CERTAIN:
        return place.guesses
    weight = min(len(others), WEIGHT) / len(others)
    logs = [
        math.log(max(g.share, 1e-6))
        + weight * sum(max(shares.get(g.text, MISSING), MISSING) for shares in others)
        + WHOLE * (len(others) > 1 and is_word(g.text)) * (1 + weight * len(others))
        for g in place.guesses
    ]
    top = max(logs)
    whole = sum(math.exp(x - top) for x in logs)
    rows = sorted(zip(logs, place.guesses, strict=True), key=lambda row: -row[0])
    best = rows[0][1].text
    sure = any(math.exp(shares.get(best, MISSING)) >= CERTAIN for shares in others)
    most = 1.0 if sure and best == place.guesses[0].text else DOUBT
    return tuple(guess._replace(share=min(math.exp(x - top) / whole, most)) for x, guess in rows)
