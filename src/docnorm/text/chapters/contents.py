"""A table of contents: headings one right below the other that all come again with text below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docnorm.text.chapters.rows import Row
from docnorm.text.chapters.signs import Sign
from docnorm.text.late import late

_NAME = late(r"[=＝【\[（(—\-*　 ]*(?:目[ 　]*[录錄次]|章节目录|(?i:contents))[=＝】\]）)—\-*　 :：]*$")
_LEADER = late(r"[ 　\t.…·．—-]*[(（]?\d{0,4}[)）]?$")
_PAGED = late(r"(?:[.…·．]{3,}|…)[ 　]*[(（]?\d{1,4}[)）]?$|\t\d{1,4}$")
_LEAST = 3


def find_contents(rows: Sequence[Row], read: Sequence[tuple[int, tuple[Sign, ...]]]) -> frozenset[int]:
    """Return the rows of tables of contents, named so or not."""
    found: set[int] = set()
    for k, row in enumerate(rows):
        if row.text and row.text[0] in "目=＝【[（(—-*章Cc" and _NAME.match(row.text):
            found |= _find_named(rows, k)
    places = [(row, signs) for row, signs in read if row not in found]
    found |= {row for row, _ in places if _PAGED.search(rows[row].text)}
    places = [(row, signs) for row, signs in places if row not in found]
    later: Counter[tuple[str, int | None, str]] = Counter(_make_key(signs[0]) for _, signs in places)
    for run in _find_runs(places):
        found |= _find_unnamed(run, later)
    return frozenset(found)


def _find_named(rows: Sequence[Row], at: int) -> set[int]:
    """Return the entries below 目录: up to where the first one comes again."""
    if at + 2 >= len(rows) or not rows[at + 1].text:
        return set()
    first = _strip_entry(rows[at + 1].text)
    for k in range(at + 2, min(len(rows), at + 3000)):
        if not rows[k].text:
            return set()
        if _strip_entry(rows[k].text) == first:
            return set(range(at + 1, k))
    return set()


def _strip_entry(text: str) -> str:
    return "".join(c for c in _LEADER.sub("", text) if c.isalnum())


def _find_runs(places: Sequence[tuple[int, tuple[Sign, ...]]]) -> list[list[tuple[int, Sign]]]:
    """Return the candidates that stand one right below the other."""
    runs: list[list[tuple[int, Sign]]] = []
    for row, signs in places:
        if runs and runs[-1][-1][0] == row - 1:
            runs[-1].append((row, signs[0]))
        else:
            runs.append([(row, signs[0])])
    return [run for run in runs if len(run) >= _LEAST]


def _make_key(sign: Sign) -> tuple[str, int | None, str]:
    return sign.family, sign.value, "" if sign.value is not None else sign.title


def _find_unnamed(run: list[tuple[int, Sign]], often: Counter[tuple[str, int | None, str]]) -> set[int]:
    """Return the entries at the head of a run: up to where one comes again in it, or up to its last."""
    if len({sign.family for _, sign in run}) == len(run):
        return set()  # 第一卷, 第一章, 第一节 below one another open a book
    seen: set[tuple[str, int | None, str]] = set()
    end = len(run) - 1  # the last one heads the text below it
    for k, (_, sign) in enumerate(run):
        key = _make_key(sign)
        if key in seen and k > 1 and run[k - 1][1][:3] != sign[:3]:
            end = k
            break
        seen.add(key)
    entries = run[:end]
    again = sum(often[_make_key(sign)] > 1 for _, sign in entries)
    return {row for row, _ in entries} if len(entries) >= 2 and again * 5 >= 3 * len(entries) else set()
