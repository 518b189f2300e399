"""Where the content of a block stands in the file: line by line, as the parser takes each line's prefix off."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n?|\n")
_BLANK = re.compile(r"[ \t>]*")


class Lines:
    """The lines of a file: where each begins and ends, its line end left out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        self.ends: list[int] = []
        for m in _LINE_END.finditer(text):
            self.ends.append(m.start())
            self.starts.append(m.end())
        self.ends.append(len(text))
        self._cells: dict[int, int] = {}  # by line: how far its cells have been found

    def start(self, number: int) -> int:
        """Return where line ``number`` begins; behind the last line the text's end."""
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def is_blank(self, number: int) -> bool:
        """Whether nothing stands on a line, but for the marks of a quotation."""
        blank = _BLANK.match(self.text, self.starts[number], self.ends[number])
        return blank is not None and blank.end() == self.ends[number]

    def behind(self, number: int) -> int:
        """Return where what follows begins: line ``number``, blank lines before it passed over."""
        while number < len(self.ends) and not self.text[self.starts[number] : self.ends[number]].strip():
            number += 1
        return self.start(number)

    def content(self, content: str, first: int) -> Content | None:
        """Return the places of a block's content that begins on line ``first``, None where it is not found there."""
        places: list[tuple[int, int, int]] = []
        at = 0
        for number, line in enumerate(content.split("\n"), first):
            if number >= len(self.ends):
                return None
            bare = line.lstrip(" \t")
            # What was taken off stood before it: the prefix of a quotation, the mark of an entry.
            found = self.text.rfind(bare, self.starts[number], self.ends[number]) if bare else self.ends[number]
            if found < 0 or self.text[found + len(bare) : self.ends[number]].strip(" \t#"):
                return None
            places.append((at + len(line) - len(bare), found, len(bare)))
            at += len(line) + 1
        return Content(places)

    def cell(self, content: str, number: int) -> Content | None:
        """Return the place of the next cell of a table's row; a bar in it is escaped."""
        start = self._cells.get(number, self.starts[number])
        parts = content.split("|")
        at = self.text.find(parts[0], start, self.ends[number]) if content else -1
        if at < 0 or self.text[start:at].strip(" \t|>-+*.)0123456789"):
            return None
        places: list[tuple[int, int, int]] = []
        inside = 0
        for i, part in enumerate(parts):
            part += "|" * (i + 1 < len(parts))  # noqa: PLW2901  a bar stands with what is before it
            shown = part.removesuffix("|")
            if not self.text.startswith(shown, at):
                return None
            if shown:
                places.append((inside, at, len(shown)))
            at += len(shown)
            if part.endswith("|"):
                slash = self.text.startswith("\\|", at)
                places.append((inside + len(shown), at + slash, 1))
                at += 1 + slash
            inside += len(part)
        self._cells[number] = at
        return Content(places)


class Content:
    """The places of a content's stretches: each begins at an offset of the content and at one of the file."""

    def __init__(self, places: list[tuple[int, int, int]]) -> None:
        self._places = places
        self._offsets = [offset for offset, _, _ in places]

    def start(self, offset: int) -> int:
        """Return where the character at ``offset`` stands in the file."""
        i = max(0, bisect_right(self._offsets, offset) - 1)
        inside, at, length = self._places[i]
        if offset - inside > length and i + 1 < len(self._places):
            return self._places[i + 1][1]
        return at + min(max(0, offset - inside), length)

    def end(self, offset: int) -> int:
        """Return where what ends at ``offset`` ends in the file."""
        return self.start(offset - 1) + 1 if offset else self.start(0)
