"""The whole document as one text, and the way back from an offset in it to a paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from docnorm.ooxml.package import Package
from docnorm.ooxml.story import Hold, Paragraph, Story
from docnorm.ooxml.walk import walk


class Line(NamedTuple):
    """A line of the text: its offset, the paragraph, and the number of the story that it stands in."""

    start: int
    paragraph: Paragraph
    story: int

    @property
    def end(self) -> int:
        """The offset of the line's end, before the line break."""
        return self.start + len(self.paragraph.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """The text, one paragraph a line, and what stands where in it."""

    text: str
    stories: tuple[Story, ...]
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Return the number of the line that ``offset`` lies on; a line break belongs to the line it ends."""
        return bisect_right(self.starts, offset) - 1

    def joinable(self, number: int) -> bool:
        """Whether line ``number`` and the next may become one: nothing a reader can see may stand between them."""
        if number + 1 >= len(self.lines):
            return False
        one, two = self.lines[number], self.lines[number + 1]
        return one.story == two.story and _meet(one.paragraph, two.paragraph)

    def frozen(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches that nobody may edit: objects, results of fields, and breaks that must stay."""
        before: Line | None = None
        for line in self.lines:
            start, paragraph, story = line
            if before is not None and (before.story != story or not _meet(before.paragraph, paragraph)):
                yield start - 1, start
            if paragraph.rigid:
                for piece in paragraph.pieces:
                    if piece.hold >= Hold.FIXED:
                        yield start + piece.start, start + piece.start + piece.length
            before = line


def _meet(one: Paragraph, two: Paragraph) -> bool:
    if one.room != two.room or one.closed:
        return False
    return not (one.solid and not one.text) and not (two.solid and not two.text)


def lay_out(package: Package) -> Layout:
    """Return the document as text: the body, then notes, headers and footers.

    Comments are other people's words about the text, not the text; they are carried along untouched.
    """
    stories = tuple(_stories(package))
    lines: list[Line] = []
    at = 0
    for number, story in enumerate(stories):
        for paragraph in story.paragraphs:
            lines.append(Line(at, paragraph, number))
            at += len(paragraph.text) + 1
    text = "\n".join(line.paragraph.text for line in lines)
    return Layout(text, stories, tuple(lines), tuple(line.start for line in lines))


def _stories(package: Package) -> Iterator[Story]:
    yield Story(package.main, "body", walk(package.read(package.main) or b""))
    seen = {package.main}
    for kind in ("footnotes", "endnotes", "header", "footer"):
        for relation in package.related(kind):
            if relation.target not in seen:
                seen.add(relation.target)
                yield Story(relation.target, kind, walk(package.read(relation.target) or b""))
