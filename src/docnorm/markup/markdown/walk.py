"""The tokens of a Markdown file, told to a page one by one with their places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.token import Token

from docnorm.markup.html import feed
from docnorm.markup.markdown.inline import AT, Part
from docnorm.markup.markdown.places import Content, Lines
from docnorm.markup.page import Page
from docnorm.markup.scan import Text, scan

_TASK = re.compile(r"\[([ xX])\](?=[ \t])")
_BOXES = {" ": "☐", "x": "☑", "X": "☑"}
_MARKER = re.compile(r"[^>\t]")
_HEADING = re.compile(r"#{1,6}[ \t]+\Z")
_NOTE = re.compile(r"\[\^.*\Z")
_TAGS = {"em": "em", "strong": "strong", "s": "markdown-s"}
_CONTAINERS = {
    "blockquote": "blockquote", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "table": "table",
    "thead": "thead", "tbody": "tbody", "tr": "tr",
}  # fmt: skip


class Walk:
    """One walk over the tokens of a file. ``ends`` says for every line from where on what ends it in the file."""

    def __init__(self, page: Page, lines: Lines) -> None:
        self._page = page
        self._lines = lines
        self._line = 0  # the first line that no token has had yet
        self._entry = False  # an entry has begun and shown nothing
        self.ends: list[tuple[int, str]] = []
        self.spaces: list[int] = []  # where a space, if one shows there, keeps emphasis what it is
        self.broken: list[int] = []  # where the author broke a line

    def go(self, tokens: list[Token]) -> None:
        """Tell the page of all tokens."""
        stack: list[Token] = []
        for token, after in pairwise([*tokens, Token("", "", 0)]):
            if token.map and token.nesting >= 0:
                self._pass_over(token)
            if token.nesting > 0:
                stack.append(token)
                self._open(token, after)
            elif token.nesting < 0:
                self._close(token, stack.pop())
            else:
                self._leaf(token, stack[-1] if stack else token)

    def _pass_over(self, token: Token) -> None:
        """Note what stands between two blocks and is none: the definition of a link."""
        assert token.map is not None
        if any(not self._lines.is_blank(n) for n in range(self._line, min(token.map[0], len(self._lines.ends)))):
            self._page.solid()
        self._line = max(self._line, token.map[0] if token.nesting else token.map[1])

    def _open(self, token: Token, after: Token) -> None:
        name = token.type.removesuffix("_open")
        start = self._lines.start(token.map[0]) if token.map else self._lines.start(self._line)
        attributes = {k: str(v) for k, v in token.attrs.items()}
        if name == "ordered_list":
            attributes["data-behind"] = token.markup
        elif name == "list_item":
            self._entry = True
        tag = token.tag if name in ("paragraph", "heading", "th", "td") else _CONTAINERS.get(name, "")
        if name == "footnote_reference":
            self._page.begin_note(str(token.meta["label"]))
        elif tag:
            inside = self._first_place(after) if after.type == "inline" and name not in ("th", "td") else -1
            self._page.start(tag, attributes, start, inside)
        if name in ("th", "td"):
            self.ends.append((self._page.shown.length, "<br>"))
        elif after.type == "inline":
            self.ends.append((self._page.shown.length, self._line_end(after, name)))

    def _close(self, token: Token, opened: Token) -> None:
        name = token.type.removesuffix("_close")
        last = opened.map[1] if opened.map else self._line
        # The blank lines behind a block go with it.
        at = self._lines.start(last)
        self._line = max(self._line, last)
        if name == "footnote_reference":
            self._page.end_note()
            return
        tag = opened.tag if name in ("paragraph", "heading", "th", "td") else _CONTAINERS.get(name, "")
        if tag:
            self._page.end(tag, at, self._lines.behind(last))

    def _leaf(self, token: Token, parent: Token) -> None:
        lines = self._lines
        first, last = token.map or (self._line, self._line)
        start, end = lines.start(first), lines.start(last)
        if token.type == "inline":
            self._inline(token, cell=parent.type in ("th_open", "td_open"))
        elif token.type in ("fence", "code_block", "math_block"):
            shown = token.content if token.type != "math_block" else f"$$\n{token.content.strip()}\n$$"
            self._page.code(shown.rstrip("\n"), start, end, token.info.strip().split(" ")[0])
        elif token.type == "hr":
            self._page.start("markdown-hr", {}, start, end)
        elif token.type == "html_block":
            self._page.part()  # <Card>甲</Card> ⏎⏎ <Card>乙</Card>: two blocks, though the tags are none of HTML's
            self._html(token.content, lines.content(token.content.rstrip("\n"), first), start, end)
            self._page.part()
        elif token.type == "directive":
            at = lines.text.find(token.content, start, end)
            self._page.line(token.content, at, at + len(token.content))
        else:
            self._page.solid()

    def _first_place(self, inline: Token) -> int:
        assert inline.map is not None
        found = self._lines.content(inline.content, inline.map[0])
        return found.start(0) if found else self._lines.start(inline.map[0])

    def _line_end(self, inline: Token, name: str) -> str:
        """Return what ends a paragraph within the same quotations and entries: a blank line, and their prefix."""
        assert inline.map is not None
        start = self._lines.start(inline.map[0])
        head = self._lines.text[start : self._first_place(inline)]
        if name == "heading":
            head = _HEADING.sub("", head)
        head = _NOTE.sub("    ", head)
        prefix = _MARKER.sub(" ", head)
        newline = "\r\n" if "\r\n" in self._lines.text else "\n"
        return f"{newline}{prefix.rstrip()}{newline}{prefix}"

    def _inline(self, token: Token, *, cell: bool) -> None:
        assert token.map is not None
        if cell:
            content = self._lines.cell(token.content, token.map[0])
        else:
            content = self._lines.content(token.content, token.map[0])
        if content is None:  # not found where it must stand: shown, and left alone
            start, end = (self._lines.start(n) for n in token.map)
            for child in token.children or []:
                self._page.fixed(child.content if child.type != "softbreak" else "\n", start, end)
            return
        for child in token.children or []:
            self._child(child, content)

    def _child(self, child: Token, content: Content) -> None:
        page = self._page
        if child.type in ("text", "text_special"):
            for part in child.meta[AT] if child.content else ():  # empty: the second star of two
                self._text(part, content)
            return
        start, end = _pair(child, content)
        if child.type == "strong_open":
            start -= 1
        elif child.type == "strong_close":
            end += 1
        name = child.type.removesuffix("_open").removesuffix("_close")
        if name in _TAGS or name == "link":
            self._emphasis(child, _TAGS.get(name, "a"), start, end)
        elif name == "softbreak":
            self.broken.append(page.shown.length)
            page.data("\n", self._blanks_before(start), end)
        elif name == "hardbreak":
            page.start("br", {}, self._blanks_before(start), end)
        elif name == "code_inline":
            self._code(child, start, end)
        elif name == "image":
            page.start("img", {"src": str(child.attrs.get("src", "")), "alt": child.content}, start, end)
        elif name == "html_inline":
            self._html(child.content, None, start, end)
        elif name == "footnote_ref":
            page.refer(str(child.meta["label"]), start, end)
        elif name == "expression" or name.startswith("math_inline"):
            page.fixed(self._lines.text[start:end], start, end)
        else:
            page.solid()

    def _text(self, part: Part, content: Content) -> None:
        start, end = content.start(part.start), content.end(part.end)
        text = part.text
        task = _TASK.match(text) if self._entry else None
        if text.strip():
            self._entry = False
        if task:
            self._page.fixed(_BOXES[task[1]], start, start + 3)
            start, text = start + 3, text[3:]
        self._page.data(text, start, end)

    def _emphasis(self, child: Token, tag: str, start: int, end: int) -> None:
        page, text = self._page, self._lines.text
        inner, outer, beyond = (
            text[end : end + 1],
            text[start - 1 : start],
            text[max(0, start - 9) : start].rstrip()[-1:],
        )
        if child.nesting < 0:
            inner, outer, beyond = text[start - 1 : start], text[end : end + 1], text[end : end + 9].lstrip()[:1]
        if outer.isspace() and child.markup and (child.markup[0] == "_" or not inner.isalnum() or beyond in "*_~"):
            self.spaces.append(page.shown.length)
        if child.nesting > 0:
            page.start(tag, {"href": str(child.attrs.get("href", ""))}, start, end)
            if child.type == "s_open":
                page.fixed("~~", start, end)
            return
        if child.type == "s_close":
            page.fixed("~~", start, end)
        page.end(tag, start, end)

    def _blanks_before(self, start: int) -> int:
        """Return where the blanks before a line end begin: the parser takes them off."""
        while self._lines.text[start - 1 : start] in (" ", "\t"):
            start -= 1
        return start

    def _code(self, child: Token, start: int, end: int) -> None:
        if self._lines.text.startswith("` ", start - 2):  # two stretches of code would share their back quotes
            self.spaces.append(self._page.shown.length)
        inside = start + len(child.markup)
        inside += self._lines.text.startswith(f" {child.content}", inside)
        exact = self._lines.text.startswith(child.content, inside)
        # A blank at the end is the code's own: it would join the one behind, and go with it (`IMPORTXML ` 函数). Over a
        # line end the code stands as a whole, and a blank at either edge would take all of it along.
        shown = child.content.rstrip() or child.content if exact else child.content.strip()
        place = (inside, inside + len(shown)) if exact else (start, end)
        self._page.start("code", {}, start, start)
        self._page.data(shown, *place)
        self._page.end("code", end, end)

    def _html(self, markup: str, content: Content | None, start: int, end: int) -> None:
        """Tell the page of the HTML in the file; where it stands line by line, if its prefix was taken off."""
        exact = self._lines.text.startswith(markup, start)
        for token in scan(markup):
            if exact:
                feed(self._page, token, start)
            elif content is None:
                moved = token._replace(start=start, end=end)
                feed(self._page, moved)
            elif isinstance(token, Text):
                for text in _split(token):
                    feed(self._page, text._replace(start=content.start(text.start), end=content.end(text.end)))
            else:
                feed(self._page, token._replace(start=content.start(token.start), end=content.end(token.end)))


def _split(token: Text) -> Iterator[Text]:
    """Yield a text line by line: between two lines stands a prefix."""
    if len(token.text) != token.end - token.start:
        yield token
        return
    at = token.start
    for line in token.text.splitlines(keepends=True):
        yield Text(line, at, at + len(line))
        at += len(line)


def _pair(child: Token, content: Content) -> tuple[int, int]:
    place = child.meta.get(AT, (0, 0))
    if isinstance(place, list):  # a star that became a tag
        start, end = (place[0].start, place[-1].end) if place else (0, 0)
    else:
        start, end = place
    first = content.start(start)
    if child.tag == "br":  # with the prefix of the next line
        return first, content.start(end)
    return first, content.end(end) if end > start else first
