"""Rule ``pinyin-placeholder``: words hidden behind pinyin come back where the context leaves one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docnorm.cleaners.pinyin_gate import LETTERS, Candidate, candidates
from docnorm.cleaners.pinyin_window import window_of
from docnorm.edit import Fix, Safety, Span
from docnorm.lexicon.ties import FAMILIES
from docnorm.rule import cleaner, replace

if TYPE_CHECKING:
    from docnorm.lexicon.lattice import Guess, Lattice, Window

ROUNDS = 5  # of restoring and looking again; each but the last restored something


class Verdict(NamedTuple):
    """What is made of a candidate: its guesses, and whether to restore, suggest or leave it."""

    candidate: Candidate
    guesses: tuple[Guess, ...]
    fate: str


@cleaner("pinyin-placeholder", gate=f"[{LETTERS}]")
def pinyin_placeholder(text: str, *, table: Mapping[str, str] | None = None, spaced: bool = False) -> Iterator[Fix]:
    """Words hidden behind pinyin (党zuzhi生活会) are given back where the context leaves one reading."""
    own = dict(table or {})
    state = _State(text)
    safe: set[str] = set()
    verdicts: list[Verdict] = []
    for _ in range(ROUNDS):
        found = list(candidates(state.text, frozenset(own), spaced))
        if not found:
            break
        verdicts = _judge(state.text, found, own, len(safe) >= 2)
        restored = [v for v in verdicts if v.fate == "restore"]
        if not restored:
            break
        safe |= {v.guesses[0].text for v in restored if not v.candidate.english}
        yield from (_fix(v, state.origin(v.candidate.span)) for v in restored)
        state = state.after(restored)
        verdicts = []
    for verdict in verdicts:
        if verdict.fate == "suggest":
            yield _fix(verdict, state.origin(verdict.candidate.span))


class _State:
    """The text as restored so far, and the way back to where everything stood."""

    def __init__(self, text: str, edits: tuple[tuple[Span, str], ...] = ()) -> None:
        self.original = text
        self.edits = edits
        out: list[str] = []
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        at = shift = 0
        for (start, end), new in edits:
            out += (text[at:start], new)
            shift += end - start - len(new)
            self._starts.append(end - shift)
            self._shifts.append(shift)
            at = end
        out.append(text[at:])
        self.text = "".join(out)

    def origin(self, span: Span) -> Span:
        """Return where a stretch that no edit touches stands in the original."""
        from bisect import bisect_right

        shift = self._shifts[bisect_right(self._starts, span.start) - 1]
        return Span(span.start + shift, span.end + shift)

    def after(self, restored: list[Verdict]) -> _State:
        """Return the state with these words put in."""
        new = [(self.origin(v.candidate.span), v.guesses[0].text) for v in restored]
        return _State(self.original, tuple(sorted((*self.edits, *new))))


def _judge(text: str, found: list[Candidate], own: dict[str, str], hidden: bool) -> list[Verdict]:
    """Read every candidate in its context."""
    from docnorm.lexicon.lattice import Guess, Lattice
    from docnorm.lexicon.words import words

    pairs = Counter(map("".join, pairwise(text)))
    size = max(len(text) / 1.6, 200.0)  # some 1.6 characters a word; a short text is no strong evidence

    def evidence(word: str) -> float:
        return min(pairs[word[i : i + 2]] for i in range(len(word) - 1)) / size

    lattice = Lattice(words(), evidence)
    out = []
    for i, one in enumerate(found):
        mine = own.get(one.raw) or own.get(one.letters)
        if mine:
            out.append(Verdict(one, (Guess(mine, 1.0, 0.0, False),), "restore"))
            continue
        window = window_of(text, found, i)
        guesses = tuple(lattice.read(window))
        fate = _fate(one, guesses, lattice, window, hidden, evidence)
        out.append(Verdict(one, guesses, fate))
    return out


def _fate(
    one: Candidate,
    guesses: tuple[Guess, ...],
    lattice: Lattice,
    window: Window,
    hidden: bool,
    evidence: Callable[[str], float],
) -> str:
    """Restore, suggest or leave."""
    if not guesses:
        return "leave"
    top = guesses[0]
    gain = top.score - lattice.latin(window)
    n = len(top.text)
    joined = top.joined
    between = one.left == one.right == "H"
    # how likely letters are to be pinyin by chance falls with their number
    floor = (4.0 if joined else 1.5) if n == 1 else (-9.0, -9.0, -9.0, -14.0, -18.0)[min(n, 4)]
    if one.english == "=":
        floor += 9
    elif one.english == "-":
        floor += 4
    if hidden:
        floor -= 5
    if one.toned:
        floor -= 12
    if not between:
        floor += 2
    sure = 0.9 if n > 1 or joined else 0.95
    if one.english or one.cased:
        sure = 0.98
    ok = top.share >= sure and gain >= floor
    completes = joined and gain >= (8 if one.english == "-" else 12)
    if one.english and not (hidden and between) and not completes:
        ok = False
    if one.cased and not (hidden or between):
        ok = False
    if n == 1 and not joined and not hidden and not one.toned:
        ok = ok and gain >= 4
    if one.left == one.right == "P" and not (hidden or one.toned):
        ok = False
    if _tied(top.text, evidence):
        ok = False
    if ok:
        return "restore"
    if hidden:
        return "suggest"
    if one.english or (n == 1 and not joined):
        return "leave"
    return "suggest" if gain >= floor - 6 else "leave"


def _tied(word: str, evidence: Callable[[str], float]) -> bool:
    """Whether two words of a family fit and the document does not decide."""
    for tied, family in FAMILIES.items():
        if tied == word or (len(tied) > 1 and tied in word):
            others = [w for w in family if w != tied]
            return len(tied) == 1 or evidence(tied) <= 3 * max(map(evidence, others))
    return False


def _fix(verdict: Verdict, span: Span) -> Fix:
    """One edit, with the guesses and their probabilities for a reader to choose from."""
    shown = [g for g in verdict.guesses[:5] if g.share >= 0.005] or list(verdict.guesses[:1])
    listed = ", ".join(f"{g.text} {g.share:.2f}" for g in shown)
    safety = Safety.LIKELY if verdict.fate == "restore" else Safety.SUGGEST
    why = f"pinyin for a hidden word: {listed}"
    return replace(span.start, span.end, shown[0].text, why, safety, tuple(g.text for g in shown))
