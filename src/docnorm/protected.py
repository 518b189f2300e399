"""Stretches that no rule may edit unless it owns their form: URLs, code, paths, formulae, numbers with marks in them.

They are looked for line by line and only on lines where somebody wants to edit, so a clean text pays nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.text.late import late
from docnorm.text.statement import is_statement

# One alternation, tried in this order at each place; a form's name is its group. ASCII classes throughout: a URL in
# Chinese text ends where the Chinese goes on (见http://a.cn/b。下文), and \w would swallow the sentence behind it.
FORMS = late(
    r"""
    (?=[!-~〔【（×某])(?:  # nothing else begins a form: a look that spares Chinese the rest, five times as fast
    (?P<code>`[^`\n\r\v\f\x85\u2028\u2029]+`
             |\{[ ]?"[^"\n]{1,60}"[ ]?:[^\n]{0,1000}[}\]],?          # an object of JSON on a line
             |(?<![0-9A-Za-z_.])[A-Za-z_][0-9A-Za-z_.]*\([^()"\n]{0,60}"[^\n]{0,400}\)[ ]?;)  # f("甲,乙");
    |(?P<url>(?:https?|ftps?|file|ssh|git|magnet|ed2k|thunder):(?://)?
            (?:[!-;=?-Z\\\]^_a-z{|}~#]                        # an address of ASCII, and Chinese in it (RFC 3987):
               |(?<=[/=?&#])[㐀-鿿][㐀-鿿0-9A-Za-z._~%-]*+         # a part that begins so, wiki/中文Wiki, ?q=天气
               |[㐀-鿿]++(?=[/?&=#]|\.[a-z]))+(?<![,.;:!?)\]}'"])  # or goes on: /下载/a, ?名=1
           |www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[!-;=?-Z_a-z{|}~]*)?(?<![,.;:!?)\]}'"])
           |(?<![A-Za-z0-9@.-])[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+(?:com|cn|net|org|gov|edu|io|cc|tv|me|info|xyz|top)\b
            (?:/[!-;=?-Z_a-z{|}~]*)?(?<![,.;:!?)\]}'"]))
    |(?P<email>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
    |(?P<path>(?<![A-Za-z0-9])[A-Za-z]:[\\/][^\s"'<>|*?，。；：、（）《》“”]*
             |(?<![A-Za-z0-9._/\\~-])(?:~|\.{1,2})?/[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+/?)
    |(?P<file>(?<![A-Za-z0-9._-])[A-Za-z0-9_][A-Za-z0-9_.-]*\.
             (?:docx?|xlsx?|pptx?|txt|md|pdf|wps|et|csv|json|xml|ya?ml|toml|html?|css|jsx?|tsx?|vue|py|java|rs|go|sh
               |exe|dll|zip|rar|7z|tar|gz|png|jpe?g|gif|svg|mp[34]|avi|ini|conf|cfg|log|sql|bat|ps1|rb|php|epub|mobi)
             (?![A-Za-z0-9_]))
    |(?P<math>\$\$[^$\n]+\$\$|\$(?=[^\s$])[!-#%-~ ]{0,200}[!-#%-~]\$)
    |(?P<html><!--[^<>\n]{0,2000}-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]*)?/?>)
    |(?P<entity>&(?:amp;)*(?:[A-Za-z][A-Za-z0-9]{1,30}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});)
    |(?P<mention>@[㐀-鿿][㐀-鿿0-9A-Za-z_-]{0,20})
    |(?P<wikilink>!?\[\[[^\[\]\n]{1,200}\]\])
    |(?P<hashtag>(?<!\S)\#[0-9A-Za-z_]*[㐀-鿿][㐀-鿿0-9A-Za-z_·-]*\#?)
    |(?P<link>(?<=\])\((?:[^()\s㐀-鿿]*|[^()\s]*[/.\#:?](?:[^()\s]|\([^()\s]*\))*)\))
    |(?P<placeholder>\$?\{\{?[A-Za-z_][A-Za-z0-9_.]*\}?\}|%\([A-Za-z_]+\)[sdf]|%[sdif](?![A-Za-z]))
    |(?P<standard>(?<![A-Za-z])(?:GB|DB[0-9]*|ISO|IEC|CY|GA|HJ|JGJ|YD|QB|HG|SH|DL|JT|NY|WS|IEEE)(?:/[A-Z]{1,3})?
                 [ ]?[0-9]+(?:\.[0-9]+)*(?:[-—:][0-9]{4})?)
    |(?P<docno>(?<=[㐀-鿿])[〔\[【（(][0-9]{4}[〕\]】）)]第?[0-9]+号)
    |(?P<date>(?<![0-9.])[0-9]{4}([-/.])[0-9]{1,2}\g<datesep>[0-9]{1,2}(?![0-9]))
    |(?P<version>(?<![0-9.])[vV]?[0-9]+(?:\.[0-9]+){2,}(?:-?(?:alpha|beta|rc)\.?[0-9]*)?(?![0-9.]))
    |(?P<time>(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
    |(?P<ratio>(?<![0-9:.])[0-9]+(?:\.[0-9]+)?:[0-9]+(?:\.[0-9]+)?(?![0-9:]))
    |(?P<thousands>(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9,]))
    |(?P<decimal>(?<![0-9.])[0-9]+\.[0-9]+(?![0-9.]))
    |(?P<phone>(?<![0-9A-Za-z-])(?:\+[0-9]{1,3}[- ])?[0-9]{3,4}-[0-9]{3,8}(?:-[0-9]{3,8})*(?![0-9-]))
    |(?P<gap>(?<![A-Za-z])(?:X{2,}|x{2,})(?![A-Za-z])|×{2,}|某{2,}))
    """.replace(r"([-/.])", r"(?P<datesep>[-/.])").replace(r"\g<datesep>", r"(?P=datesep)"),
    re.VERBOSE,
)
EVERY_FORM = frozenset(re.findall(r"\(\?P<(\w+)>", FORMS.pattern))  # read off, for compiling takes 3 ms
ALL_FORMS = EVERY_FORM - {"datesep"}  # for rules that repair what is invisible everywhere
# Every form but the user's words holds one of these: a line without them is not read for forms.
TRIGGER = late(
    r"[@`$<&{/\\.:\]%\[#0-9A-Zx×某\"](?:(?<=[@`$<&{/\\])|(?<=\(\")|(?<=\.)(?=[0-9A-Za-z-])|(?<=[A-Za-z]:)|(?<=[0-9])(?=[-,:][0-9]|号)"
    r"|(?<=\])(?=\()|(?<=%)(?=[(sdif])|(?<=[A-Z])(?=[ ]?[0-9])|(?<=[Xx×某])(?=[Xx×某])"
    r"|(?<=\[)(?=\[)|(?<=#)(?=[0-9A-Za-z_㐀-鿿]))"
)
# The head of a page for a site's generator, and its blocks of program text: YAML and code, whatever the language.
_HEAD = late(r"---[ \t]*\n(?=[A-Za-z_-]+:)(?:[^\n]*\n){1,99}?---[ \t]*(?=\n|\Z)")
_BLOCK = late(r"\{%-?[ ]*(end)?(raw|codeblock|highlight)\b[^%\n]*%\}")
_FENCE = late(r"^[ \t]{0,3}(`{3,}|~{3,})", re.MULTILINE)


_LONG_LINE = 1000  # code points: forms of longer lines are not remembered


class Form(NamedTuple):
    """A protected stretch and the name of its form."""

    span: Span
    kind: str


class _LineForms:
    """The forms of one line, and how far they reach: a line may be as long as a book, so they are looked up."""

    __slots__ = ("ends", "forms", "span", "starts")

    def __init__(self, span: Span, forms: Iterable[Form]) -> None:
        self.span = span  # without its line end
        self.forms = sorted(forms)
        self.starts: list[int] = []
        self.ends: list[int] = []
        if self.forms:  # most lines have none
            self.starts = [f.span.start for f in self.forms]
            # The user's words may lie inside a form.
            self.ends = list(accumulate((f.span.end for f in self.forms), max))

    def touching(self, span: Span) -> Iterator[Form]:
        """Yield the forms that an edit of ``span`` would touch."""
        start, end = span
        for i in range(bisect_right(self.ends, start), bisect_left(self.starts, max(start, end))):
            if self.forms[i].span.end > start:
                yield self.forms[i]


class Protected:
    """The protected stretches of one text, found as they are asked for."""

    def __init__(self, text: str, words: tuple[str, ...] = ()) -> None:
        self._text = text
        self._words = tuple(w for w in words if w)
        self._lines: dict[int, _LineForms] = {}
        self._last: _LineForms | None = None
        self._fences: tuple[list[int], list[int]] | None = None

    def guards(self, span: Span, owns: frozenset[str] = frozenset()) -> bool:
        """Whether an edit of ``span`` would touch a protected stretch of a form that is not in ``owns``.

        An edit that only borders on a stretch does not touch it; an insertion touches what it falls inside of.
        """
        last = self._last
        line = last if last and last.span.start <= span.start <= last.span.end else self._line(span.start)
        if not line.ends and span.end <= line.span.end:  # as good as always, and this is asked for every edit
            return False
        return any(kind not in owns for _, kind in self.forms(span))

    def forms(self, span: Span) -> Iterator[Form]:
        """Yield the protected stretches that an edit of ``span`` would touch, in order within each line."""
        line = self._line(span.start)
        while True:
            if line.ends:
                yield from line.touching(span)
            if span.end <= line.span.end + 1 or line.span.end == len(self._text):
                return
            line = self._line(line.span.end + 1)

    def _line(self, offset: int) -> _LineForms:
        """Return the line of ``offset``. Rules go from left to right, so it is mostly the one asked for last."""
        last = self._last
        if last is not None and last.span.start <= offset <= last.span.end:
            return last
        start = self._text.rfind("\n", 0, offset) + 1
        line = self._lines.get(start)
        if line is None:
            end = self._text.find("\n", offset)
            span = Span(start, len(self._text) if end < 0 else end)
            line = self._lines[start] = _LineForms(span, () if self._is_bare(*span) else self._read(*span))
        self._last = line
        return line

    def _is_bare(self, start: int, end: int) -> bool:
        """Whether a line holds no form for certain, without a look at what encloses it: as good as always."""
        if self._words or end - start > _LONG_LINE or _find_forms(self._text[start:end]):
            return False
        return not self._fence_bounds()[0]

    def _read(self, start: int, end: int) -> Iterator[Form]:
        opened, closed = self._fence_bounds()
        i = bisect_right(opened, start) - 1
        if i >= 0 and start < closed[i]:
            yield Form(Span(start, end + 1), "code")
            return
        if end - start > _LONG_LINE:
            if TRIGGER.search(self._text, start, end):
                for m in FORMS.finditer(self._text, start, end):
                    yield Form(Span(*m.span()), m.lastgroup or "")
        else:
            for at, to, kind in _find_forms(self._text[start:end]):
                yield Form(Span(start + at, start + to), kind)
        for word in self._words:
            at = self._text.find(word, start, end)
            while at >= 0:
                yield Form(Span(at, at + len(word)), "word")
                at = self._text.find(word, at + len(word), end)

    def _fence_bounds(self) -> tuple[list[int], list[int]]:
        if self._fences is None:
            found = sorted(_find_fences(self._text))
            # Blocks may nest: the furthest end so far.
            self._fences = ([span.start for span in found], list(accumulate((span.end for span in found), max)))
        return self._fences


@lru_cache(maxsize=2048)
def _find_forms(line: str) -> tuple[tuple[int, int, str], ...]:
    """The forms of a line, remembered: most lines of a text are the same after the next rule, and in a second look."""
    if is_statement(line):
        return ((0, len(line), "code"),)
    if not TRIGGER.search(line):
        return ()
    return tuple([(*m.span(), m.lastgroup or "") for m in FORMS.finditer(line)])


def _find_fences(text: str) -> Iterator[Span]:
    """Yield the blocks of whole lines that are code: fenced, or the head and the raw blocks of a site's page."""
    if text.startswith("---"):
        head = _HEAD.match(text)
        if head:
            yield Span(*head.span())
    if "```" in text or "~~~" in text:
        mark, start = "", 0
        for m in _FENCE.finditer(text):
            if not mark:
                mark, start = m[1], m.start()
            elif m[1].startswith(mark):
                # Only a closed fence is code: an unpaired ~~~ is somebody drawing a line.
                yield Span(start, _find_line_end(text, m.end()))
                mark = ""
    if "{%" in text:
        kind, start = "", 0
        for m in _BLOCK.finditer(text):
            if not m[1]:
                kind, start = m[2], m.start()
            elif m[2] == kind and text.find("\n", start, m.start()) >= 0:
                yield Span(start, _find_line_end(text, m.end()))
                kind = ""


def _find_line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


@lru_cache(maxsize=2)  # a rule and the draft ask about the same text; one more for the text before
def find_protected(text: str, words: tuple[str, ...] = ()) -> Protected:
    """Return the protected stretches of ``text``; ``words`` are the user's, never to be changed."""
    return Protected(text, words)
