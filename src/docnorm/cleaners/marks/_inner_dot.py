"""A half-width stop right between two Han: the end of a sentence, or a dot that parts words. A part of punctuation."""

from __future__ import annotations

from docnorm.text.characters import HAN
from docnorm.text.late import late
from docnorm.text.lines import find_line
from docnorm.text.name import is_in_name

_RUN = late(f"[{HAN}]*")
_BEFORE = late(f"[{HAN}]*\\Z")
_NUMBERED = late("第[0-9０-９〇零一二三四五六七八九十百千两]{1,6}[章节回集话幕卷部篇编讲课条]\\Z")
# What begins a sentence, and not the second part of a name: 中国.有机农业网, 知乎.在线课堂, 首页.我要投稿.
_OPENS = late(
    f"[你您他她它这那但而因凡且若虽却]|我(?![的国國校院市省县區区]|要[{HAN}]{{2}}(?![{HAN}]))|如[果此今何]|所[以有]|此[次外时時后後前事类類举項项案]"
    "|其[中他实實次余]|各[级級单單部地位个種种自有]|并(?![购購发發])|然[而后後]|不[过過仅但管论論知]|同[时時样樣意]|另[外一]"
    "|有[人的些时時一了两几]|在(?![线線职職读讀校])|[当當](?![当當代地下归歸铺鋪])|对(?![联聯偶])|對(?![聯偶])"
    "|为[了此何什]|為[了此何什]|从(?![化军業业])|從(?![化軍業])|由[于於此]|即[使将便]"
)
# Words that stand at the head of a sentence, and seldom of a title: the sentence is five characters or more.
_OPENS_LONG = late(
    f"(?=[{HAN}]{{5}})(?:大家(?![庭族])|(?:[今明昨]天|[今明去]年|[现現]在|目前|后[来來]|[随隨]后)(?!的)|于是|可是|下一?步|下次"
    "|[暂暫][时時]|[请請](?![假柬帖])|至于|[没沒]有|只[有要能好]|[还還][有是要没])"
)
_CLAUSE_HEAD = 4  # characters that stand before such a word
# What only a sentence has; with one on either side the stop stands between two.
_SAYS = late("[了吗嗎呢吧很已没沒]|不(?![动動锈銹丹列])|[就都][是会會要在很能]|正在|必[须須]|可以|需要")
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
    if text[at - 1] in _CLOSES or _OPENS.match(text, at + 1):
        return False
    if left >= _CLAUSE_HEAD and (_OPENS_LONG.match(text, at + 1) or _says_twice(text, at, left, right)):
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


def _says_twice(text: str, at: int, left: int, right: int) -> bool:
    """Whether both sides of the stop say something, as 这次没考好 and 下次要努力了 do."""
    return (
        right >= _CLAUSE_HEAD
        and _SAYS.search(text, at - left, at) is not None
        and _SAYS.search(text, at + 1, at + 1 + right) is not None
    )


def _is_in_title(text: str, at: int) -> bool:
    opened = max(text.rfind("《", max(0, at - _TITLE), at), text.rfind("〈", max(0, at - _TITLE), at))
    return opened >= 0 and not _ENDS.intersection(text[opened:at]) and "》" not in text[opened:at]


def _ends_in_stop(text: str, at: int) -> bool:
    """Whether the line ends in a stop like this one."""
    end = text.find("\n", at, at + _REACH)
    line = text[at + 1 : end if end >= 0 else at + _REACH].rstrip()
    return len(line) < _REACH - 1 and line[-1:] == "." and line[-2:-1] > "\u3400"
