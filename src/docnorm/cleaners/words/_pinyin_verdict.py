"""What is made of a run that may hide a word: restore it, suggest what it may be, or leave it alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Literal, NamedTuple

from docnorm.cleaners.words._pinyin_gate import Candidate
from docnorm.cleaners.words._pinyin_vote import Occurrence, poll
from docnorm.cleaners.words._pinyin_window import make_window
from docnorm.lexicon.evidence import Evidence
from docnorm.lexicon.lattice import Guess, Lattice, Scorer, Window
from docnorm.lexicon.pinyin import CODES
from docnorm.lexicon.ties import FAMILIES, STRICT, find_tied_part, list_alternatives
from docnorm.lexicon.words import UNKNOWN, Words, words
from docnorm.text.late import late

LETTER = 1.6  # nats per letter that Latin of that length happens to be syllables: what separates best on 600 of each
HIDING = 2  # different plausible runs that make a document one in which words were hidden
RIVAL = 0.002  # share from which a word of the same family counts as fitting
NEVER = math.inf
_TRADITIONAL = late("[這個國會來對時過後們說還開關動學長門問黨]")
_SIMPLIFIED = late("[这个国会来对时过后们说还开关动学长门问党]")


class Judgement(NamedTuple):
    """What is made of a candidate. ``plausible``: that it hides a word, whichever."""

    candidate: Candidate
    guesses: tuple[Guess, ...]
    fate: Literal["restore", "suggest", "leave"]
    plausible: bool


class _Heard(NamedTuple):
    """A candidate, what it may stand for, and how much better that explains the text than Latin does (nats)."""

    candidate: Candidate
    guesses: tuple[Guess, ...]
    gain: float
    context: str
    alone: tuple[Guess, ...]  # the guesses of this place by itself: equals stay equal, whatever the others say

    @property
    def plausible(self) -> bool:
        one, top = self.candidate, self.guesses[0]
        return not one.english and not one.cased and self.gain >= _find_floor(one, top, hidden=False) + 2


_Reading = Callable[[Window], tuple[tuple[Guess, ...], float]]  # the guesses, and what the first is better by


def judge(
    text: str, found: Sequence[Candidate], own: Mapping[str, str], restored: AbstractSet[str], lm: str = ""
) -> list[Judgement]:
    """Read every candidate in its context. ``restored``: runs that were restored in this document before."""
    if not restored and not own and all(one.english and one.letters not in CODES for one in found):
        return [Judgement(one, (), "leave", False) for one in found]  # nothing but English: the lexicon is not loaded
    lexicon = words()
    official = lexicon.official(text)
    evidence = Evidence(text)
    lattice = Lattice(lexicon, _choose_model(lexicon, official, lm), evidence)

    @lru_cache(maxsize=4096)  # a million of 中zu are read once: what stands alike says the same
    def reading(window: Window) -> tuple[tuple[Guess, ...], float]:
        guesses, latin = lattice.against_latin(window)
        return tuple(guesses), guesses[0].score - latin if guesses else NEVER

    out: list[Judgement] = []
    heard: list[_Heard] = []
    later: list[int] = []
    for i, one in enumerate(found):
        mine = own.get(one.raw) or own.get(one.letters)
        if mine:
            out.append(Judgement(one, (Guess(mine, 1.0, 0.0, False),), "restore", True))
        elif one.english and one.letters not in CODES:
            later.append(i)
        else:
            heard.extend(_hear(reading, text, found, i))
    if _is_traditional(text):
        # The lexicon writes simplified characters: what it would put in is a question here.
        return [Judgement(h.candidate, h.guesses, "suggest" if h.plausible else "leave", False) for h in heard] + out
    hidden = len(restored | {h.candidate.letters for h in heard if h.plausible}) >= HIDING
    if hidden:
        # Only then may English of two syllables be anything else: nobody pays for reading the rest.
        for i in later:
            heard.extend(_hear(reading, text, found, i))
    heard = _poll(heard, lexicon)
    # Reports leave one reading more often than stories do, and are what the pairs were counted from.
    sure = 0.97 - 0.07 * official / 0.85
    out.extend(Judgement(h.candidate, h.guesses, _decide(h, hidden, sure, evidence), h.plausible) for h in heard)
    return sorted(out, key=lambda v: v.candidate.span)


def _is_traditional(text: str) -> bool:
    """Whether a text is in traditional characters, by the commonest that differ."""
    head = text[:4000]
    return len(_TRADITIONAL.findall(head)) > len(_SIMPLIFIED.findall(head))


def _choose_model(lexicon: Words, official: float, lm: str) -> Scorer:
    """Our word model, or ours and the user's."""
    ours = lexicon.model(official)
    if not lm:
        return ours
    from docnorm.lexicon.kenlm import Mixed

    return Mixed(lexicon, ours, lm)


