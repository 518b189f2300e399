"""The stretch of text that a hidden word is read in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docnorm.cleaners.words._pinyin_gate import HAN, Candidate
from docnorm.lexicon.lattice import LetterRun, Window
from docnorm.lexicon.words import MARK, NUMBER, UNKNOWN
from docnorm.text.late import late

REACH = 6  # units on either side: the model looks back two words, and words of more than three characters are rare
_HAN = late(f"[{HAN}]")


class _Piece(NamedTuple):
    """A Han character of the window, or the letters of a candidate (by its index)."""

    text: str
    owner: int = -1


def make_window(text: str, found: Sequence[Candidate], index: int) -> Window:
    """Return the window of candidate ``index`` of ``found``; a candidate in reach is read with it, not as Latin."""
    left, start = _walk(text, found, index, -1)
    right, end = _walk(text, found, index, 1)
    runs: list[LetterRun] = []
    at = target = 0
    for piece in (*reversed(left), _Piece(found[index].letters, index), *right):
        if piece.owner >= 0:
            if piece.owner == index:
                target = len(runs)
            runs.append(LetterRun(at, at + len(piece.text), piece.text, found[piece.owner].tones))
        at += len(piece.text)
    whole = "".join(p.text for p in (*reversed(left), _Piece(found[index].letters), *right))
    return Window(whole, tuple(runs), target, _find_unit(text[start - 1 : start]), _find_unit(text[end : end + 1]))


def _walk(text: str, found: Sequence[Candidate], index: int, way: int) -> tuple[list[_Piece], int]:
    """Collect pieces from a candidate outwards; a blank is crossed only right beside it. Return where it ended."""
    at = found[index].span.end if way > 0 else found[index].span.start
    pieces: list[_Piece] = []
    reach = 0
    while reach < REACH and 0 <= (i := at if way > 0 else at - 1) < len(text):
        other = index + way
        if 0 <= other < len(found) and at == (found[other].span.start if way > 0 else found[other].span.end):
            index = other
            pieces.append(_Piece(found[other].letters, other))
            at = found[other].span.end if way > 0 else found[other].span.start
            reach += 2
        elif _HAN.match(text[i]):
            pieces.append(_Piece(text[i]))
            at += way
            reach += 1
        elif text[i] == " " and not pieces:
            at += way
        else:
            break
    return pieces, at


def _find_unit(char: str) -> int:
    """What the model takes the character beyond the window for."""
    if not char.isalnum():
        return MARK
    return UNKNOWN if _HAN.match(char) else NUMBER
