"""Where signature, date and the list of attachments stand: GB/T 9704-2012, 7.3.4 and 7.3.5."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docnorm.outline import Block, Outline, Role
from docnorm.writers.docx.units import ems

_ITEM = re.compile(r"(附\s*件\s*[:：]\s*)?(\d{1,2}\s*[.．、])?\s*")
_HEAD = re.compile("附件[0-9０-９一二三四五六七八九十]*[:：]?|附录.{0,2}")


def place_signatures(outline: Outline, blocks: Sequence[Block], *, sealed: bool) -> dict[int, float]:
    """Return the right indent in characters of each signature and date of a row, by where it starts."""
    wide = [ems(outline.read(b.span).strip()) for b in blocks]
    signers = [w for w, b in zip(wide, blocks, strict=True) if b.role is Role.SIGNATURE]
    date = max((w for w, b in zip(wide, blocks, strict=True) if b.role is Role.DATE), default=0.0)
    longest = max(signers, default=0.0)
    if sealed or not signers:
        # A date with a seal stands four characters in, and the signature centred over it.
        edge, first = 4.0, None
    elif date:
        # The date begins two characters right of the signature; neither comes nearer than two to the edge.
        edge = max(2.0, longest - date)
        first = edge + date + 2.0
    else:
        edge, first = 2.0, 2.0 + longest
    return {
        b.span.start: edge
        if b.role is Role.DATE
        else max(0.0, first - w if first is not None else edge + (date - w) / 2)
        for w, b in zip(wide, blocks, strict=True)
    }


def is_head(text: str) -> bool:
    """Whether 附件1 stands alone on its line, at the head of what is attached."""
    return len(text) <= 40 and bool(_HEAD.fullmatch("".join(text.split())))


def measure_list(text: str) -> tuple[float, float]:
    """Return the left indent and the hanging of a line of 附件：1.……, so that names stand under names."""
    found = _ITEM.match(text)
    label, number = (found[1] or "", found[2] or "") if found else ("", "")
    hanging = (3.0 if label else 0.0) + ems(number.replace(" ", ""))
    return (2.0 if label else 5.0) + hanging, hanging
