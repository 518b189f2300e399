"""Rule ``pinyin-placeholder``: words hidden behind pinyin come back where the context leaves one reading."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.cleaners.pinyin_gate import LETTERS, candidates
from docnorm.cleaners.pinyin_verdict import Verdict, judge
from docnorm.edit import Fix, Safety, Span
from docnorm.rule import cleaner, replace

ROUNDS = 5  # of restoring and looking again; each but the last restored something


@cleaner("pinyin-placeholder", gate=f"[{LETTERS}]")
def pinyin_placeholder(text: str, *, table: tuple[tuple[str, str], ...] = (), spaced: bool = False) -> Iterator[Fix]:
    """Words hidden behind pinyin (党zuzhi生活会) are given back where the context leaves one reading."""
    own = dict(table)
    state = _State(text)
    restored: set[str] = set()
    verdicts: list[Verdict] = []
    for _ in range(ROUNDS):
        found = list(candidates(state.text, frozenset(own), spaced))
        verdicts = judge(state.text, found, own, restored) if found else []
        sure = [v for v in verdicts if v.fate == "restore"]
        if not sure:
            break
        restored |= {v.candidate.letters for v in sure if v.plausible}
        yield from (_fix(v, state.origin(v.candidate.span)) for v in sure)
        state = state.after(sure)
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


def _fix(verdict: Verdict, span: Span) -> Fix:
    """One edit, with the guesses and their probabilities for a reader to choose from."""
    shown = [g for g in verdict.guesses[:5] if g.share >= 0.005] or list(verdict.guesses[:1])
    listed = ", ".join(f"{g.text} {g.share:.2f}" for g in shown)
    safety = Safety.LIKELY if verdict.fate == "restore" else Safety.SUGGEST
    why = f"pinyin for a hidden word: {listed}"
    return replace(span.start, span.end, shown[0].text, why, safety, tuple(g.text for g in shown))
