"""What a run of pinyin stands for, decided by the words on both sides of it.

A window of text (Han characters and runs of letters) is read as a lattice of words: a word may cover characters and
syllables at once (党zuzhi is 党组织), a run may be several words, and a run next to the one in question is read with
it instead of being taken for Latin. The best paths under the word model are kept (a beam); the readings of the run in
question, summed over the paths, are its posterior.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from docnorm.lexicon.evidence import Evidence
from docnorm.lexicon.pinyin import cut
from docnorm.lexicon.words import LONGEST, MARK, NUMBER, UNKNOWN, Model, Words

BEAM = 16  # hypotheses kept per place
WIDTH = 11.0  # nats behind the best path of a place at which a path is given up
HOMOPHONES = 24  # words tried per reading, commonest first
SPLIT = 3.0  # nats per word begun inside a run: who hides, hides words, and few
TONE = 3.0  # nats per tone that disagrees: sandhi and dictionaries make a hard match lose 一点 and 仿佛
_FLOOR = 1e-30
_NEVER = -1e9
_JOINT = "+"  # in what a path says: the word goes on in characters beside the run


_Path = tuple[Any, str]  # a state of the model, and what the path says under the target


class Guess(NamedTuple):
    """What the run may stand for, its share of the probability, its log score, and whether it completes a word."""

    text: str
    share: float
    score: float
    joined: bool


class LetterRun(NamedTuple):
    """Letters of a window that hide something: where, folded, and the tone of each letter."""

    start: int
    end: int
    letters: str
    tones: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text to be read: Han characters and runs, the one in question being ``target``."""

    text: str
    runs: tuple[LetterRun, ...]
    target: int  # index into runs
    before: int = MARK  # what stands left of the window, as the model knows it
    after: int = MARK


class _Edge(NamedTuple):
    """One unit: up to which place, the literal character or the syllable's code, the tone given (-1: a literal)."""

    end: int
    char: str
    syllable: int
    tone: int


class _Word(NamedTuple):
    """A word on the lattice: its end, number, text, log weight of its reading, and whether letters are under it."""

    end: int
    number: int
    text: str
    weight: float
    units: tuple[int, ...]  # where each of its characters ends


class _Sweep(NamedTuple):
    """A window being read: its edges, the words found at each place, and the best paths where the target begins."""

    window: Window
    edges: list[list[_Edge]]
    target: LetterRun
    spans: dict[int, list[_Word]]
    kept: list[tuple[_Path, float]]


class Scorer(Protocol):
    """A model of word sequences. Its states are its own; they are compared and hashed."""

    def start(self, word: int) -> Any:
        """Return the state after a word (or mark) of which nothing else is known."""
        ...

    def step(self, state: Any, word: int) -> tuple[float, Any]:
        """Return the probability of ``word`` after ``state``, and the state after it."""
        ...


