"""A page as it goes by: tags and texts in, visible text, marks and the way back to the source out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from docnorm.edit import Span
from docnorm.markup.layout import Cut, Layout
from docnorm.markup.lists import Entries, begin_list
from docnorm.markup.tags import (
    BLOCKS,
    ENDS,
    FIXED,
    FORMATTING,
    HELD,
    IN_HEAD,
    INLINE,
    LISTS,
    PARAGRAPH_ENDS,
    PLAIN,
    TABLE,
    UNSEEN,
    VOID,
    WALLS,
)
from docnorm.markup.visible import Visible
from docnorm.source import Mark, MarkKind
from docnorm.text.raised import LOWERED, RAISED, STRUCK

_BLANK = " \t\n\r\f"
_FROZEN = ("code", "strike", "reference", "ruby")  # a ruby: how a word is read is said of these characters alone
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An open element: its tag, where it began, and what ends with it."""

    tag: str
    start: int = 0  # in the source
    ended: int = 0  # where its tag ends
    shown: int = 0  # how much was shown before it
    unseen: bool = False
    mark: MarkKind | None = None
    begun: bool = False  # it shows, or would if there were anything in it
    held: bool = False  # it must stay: an address leads to it, or it holds what is not text


class Page:
    """What is told every tag and every text of a page. ``markdown``: the tags are ours, made of Markdown."""

    def __init__(self, *, markdown: bool = False) -> None:
        self.shown = Visible()
        self._markdown = markdown
        self._stack: list[Element] = []
        self._depth: Counter[str] = Counter()  # how often each tag is open
        self._unseen = 0
        self._pre = 0
        self._fresh = False
        self._script: list[MarkKind] = []  # the raised and lowered that is open
        self._lists: list[Entries] = []
        self._label = ""  # the number that is shown before the next word
        self._opening: list[tuple[int, int]] = []  # tags of struck stretches that begin there
        self._entry: tuple[int, str] | None = None  # where the text of an entry begins, and what its mark says
        self._pictures = 0
        self._reading: list[str] | None = None  # of the ruby that is open
        self._readings = 0
        self._between: list[str] = []  # tags since the last shown character; "!" for what must not go
        self._steps = 1_000_000  # of looking down the stack: a page made to defy it gets shorter looks

    def start(self, tag: str, attributes: Mapping[str, str], at: int, end: int, *, empty: bool = False) -> None:
        """Begin the element whose tag stands at ``at:end`` of the source."""
        self._imply_ends(tag, at)
        self._fresh = False
        unseen = tag in UNSEEN or "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
        held = unseen or tag in HELD or "id" in attributes or (tag == "a" and "name" in attributes)
        element = Element(tag, at, end, self.shown.length, unseen, held=held)
        self._between.append("!" if held or tag not in PLAIN else tag)
        if unseen:
            self._pictures += tag in ("svg", "video", "object", "embed", "canvas") and not self._unseen
            if tag == "rt" and not self._unseen:
                self._reading = []
            if tag in VOID or empty:
                return
            self._unseen += 1
        elif not self._unseen:
            self._begin(element, attributes)
        if tag in VOID or empty:
            self._close(element, at, end)
            if element.held and self._stack:
                self._stack[-1].held = True
        else:
            self._stack.append(element)
            self._depth[tag] += 1

    def end(self, tag: str, at: int, end: int) -> None:
        """End the element whose end tag stands at ``at:end``, and what was opened in it and never closed."""
        place = self._find((tag,), () if tag in TABLE else WALLS) if self._depth[tag] else None
        if place is None:
            if tag in ("br", "p") and not self._unseen:  # as browsers read them
                self._line_end()
                self.shown.leave_tag(end)
                self._between.append("br")
        elif tag in FORMATTING:
            self._pop(place, at, end)
        else:
            while len(self._stack) > place + 1:
                self._pop(len(self._stack) - 1, at)
            self._pop(place, at, end)

    def data(self, data: str, at: int, end: int) -> None:
        """Show text that stands at ``at:end`` of the source."""
        if self._stack and self._stack[-1].tag == "head" and data.strip(_BLANK):
            self._pop(len(self._stack) - 1, at)
        if self._unseen or not data:
            if self._reading is not None and self._stack and self._stack[-1].tag == "rt":
                self._reading.append(data)
            return
        before, fresh = self.shown.length, self.shown.at_line_start()
        if (self._label or self._opening) and data.strip(_BLANK):
            self._show_made()
        if self._pre:
            self.shown.say_as_is(*(_drop_first(data, at, end) if self._fresh else (data, at, end)))
            self._fresh = False
        elif self._script and end - at == len(data):
            self._say_shifted(data, at, end)
        else:
            self.shown.say(data, at, end)
        if self.shown.length > before:
            if fresh and before and not _joins(self._between):
                self.shown.marks.append(Mark(Span(before - 1, before), "break"))
            self._between = []

    def _say_shifted(self, data: str, at: int, end: int) -> None:
        """Show raised or lowered text in characters of its own, where Unicode has all of them; such text is frozen."""
        table = RAISED if self._script[-1] == "superscript" else LOWERED
        before = self.shown.length
        known = [ord(c) in table for c in data if not c.isspace()]  # <sub>2&nbsp;</sub> has a blank in it
        self.shown.say(data.translate(table) if all(known) else data, at, end)
        if any(known):
            self.shown.marks.append(Mark(Span(before, self.shown.length), "frozen"))

    def fixed(self, data: str, at: int, end: int) -> None:
        """Show text that nobody may edit."""
        before = self.shown.length
        self.data(data, at, end)
        if self.shown.length > before:  # without the blank before it
            start = max(before, self.shown.length - len(data))
            self.shown.marks.append(Mark(Span(start, self.shown.length), "frozen"))

    def line(self, data: str, at: int, end: int) -> None:
        """Show a line of its own that nobody may edit."""
        self.part()
        self.fixed(data, at, end)
        self.part()

    def part(self) -> None:
        """End the line at a border that shows nothing and has to stay, such as a blank line of Markdown."""
        self._line_end()
        self.solid()

    def code(self, data: str, at: int, end: int, language: str = "") -> None:
        """Show a block of code as it is."""
        self.start("pre", {"data-language": language}, at, at)
        self._fresh = False
        self.data(data, at, end)
        self.end("pre", end, end)

    def refer(self, label: str, at: int, end: int) -> None:
        """Show the number of a note at the place that it belongs to."""
        self.shown.begin("reference", label)
        self.fixed(f"[{label}]", at, end)
        self.shown.end("reference")

    def begin_note(self, label: str) -> None:
        """Begin a note: what is shown until its end is its text, behind its number."""
        self.part()
        self.shown.begin("note", label)
        self._label = f"[{label}] "

    def end_note(self) -> None:
        """End the note."""
        self.part()
        self._label = ""
        self.shown.end("note")

    def solid(self) -> None:
        """Note something that shows nothing and must not be lost: a comment, a definition."""
        self._between.append("!")

    def laid_out(self, end: int) -> Layout:
        """End the page, which is ``end`` characters long, and return what it shows."""
        while self._stack:
            self._pop(len(self._stack) - 1, end)
        self._line_end()
        shown = self.shown
        fixed = (m._replace(kind="frozen", value="") for m in shown.marks if m.kind in _FROZEN)
        marks = tuple(sorted({*shown.marks, *fixed}))
        return Layout(shown.text(), marks, shown.pieces(), tuple(shown.cuts), tuple(self._list_unsaid()), shown.feet)

    def _list_unsaid(self) -> Iterator[str]:
        """Yield in words what the page shows and its text does not say."""
        if self._pictures:
            yield f"{self._pictures} picture(s) of the page are not in its text"
        if self._readings:
            yield f"{self._readings} reading(s) above words (ruby) are not in the text"

    def _imply_ends(self, tag: str, at: int) -> None:
        """End what a start tag ends: <li> the entry before it, a block the paragraph, anything the head."""
        if self._stack and self._stack[-1].tag == "head" and tag not in IN_HEAD:
            self._pop(len(self._stack) - 1, at)
        if tag in PARAGRAPH_ENDS and self._depth["p"] and (place := self._find(("p",), WALLS)) is not None:
            self._pop(place, at)  # alone: what is bold goes on bold
        ended, walls = ENDS.get(tag, ((), ()))
        while any(self._depth[e] for e in ended) and (place := self._find(ended, walls)) is not None:
            while len(self._stack) > place:
                self._pop(len(self._stack) - 1, at)

    def _find(self, tags: Container[str], walls: Container[str]) -> int | None:
        """Return the place of the innermost open element of ``tags``, None where a wall or nothing is found."""
        lowest = 0 if self._steps > 0 else max(0, len(self._stack) - 500)
        for place in range(len(self._stack) - 1, lowest - 1, -1):
            tag = self._stack[place].tag
            if tag in tags:
                self._steps -= len(self._stack) - place
                return place
            if tag in walls:
                break
        self._steps -= len(self._stack) - place if self._stack else 0
        return None

    def _begin(self, element: Element, attributes: Mapping[str, str]) -> None:
        tag = element.tag
        element.begun = True
        if tag in BLOCKS:
            self._line_end()
            element.shown = self.shown.length
        element.mark = self._mark(tag, attributes)
        if tag == "pre":
            self._pre += 1
            self._fresh = True  # the line end right behind <pre> is none
        elif tag in LISTS:
            self._lists.append(begin_list(tag, attributes, markdown=self._markdown))
        elif tag == "li":
            self._begin_entry(attributes)
        elif tag == "table":
            self.shown.open_table()
        elif tag == "tr":
            self.shown.open_row()
        elif tag in ("td", "th"):
            self.shown.open_cell()
        elif tag == "img":
            self._pictures += 1
            self.shown.place("picture", f"{attributes.get('src', '').strip()}\n{attributes.get('alt', '')}")
        elif tag == "ruby":
            self.shown.begin("ruby")
        elif tag == "markdown-hr":
            self.shown.make_up("* * *")
        elif element.mark == "strike" and tag != "markdown-s":
            self._opening.append((element.start, element.ended))
        elif element.mark in ("superscript", "subscript"):
            self._script.append(element.mark)
        if tag in BLOCKS or tag in TABLE:
            self.shown.leave_tag(element.ended)

    def _mark(self, tag: str, attributes: Mapping[str, str]) -> MarkKind | None:
        kind: MarkKind | None = INLINE.get(tag)
        value = ""
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            kind, value = "heading", tag[1]
        elif tag == "blockquote":
            kind = "quote"
        elif tag == "pre":
            kind, value = "code", attributes.get("data-language", "")
        elif _is_said(attributes, "noteref"):
            kind, value = "reference", attributes.get("href", "").strip()
        elif _is_said(attributes, "footnote", "endnote", "rearnote"):
            kind, value = "note", f"#{attributes.get('id', '')}"
        elif tag == "a" and attributes.get("href"):
            kind, value = "link", attributes["href"].strip()
        elif tag == "q":
            self.shown.make_up_inline("“")
        if kind is not None:
            self.shown.begin(kind, value)
        return kind

    def _pop(self, place: int, at: int, end: int = -1) -> None:
        """Take an open element off; ``at:end``: its end tag, or only where it ends without one."""
        element = self._stack.pop(place)
        self._depth[element.tag] -= 1
        self._close(element, at, end if end >= 0 else at)
        if element.held and place:
            self._stack[place - 1].held = True

    def _close(self, element: Element, at: int, end: int) -> None:
        tag = element.tag
        if tag not in VOID:
            self._between.append(f"/{tag}" if tag in PLAIN else "!")
        if element.unseen:
            self._unseen -= 1
            if tag == "rt" and self._reading is not None and not self._unseen:
                self._end_reading()
        if not element.begun:
            return
        if tag == "pre":
            self._pre -= 1
        elif tag == "q":
            self.shown.make_up_inline("”")
        elif tag == "ruby":
            self.shown.drop("ruby")
        elif element.mark == "strike" and tag != "markdown-s":
            self._end_struck(at, end)
        if tag in BLOCKS or tag in TABLE:
            self._line_end()
        self.shown.leave_tag(end)
        self._cut(element, end)
        if element.mark is not None:
            self.shown.end(element.mark)
        if element.mark in ("superscript", "subscript"):
            self._script.pop()
        elif tag in LISTS:
            self.shown.marks += self._lists.pop().settled()
            self._label, self._entry = "", None
        elif tag in ("td", "th"):
            self.shown.close_cell()
        elif tag == "table":
            self.shown.close_table()

    def _show_made(self) -> None:
        if self._label:
            self.shown.make_up_inline(self._label)
        for place in self._opening:
            self.shown.make_up_inline(STRUCK, *place)
        self._label, self._opening = "", []

    def _end_reading(self) -> None:
        """Mark the word that the reading stands above: what the ruby showed since the reading before."""
        reading, self._reading = " ".join("".join(self._reading or ()).split()), None
        self._readings += 1
        self.shown.end("ruby", reading)
        self.shown.begin("ruby")

    def _end_struck(self, at: int, end: int) -> None:
        """Show what ends a struck stretch, where there was one."""
        if self._opening:
            self._opening.pop()
        else:
            self.shown.make_up_inline(STRUCK, at, end)

    def _cut(self, element: Element, end: int) -> None:
        if element.held or element.tag in FIXED:
            return
        length = self.shown.length - (element.tag in BLOCKS and self.shown.at_line_start())
        if length > element.shown:
            self.shown.cuts.append(Cut(Span(element.shown, length), Span(element.start, end)))

    def _line_end(self) -> None:
        """End the line; the first line of a list's entry is marked."""
        if self._entry and self._lists and self.shown.length > self._entry[0]:
            start, value = self._entry
            end = self.shown.length - self.shown.at_line_start()
            self._lists[-1].marks.append(Mark(Span(start, end), "item", value))
            self._entry = None
        self.shown.line_end()

    def _begin_entry(self, attributes: Mapping[str, str]) -> None:
        """Begin a list's entry. Its number waits for the first word, which may stand in a paragraph."""
        self._label = ""
        if not self._lists:
            return
        label = self._lists[-1].count(attributes.get("value"))
        self._label = f"{label} " if label else ""
        value = f"{len(self._lists)} {label}".rstrip()
        self._entry = (self.shown.length, value)


def _is_said(attributes: Mapping[str, str], *kinds: str) -> bool:
    """Whether a page says of an element that it is one of ``kinds`` (EPUB Structural Semantics 1.1, DPUB-ARIA 1.1)."""
    said = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}"
    return bool(said.strip()) and any(word.removeprefix("doc-") in kinds for word in said.lower().split())


def _drop_first(data: str, at: int, end: int) -> tuple[str, int, int]:
    return (data[1:], end - len(data) + 1, end) if data.startswith("\n") else (data, at, end)


def _joins(between: list[str]) -> bool:
    """Whether two lines may become one by taking out the tags between them: what ends there begins again."""
    ended: list[str] = []
    for tag in between:
        if tag[0] == "/":
            ended.append(tag[1:])
        elif tag != "br" and (not ended or ended.pop() != tag):
            return False
    return not ended
