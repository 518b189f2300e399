"""The whole document as one text, and the way back from an offset in it to a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from docnorm.ooxml.package import Package
from docnorm.ooxml.showing import find_showing
from docnorm.ooxml.story import FIXED, FROZEN, TEXT, Paragraph, Story
from docnorm.ooxml.walk import walk

_NOTES = frozenset({"footnotes", "endnotes"})
_WIDTHLESS = " \t\u3000\u00a0\u00ad\u200b\u200c\u200d\u2060\u2028\ufeff"
_WORDS = re.compile(r"[^\W\d第页共 ]")  # of 第 1 页 共 9 页 and — 1 — nothing is left


@dataclass(frozen=True, slots=True)
class Layout:
    """The text, one paragraph a line, and what stands where in it."""

    text: str
    stories: tuple[Story, ...]
    lines: tuple[Paragraph, ...]  # each knows its ``start`` in the text
    starts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Return the number of the line that ``offset`` lies on; a line break belongs to the line it ends."""
        return bisect_right(self.starts, offset) - 1

    def joinable(self, number: int) -> bool:
        """Whether line ``number`` and the next may become one: nothing a reader can see may stand between them."""
        return number + 1 < len(self.lines) and _meet(self.lines[number], self.lines[number + 1])

    def frozen(self) -> Iterator[tuple[int, int]]:
        """Yield what nobody may edit: objects, results of fields, lines to write on, and breaks that must stay."""
        before: Paragraph | None = None
        for line in self.lines:
            if before is not None and not _meet(before, line):
                yield line.start - 1, line.start
            if line.rigid:
                yield from _find_rigid(line)
            for start, end in line.blanks:
                yield line.start + start, line.start + end
            before = line


def _find_rigid(line: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield a line's stretches that nobody may edit; what one field shows is one stretch, with no way in between."""
    since, end = 0, -1
    for first, length, _, hold in line.pieces:
        if hold == FROZEN:
            if end != first:
                if end > since:
                    yield line.start + since, line.start + end
                since = first
            end = first + length
        elif hold == FIXED:
            yield line.start + first, line.start + first + length
    if end > since:
        yield line.start + since, line.start + end


def _meet(one: Paragraph, two: Paragraph) -> bool:
    if one.story != two.story or one.room != two.room or one.closed:
        return False
    return not (one.solid and _is_blank(one.text)) and not (two.solid and _is_blank(two.text))


def _is_blank(text: str) -> bool:
    """Whether nothing of a text would be left when blanks and what has no width are taken out."""
    return not text or not text.strip(_WIDTHLESS).strip()


def lay_out(package: Package) -> Layout:
    """Return the document as text: the body, then notes, headers and footers.

    Comments are other people's words about the text, not the text; they are carried along untouched.
    """
    stories = tuple(_list_stories(package))
    lines = tuple(chain.from_iterable(story.paragraphs for story in stories))
    for number, story in enumerate(stories[1:], 1):
        for line in story.paragraphs:
            line.story = number
    _show_styles(package, lines)
    at = 0
    for line in lines:
        line.start = at
        at += len(line.text) + 1
    return Layout("\n".join([line.text for line in lines]), stories, lines, tuple([line.start for line in lines]))


def _show_styles(package: Package, lines: tuple[Paragraph, ...]) -> None:
    """Note the lines without words that show something by their style: a border, a new page, a number."""
    blank = [line for line in lines if line.style and not line.solid and _is_blank(line.text)]
    if blank:
        shows = find_showing(package)
        for line in blank:
            seen = shows.get(line.style, "")
            line.solid = seen == "drawn" or (seen == "number" and line.number is None)


def _list_stories(package: Package) -> Iterator[Story]:
    yield Story(package.main, "body", walk(package.read(package.main) or b""))
    seen = {package.main}
    for kind in ("footnotes", "endnotes", "header", "footer"):
        for relation in package.related(kind):
            if relation.target not in seen:
                seen.add(relation.target)
                found = walk(package.read(relation.target) or b"")
                yield Story(relation.target, kind, found if kind in _NOTES else _furniture(found))


def _furniture(found: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return the lines of a header or footer that say anything. What stands between them is layout: breaks stay."""
    kept = tuple(filter(_says, found))
    for line in kept:
        line.closed = True
    return kept


def _says(line: Paragraph) -> bool:
    """Whether a line of a header or footer says anything: an empty one is space, a page number is furniture."""
    said = "".join(line.text[at : at + length] for at, length, _, hold in line.pieces if hold == TEXT)
    return bool(_WORDS.search(said))
