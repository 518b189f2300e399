"""Which signs go on through a book: by their numbers, by the text below them, by their likes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from docnorm.text.chapters.contents import find_contents
from docnorm.text.chapters.rows import Candidate, Row, list_candidates
from docnorm.text.chapters.signs import CHAPTER, SECTION, VOLUME, Sign

# Text below a heading, in characters: the shortest chapters of published novels have one line of 28.
BODY = 20
# So few chapters may be slips in a book that counts 一 二 三 and once writes 第十六章: what is far more goes before.
_STRAYS = 4
_FAR_MORE = 8
_OPEN = "！？!?…”～~"


class Heading(NamedTuple):
    """A row that heads a part of the book, ``level`` deep (1 outermost); ``volume``: chapters stand below it."""

    row: int
    sign: Sign
    level: int
    volume: bool = False


class Found(NamedTuple):
    """The headings of a book in order, the rows of its table of contents, and rows that say a heading again."""

    headings: tuple[Heading, ...]
    contents: frozenset[int] = frozenset()
    echoes: tuple[tuple[int, int], ...] = ()  # the row that may go, the row that it repeats


def find_headings(rows: Sequence[Row]) -> Found:
    """Return what heads the chapters of a book; nothing where no series holds."""
    read = list_candidates(rows)
    contents = find_contents(rows, read)
    read = [(row, found) for row, found in read if row not in contents]
    firm = _mend_units([Candidate(row, found[0]) for row, found in read if found[0].firm])
    firm, echoes = _drop_echoes(_keep_known_prefixes(_promote(firm)))
    chosen = [c for family in _sort_families(firm) for c in _find_firm_series(family, rows, len(firm))]
    inner = sum(c.sign.rank > VOLUME for c in chosen)
    if inner < _STRAYS:
        weak = [Candidate(row, s) for row, found in read for s in found if not s.firm and s.family != "named"]
        weak, again = _drop_echoes(weak)
        series = list(_find_weak_series(weak, chosen, rows))
        if len(series) >= _FAR_MORE * inner:
            echoes += again
            chosen += series
    if len(chosen) < 2 and not (chosen and chosen[0].row < 20):
        return Found((), contents)
    named = [Candidate(row, found[0]) for row, found in read if found[0].family == "named"]
    chosen = sorted({*chosen, *_find_named(named, chosen, rows)})
    # A refrain that begins with a number is no heading, and stays twice; so does the only 第一场 of a book.
    often = Counter(c.sign.family for c in chosen)
    headed = {c.row for c in chosen if often[c.sign.family] > 1 or c.row < 2}
    return Found(tuple(_set_levels(chosen)), contents, tuple(pair for pair in echoes if pair[1] in headed))


def _sort_families(found: Sequence[Candidate]) -> list[list[Candidate]]:
    families: dict[str, list[Candidate]] = defaultdict(list)
    for c in found:
        families[c.sign.family].append(c)
    return list(families.values())


def _mend_units(found: list[Candidate]) -> list[Candidate]:
    """Count 第五十六节 between 第五十五章 and 第五十七章 among the chapters."""
    kept = list(found)
    for k in range(1, len(found) - 1):
        before, sign, after = found[k - 1].sign, found[k].sign, found[k + 1].sign
        between = before.value is not None and (before.value, after.value) == (
            (sign.value or 0) - 1,
            (sign.value or 0) + 1,
        )
        if sign.rank == SECTION and before.rank == CHAPTER and between and before.family == after.family:
            kept[k] = Candidate(found[k].row, sign._replace(rank=CHAPTER, family=before.family))
    return kept


def _promote(found: list[Candidate]) -> list[Candidate]:
    """Make chapters of volumes that head each of their chapters anew: 第一部分 钟声, 第一部分 二姥姥, 第二部分 …"""
    often = Counter(c.sign.family for c in found if c.sign.rank == VOLUME)
    values = {family: len({c.sign.value for c in found if c.sign.family == family}) for family in often}
    below = sum(c.sign.rank == CHAPTER for c in found)  # 第一季 第一卷 above 第001章 is a volume all the same
    repeated = {family for family, n in often.items() if n >= max(4, below) and values[family] * 2 <= n}
    return [c._replace(sign=c.sign._replace(rank=CHAPTER)) if c.sign.family in repeated else c for c in found]


def _keep_known_prefixes(found: Sequence[Candidate]) -> list[Candidate]:
    """Believe what stands before a number where it comes again: a book's name does, a sentence does not."""
    often = Counter(c.sign.prefix for c in found if c.sign.prefix and c.sign.doubt == 1)
    kept = []
    for row, sign in found:
        doubt = int(often[sign.prefix] < 2) if sign.doubt == 1 and sign.prefix else sign.doubt
        if doubt < 2:
            kept.append(Candidate(row, sign._replace(doubt=doubt)))
    return kept


