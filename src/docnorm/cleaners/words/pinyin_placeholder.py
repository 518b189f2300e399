"""Rule ``pinyin-placeholder``: words hidden behind pinyin come back where the context leaves one reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docnorm.cleaners.words._pinyin_gate import HAN, LETTERS, POSSIBLE, TONE_MARKS, find_candidates
from docnorm.cleaners.words._pinyin_phrase import EXAMPLES, find_phrases, is_caption, is_told
from docnorm.cleaners.words._pinyin_verdict import Judgement, judge
from docnorm.edit import Fix, Hunk, Patch, Safety, Span
from docnorm.lexicon.pinyin import cut
from docnorm.lexicon.ties import list_alternatives
from docnorm.rule import cleaner, replace
from docnorm.text.english import speaks_english
from docnorm.text.late import late

ROUNDS = 5  # of restoring and looking again; each but the last restored something

# A word between Chinese with a space on either side; three that no syllables make are a habit.
_APART = late(f"[{HAN}] (?P<word>[A-Za-z]{{2,20}})(?= [{HAN}])")
_HABIT = 3
_NEAR = late(f"[{HAN}{LETTERS[6:]}{TONE_MARKS}]")


def _prefilter(*, table: tuple[tuple[str, str], ...] = (), spaced: bool = False, lm: str = "") -> str:
    del lm
    return "" if table or spaced else POSSIBLE


@cleaner("pinyin-placeholder", prefilter=_prefilter, trigger=f"[{LETTERS}]", wide=True)
def pinyin_placeholder(
    text: str, *, table: tuple[tuple[str, str], ...] = (), spaced: bool = False, lm: str = ""
) -> Iterator[Fix]:
    """Words hidden behind pinyin (党zuzhi生活会) are given back where the context leaves one reading."""
    if not table and (text.isascii() or not _NEAR.search(text)):
        return  # letters among letters: what is restored stands beside Han or has its tones
    own = dict(table)
    spaced = spaced and not _sets_latin_apart(text)
    fixes = list(_restore_phrases(text))
    yield from fixes
    so_far = Patch(tuple(Hunk(*fix.edits[0], ()) for fix in fixes))
    restored: set[str] = set()
    verdicts: list[Judgement] = []
    now = so_far.apply(text)
    for _ in range(ROUNDS):
        found = list(find_candidates(now, frozenset(own), spaced))
        verdicts = list(_weigh(now, judge(now, found, own, restored, lm))) if found else []
        sure = [v for v in verdicts if v.fate == "restore"]
        if not sure:
            break
        restored |= {v.candidate.letters for v in sure if v.plausible}
        yield from (_fix(v, so_far.trace(v.candidate.span)) for v in sure)
        # The words that came back are evidence for the next look, as they would be for a second pass over the text.
        step = Patch(tuple(Hunk(v.candidate.span, v.guesses[0].text, ()) for v in sure))
        so_far, now = so_far.then(step), step.apply(now)
    for verdict in verdicts:
        if verdict.fate == "suggest":
            yield _fix(verdict, so_far.trace(verdict.candidate.span))


def _sets_latin_apart(text: str) -> bool:
    """Whether a text has a space on both sides of its Latin words, as one about software, of which pinyin is none.

    全局 mixin 会作用于 app 的每个组件 became 全局迷信.
    """
    apart = 0
    for m in _APART.finditer(text):
        apart += not cut(m["word"].lower())
        if apart >= _HABIT:
            return True
    return False


def _restore_phrases(text: str) -> Iterator[Fix]:
    for start, end, hidden, phrase in find_phrases(text):
        yield replace(start, end, hidden, f"pinyin for a hidden word: {phrase}", Safety.LIKELY, (hidden,))


def _weigh(text: str, verdicts: Iterable[Judgement]) -> Iterator[Judgement]:
    """Leave out what the sentence speaks of, and only ask where a name may stand: Zuzhi部, Lili说, a line alone."""
    for verdict in verdicts:
        span, raw = verdict.candidate.span, verdict.candidate.raw
        said = [guess.text for guess in verdict.guesses[:5]]
        if verdict.candidate.letters in EXAMPLES or is_told(text, *span, said) or speaks_english(text, span.start):
            continue
        elsewhere = bool(said) and len(said[0]) > 1 and said[0] in text  # one character is in any text
        named = (raw.istitle() and bool(said) and not elsewhere) or is_caption(text, *span)
        named = (
            named or len(raw) == 1 or verdict.candidate.letters == "ta"
        )  # ó is a character misread; ta 们: him and her
        if named and verdict.fate == "restore":
            verdict = verdict._replace(fate="suggest")  # noqa: PLW2901
        yield verdict


def _fix(verdict: Judgement, span: Span) -> Fix:
    """One edit, with the guesses and their probabilities for a reader to choose from."""
    least = 1 if verdict.fate == "restore" else 2  # a question offers a choice
    shown = [g for i, g in enumerate(verdict.guesses[:5]) if i < least or g.share >= 0.005]
    listed = ", ".join(f"{g.text} {g.share:.2f}" for g in shown)
    safety = Safety.LIKELY if verdict.fate == "restore" else Safety.SUGGEST
    why = f"pinyin for a hidden word: {listed}"
    choice = dict.fromkeys((*(g.text for g in shown), *(list_alternatives(shown[0].text) if least > 1 else ())))
    return replace(span.start, span.end, shown[0].text, why, safety, tuple(choice))
