"""HTML entities that a scraper left undecoded."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.cleaners.characters._entities import read_entities
from docnorm.edit import Fix
from docnorm.rule import cleaner


@cleaner("entity", trigger="&", owns=("entity",))
def entity(text: str, *, markup: bool = True) -> Iterator[Fix]:
    """HTML entities become the characters they stand for; without ``markup``, &lt; &gt; &amp; &quot; are left."""
    yield from read_entities(text, markup=markup)
