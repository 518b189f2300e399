"""Addresses written so that no list knows them. A part of boilerplate."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docnorm.cleaners.scrapes._boilerplate_address import CONTACT, HOST, TRADE, Sites
from docnorm.cleaners.scrapes._boilerplate_lines import Claim, InnerCut, PageLine, keep_latin, narrow
from docnorm.edit import Safety
from docnorm.text.late import late

# www and a name, every letter of which may be full-width, styled, accented or parted from the next by a sign.
_MUTATED = late(
    r"(?:w[\W_]{0,3}){2,4}(?:[a-z0-9][^\w\n]{0,2}){2,30}?[\W_]{0,4}(?:c[^\w\n]?[o0][^\w\n]?m|n[^\w\n]?e[^\w\n]?t|o[^\w\n]?r[^\w\n]?g|c[^\w\n]?n"
    r"|c[^\w\n]?c|l[^\w\n]?a|t[^\w\n]?w|i[^\w\n]?n[^\w\n]?f[^\w\n]?o)(?![a-z0-9])"
)
LATIN = "A-Za-zＡ-Ｚａ-ｚ\u0370-\u04ff\u2460-\u24ff\U0001d400-\U0001d7ff"
_HINT = late(rf"[{LATIN[6:]}]|[.·。][a-zA-Z][^\w\s]")  # letters that only look Latin, or parted ones
_LETTERED = late(r"[a-z0-9\u4e00-\u9fff][.·。_~*-]{1,2}c[-._~*]o[-._~*]m(?![a-z0-9])")  # 墨-阁.c-o-m
_LOOKS = str.maketrans("ωшаеосрьмтнхοναερτкіⅼı。", "wwaeocpbmthxovaeptkili.") | {0x2488 + i: "." for i in range(20)}
_DOTS = late("[.．。·/:]")
_STYLED = late("[\u2460-\u24ff\U0001d400-\U0001d7ff]")
_STOP = late(rf"。(?![{LATIN}])")  # ｗｗｗ。ａｂｃ。ｃｏｍ holds no sentence
SEVEN = late(rf"[{LATIN}](?:[^{LATIN}]{{0,3}}[{LATIN}]){{6}}")
END = "。！？…!?”’」』）)"


def find_disguised(lines: Sequence[PageLine], sites: Sites) -> Iterator[Claim | InnerCut]:
    """Addresses disguised so that no list knows them: ｗＷw.ｘiao．ｃoＭ, w*w*w.x-i-a-o.c-o-m."""
    own = {keep_latin(h): h for h, often in sites.hosts.items() if often >= 2 and len(keep_latin(h)) >= 7}
    for i, line in enumerate(lines):
        tail = line.text[-80:]
        letters = SEVEN.search(tail)
        if not letters:  # fewer letters than www, a name and com come to
            continue
        if (len(line.text) > 60 and tail[-1] in "。，；") or "@" in tail:
            continue
        bones = keep_latin(tail)
        if len(bones) < 7 or not (any(o in bones for o in own) or "ww" in bones or _HINT.search(tail)):
            continue
        if not is_disguised(tail) and not _is_hidden(tail, own):
            continue
        if CONTACT.match(narrow(line.text)) and not TRADE.search(line.text):
            continue  # 网址：ｗｗｗ.example.com, as an input method left it
        head = line.text[: len(line.text) - len(tail) + letters.start()].rstrip()
        told = head[-1:] in END and not TRADE.search(head)  # a sentence, with the address right behind its stop
        if len(line.text) <= 60 and not _STOP.search(line.text) and not (head and told):
            yield Claim(i, i, "a site's address in disguise", Safety.CERTAIN)
            continue
        at = max(tail.rfind(c) for c in END) + 1
        if at and len(keep_latin(tail[at:])) >= 7:
            start = line.at + len(line.text) - len(tail) + at
            yield InnerCut(start, line.at + len(line.text), "a site's address in disguise", Safety.LIKELY)


def is_disguised(text: str) -> bool:
    """Whether an address is written as nobody would who wants it read: widths or cases mixed, signs between letters."""
    plain = "".join(unicodedata.normalize("NFKD", c).lower()[:1] or c for c in text)  # one for one: offsets hold
    plain = plain.translate(_LOOKS)
    if _LETTERED.search(plain):
        return True
    m = _MUTATED.search(plain)
    if m is not None:
        found = text[m.start() : m.end()]
        letters = [c for c in found if c.isalpha()]
        swaps = sum(a.islower() and b.isupper() for a, b in pairwise(letters))
        signs = len(re.findall(r"(?<=[^\W_])[^\w\s.\-/:](?=[^\W_])", found))
        if _is_mixed(found) or swaps >= 3 or signs >= 3:
            return True
    return any(_is_mixed(text[h.start() : h.end()]) for h in HOST.finditer(plain))


def _is_mixed(found: str) -> bool:
    """Whether a name in an address is written in letters of two widths or alphabets, or its dots are wide and 。.

    ｗｗｗ.example.com is what an input method leaves, but no input method writes it in letters of mathematics.
    """
    if _STYLED.search(found):
        return True
    names = [[c.isascii() for c in name if c.isalpha()] for name in _DOTS.split(found)]
    if any(any(name) and not all(name) for name in names):
        return True
    return "。" in found and not all(plain for name in names for plain in name)


def _is_hidden(text: str, own: dict[str, str]) -> bool:
    """Whether an address that the text gives elsewhere is here, but not in plain letters."""
    plain = narrow(text).lower()
    bones = keep_latin(text)
    # ch14-02-publishing-to-crates-io.md is a slug
    return any(o in bones and host not in plain and host.replace(".", "-") not in plain for o, host in own.items())
