"""No-break, en, em and thin spaces."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_ODD = late("[\u1680\u2000-\u200a\u202f\u205f]+")
_NO_BREAK = late("\xa0+")
# An em space is as wide as a Chinese character: it stands for an ideographic space.
_WIDE = "\u2001\u2003"


@cleaner("odd-space", trigger="[\xa0\u1680\u2000-\u200a\u202f\u205f]")
def odd_space(text: str, *, no_break: bool = True) -> Iterator[Fix]:
    """Spaces of other widths are ordinary spaces."""
    for m in _ODD.finditer(text):
        yield replace(*m.span(), "".join(["　" if c in _WIDE else " " for c in m[0]]), "a space of another width")
    if no_break:
        for m in _NO_BREAK.finditer(text):
            yield replace(*m.span(), " " * len(m[0]), "no-break spaces")
