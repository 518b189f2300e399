"""Names and addresses of sites woven with signs, wherever they stand in a line. A part of boilerplate.

A site that other sites copy writes its name into the middle of sentences, each time with other signs between the
letters: t!xt-小说天堂, 6◇9◇书◇吧, w w w.x iaoshu otx t.net. What stands between two letters of a name
that the text gives plainly elsewhere, and is neither letter nor line end, is woven in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from docnorm.cleaners.scrapes._boilerplate_address import TRADE, Sites
from docnorm.cleaners.scrapes._boilerplate_lines import Claim, InnerCut, PageLine, narrow
from docnorm.edit import Safety
from docnorm.text.late import late

_STYLES = (
    0x1D400,
    0x1D434,
    0x1D468,
    0x1D49C,
    0x1D4D0,
    0x1D504,
    0x1D538,
    0x1D56C,
    0x1D5A0,
    0x1D5D4,
    0x1D608,
    0x1D63C,
    0x1D670,
)
_FIGURES = (0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6)
_MATH = late("[\U0001d400-\U0001d7ff](?:[^\\w\n]{0,2}[\U0001d400-\U0001d7ff]){4,40}")
_DOMAIN = late(r"\.(?:com|net|org|cc|cn|la|info|me|co|vip|xyz|top)$")
# One sign between every two of at least four characters: 最⊥新⊥小⊥说. Signs that people put between characters
# themselves (dashes, dots of names, commas, blanks) are left out: those need a name that the text gives.
_CHAR = "[A-Za-z0-9\u3400-\u9fff]"
_ONE_SIGN = late(rf"{_CHAR}(?P<s>[◇⊥◆☆★▲△▽▼□■○●◎※♀♂＊╱╲┃┆§¤♦♣♠♥￥卐▪▫♪＃＠]){_CHAR}(?:(?P=s){_CHAR}){{2,30}}")
_TOKEN = late(
    r"(?<![A-Za-z_])(?:readx|chaptererror|show_?(?:htm|style|read|chapter)[0-9]?)(?:\(\))?[;；]", re.IGNORECASE
)
_SITE = late(r"书[吧屋城库院坊斋]|小说|文学|最新|首发|更新|中文网|读书|阅读|章节|看书|全本|全集|手打|电子书|弹窗|下载")
_BETWEEN = r"[^\w\n]{0,3}_?[^\w\n]{0,2}"
# What goes with the name: brackets, dots and drawn signs; never the end of a sentence, nor what opens or closes speech.
_EDGE = r"[^\w\s。！？…”’」』“‘「『，；：、—《》]"
_BEFORE = late(rf"(?:{_EDGE}|[ 　])*$")
_AFTER = late(rf"(?:{_EDGE}|[ 　])*")
_MOST = 12  # names and addresses that a file can have of its own


def find_woven(text: str, sites: Sites) -> Iterator[InnerCut]:
    """Yield what to cut out of ``text``, in no order."""
    for m in _ONE_SIGN.finditer(text):
        plain = m[0].replace(m["s"], "")
        if _SITE.search(plain):
            yield InnerCut(*_widen(text, *m.span()), "a site's name woven with signs", Safety.CERTAIN)
    for m in _MATH.finditer(text):
        if _DOMAIN.search(narrow(_simplify(m[0]))):
            yield InnerCut(*_widen(text, *m.span()), "a site's address in disguise", Safety.CERTAIN)
    for m in _TOKEN.finditer(text):
        yield InnerCut(*m.span(), "left by a site's program", Safety.CERTAIN)
    names, hosts = _list_own(sites)
    if names or hosts:
        yield from _find_given(text, names, hosts)


def separate_lines(
    text: str, lines: Sequence[PageLine], cuts: Iterable[InnerCut]
) -> tuple[list[Claim], list[InnerCut]]:
    """Return the lines of which nothing is left as claims, the rest as cuts."""
    starts = [line.start for line in lines]
    left: list[InnerCut] = []
    claims: list[Claim] = []
    for cut in sorted(cuts):
        i = bisect_left(starts, cut.start + 1) - 1
        rest = text[lines[i].start : cut.start] + text[cut.end : lines[i].end]
        if any(c.isalnum() for c in rest):
            left.append(cut)
        else:
            claims.append(Claim(i, i, cut.why, cut.safety))
    return claims, left


def _list_own(sites: Sites) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names and the addresses that the text gives as a site's own."""
    names = tuple(sorted(n for n in sites.names if len(n) >= 4))[:_MOST]
    hosts = [h for h, often in sites.hosts.most_common(_MOST) if often >= 3 and len(h) >= 8 and TRADE.search(h)]
    return names, tuple(hosts)


def _find_given(text: str, names: tuple[str, ...], hosts: tuple[str, ...]) -> Iterator[InnerCut]:
    spans: list[tuple[int, int, bool]] = []
    for word in (*names, *hosts):
        for m in _compile_word(word).finditer(text):
            dirty = narrow(m[0]).lower().removeprefix("www.").removeprefix("txt") != word
            if dirty or word in hosts:
                spans.append((*m.span(), dirty))
    for start, end, dirty in _merge(text, sorted(spans)):
        if dirty or text[end : end + 1] in ("", "\n"):
            yield InnerCut(start, end, "a site's name woven with signs", Safety.CERTAIN if dirty else Safety.LIKELY)


def _merge(text: str, spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Return the spans with the signs beside them; those that then touch are one."""
    found: list[tuple[int, int, bool]] = []
    for start, end, dirty in spans:
        start, end = _widen(text, start, end)  # noqa: PLW2901
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1]), dirty or found[-1][2]
        else:
            found.append((start, end, dirty))
    return found


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    line = max(text.rfind("\n", max(0, start - 40), start) + 1, start - 40)
    before = _BEFORE.search(text, line, start)
    after = _AFTER.match(text, end, min(len(text), end + 20))
    return (before.start() if before else start), (after.end() if after else end)


@lru_cache(maxsize=64)
def _compile_word(word: str) -> re.Pattern[str]:
    """Return the pattern of a word with signs between its characters, each of them in any dress."""
    before = "www" if word.isascii() else "txt"
    ahead = f"(?:{''.join(_vary(c) + _BETWEEN for c in before)})?"
    return re.compile(ahead + _BETWEEN.join(map(_vary, word)), re.IGNORECASE)


def _vary(char: str) -> str:
    if char in ".-":
        return r"[^\w\n]?"
    if char.isascii() and char.isalpha():
        k = ord(char.lower()) - 97
        return (
            "["
            + char.lower()
            + chr(0xFF41 + k)
            + chr(0xFF21 + k)
            + "".join(chr(s + d + k) for s in _STYLES for d in (0, 26))
            + "]"
        )
    if char.isascii() and char.isdigit():
        return "[" + char + chr(0xFF10 + int(char)) + "".join(chr(s + int(char)) for s in _FIGURES) + "]"
    return re.escape(char)


def _simplify(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text).lower()
