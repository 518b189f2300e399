"""Long texts, window by window: where one ends and the next begins depends on the text alone.

A window holds about a million characters (three megabytes of UTF-8): more than any document that has one outline or one
vocabulary, and little enough that a file of any size is cleaned in bounded memory. What a rule learns from the document
(its house style, its words, its width) it learns from the window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SIZE = 1 << 20  # code points

# Best behind a sentence that ends its line, so that no broken line is cut off from its other half; a blank line stays
# with the window before it, where the rule that collapses blank lines sees them all.
_PARAGRAPH = re.compile(r"[。！？…!?.”」』][^\S\n]*\n(?=[^\S\n]*\S)")
# Else behind any line end with text behind it, not a blank line.
_LINE = re.compile(r"\n(?=[^\S\n]*\S)")
# Else, in one line longer than a book, behind a stop or a blank, so that no word is cut.
_SENTENCE = re.compile(r"[。！？!?…；;，,\s]")
_NEAR = 1 << 14  # how far the better place may lie behind the first


def cut_windows(text: str, size: int = SIZE) -> Iterator[str]:
    """Yield the windows of ``text``, which joined are the text again; one of up to twice ``size`` is not divided."""
    yield from cut_stream([text], size)


def cut_stream(pieces: Iterable[str], size: int = SIZE) -> Iterator[str]:
    """Yield the windows of the text that ``pieces`` make, holding little more than two windows at once.

    However the text is cut into pieces, the windows are the same.
    """
    held = ""
    for piece in pieces:
        held += piece
        at = 0
        while len(held) - at > 2 * size:
            end = _find_cut(held, at, size)
            yield held[at:end]
            at = end
        held = held[at:]
    if held:
        yield held


def _find_cut(text: str, at: int, size: int) -> int:
    """Return the end of the window that begins at ``at``; it lies between one and two sizes further on."""
    first, last = at + size, at + 2 * size
    found = _PARAGRAPH.search(text, first, min(first + _NEAR, last)) or _LINE.search(text, first, last)
    if found:
        return found.end()
    sentence = _SENTENCE.search(text, first, last)  # one line longer than a book
    return sentence.end() if sentence else last
