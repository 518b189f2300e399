"""A KenLM model of the user's own beside ours: the extra ``[lm]``."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from docnorm.errors import RuleFailed
from docnorm.lexicon.words import MARK, NUMBER, UNKNOWN, Model, State, Words

SHARE = 0.5  # of the log probability: half and half did best with a trigram model of another house
_LN10 = math.log(10)
_FLOOR = -18.0  # log10 of nothing; a model that does not know a word must not forbid it


class Mixed:
    """Our model and a KenLM model of words, mixed in the logarithm."""

    def __init__(self, words: Words, model: Model, path: str) -> None:
        self._words, self._model = words, model
        self._kenlm, self._other = _load(path)

    def start(self, word: int) -> tuple[State, Any]:
        """Return both models' states after a word."""
        state = self._kenlm.State()
        if word == MARK:
            self._other.BeginSentenceWrite(state)
        else:
            self._other.NullContextWrite(state)
        return self._model.start(word), state

    def step(self, state: tuple[State, Any], word: int) -> tuple[float, tuple[State, Any]]:
        """Return the mixed probability of a word, and both states after it."""
        p, ours = self._model.step(state[0], word)
        if word == UNKNOWN:
            return p, (ours, state[1])
        text = "</s>" if word == MARK else "0" if word == NUMBER else self._words.word(word)
        after = self._kenlm.State()
        theirs = max(self._other.BaseScore(state[1], text, after), _FLOOR) * _LN10
        return math.exp((1 - SHARE) * math.log(p + 1e-30) + SHARE * theirs), (ours, after)


@lru_cache(maxsize=2)
def _load(path: str) -> tuple[Any, Any]:
    """Return the module and the model; what goes wrong is said without quoting a document."""
    try:
        import kenlm
    except ImportError as error:
        raise RuleFailed("option lm needs the package kenlm (extra [lm])") from error
    try:
        return kenlm, kenlm.Model(path)
    except (OSError, RuntimeError) as error:
        raise RuleFailed("option lm names no KenLM model that can be read") from error
