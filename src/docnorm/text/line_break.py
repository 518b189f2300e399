"""What a program keeps together when it breaks a line: so much had to fit, or the line ended before it."""

from __future__ import annotations

from docnorm.text.late import late

CLINGING = "，。、；：！？”’）》」』…)]!?,.;:"  # no line begins with these: they stay behind what they follow
_OPENERS = "“‘（《「『"
_LATIN = late(r"[A-Za-z0-9@#%&_./:+-]+")
_MOST = 4  # signs that hang together at most


def cut_first_token(text: str) -> str:
    """Return what cannot be parted at the head of ``text``: a Latin word, or a sign with the marks that cling to it."""
    if m := _LATIN.match(text):
        return m[0]
    end = 1
    while end < min(len(text), _MOST) and (text[end] in CLINGING or text[end - 1] in _OPENERS):
        end += 1
    return text[:end]
