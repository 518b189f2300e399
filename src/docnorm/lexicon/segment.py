"""Chinese text cut into words: the most probable path through the lexicon under its model of word sequences."""

from __future__ import annotations

import math
from typing import NamedTuple

from docnorm.lexicon.words import MARK, UNKNOWN, Model, State, Words

LONGEST_WORD = 5  # characters: names of institutions are longer, and their parts are words as well
_BEAM = 2  # states kept per place: with 1, 23 of 1,064 runs are cut otherwise than with 8; with 2, none
_FLOOR = 1e-30


class Token(NamedTuple):
    """A word in its place."""

    start: int  # offsets in the run, half-open
    end: int
    number: int  # ``UNKNOWN`` for a character that is no word
    score: float  # log probability after the words before
    state: State  # of the model, before it


class Segmenter:
    """Cuts runs of Han characters into words. Remembers what it has looked up: make one a document."""

    def __init__(self, words: Words, model: Model) -> None:
        self._words = words
        self._model = model
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """Return the number of ``word``, or ``UNKNOWN``."""
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = self._words.find(word)
        return found

    def words_from(self, text: str, start: int) -> list[tuple[int, int]]:
        """Return the end and number of every word that begins at ``start``; a single character always counts."""
        out = [(start + 1, self.number(text[start]))]
        for end in range(start + 2, min(len(text), start + LONGEST_WORD) + 1):
            number = self.number(text[start:end])
            if number != UNKNOWN:
                out.append((end, number))
        return out

    def cut(self, text: str) -> tuple[list[Token], float]:
        """Return the words of ``text``, a run between two marks, and the log probability that it ends there."""
        step = self._model.step
        # Each place: state → (score, way): a way is the token that led here and the way before it.
        places: list[dict[State, tuple[float, _Way]]] = [{} for _ in range(len(text) + 1)]
        places[0][self._model.start(MARK)] = (0.0, None)
        for start, reached in enumerate(places[:-1]):
            if not reached:
                continue
            found = (
                sorted(reached.items(), key=_read_score, reverse=True)[:_BEAM] if len(reached) > 1 else reached.items()
            )
            for end, number in self.words_from(text, start):
                into = places[end]
                for state, (score, way) in found:
                    p, after = step(state, number)
                    own = math.log(p + _FLOOR)
                    old = into.get(after)
                    if old is None or score + own > old[0]:
                        into[after] = score + own, (Token(start, end, number, own, state), way)
        last = {state: math.log(step(state, MARK)[0] + _FLOOR) for state in places[-1]}
        best = max(places[-1], key=lambda state: places[-1][state][0] + last[state])
        way = places[-1][best][1]
        tokens: list[Token] = []
        while way is not None:
            tokens.append(way[0])
            way = way[1]
        return tokens[::-1], last[best]


_Way = tuple[Token, "_Way"] | None


def _read_score(item: tuple[State, tuple[float, _Way]]) -> float:
    return item[1][0]
