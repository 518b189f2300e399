"""A page as it goes by: tags and texts in, visible text and marks out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from docnorm.edit import Span
from docnorm.readers.visible import Visible
from docnorm.source import Mark, MarkKind

_BLOCKS = frozenset((
    *("address", "article", "aside", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main"),
    *("menu", "nav", "ol", "p", "pre", "search", "section", "summary", "ul", "blockquote", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "br", "caption", "option", "optgroup", "tr", "table", "thead", "tbody", "tfoot", "title"),
    *("listing", "xmp"),
))  # fmt: skip
_UNSEEN = frozenset((
    *("script", "style", "template", "noscript", "head", "title", "iframe", "object", "embed", "svg", "math"),
    *("canvas", "audio", "video", "select", "datalist", "textarea", "button", "map", "applet", "noframes"),
    "noembed",
))  # fmt: skip
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_INLINE: dict[str, MarkKind] = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "var": "italic", "dfn": "italic",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Element(NamedTuple):
    """An open element: its tag, and what ends with it."""

    tag: str
    unseen: bool = False
    marks: tuple[MarkKind, ...] = ()
    pre: bool = False
    listed: bool = False


@dataclass(slots=True)
class Entries:
    """An open list: its kind of number ("" for none), what stands behind it, the next number, the entries so far."""

    kind: str = ""
    behind: str = ""
    next: int = 0
    marks: list[Mark] = field(default_factory=list)

    def settled(self) -> list[Mark]:
        """Return the marks of its entries. A number that counts nothing heads a paragraph: 1. 甲 ⏎⏎ text ⏎⏎ 2. 乙"""
        return self.marks if len(self.marks) > 1 or not self.kind else []


class Page:
    """What the parser calls for every tag and every text. ``markdown``: the markup was made of Markdown by us."""

    def __init__(self, *, markdown: bool = False) -> None:
        self.shown = Visible()
        self._markdown = markdown
        self._stack: list[Element] = []
        self._unseen = 0
        self._pre = 0
        self._fresh = False
        self._lists: list[Entries] = []
        self._label = ""
        self._entry: tuple[int, str] | None = None  # where the text of an entry begins, and what its mark says
        self._pictures = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        tag = tag.lower() if isinstance(tag, str) else ""
        if tag in _UNSEEN or "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            self._unseen += 1
            self._stack.append(Element(tag, unseen=True))
            self._pictures += tag in ("svg", "video", "object", "embed", "canvas")
            return
        if self._unseen:
            self._stack.append(Element(tag))
            return
        if tag in _BLOCKS:
            self._line_end()
        marks = self._begin(tag, attributes)
        self._pre += tag == "pre"
        self._fresh = tag == "pre"  # the line end right behind <pre> is none
        self._stack.append(Element(tag, marks=marks, pre=tag == "pre", listed=tag in ("ol", "ul", "menu", "dir")))
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_numbering(tag, attributes, markdown=self._markdown))
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
        elif tag == "hr" and self._markdown:
            self.shown.say_as_is("* * *\n")

    def end(self, tag: str) -> None:
        """End an element, and what was opened in it and never closed."""
        tag = tag.lower()
        if self._stack and self._stack[-1].tag != tag and tag in _VOID:
            return
        while self._stack:
            element = self._stack.pop()
            self._close(element)
            if element.tag == tag:
                return

    def data(self, data: str) -> None:
        """Show text."""
        if self._unseen or not data:
            return
        if self._label and data.strip():
            self.shown.say_as_is(self._label)
            self._label = ""
        if self._pre:
            self.shown.say_as_is(data.removeprefix("\n") if self._fresh else data)
            self._fresh = False
        else:
            self.shown.say(data)

    def close(self) -> None:
        """End the page."""
        while self._stack:
            self._close(self._stack.pop())
        self._line_end()

    def marks(self) -> tuple[Mark, ...]:
        """Return what the page said of stretches of its text; code is frozen as well."""
        code = (m._replace(kind="frozen", value="") for m in self.shown.marks if m.kind == "code")
        return tuple(sorted((*self.shown.marks, *code)))

    def warnings(self) -> tuple[str, ...]:
        """Return in words what of the page is not in its text."""
        return (f"{self._pictures} picture(s) of the page are not in its text",) if self._pictures else ()

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> tuple[MarkKind, ...]:
        kind: MarkKind | None = _INLINE.get(tag)
        value = ""
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            kind, value = "heading", tag[1]
        elif tag == "blockquote":
            kind = "quote"
        elif tag == "pre":
            kind = "code"
        elif tag == "a" and attributes.get("href"):
            kind, value = "link", attributes["href"].strip()
        elif tag == "q":
            self.shown.say("“")
        if kind is None:
            return ()
        self.shown.begin(kind, value)
        return (kind,)

    def _close(self, element: Element) -> None:
        if element.unseen:
            self._unseen -= 1
            return
        if self._unseen:
            return
        self._pre -= element.pre
        if element.tag == "q":
            self.shown.say("”")
        if element.tag in _BLOCKS:
            self._line_end()
        for kind in element.marks:
            self.shown.end(kind)
        if element.listed:
            self.shown.marks += self._lists.pop().settled()
            self._label, self._entry = "", None
        elif element.tag in ("td", "th"):
            self.shown.close_cell()
        elif element.tag == "table":
            self.shown.close_table()

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
        entries = self._lists[-1]
        value = str(len(self._lists))
        if entries.kind:
            number = _integer(attributes.get("value"), entries.next)
            entries.next = number + 1
            shape = f"{_shape(number, entries.kind)}{entries.behind}"
            self._label, value = f"{shape} ", f"{value} {shape}"
        self._entry = (self.shown.length, value)


def see(markup: str, *, markdown: bool = False) -> Page:
    """Return the page that ``markup`` shows."""
    from lxml.etree import HTMLParser

    page = Page(markdown=markdown)
    # A target sees the page go by; no tree is built, so neither depth nor length has a limit that would cut text off.
    target: Any = page  # lxml hands a target str, whatever its stubs say
    parser = HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True)
    text = markup.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    data = text.encode("utf-8", "replace")
    for at in range(0, len(data), 1 << 16):
        parser.feed(data[at : at + (1 << 16)])
    if data:
        parser.close()
    page.close()
    return page


def _numbering(tag: str, attributes: Mapping[str, str], *, markdown: bool) -> Entries:
    """Return how a list numbers its entries."""
    if tag != "ol" or "none" in attributes.get("style", ""):
        return Entries()
    behind = attributes.get("data-behind", ".") if markdown else "."
    return Entries(attributes.get("type", "1")[:1] or "1", behind, _integer(attributes.get("start"), 1))


def _integer(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value.strip()) else otherwise


def _shape(number: int, kind: str) -> str:
    if kind in "aA" and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters.upper() if kind == "A" else letters
    if kind in "iI" and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            times, number = divmod(number, value)
            roman += sign * times
        return roman.upper() if kind == "I" else roman
    return str(number)
