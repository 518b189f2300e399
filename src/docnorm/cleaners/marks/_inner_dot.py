"""A half-width stop right between two Han: the end of a sentence, or a dot that parts words. A part of punctuation."""

from __future__ import annotations

from docnorm.text.characters import HAN
from docnorm.text.late import late
from docnorm.text.lines import find_line
from docnorm.text.name import is_in_name

_RUN = late(f"[{HAN}]*")
_BEFORE = late(f"[{HAN}]*\\Z")
_NUMBERED = late("第[0-9０-９〇零一二三四五六七八九十百千两]{1,6}[章节回集话幕卷部篇编讲课条]\\Z")
_OPENS = frozenset("我你您他她它这那但而如因所此其各凡并且然不同另有在当对为从由若虽即却")
_CLOSES = frozenset("了吗呢吧啊呀嘛")
_CLAUSE = late("[，、；：,;:]")
_HALF = late(f"[{HAN}][,;][{HAN}]")  # who types half-width commas types stops so
_ENDS = frozenset("。！？!?\n.")
_REACH = 200
_TITLE = 30  # characters: a title in 《》 is seldom longer


def parts_words(text: str, at: int) -> bool:
    """Whether the stop at ``at`` parts words (省.市.县, 卡尔.马克思, 第1章.雪夜) and does not end a sentence.

    That it ends one needs evidence: a clause or ten characters before it, a word that ends or begins sentences beside
    it, another stop like it at the end of its line. 34 of 35 names became two sentences without.
    """
    left, right = _find_left(text, at), _find_right(text, at)
    if is_in_name(text, at) or _NUMBERED.search(text, max(0, at - 9), at) or _is_in_title(text, at):
        return True
    if is_listed(text, at):
        return True
    if text[at - 1] in _CLOSES or text[at + 1] in _OPENS:
        return False
    start = max(text.rfind(mark, max(0, at - _REACH), at) for mark in _ENDS) + 1
    if _CLAUSE.search(text, start, at) and left >= 3 and right >= 3:
        return False
    return left < 10 and not _ends_in_stop(text, at) and _HALF.search(text, *find_line(text, at)) is None


def _find_left(text: str, at: int) -> int:
    found = _BEFORE.search(text, max(0, at - _REACH), at)
    return len(found[0]) if found else 0


def _find_right(text: str, at: int) -> int:
    found = _RUN.match(text, at + 1, at + _REACH)
    return len(found[0]) if found else 0


def is_listed(text: str, at: int) -> bool:
    """Whether the stop at ``at`` stands beside a single character, or a short word that has one on either side."""
    left, right = _find_left(text, at), _find_right(text, at)
    if left == 1 or right == 1:
        return True
    before, behind = text[at - left - 1 : at - left], text[at + right + 1 : at + right + 2]
    return (before == "." and left <= 4) or (
        behind == "." and right <= 4 and text[at + right + 2 : at + right + 3] > "一"
    )


def _is_in_title(text: str, at: int) -> bool:
    opened = max(text.rfind("《", max(0, at - _TITLE), at), text.rfind("〈", max(0, at - _TITLE), at))
    return opened >= 0 and not _ENDS.intersection(text[opened:at]) and "》" not in text[opened:at]


def _ends_in_stop(text: str, at: int) -> bool:
    """Whether the line ends in a stop like this one."""
    end = text.find("\n", at, at + _REACH)
    line = text[at + 1 : end if end >= 0 else at + _REACH].rstrip()
    return len(line) < _REACH - 1 and line[-1:] == "." and line[-2:-1] > "\u3400"