def _drop_echoes(found: list[Candidate]) -> tuple[list[Candidate], list[tuple[int, int]]]:
    """Leave one of two rows, one right behind the other, that say the same heading: that with the longer title."""
    kept: list[Candidate] = []
    echoes = []
    for c in found:
        above = kept[-1] if kept else None
        if above and above.row + 1 == c.row and (above.sign.family, above.sign.value) == (c.sign.family, c.sign.value):
            one, other = _strip_title(above.sign.title), _strip_title(c.sign.title)
            if one == other or one.startswith(other) or other.startswith(one):
                better = (len(other), -len(c.sign.prefix)) > (len(one), -len(above.sign.prefix))
                kept[-1:] = [c if better else above]
                echoes.append((above.row, c.row) if better else (c.row, above.row))
                continue
        kept.append(c)
    return kept, echoes


def _strip_title(title: str) -> str:
    return "".join(c for c in title if c.isalnum())


def _measure(rows: Sequence[Row], row: int, until: int) -> int:
    """Return how much text lies between two rows."""
    return rows[until - 1].end - rows[row].end if until - 1 > row else 0


def _find_firm_series(family: list[Candidate], rows: Sequence[Row], every: int) -> list[Candidate]:
    """Return the members of a family that are headings."""
    family = _drop_doubted(family)
    if not family:
        return []
    ends = [c.row for c in family[1:]] + [len(rows)]
    full = sum(_measure(rows, c.row, end) >= BODY for c, end in zip(family, ends, strict=True))
    if full * 2 < len(family):
        return []
    values = [c.sign.value or 0 for c in family]
    if len(family) == 1:
        # A file that holds one chapter begins with its heading, whichever it is.
        begins = family[0].row == 0 or (values[0] <= 1 and (family[0].row < 20 or every > 2))
        return family if begins and not family[0].sign.glued and not family[0].sign.doubt else []
    rises = family[0].sign.family[0] == "半"  # 上部, 下部
    steps = sum(_goes_on(a, b) or (rises and b > a) for a, b in pairwise(values))
    return family if steps * 2 >= len(values) - 1 else []


def _goes_on(value: int, following: int) -> bool:
    return following in (value, value + 1) or (following == 1 and value > 1)


def _drop_doubted(family: list[Candidate]) -> list[Candidate]:
    """Leave out what only its number could save and does not: 第三章他写得很慢 in a book of 第三章 雪夜."""
    glued = sum(c.sign.glued for c in family)
    apart = glued * 5 <= len(family) and len(family) - glued >= 3
    kept: list[Candidate] = []
    last = 0
    for k, c in enumerate(family):
        value = c.sign.value or 0
        if c.sign.doubt or (apart and c.sign.glued):
            coming = next(
                (d.sign.value for d in family[k + 1 :] if not d.sign.doubt and not (apart and d.sign.glued)), 0
            )
            if value != last + 1 or coming == value:
                continue
        kept.append(c)
        last = value
    return kept


class _Series(NamedTuple):
    members: list[Candidate]
    score: float


def _find_weak_series(found: list[Candidate], volumes: list[Candidate], rows: Sequence[Row]) -> list[Candidate]:
    """Return the one series of numbers or names without a unit that runs through the whole book."""
    best = _Series([], 0.0)
    breaks = sorted(c.row for c in volumes)
    for family in _sort_families(found):
        series = _follow(family, breaks, rows)
        if series.score > best.score:
            best = series
    return best.members


