"""The inline parser of markdown-it, with two things added: tokens know their places, and emphasis stands beside Han.

CommonMark 6.2 asks for a blank where a mark and a letter stand on the two sides of a closing star, so in
``**重点。**后面`` nothing is strong. This follows the amendment "CommonMark CJK-friendly" (tats-u, 2025): a full-width
mark counts as a letter where it stands inside, and as a mark where it stands outside.
"""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token

AT = "at"  # the key of ``Token.meta`` under which a token's place stands


class Part(NamedTuple):
    """A piece of a text token: what it shows, and its place in the inline content."""

    text: str
    start: int
    end: int


class State(StateInline):
    """A state that remembers where the text comes from that waits to become a token."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.parts: list[Part] = []

    def pushPending(self) -> Token:  # noqa: N802  the library's name
        """Make a token of the text that waits, with its parts."""
        length = len(self.pending)
        token = super().pushPending()
        token.meta[AT] = _take_first(self.parts, length)  # blanks before a line end are taken off again
        self.parts = []
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Say whether a run of stars, underscores or tildes may open and close emphasis."""
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        last = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        base = self.src[start - 2] if "\ufe00" <= last <= "\ufe0e" and start > 1 else last
        # A quotation mark that asks for its full-width form is as wide as Han.
        han = _is_cjk(base) or (last == "\ufe01" and base in "‘’“”")
        mark, mark_after = _is_mark(base), _is_mark(after)
        latin_mark, latin_after = mark and not han, mark_after and not _is_cjk(after)
        blank, blank_after = isWhiteSpace(ord(last)), isWhiteSpace(ord(after))
        chosen_form = "\U000e0100" <= last <= "\U000e01ef"  # of the ideograph before it
        left = not blank_after and (not latin_after or blank or latin_mark or han or chosen_form)
        right = not blank and (not latin_mark or blank_after or latin_after or _is_cjk(after))
        if canSplitWord:
            return Scanned(left, right, end - start)
        return Scanned(left and (not right or mark), right and (not left or mark_after), end - start)


class Inline(ParserInline):
    """The parser with places. ``meta[AT]`` is a list of parts, or a pair of offsets for what is no text."""

    def tokenize(self, state: StateInline) -> None:
        """Make tokens of a stretch, as the library does, and write down where each comes from."""
        assert isinstance(state, State)
        rules = self.ruler.getRules("")
        end, deepest = state.posMax, state.md.options["maxNesting"]
        while state.pos < end:
            start, count, waiting = state.pos, len(state.tokens), len(state.pending)
            done = state.level < deepest and any(rule(state, False) for rule in rules)
            if not done:
                state.pending += state.src[start]
                state.pos += 1
            pushed = len(state.tokens) > count
            if pushed:
                _place(state.tokens[count:], start, state)
                waiting = 0
                state.parts = []  # a blank before a line end is taken off, and no token is made of it
            if len(state.pending) > waiting:
                _append(state.parts, Part(state.pending[waiting:], start, state.pos))
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Parse ``src`` into ``tokens``."""
        state = State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _append(parts: list[Part], part: Part) -> None:
    """Add a part, as more of the one before where both stand as they show."""
    last = parts[-1] if parts else None
    if last and last.end == part.start and all(len(p.text) == p.end - p.start for p in (last, part)):
        parts[-1] = Part(last.text + part.text, last.start, part.end)
    else:
        parts.append(part)


def _place(tokens: list[Token], start: int, state: State) -> None:
    """Give the tokens of one rule their places; those that have one came from inside (the text of a link)."""
    new = [token for token in tokens if AT not in token.meta]
    texts = "".join(token.content for token in new)
    if all(token.type == "text" for token in new) and state.src.startswith(texts, start):
        at = start  # a run of stars, one token each
        for token in new:
            token.meta[AT] = [Part(token.content, at, at + len(token.content))]
            at += len(token.content)
        return
    for token in new:
        if token.nesting > 0:
            token.meta[AT] = (start, start + 1)
        elif token.nesting < 0:
            token.meta[AT] = (state.pos, state.pos)
        elif token.type in ("text", "text_special"):
            token.meta[AT] = [_locate_part(token.content, start, state)]
        else:
            token.meta[AT] = (start, state.pos)


def _locate_part(text: str, start: int, state: State) -> Part:
    """Return the place of a text that a rule made: as it stands there, or the whole of what the rule took."""
    found = state.src.find(text, start, state.pos)
    inside = found >= 0 and state.pos - start - len(text) <= 2  # <https://…>
    return Part(text, found, found + len(text)) if inside and state.src[start] == "<" else Part(text, start, state.pos)


def _take_first(parts: list[Part], length: int) -> list[Part]:
    """Return the parts of the first ``length`` characters."""
    kept: list[Part] = []
    for part in parts:
        if length <= 0:
            break
        text = part.text[:length]
        exact = len(part.text) == part.end - part.start
        kept.append(Part(text, part.start, part.start + len(text) if exact else part.end))
        length -= len(text)
    return kept


def _is_mark(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _is_cjk(char: str) -> bool:
    """Whether a character is wide (UAX #11) and no emoji, or Hangul."""
    code = ord(char)
    if code < 0x1100:
        return False
    if 0x1100 <= code < 0x1200 or 0xD7B0 <= code < 0xD800:
        return True  # Hangul Jamo: narrow where they follow another
    if unicodedata.east_asian_width(char) not in "WFH":
        return False
    emoji = 0x231A <= code < 0x2E80 and not 0x2329 <= code <= 0x232A
    return not emoji and not (0x1F000 <= code < 0x1FB00 and not _is_squared(code))


def _is_squared(code: int) -> bool:
    """Whether it is a squared ideograph that is no emoji by default (🈐 but not 🈚)."""
    emoji = {0x1F201, 0x1F21A, 0x1F22F, *range(0x1F232, 0x1F237), *range(0x1F238, 0x1F23B), 0x1F250, 0x1F251}
    return 0x1F200 <= code < 0x1F270 and code not in emoji
