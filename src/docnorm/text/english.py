"""Whether a line is English, though it holds a Chinese word or two: The word "中文" means Chinese."""

from __future__ import annotations

from docnorm.edit import Span
from docnorm.text.characters import HAN
from docnorm.text.late import late

# Words that English cannot do without, and that nobody puts into a Chinese sentence.
_FUNCTION = late(
    r"(?<![A-Za-z])(?i:the|an|is|are|was|were|of|to|in|on|at|for|and|or|with|by|from|this|that|it|he|she|we|they|you|his|her"
    r"|has|have|had|not|be|as|says?|said|means?|but|please|see|read|how|what|who|i|my|your)(?![A-Za-z])"
)
_OPENS = late(r"[\s\"'“‘(#>*-]*[A-Za-z]")
_LETTER = late("[A-Za-z]")
_HAN = late(f"[{HAN}]")
_MOST = 400  # characters: a longer line is a paragraph of its own kind


def begins_english(text: str, line: Span) -> bool:
    """Whether ``line`` begins in English and has two words of its grammar: I love 北京 and 上海."""
    held = text[line.start : min(line.end, line.start + _MOST)]
    return _OPENS.match(held) is not None and len(_FUNCTION.findall(held)) >= 2


def is_english(text: str, line: Span) -> bool:
    """Whether ``line`` begins in English, has two words of its grammar and three letters for each Han character."""
    if not begins_english(text, line):
        return False
    held = text[line.start : min(line.end, line.start + _MOST)]
    return 3 * len(_HAN.findall(held)) <= len(_LETTER.findall(held))
