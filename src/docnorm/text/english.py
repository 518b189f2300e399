"""Whether a line is English, though it holds a Chinese word or two: The word "中文" means Chinese."""

from __future__ import annotations

from docnorm.edit import Span
from docnorm.text.characters import HAN
from docnorm.text.late import late
from docnorm.text.lines import find_line

# Words that English cannot do without, and that nobody puts into a Chinese sentence.
_FUNCTION = late(
    r"(?<![A-Za-z])(?i:the|an|is|are|was|were|of|to|in|on|at|for|and|or|with|by|from|this|that|it|he|she|we|they|you|his|her"
    r"|has|have|had|not|be|as|says?|said|means?|but|please|see|read|how|what|who|i|my|your)(?![A-Za-z])"
)
_OPENS = late(r"[\s\"'“‘(#>*-]*[A-Za-z]")
_LETTER = late("[A-Za-z]")
_HAN = late(f"[{HAN}]")
_MOST = 400  # characters: a longer line is a paragraph of its own kind
_WORD = late("[A-Za-z]+(?:['’][a-z]+)?")
# Where a sentence ends: at a Chinese mark, and at a half-width stop with a space behind it.
_END = late(f"[，。；：！？、（）《》「」【】…]|[.!?][\"'”’)]*\\s+(?=[A-Z\"'“{HAN}])")
# A Chinese word that an English sentence holds has a space, a quote or a mark on either side.
_HELD = late(f"[{HAN}]+")
_APART = late("[\\s\"'“”‘’()\\[\\],.;:!?/，。；：！？、（）-]")
_CLAUSES = late(f"[{HAN}][,.;:!?][{HAN}]")
_LED = late(f"\\s*[{HAN}]{{1,8}}[,:;]\\s*")  # 他说, I love 北京.
_LONGEST_HELD = 6


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


def speaks_english(text: str, at: int) -> bool:
    """Whether the sentence around ``at`` is English that holds Chinese words: The word 饺子 (jiǎozi) means dumpling.

    It begins in English, has words of its grammar, and its Chinese words are short and set apart.
    """
    line = find_line(text, at)
    whole = text[line.start : line.end]
    if _is_english_sentence(whole) and 3 * len(_HAN.findall(whole)) <= len(_LETTER.findall(whole)):
        return True  # Lesson 1: 你好! How to greet people
    start = max((m.end() for m in _END.finditer(text, line.start, at)), default=line.start)
    stop = _END.search(text, at, line.end)
    led = _LED.match(text, start, at)
    return _is_english_sentence(text[led.end() if led else start : stop.start() + 1 if stop else line.end])


def _is_english_sentence(held: str) -> bool:
    count = len(_WORD.findall(held))
    if _OPENS.match(held) is None or _CLAUSES.search(held) or count < 2:
        return False
    words = [m.span() for m in _HELD.finditer(held)]
    if any(b - a > _LONGEST_HELD or not _is_apart(held, a, b) for a, b in words):
        return False
    grammar, letters, han = len(_FUNCTION.findall(held)), len(_LETTER.findall(held)), sum(b - a for a, b in words)
    if count < 3:
        return grammar > 0 and 5 * han <= letters
    return grammar >= 2 or (grammar == 1 and 3 * han <= letters)


def _is_apart(held: str, start: int, end: int) -> bool:
    return all(not side or _APART.match(side) for side in (held[start - 1 : start], held[end : end + 1]))
