"""What a document says of its own words: how often each stands in it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise

from docnorm.lexicon.ties import find_tied_part


class Evidence:
    """The share of a word among the document's own, from its pairs of characters: linear, and exact for two.

    Some 1.6 characters make a word; a short text is no strong evidence.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._size = max(len(text) / 1.6, 200.0)
        self._shares: dict[str, float] = {}

    def __call__(self, word: str) -> float:
        """Return the share of a word of two characters or more: 0 where it does not stand in the document."""
        found = self._shares.get(word)
        if found is None:
            found = self._shares[word] = self._count(word) / self._size
        return found

    @cached_property
    def _pairs(self) -> Counter[str]:
        return Counter(map("".join, pairwise(self.text)))

    def _count(self, word: str) -> int:
        pairs = self._pairs
        seen = min(pairs[word[i : i + 2]] for i in range(len(word) - 1))
        part = find_tied_part(word) if len(word) > 2 else None
        if part is not None:
            # Where 监察 stands everywhere, 监察机关 is likelier than 检察机关, though it never stands in full.
            seen = max(seen, pairs[part] // 3)
        return seen
