"""Soft returns that shape a title or a heading, taken out where the line is told as one."""

from __future__ import annotations

from docnorm.text.characters import CJK, WIDE
from docnorm.text.late import late

# A soft return (Shift+Enter in Word) and the blanks around it.
_SOFT = late("[ \\t\u3000]*\u2028+[ \\t\u3000]*")
_WIDE = late(f"[{CJK}{WIDE}]")


def join_soft(text: str) -> str:
    """Return ``text`` with each soft return (U+2028) gone between Chinese characters, and a space elsewhere."""
    if "\u2028" not in text:
        return text
    return _SOFT.sub(lambda m: "" if _WIDE.match(text, m.start() - 1) or _WIDE.match(text, m.end()) else " ", text)
