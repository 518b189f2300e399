"""A text as lines to judge, and what the judges say of them. A part of boilerplate."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from docnorm.edit import Safety

BLANK = " \t\r\u3000\xa0\ufeff"
# Half for full width, one for one, so that offsets hold; ideographic space and curly quotes as well.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20, 0x201C: 0x22, 0x201D: 0x22}
# Letters that only look Latin. Mirrors that are hard to find for a search engine are hard to find for us, too.
_LOOKS = str.maketrans("ωшаеосрьмтнхοναερτкіⅼı", "wwaeocpbmthxovaeptkili")

Where = Literal["any", "head", "ends", "tail", "last"]


class Line(NamedTuple):
    """A line that is not blank: its place without the line end, where its text begins, the text without blanks."""

    start: int
    end: int
    at: int
    text: str


class Claim(NamedTuple):
    """Lines (by index, last included) that look like debris, where in a text they are, and how sure that is there."""

    first: int
    last: int
    why: str
    safety: Safety
    where: Where = "any"


class Cut(NamedTuple):
    """Debris inside a line of text, by offset."""

    start: int
    end: int
    why: str
    safety: Safety


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` that are not blank."""
    found: list[Line] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip(BLANK)
        if stripped:
            found.append(Line(at, at + len(line), at + line.index(stripped[0]), stripped))
        at += len(line) + 1
    return found


def fold(text: str) -> str:
    """Return ``text`` with full-width ASCII made half-width, character for character."""
    return text if text.isascii() else text.translate(_FOLD)


def skeleton(text: str) -> str:
    """Return what a mutated address cannot hide: its Latin letters and digits, folded."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(_LOOKS)
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def settle(claims: Iterable[Claim], count: int) -> Iterator[Claim]:
    """Judge claims by place, and leave one for every line.

    Lines are counted by those that nobody claims: these are the same before and after the debris has gone, so a second
    pass finds nothing that the first left.
    """
    rows = sorted(claims, key=lambda c: (c.first, c.last))
    claimed = bytearray(count)
    for claim in rows:
        claimed[claim.first : claim.last + 1] = b"\1" * (claim.last + 1 - claim.first)
    before = [0] * (count + 1)
    for i in range(count):
        before[i + 1] = before[i] + (not claimed[i])
    total = before[count]
    best: dict[int, Claim] = {}
    for claim in rows:
        ahead, behind = before[claim.first], total - before[claim.last + 1]
        placed = claim if _in_place(claim.where, ahead, behind) else claim._replace(safety=Safety.SUGGEST)
        for i in range(claim.first, claim.last + 1):
            if i not in best or best[i].safety < placed.safety:
                best[i] = placed
    yield from _joined(best)


def _in_place(where: Where, ahead: int, behind: int) -> bool:
    """Twelve lines from an end is where site lines were found (200 books), a page's path stands in the first six."""
    if where == "head":
        return ahead <= 6
    if where == "tail":
        return behind <= 12
    if where == "last":
        return behind == 0
    return where == "any" or ahead <= 12 or behind <= 12


def _joined(best: dict[int, Claim]) -> Iterator[Claim]:
    held: Claim | None = None
    for i in sorted(best):
        claim = best[i]
        if held is not None and held.last == i - 1 and (held.why, held.safety) == (claim.why, claim.safety):
            held = held._replace(last=i)
            continue
        if held is not None:
            yield held
        held = claim._replace(first=i, last=i)
    if held is not None:
        yield held
