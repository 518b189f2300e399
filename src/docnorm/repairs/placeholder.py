"""Point at the gaps of an anonymised text; never fill them."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.outline import Outline
from docnorm.rule import repair
from docnorm.text.gap import find_gaps


@repair("placeholder", owns=("gap",))
def placeholder(outline: Outline) -> Iterator[Fix]:
    """Gaps left for a person to fill in (XX, ××, 某某) are pointed at."""
    for span in find_gaps(outline.text):
        yield replace(*span, outline.read(span), why="a gap to be filled in by a person", safety=Safety.SUGGEST)
