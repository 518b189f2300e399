"""Syllables that are mistaken for one another: flat and retroflex initials, n and l, front and back nasals."""

from __future__ import annotations

from functools import cache

from docnorm.lexicon.pinyin import CODES, SYLLABLES

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@cache
def find_near_syllables(code: int) -> tuple[int, ...]:
    """Return the codes of the syllables that speakers confuse with the syllable ``code`` (``pinyin.CODES``)."""
    syllable = SYLLABLES[code - 1]
    swapped = [
        other + syllable.removeprefix(one)
        for pair in _INITIALS
        for one, other in (pair, pair[::-1])
        # "z" begins "zh", too: only the longer initial is the syllable's own.
        if syllable.startswith(one) and not (len(one) == 1 and syllable[1:2] == "h")
    ]
    swapped += [
        syllable.removesuffix(one) + other
        for pair in _FINALS
        for one, other in (pair, pair[::-1])
        if syllable.endswith(one) and not (one.endswith("n") and syllable.endswith("g"))
    ]
    return tuple(CODES[s] for s in dict.fromkeys(swapped) if s in CODES and s != syllable)
