"""Ellipses and dashes made of other marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.characters import CJK, CLOSERS, MARKS, OPENERS, WIDE
from docnorm.text.late import late
from docnorm.text.lines import find_line
from docnorm.text.scanner import find_places

# A class first, here and below: that is what a search is quick to find.
_DOTS = late(r"[.。·…](?:(?<=\.)\.{2,}|(?<=。)。{2,}|(?<=·)·{2,}|(?<=…)…*)")
_DASHES = late("[-－―─⸺—–](?:(?<=-)-{1,3}|(?<=－)－{1,3}|(?<=―)―*|(?<=─)─|(?<=⸺)⸺*|(?<=—)—{2,}|(?<=–)–{1,3})")
_LATIN = late("[A-Za-z]")
_CHINESE = late(f"[{CJK}{MARKS}]")
_BESIDE = late(f"[{CJK}{WIDE}]")
_LEADER = late("[ \t　]*[0-9]{1,4}[ \t　]*$", re.MULTILINE)
_OPENS = late(f"[{CJK}“‘（《「『【]")
_CLOSES = late(f"[{CJK}”’）》」』】！？]")


_PREFILTER = (
    r"[.。·…\-－―─⸺—–](?:(?<=[―─⸺])|(?<=[-－–])[-－–]|(?<=[.。·])[.。·][.。·]|(?<=—)——|(?<=…)(?:(?<!……)(?!…)|……))"
)


@cleaner("ellipsis-dash", prefilter=_PREFILTER, trigger=r"[.。·…\-－―─⸺—–]", context=f"[{CJK}{WIDE}]")
def ellipsis_dash(text: str) -> Iterator[Fix]:
    """An ellipsis is …… and a dash is ——: two characters each (GB/T 15834 4.10 and 4.11)."""
    for start, end in find_places(_DOTS, text, _BESIDE):
        if text[start:end] != "……" and _is_ellipsis(text, start, end):
            yield replace(start, end, "……", "an ellipsis made of other marks", Safety.LIKELY)
    for start, end in find_places(_DASHES, text, _BESIDE):
        if _is_dash(text, start, end):
            yield replace(start, end, "——", "a dash made of other marks", Safety.LIKELY)


def _is_ellipsis(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    if before == "\n" and (behind == "\n" or text[start:end] == "…………"):
        return False  # a line of dots is an omission or an ornament (GB/T 15834 4.11.3.2: twelve dots)
    if end - start > 4 and _LEADER.match(text, end):
        return False  # a leader in a table of contents
    if before in ".…。·/\\[" or behind in ".…。·/\\]":
        return False
    if _is_chinese(before, text, start):
        return not (behind.isascii() and behind.isalnum())
    return before in "\n \t　\"'" and _is_chinese(behind, text, start)


def _is_chinese(mark: str, text: str, at: int) -> bool:
    """Whether it is Chinese; a mark that English has, too, is where its line is not English."""
    if not _CHINESE.match(mark):
        return False
    line = find_line(text, at)
    return mark not in "“”‘’…—·" or _BESIDE.search(text, *line) is not None or not _LATIN.search(text, *line)


def _is_dash(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    if before in "-－―─⸺—–" or behind in "-－―─⸺—–" or (before in OPENERS and behind in CLOSERS):
        return False  # “--” is spoken of
    if before in " \t　":  # an indent
        before = text[max(0, start - 9) : start].rstrip(" \t　")[-1:] or "\n"
        if before != "\n":
            return False
    if _is_chinese(before, text, start) and behind in "”’」』":  # speech cut short: “师父--”他刚开口
        return True
    return (before == "\n" or _CLOSES.match(before) is not None) and _OPENS.match(behind) is not None