class Lattice:
    """Reads windows. ``evidence`` gives a word's share of the document's own words (0: not there).

    Our own model is read by the extension where it is there, with equal results; any other here.
    """

    def __init__(self, words: Words, model: Scorer, evidence: Evidence | None = None) -> None:
        self._words = words
        self._step, self._start = model.step, model.start
        self._evidence = evidence
        self._document: Any = None
        if words.compiled and type(model) is Model:
            text = evidence.text if evidence else None
            self._document = words.compiled.document(text, model.official, model.trust)

    def read(self, window: Window, best: int = 8) -> list[Guess]:
        """Return what the target run may stand for, best first; empty where it is no pinyin."""
        return self.against_latin(window, best)[0]

    def literal(self, text: str, before: int = MARK, after: int = MARK) -> float:
        """Return the log score of Han characters as they stand, between two words or marks."""
        if not text:
            return math.log(self._step(self._start(before), after)[0] + _FLOOR)
        found = self.against_latin(Window(text, (), -1, before, after), 1)[0]
        return found[0].score if found else -1e9

    def against_latin(self, window: Window, best: int = 8) -> tuple[list[Guess], float]:
        """Return what the target may stand for, best first, and the log score of the window when it is Latin.

        Both are the same up to the target, so that only the rest is read twice. Nothing where it is no pinyin.
        """
        edges = self._edges(window)
        if not edges:
            return [], _NEVER
        if self._document:
            runs = tuple((r.start, r.end, _list_syllables(edges, r) if r.letters else None) for r in window.runs)
            found = self._document.read(window.text, runs, window.target, window.before, window.after, best)
            if found:  # None: larger than the extension has room for
                return [Guess(*row) for row in found[0]], found[1]
        target = window.runs[window.target] if window.runs else LetterRun(-1, -1, "", ())
        beams = _make_beams(window)
        beams[0][self._start(window.before), ""] = 0.0
        sweep = _Sweep(window, edges, target, {}, [])
        guesses = self._finish(self._sweep(sweep, beams, 0), window.after, best)
        if not guesses or not sweep.kept:
            return guesses, _NEVER
        beams = _make_beams(window)
        self._extend(sweep.kept, _Word(target.end, NUMBER, "", 0.0, ()), "", beams[target.end])
        latin = self._finish(self._sweep(sweep, beams, target.end), window.after, 1)
        return guesses, latin[0].score if latin else _NEVER

    def _sweep(self, sweep: _Sweep, beams: list[dict[_Path, float]], first: int) -> dict[_Path, float]:
        """Return the best paths over the whole window, with what each says under the target."""
        window, edges, target, spans, kept = sweep
        for place in range(first, len(window.text)):
            if not beams[place]:
                continue
            paths = sorted(beams[place].items(), key=_score, reverse=True)[:BEAM]
            hopeless = paths[0][1] - WIDTH
            paths = [path for path in paths if path[1] > hopeless]
            if place == target.start:
                kept[:] = paths
            beams[place] = {}
            words = spans.get(place)
            if words is None:
                words = spans[place] = self._spans(window, edges, place)
            for word in words:
                self._extend(paths, word, _read_under(word, place, target), beams[word.end])
        return beams[-1]

    def _extend(
        self,
        paths: list[tuple[_Path, float]],
        word: _Word,
        said: str,
        into: dict[_Path, float],
    ) -> None:
        evidence = self._evidence(word.text) if self._evidence and len(word.text) > 1 else 0.0
        for (state, text), score in paths:
            p, after = self._step(state, word.number)
            if evidence:
                p = 0.97 * p + 0.03 * evidence
            total = score + math.log(p + _FLOOR) + word.weight
            key = (after, text + said)
            if total > into.get(key, _NEVER):
                into[key] = total

    def _finish(self, paths: dict[_Path, float], after: int, best: int) -> list[Guess]:
        scores: dict[str, float] = {}
        joined: dict[str, tuple[float, bool]] = {}
        for (state, said), score in paths.items():
            p, _ = self._step(state, after)
            total = score + math.log(p + _FLOOR)
            text = said.replace(_JOINT, "")
            joined[text] = max(joined.get(text, (_NEVER, False)), (total, len(text) != len(said)))
            old = scores.get(text)
            scores[text] = total if old is None else max(old, total) + math.log1p(math.exp(-abs(old - total)))
        if not scores:
            return []
        top = max(scores.values())
        whole = 0.0
        for score in scores.values():  # one by one: sum() of Python 3.12 rounds otherwise than the extension
            whole += math.exp(score - top)
        rows = sorted(((s, t) for t, s in scores.items()), key=lambda r: (-r[0], r[1]))[:best]
        return [Guess(t, math.exp(s - top) / whole, s, joined[t][1]) for s, t in rows]

    def _edges(self, window: Window) -> list[list[_Edge]]:
        """Units that begin at each place; empty where a run cannot be cut into syllables."""
        edges: list[list[_Edge]] = [[_Edge(i + 1, c, 0, -1)] for i, c in enumerate(window.text)]
        for start, end, letters, tones in window.runs:
            for i in range(start, end):
                edges[i] = []
            if not letters:
                continue
            graph = cut(letters)
            if not graph:
                return []
            # A folded run may be shorter than what is written (xi'an): its letters lie at the head of its stretch.
            for i, outs in graph.items():
                edges[start + i] = [
                    _Edge(end if j == len(letters) else start + j, "", s, max(tones[i:j])) for j, s in outs
                ]
        return edges

    def _spans(self, window: Window, edges: list[list[_Edge]], place: int) -> list[_Word]:
        """Every word that may begin at ``place``."""
        out: list[_Word] = []
        for run in window.runs:
            if run.start == place and not run.letters:
                return [_Word(run.end, NUMBER, "", 0.0, ())]
        literal = bool(edges[place]) and edges[place][0].tone < 0
        if literal:
            self._literal(window, edges, place, out)
        # Words with letters under them: along the readings, as long as some word begins so.
        todo: list[tuple[int, int, int, int, int, float, tuple[_Edge, ...]]] = [(place, 0, 0, 0, -1, 0.0, ())]
        while todo:
            at, prefix, size, low, high, weight, units = todo.pop()
            if at >= len(edges) or size == LONGEST:
                continue
            for edge in edges[at]:
                for syllable, prior in self._sounds(edge):
                    key = prefix << 9 | syllable
                    start, end = self._words.range(key, size + 1, low, None if high < 0 else high)
                    if start == end:
                        continue
                    more = (*units, edge)
                    if any(u.tone >= 0 for u in more):
                        self._members(start, key, more, weight + prior, out)
                    elif not self._near(window, edge.end):
                        continue
                    todo.append((edge.end, key, size + 1, start, end, weight + prior, more))
        return out

    def _near(self, window: Window, place: int) -> bool:
        """Whether letters begin at ``place`` or within the next characters that a word could still cover."""
        return any(place <= run.start <= place + LONGEST - 2 for run in window.runs)

    def _sounds(self, edge: _Edge) -> list[tuple[int, float]]:
        if edge.tone >= 0:
            return [(edge.syllable, 0.0)]
        return [(r.syllable, 0.0) for r in self._words.readings(edge.char)[:4]]

    def _literal(self, window: Window, edges: list[list[_Edge]], place: int, out: list[_Word]) -> None:
        """Words of characters alone."""
        end = place
        while end < len(edges) and end - place < LONGEST and edges[end] and edges[end][0].tone < 0:
            end += 1
            text = window.text[place:end]
            number = self._words.find(text)
            if number != UNKNOWN or end == place + 1:
                out.append(_Word(end, number, text, 0.0, ()))

    def _members(self, index: int, key: int, units: tuple[_Edge, ...], weight: float, out: list[_Word]) -> None:
        """Words read exactly so whose characters agree with the literal ones."""
        members = self._words.at(index, key, len(units))
        if members is None:
            return
        letters = sum(u.tone >= 0 for u in units)
        whole = letters == len(units)
        cost = weight - (SPLIT if whole else SPLIT / 2)
        ends = tuple(u.end for u in units)
        found = 0
        for number in members:
            text = self._words.word(number)
            if not whole and not all(u.tone >= 0 or u.char == c for u, c in zip(units, text, strict=True)):
                continue
            own = cost + self._fit(text, units)
            out.append(_Word(units[-1].end, number, text, own, ends))
            found += 1
            if found == (60 if len(units) == 1 else HOMOPHONES):
                return

    def _fit(self, text: str, units: tuple[_Edge, ...]) -> float:
        """Log weight of reading ``text`` so: the share of a character's reading, and tones that disagree."""
        weight = 0.0
        for unit, char in zip(units, text, strict=True):
            if unit.tone < 0 or (unit.tone == 0 and len(text) > 1):
                continue
            for reading in self._words.readings(char):
                if reading.syllable == unit.syllable:
                    if len(text) == 1:
                        weight += reading.prior
                    if unit.tone > 0 and not reading.tones >> unit.tone & 1:
                        weight -= TONE
                    break
        return weight


def _make_beams(window: Window) -> list[dict[_Path, float]]:
    return [{} for _ in range(len(window.text) + 1)]


def _list_syllables(edges: list[list[_Edge]], run: LetterRun) -> tuple[tuple[int, int, int, int], ...]:
    """The syllables of a run for the extension: place, end, code, tone."""
    return tuple((at, e.end, e.syllable, e.tone) for at in range(run.start, run.end) for e in edges[at])


def _score(item: tuple[_Path, float]) -> float:
    return item[1]


def _read_under(word: _Word, place: int, target: LetterRun) -> str:
    """The characters of ``word`` that lie under the target run."""
    if not word.units:
        return ""
    begins = (place, *word.units)
    own = "".join(
        c for c, b, e in zip(word.text, begins, word.units, strict=False) if b >= target.start and e <= target.end
    )
    return own + _JOINT if own and (place < target.start or word.end > target.end) else own