def _hear(reading: _Reading, text: str, found: Sequence[Candidate], index: int) -> Iterator[_Heard]:
    """Read one candidate; nothing where it cannot be read."""
    window = make_window(text, found, index)
    guesses, gain = reading(window)
    if guesses:
        yield _Heard(found[index], guesses, gain + LETTER * len(found[index].letters), window.text, guesses)


def _poll(heard: Sequence[_Heard], lexicon: Words) -> list[_Heard]:
    """Let the places of one run hear one another."""
    places = [Occurrence(h.candidate.letters, h.context, h.guesses) for h in heard]
    guesses = poll(places, lambda text: lexicon.find(text) != UNKNOWN)
    return [h._replace(guesses=found) for h, found in zip(heard, guesses, strict=True)]


def _decide(
    heard: _Heard, hidden: bool, sure: float, evidence: Callable[[str], float]
) -> Literal["restore", "suggest", "leave"]:
    one, top = heard.candidate, heard.guesses[0]
    alone = len(top.text) == 1 and not top.joined
    if one.english or one.cased or alone:
        sure = 0.98
    floor = _find_floor(one, top, hidden)
    tied = _is_tied(heard.guesses, evidence) or _is_tied(heard.alone, evidence)
    if top.share >= sure and heard.gain >= floor and not tied:
        return "restore"
    if one.english:
        between = one.left == one.right == "H"
        if not hidden:
            least = 1.0 if top.joined else NEVER
        elif top.joined and len(top.text) == 1:
            least = -6.0 if one.english == "-" else -1.0 if between else 1.0
        else:
            least = -6.0 if between or not alone else NEVER
        wanted = not one.hinted and heard.gain >= least
    elif alone:
        wanted = hidden
    else:
        wanted = hidden or heard.gain >= _find_floor(one, top, hidden=False) - 5
    return "suggest" if wanted else "leave"


def _find_floor(one: Candidate, top: Guess, hidden: bool) -> float:
    """The least gain at which a candidate is restored. Measured on 1,900 hidden words and 860 genuine strings."""
    joined, alone = top.joined, len(top.text) == 1 and not top.joined
    between = one.left == one.right == "H"
    closed = one.left != "H" and one.right != "H"
    if one.toned:
        return -20.0 if not closed else -10.0
    if closed and (alone or not hidden):
        return NEVER
    if one.cased and not (between and (hidden or not one.raw.isupper())):
        return NEVER
    floor = (3.0 if hidden else 8.0) if alone else -5.0 if joined and len(top.text) == 1 else -12.0
    if not hidden and not alone:
        floor += 5.0
    if not between:
        # A document of one hidden word, which a mark closes: slang that no lexicon holds was read so (kengdi 坑底).
        floor += 2.0 if hidden or alone else 3.0
    if one.cased:
        floor += 6.0
    if one.hinted:
        floor += 8.0
    if one.english == "=":
        # Glued English reaches 2.8: what is joined to a word on either side goes far beyond.
        return max(floor, 0.0 if hidden and between else 9.0 if top.joined else NEVER)
    if one.english == "-":
        return max(floor, -4.0 if hidden and between else 6.0 if top.joined else NEVER)
    return floor


def _is_tied(guesses: tuple[Guess, ...], evidence: Callable[[str], float]) -> bool:
    """Whether two words of a family fit and the document does not decide between them."""
    word = guesses[0].text
    tied = find_tied_part(word)
    if tied is None or guesses[0].joined:  # 工zuo is 工作 whatever 做 does
        return False
    others = list_alternatives(word)
    # 必须 itself is always asked about; 人才 or 检查站 only where 人材 or 检察站 is more than a spelling nobody uses.
    if word not in STRICT and not any(g.text in others and g.share >= RIVAL for g in guesses):
        return False
    return len(tied) == 1 or evidence(tied) <= 3 * max(evidence(w) for w in FAMILIES[tied] if w != tied)