def _follow(family: list[Candidate], breaks: list[int], rows: Sequence[Row]) -> _Series:
    taken: list[Candidate] = []
    missed = again = gaps = 0
    last: Sign | None = None
    coming = [*(c.sign.value for c in family[1:]), None]
    for c, end, value in zip(family, [*(c.row for c in family[1:]), len(rows)], coming, strict=True):
        if _measure(rows, c.row, end) < BODY:
            missed += 1
            continue
        step = _judge_step(last, c.sign, bool(taken) and any(taken[-1].row < b < c.row for b in breaks))
        if step == "miss" and last and c.sign.value and value == c.sign.value + 1 > (last.value or 0) + 1:
            step = "gap"  # a stretch of chapters is missing, and then they go on
        if step == "miss":
            missed += 1
            continue
        again += step == "again"
        gaps += step == "gap"
        taken.append(c)
        last = c.sign
    count = len(taken)
    if count < 3 or missed * 2 > count or again * 4 > count or gaps * 4 > count:
        return _Series([], 0.0)
    spoken = sum(c.sign.title[-1:] in _OPEN for c in taken if c.sign.title)
    if spoken * 3 > count:
        return _Series([], 0.0)
    covered = (len(rows) - taken[0].row) / len(rows)
    if covered < 0.6 or (taken[-1].row - taken[0].row) * 5 < len(rows) * 2:
        return _Series([], 0.0)
    return _Series(taken, covered + min(count, 50) / 100 - 2 * again / count - missed / count)


def _judge_step(last: Sign | None, sign: Sign, parted: bool) -> str:
    """Return how a number follows the one before: on, again (from 1), gap, or miss."""
    if sign.value is None:
        return "on"
    if sign.family == "tail":
        if last is not None and last.value is not None and last.title == sign.title:
            halves = sign.value == 3 and last.value == 1  # 上, 下
            return "on" if halves or sign.value == last.value + 1 else "gap" if sign.value > last.value else "miss"
        return "on" if sign.value == 1 else "gap" if sign.value == 2 else "miss"
    if last is None or last.value is None:
        return "on" if sign.value <= 1 else "miss"
    if sign.value == last.value + 1:
        return "on"
    if sign.value == 1:
        return "on" if parted else "again"
    return "gap" if last.value + 1 < sign.value <= last.value + 3 else "miss"


def _find_named(named: list[Candidate], chosen: list[Candidate], rows: Sequence[Row]) -> Iterator[Candidate]:
    """Yield the parts that go by name, where the book has chapters and text stands below them."""
    taken = {c.row for c in chosen}
    starts = sorted({*taken, *(c.row for c in named), len(rows)})
    following = dict(pairwise(starts))
    if len(chosen) < 2:
        return
    for c in named:
        if c.row not in taken and _measure(rows, c.row, following[c.row]) >= BODY:
            yield c


def _set_levels(chosen: list[Candidate]) -> Iterator[Heading]:
    """Yield the headings with their levels."""
    families: dict[str, list[Candidate]] = defaultdict(list)
    for c in chosen:
        if c.sign.family != "named":
            families[c.sign.family].append(c)
    order = sorted(families, key=lambda f: (families[f][0].sign.rank, len(families[f])))
    inner = {f for f in order if families[f][0].sign.rank > VOLUME}
    levels: dict[str, int] = {}
    level = 0
    for k, family in enumerate(order):
        rank = families[family][0].sign.rank
        before = order[k - 1] if k else None
        beside = (
            before is not None
            and families[before][0].sign.rank == rank
            and not _counts_under(families[before], families[family])
        )
        level += not beside
        levels[family] = level
    chapter = min((levels[f] for f in inner), default=1)
    for c in chosen:
        if c.sign.family == "named":
            yield Heading(c.row, c.sign, chapter)
        else:
            yield Heading(c.row, c.sign, levels[c.sign.family], bool(inner) and c.sign.rank == VOLUME)


def _counts_under(outer: list[Candidate], inner: list[Candidate]) -> bool:
    """Whether ``inner`` counts anew under each of ``outer``."""
    anew = sum(
        (b.sign.value or 0) <= (a.sign.value or 0) and any(a.row < o.row < b.row for o in outer)
        for a, b in pairwise(inner)
    )
    return anew >= 1 and anew * 3 >= len(outer) - 1


__all__ = ["CHAPTER", "SECTION", "VOLUME", "Found", "Heading", "find_headings"]
