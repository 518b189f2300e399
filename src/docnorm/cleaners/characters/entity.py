"""HTML entities that a scraper left undecoded."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.cleaners.characters._entities import read_entities
from docnorm.edit import Fix
from docnorm.rule import cleaner
from docnorm.text.late import late

# Text about entities: &nbsp;表示空格, 用&lt;和&gt;表示尖括号; not the indent of &nbsp;表示，….
_TOLD = late(
    '(?:&(?:nbsp|lt|gt|amp|quot|apos|copy|reg|[a-z]{1,3}sp|#[0-9]{1,7});[和与、及]?){1,6}[”"’]?(?:表示|代表)(?![，,：:“])'
)


@cleaner("entity", trigger="&", owns=("entity",))
def entity(text: str, *, markup: bool = True) -> Iterator[Fix]:
    """HTML entities become the characters they stand for; without ``markup``, &lt; &gt; &amp; &quot; are left."""
    told = [m.span() for m in _TOLD.finditer(text)]
    for fix in read_entities(text, markup=markup):
        start, end = fix.edits[0].span
        if not any(first <= start and end <= last for first, last in told):
            yield fix
