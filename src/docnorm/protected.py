"""Stretches that no rule may edit unless it owns their form: URLs, code, paths, formulae, numbers with marks in them.

They are looked for line by line and only on lines where somebody wants to edit, so a clean text pays nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docnorm.edit import Span

# One alternation, tried in this order at each place; a form's name is its group. ASCII classes throughout: a URL in
# Chinese text ends where the Chinese goes on (见http://a.cn/b。下文), and \w would swallow the sentence behind it.
FORMS = re.compile(
    r"""
    (?P<url>(?:https?|ftps?|file|ssh|git|magnet|ed2k|thunder):(?://)?[!-;=?-Z\\\]^_a-z{|}~#]+(?<![,.;:!?)\]}'"])
           |www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[!-;=?-Z_a-z{|}~]*)?(?<![,.;:!?)\]}'"])
           |(?<![A-Za-z0-9@.-])[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+(?:com|cn|net|org|gov|edu|io|cc|tv|me|info|xyz|top)\b
            (?:/[!-;=?-Z_a-z{|}~]*)?(?<![,.;:!?)\]}'"]))
    |(?P<email>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
    |(?P<path>(?<![A-Za-z0-9])[A-Za-z]:[\\/][^\s"'<>|*?，。；：、（）《》“”]*
             |(?<![A-Za-z0-9._/\\~-])(?:~|\.{1,2})?/[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+/?)
    |(?P<file>(?<![A-Za-z0-9._-])[A-Za-z0-9_][A-Za-z0-9_.-]*\.
             (?:docx?|xlsx?|pptx?|txt|md|pdf|wps|et|csv|json|xml|ya?ml|toml|html?|css|jsx?|tsx?|vue|py|java|rs|go|sh
               |exe|dll|zip|rar|7z|tar|gz|png|jpe?g|gif|svg|mp[34]|avi|ini|conf|cfg|log|sql|bat|ps1|rb|php|epub|mobi)
             (?![A-Za-z0-9_]))
    |(?P<code>`[^`\n]+`)
    |(?P<math>\$\$[^$\n]+\$\$|\$(?=[^\s$])[!-#%-~ ]{0,200}[!-#%-~]\$)
    |(?P<html><!--.*?-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]*)?/?>)
    |(?P<link>(?<=\])\([^()\s]*\))
    |(?P<placeholder>\$?\{\{?[A-Za-z_][A-Za-z0-9_.]*\}?\}|%\([A-Za-z_]+\)[sdf]|%[sdif](?![A-Za-z]))
    |(?P<standard>(?<![A-Za-z])(?:GB|DB\d*|ISO|IEC|CY|GA|HJ|JGJ|YD|QB|HG|SH|DL|JT|NY|WS|IEEE)(?:/[A-Z]{1,3})?
                 [ ]?\d+(?:\.\d+)*(?:[-—:]\d{4})?)
    |(?P<docno>[㐀-鿿]{1,12}[〔\[【（(]\d{4}[〕\]】）)]第?\d+号)
    |(?P<date>(?<![\d.])\d{4}([-/.])\d{1,2}\g<datesep>\d{1,2}(?![\d]))
    |(?P<version>(?<![\d.])[vV]?\d+(?:\.\d+){2,}(?:-?(?:alpha|beta|rc)\.?\d*)?(?![\d.]))
    |(?P<time>(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
    |(?P<ratio>(?<![\d:.])\d+(?:\.\d+)?:\d+(?:\.\d+)?(?![\d:]))
    |(?P<thousands>(?<![\d,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]))
    |(?P<decimal>(?<![\d.])\d+\.\d+(?![\d.]))
    |(?P<phone>(?<![\dA-Za-z-])(?:\+\d{1,3}[- ])?\d{3,4}-\d{3,8}(?:-\d{3,8})*(?![\d-]))
    |(?P<gap>(?<![A-Za-z])(?:X{2,}|x{2,})(?![A-Za-z])|×{2,}|某{2,})
    """.replace(r"([-/.])", r"(?P<datesep>[-/.])").replace(r"\g<datesep>", r"(?P=datesep)"),
    re.VERBOSE,
)
_FENCE = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})", re.MULTILINE)


class Form(NamedTuple):
    """A protected stretch and the name of its form."""

    span: Span
    kind: str


class Protected:
    """The protected stretches of one text, found as they are asked for."""

    def __init__(self, text: str, words: tuple[str, ...] = ()) -> None:
        self._text = text
        self._words = tuple(w for w in words if w)
        self._lines: dict[int, tuple[Form, ...]] = {}
        self._fences: tuple[list[int], list[int]] | None = None

    def guards(self, span: Span, owns: frozenset[str] = frozenset()) -> bool:
        """Whether an edit of ``span`` would touch a protected stretch of a form that is not in ``owns``.

        An edit that only borders on a stretch does not touch it; an insertion touches what it falls inside of.
        """
        inside = span.start == span.end
        for (start, end), kind in self.forms(span):
            if kind not in owns and (start < span.start < end if inside else span.start < end and start < span.end):
                return True
        return False

    def forms(self, span: Span) -> Iterator[Form]:
        """Yield the protected stretches of the lines that ``span`` lies on, in order within each line."""
        text = self._text
        at = text.rfind("\n", 0, span.start) + 1
        while True:
            forms = self._lines.get(at)
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if forms is None:
                forms = self._lines[at] = tuple(self._read(at, end))
            yield from forms
            at = end + 1
            if at > span.end or at > len(text):
                return

    def _read(self, start: int, end: int) -> Iterator[Form]:
        opened, closed = self._fence_bounds()
        i = bisect_right(opened, start) - 1
        if i >= 0 and start < closed[i]:
            yield Form(Span(start, end + 1), "code")
            return
        for m in FORMS.finditer(self._text, start, end):
            yield Form(Span(*m.span()), m.lastgroup or "")
        for word in self._words:
            at = self._text.find(word, start, end)
            while at >= 0:
                yield Form(Span(at, at + len(word)), "word")
                at = self._text.find(word, at + len(word), end)

    def _fence_bounds(self) -> tuple[list[int], list[int]]:
        if self._fences is None:
            opened: list[int] = []
            closed: list[int] = []
            if "```" in self._text or "~~~" in self._text:
                mark = ""
                for m in _FENCE.finditer(self._text):
                    if not mark:
                        mark, start = m[1], m.start()
                    elif m[1].startswith(mark):
                        # Only a closed fence is code: an unpaired ~~~ is somebody drawing a line.
                        opened.append(start)
                        line = self._text.find("\n", m.end())
                        closed.append(len(self._text) if line < 0 else line)
                        mark = ""
            self._fences = (opened, closed)
        return self._fences


@lru_cache(maxsize=2)  # a rule and the draft ask about the same text; one more for the text before
def protected(text: str, words: tuple[str, ...] = ()) -> Protected:
    """Return the protected stretches of ``text``; ``words`` are the user's, never to be changed."""
    return Protected(text, words)
