"""Where a sentence reads badly, and what reads so much better that a slip is likelier than the text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from docnorm.cleaners.words._slip_channel import LONGEST_SPAN, Channel, Kind, cost
from docnorm.lexicon.segment import Segmenter, Token
from docnorm.lexicon.words import MARK, NUMBER, UNKNOWN, Model, State, Words

MARGIN = 2.25  # nats by which a reading with a slip must beat the text as it stands, in official prose
# And by how much more in what is less official: names, dialect and trade words read as slips. Office prose is .58 to
# .85 official, an encyclopaedia .22, a novel .03.
_OFFICIAL, _INFORMAL = 0.55, 5.0
RIVAL = 2.0  # nats by which it must beat the next reading: of two that are as good, a reader is told neither
_ODD = 9.0  # nats of a token from which its surroundings are looked at: 82 slips of 175 are found, with 5 (and 10) 85
_ODD_PAIR = 18.0  # and of it and a neighbour together
_CONTEXT = 2  # tokens behind that a reading is weighed with: the model looks two words back
_BEAM, _WIDTH = 8, 14.0
_MOST_FOLLOWERS = 2000  # of 的 and 和: behind these anything may stand
_FLOOR = 1e-30
_LEFT_OUT = cost("left out", 2, 1)


class Correction(NamedTuple):
    """Characters ``start`` to ``end`` of a run read as ``word``."""

    start: int
    end: int
    word: str
    kind: Kind


class Reading(NamedTuple):
    """What is wrong in one window, and by how many nats the text reads better without it."""

    corrections: tuple[Correction, ...]
    gain: float


# One way on from a place: up to where, by which word, at what price, and what it corrects.
_Way = tuple[int, int, float, Correction | None]


class Search:
    """Reads runs of Han characters for slips."""

    def __init__(self, words: Words, segmenter: Segmenter, model: Model, channel: Channel, official: float) -> None:
        self._margin = MARGIN + _INFORMAL * max(0.0, _OFFICIAL - official)
        self._segmenter = segmenter
        self._step, self._followers = model.step, model.followers
        self._words = words
        self._channel = channel
        self._pairs: dict[int, dict[str, list[tuple[int, str]]]] = {}  # per word before: words of two by character

    def readings(self, run: str) -> Iterator[Reading]:
        """Yield the reading of each window of ``run`` that beats the text and every other reading clearly."""
        tokens, end = self._segmenter.cut(run)
        for first, last in _find_odd(tokens, end):
            reading = self._best(run, tokens, first, last, end)
            if reading is not None:
                yield reading

    def _best(self, run: str, tokens: list[Token], first: int, last: int, end: float) -> Reading | None:
        behind = min(len(tokens), last + _CONTEXT)
        closed = behind == len(tokens)
        stop = tokens[behind - 1].end
        plain = sum(t.score for t in tokens[first:behind]) + (end if closed else 0.0)
        least = (
            plain + self._margin - RIVAL
        )  # no word is more than certain: a path below this can neither win nor rival
        places: dict[int, dict[tuple[State, tuple[Correction, ...]], float]] = {
            tokens[first].start: {(tokens[first].state, ()): 0.0}
        }
        for at in range(tokens[first].start, stop):
            if at in places:
                self._extend(run, at, tokens[last - 1].end, stop, places, least)
        totals: dict[tuple[Correction, ...], float] = {}
        for (state, said), score in places.get(stop, {}).items():
            total = score + (math.log(self._step(state, MARK)[0] + _FLOOR) if closed else 0.0)
            totals[said] = max(total, totals.get(said, -math.inf))
        return _clear(totals, plain, self._margin)

    def _extend(
        self,
        run: str,
        at: int,
        edge: int,
        stop: int,
        places: dict[int, dict[tuple[State, tuple[Correction, ...]], float]],
        least: float,
    ) -> None:
        """Carry the best paths at ``at`` on by every word, as it stands or, before ``edge``, as it may be meant.

        A path that falls below ``least`` ends.
        """
        paths = sorted(places[at].items(), key=lambda item: -item[1])[:_BEAM]
        ways: list[_Way] = [
            (end, number, 0.0, None) for end, number in self._segmenter.words_from(run, at) if end <= stop
        ]
        ways += self._meant(run, at, stop) if at < edge else []
        for (state, said), score in paths:
            if score < paths[0][1] - _WIDTH:
                break
            lost = self._left_out(run, at, state) if at < edge and score - _LEFT_OUT >= least else []
            for end, number, paid, correction in (*ways, *lost):
                if (correction and len(said) > 1) or score - paid < least:
                    continue
                p, after = self._step(state, number)
                total = score + math.log(p + _FLOOR) - paid
                if total < least:
                    continue
                key = after, (*said, correction) if correction else said
                into = places.setdefault(end, {})
                if total > into.get(key, -math.inf):
                    into[key] = total

    def _left_out(self, run: str, at: int, state: State) -> list[_Way]:
        """Return the words of two characters, one of which stands at ``at``, that were seen behind the word before.

        政策研能力: 研究 stands behind 政策. Without the word before any of a hundred words could be meant.
        """
        last = state[0]
        if last in {MARK, NUMBER, UNKNOWN}:
            return []
        known = self._pairs.get(last)
        if known is None:
            known = self._pairs[last] = self._index_followers(last)
        around = run[at - 1 : at], run[at + 1 : at + 2]
        return [
            (at + 1, number, _LEFT_OUT, Correction(at, at + 1, word, "left out"))
            for number, word in known.get(run[at], ())
            # What is lost must not stand beside it, or the text has it in another cut.
            if word[1] != around[1] and word[0] != around[0]
        ]

    def _index_followers(self, last: int) -> dict[str, list[tuple[int, str]]]:
        """Return the words of two characters that were seen behind a word, by each of their characters."""
        followers = self._followers(last)
        found: dict[str, list[tuple[int, str]]] = {}
        if len(followers) <= _MOST_FOLLOWERS:
            for number in self._words.choose(followers, 2):
                word = self._words.word(number)
                for char in dict.fromkeys(word):
                    found.setdefault(char, []).append((number, word))
        return found

    def _meant(self, run: str, at: int, stop: int) -> list[_Way]:
        out: list[_Way] = []
        for end in range(at + 1, min(at + LONGEST_SPAN, stop) + 1):
            span = run[at:end]
            out += (
                (end, one.number, one.cost, Correction(at, end, one.word, one.kind))
                for one in self._channel.replacements(span)
            )
            if end - at == 2 and span[0] == span[1]:
                number = self._segmenter.number(span[0])
                if number != UNKNOWN:
                    out.append((end, number, cost("doubled", 1, 1), Correction(at, end, span[0], "doubled")))
        return out


def _find_odd(tokens: list[Token], end: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches of tokens, half-open, that read badly, with the token before: it may be the wrong one."""
    scores = [*(t.score for t in tokens), end]
    held: tuple[int, int] | None = None
    for i, score in enumerate(scores[:-1]):
        beside = min(scores[i - 1] if i else 0.0, scores[i + 1])
        if score > -_ODD or score + beside > -_ODD_PAIR:
            continue
        first = max(0, i - 1)
        if held is None or first > held[1]:
            if held is not None:
                yield held
            held = first, i + 1
        else:
            held = held[0], i + 1
    if held is not None:
        yield held


def _clear(totals: dict[tuple[Correction, ...], float], plain: float, margin: float) -> Reading | None:
    """Return the best reading, where it beats the text as it stands and every other reading."""
    slips = sorted(((total, said) for said, total in totals.items() if said), reverse=True)
    if not slips or slips[0][0] - plain < margin:
        return None
    best, said = slips[0]
    for total, other in slips[1:]:
        if total < best - RIVAL:
            break
        if any(_disagree(one, two) for one in said for two in other):
            return None
    return Reading(said, best - plain)


def _disagree(one: Correction, other: Correction) -> bool:
    return one.start < other.end and other.start < one.end and one.word != other.word
