"""A document's lines as HTML: what was kept, taken out and put in, with the reason on each change.

Nothing of the document reaches the page unescaped, and characters that could act on a reader (controls, direction
overrides) are shown by name instead.
"""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from docnorm.draft import Draft, Fate
from docnorm.edit import Span
from docnorm.rule_page import SILENT, Wording
from docnorm.writers.changes import ChangeRecord, name_rule, record_changes

# Controls, NUL among them, end or corrupt HTML; direction characters can make a line read as another; noncharacters
# and lone surrogates have no place in UTF-8 or HTML.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff"
    "\ud800-\udfff]"
)
_SIGNS = {" ": "·", "\u3000": "⬚", "\t": "⇥", "\n": "⏎", "\r": "␍", "\xa0": "⍽", "\x0b": "⏎", "\x0c": "⏎"}
# Blanks that get a sign where they were changed: what the eye takes for nothing.
_BLANK = re.compile(r"[ \u3000\t\n\r\xa0\x0b\x0c]")


def escape(text: str) -> str:
    """Return ``text`` for a page: escaped, unsafe characters by name."""
    return html.escape(_UNSAFE.sub(_name_character, text))


def say_both(zh: str, en: str) -> str:
    """Return both languages, of which the page shows the reader's."""
    return f'<span class="zh" lang="zh">{zh}</span><span class="en" lang="en">{en}</span>'


def _name_character(match: re.Match[str]) -> str:
    return "" if match[0] == "\r" else f"[U+{ord(match[0]):04X}]"


def _show_blanks(text: str) -> str:
    """Return changed text for a page, with a sign for what cannot be seen."""
    out: list[str] = []
    at = 0
    for m in _BLANK.finditer(text):
        out += (escape(text[at : m.start()]), f'<span class="sign">{_SIGNS[m[0]]}</span>')
        if m[0] == "\n" and m.end() < len(text):
            out.append("\n")  # several lines at once stay several lines to the eye
        at = m.end()
    return "".join((*out, escape(text[at:])))


class Named(NamedTuple):
    """How the page names a rule: its CSS class, and what its page says in Chinese."""

    css: str
    chinese: Wording = SILENT


class Suggestion(NamedTuple):
    """A suggestion, its number in the list, and its place in the original."""

    number: int
    change: ChangeRecord
    span: Span


class PageRow(NamedTuple):
    """A line of the page: its number in the original, both sides as HTML, and whether anything changed."""

    number: int
    before: str
    after: str
    same: bool


@dataclass
class _RowBuilder:
    """A line being put together."""

    number: int = 1
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    same: bool = True
    taken: int = 0  # line ends of the original that went with a change

    def keep(self, text: str) -> Iterator[PageRow]:
        """Put in text that nothing changed, and yield the lines that it ends."""
        *whole, rest = text.split("\n")
        for part in whole:
            self._both(escape(part))
            yield self.row()
            self.number += 1 + self.taken
            self.before, self.after, self.same, self.taken = [], [], True, 0
        self._both(escape(rest))

    def change(self, before: str, after: str, *, same: bool, taken: int) -> None:
        """Put in a change."""
        self.before += (before, after)
        self.after.append(after)
        self.same = self.same and same
        self.taken += taken

    def doubt(self, marked: str, text: str) -> None:
        """Put in a suggestion: its mark stands on the side of the original alone, so that it has one place."""
        self.before.append(marked)
        self.after.append(escape(text))

    def row(self) -> PageRow:
        """Return the line as it is."""
        return PageRow(self.number, "".join(self.before), "".join(self.after), self.same)

    def _both(self, piece: str) -> None:
        if piece:
            self.before.append(piece)
            self.after.append(piece)


def list_suggestions(draft: Draft) -> list[Suggestion]:
    """Return the suggestions by their places in the original."""
    chosen = sorted(record_changes(draft, Fate.SUGGESTED), key=lambda change: change.spans[0])
    return [Suggestion(number, change, change.spans[0]) for number, change in enumerate(chosen, 1)]


def make_rows(
    draft: Draft, doubted: Sequence[Suggestion], names: Mapping[str, Named], quiet: frozenset[str]
) -> Iterator[PageRow]:
    """Yield the lines of the original with every change in place; each carries its hunk's number in ``data-h``.

    ``names`` holds every rule of the journal. A line that only rules in ``quiet`` touched counts as unchanged.
    """
    line = _RowBuilder()
    waiting = deque(doubted)
    at = 0
    for number, hunk in enumerate(draft.patch.hunks):
        span, new, causes = hunk
        yield from _keep_text(line, draft.original, Span(at, span.start), waiting, names)
        old = draft.original[span.start : span.end]
        rule = name_rule(draft, hunk)
        reasons = _join_reasons([(draft.journal[c].rule, draft.journal[c].fix.why) for c in causes], names)
        said = f'class="{names[rule].css}" title="{reasons}" data-h="{number}"'
        before = f"<del {said}>{_show_blanks(old)}</del>" if old else ""
        after = f"<ins {said}>{_show_blanks(new)}</ins>" if new else ""
        line.change(before, after, same=rule in quiet, taken=old.count("\n"))
        at = span.end
    yield from _keep_text(line, draft.original, Span(at, len(draft.original)), waiting, names)
    for doubt in waiting:
        line.doubt(_mark_suggestion(doubt, "", names), "")
    if line.before or line.after:
        yield line.row()


def _keep_text(
    line: _RowBuilder, original: str, span: Span, waiting: deque[Suggestion], names: Mapping[str, Named]
) -> Iterator[PageRow]:
    """Put in unchanged text with the suggestions that lie in it; one that does not fit in is a mark without text."""
    at, end = span
    while waiting and waiting[0].span.start < end:
        doubt = waiting.popleft()
        start = max(at, doubt.span.start)
        yield from line.keep(original[at:start])
        at = start
        stop = min(waiting[0].span.start, end) if waiting else end
        text = original[start : doubt.span.end] if start == doubt.span.start and doubt.span.end <= stop else ""
        text = "" if "\n" in text else text
        line.doubt(_mark_suggestion(doubt, text, names), text)
        at += len(text)
    yield from line.keep(original[at:end])


def _join_reasons(changes: Sequence[tuple[str, str]], names: Mapping[str, Named]) -> str:
    """Return the tooltip of changes, each a rule and its reason, in English and, where known, in Chinese."""
    said = [f"{rule}: {why}" for rule, why in changes]
    # A tooltip cannot change its language with the page: it has both.
    for rule, why in changes:
        chinese = names[rule].chinese
        if zh := chinese.translate(why):
            said.append(f"{chinese.name or rule}：{zh}")
    return escape("\n".join(said))


def _mark_suggestion(doubt: Suggestion, text: str, names: Mapping[str, Named]) -> str:
    number, rule = doubt.number, doubt.change.rule
    said = f'id="at{number}" class="{names[rule].css}" title="{_join_reasons([(rule, doubt.change.why)], names)}"'
    return f'<mark {said}>{escape(text)}</mark><a class="at" href="#s{number}">{number}</a>'
