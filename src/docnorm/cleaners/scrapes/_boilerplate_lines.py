"""A text as lines to judge, and what the judges say of them. A part of boilerplate."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from docnorm.edit import Safety
from docnorm.text.late import late

BLANK = " \t\r\u3000\xa0\ufeff"
# Half for full width, one for one, so that offsets hold; ideographic space and curly quotes as well.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20, 0x201C: 0x22, 0x201D: 0x22}
# Letters that only look Latin. Mirrors that are hard to find for a search engine are hard to find for us, too.
_LOOKS = str.maketrans("ωшаеосрьмтнхοναερτкіⅼı", "wwaeocpbmthxovaeptkili")

_CHAPTER = late(
    r"(?:正文\s*)?第\s*[0-9０-９一二三四五六七八九十百千零〇两]{1,9}\s*[章回卷节集部篇话](?![^\n]*[。，；：]$)|(?:楔子|序章|番外|尾声|后记)\s*\S{0,12}$"
)
_ARTICLE = late(r"第\s*[0-9一二三四五六七八九十百千零〇两]{1,9}\s*[条节]")

_COMPANY = 3  # lines: of 200,000 public ones no two in a row read like an advertisement

Where = Literal["any", "head", "ends", "foot", "tail", "last"]


class PageLine(NamedTuple):
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
    worded: bool = False  # nothing but its wording speaks for it


class InnerCut(NamedTuple):
    """Debris inside a line of text, by offset."""

    start: int
    end: int
    why: str
    safety: Safety


def split_lines(text: str) -> list[PageLine]:
    """Return the lines of ``text`` that are not blank."""
    found: list[PageLine] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip(BLANK)
        if stripped:
            found.append(PageLine(at, at + len(line), at + line.index(stripped[0]), stripped))
        at += len(line) + 1
    return found


def narrow(text: str) -> str:
    """Return ``text`` with full-width ASCII made half-width, character for character."""
    return text if text.isascii() else text.translate(_FOLD)


def keep_latin(text: str) -> str:
    """Return what a mutated address cannot hide: its Latin letters and digits, folded."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(_LOOKS)
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def find_chapters(lines: Sequence[PageLine]) -> list[int]:
    """Return the lines that head a chapter: 第三章 雪夜, 楔子. Those of a law are left out: nobody advertises there."""
    found = [i for i, line in enumerate(lines) if len(line.text) <= 40 and _CHAPTER.match(line.text)]
    law = sum(i + 1 < len(lines) and _ARTICLE.match(lines[i + 1].text) is not None for i in found)
    return [] if law * 2 > len(found) else found


def weigh(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Leave to a person what only its wording speaks for, unless the file is known to come from a site.

    It is by any claim that is certain, and by company: people write 为祖国点个赞吧, too (it was the last paragraph of a
    notice, and it was gone), but not three such paragraphs in a row.
    """
    known = any(not c.worded and c.safety is Safety.CERTAIN for c in claims)
    worded = {i for c in claims if c.worded and c.safety is not Safety.SUGGEST for i in range(c.first, c.last + 1)}
    for claim in claims:
        alone = claim.worded and not known and _count_run(worded, claim.first) < _COMPANY
        yield claim._replace(safety=Safety.SUGGEST) if alone else claim


def _count_run(numbers: AbstractSet[int], at: int) -> int:
    """Return how many ``numbers`` in a row, of the next few on either side, ``at`` stands among."""
    first = last = at
    while first - 1 in numbers and at - first < _COMPANY:
        first -= 1
    while last + 1 in numbers and last - at < _COMPANY:
        last += 1
    return last - first + 1


def settle(claims: Iterable[Claim], count: int, chapters: Sequence[int] = ()) -> Iterator[Claim]:
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
    edges = [before[i] for i in chapters]
    best: dict[int, Claim] = {}
    for claim in rows:
        ahead, behind = before[claim.first], total - before[claim.last + 1]
        there = _is_in_place(claim.where, ahead, behind) or (
            claim.where in ("ends", "foot") and _is_at_edge(edges, ahead)
        )
        placed = claim if there else claim._replace(safety=Safety.SUGGEST)
        for i in range(claim.first, claim.last + 1):
            if i not in best or best[i].safety < placed.safety:
                best[i] = placed
    yield from _join(best)


def _is_in_place(where: Where, ahead: int, behind: int) -> bool:
    """Twelve lines from an end is where site lines were found (200 books), a page's path stands in the first six."""
    if where == "head":
        return ahead <= 6
    if where == "foot":
        return behind <= 3
    if where == "tail":
        return behind <= 12
    if where == "last":
        return behind == 0
    return where == "any" or ahead <= 12 or behind <= 12


def _is_at_edge(edges: Sequence[int], ahead: int) -> bool:
    """Whether a line stands next to a chapter's heading, or one line of text from it."""
    at = bisect_left(edges, ahead)
    return (at < len(edges) and edges[at] - ahead <= 1) or (at > 0 and ahead - edges[at - 1] <= 2)


def _join(best: dict[int, Claim]) -> Iterator[Claim]:
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
