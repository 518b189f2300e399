"""Where Chinese meets Latin letters, digits or what goes with them, without a space. A part of latin-space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.cleaners.spaces._latin_operator import find_signs
from docnorm.edit import Span
from docnorm.protected import Protected, find_protected
from docnorm.text.characters import CJK
from docnorm.text.late import late
from docnorm.text.lines import find_lines
from docnorm.text.reference import find_references, is_within

# Latin and Greek letters with accents, Roman numerals, dingbats and emoji that stand for words; boxes to tick are none.
_WORD = "0-9A-Za-zÀ-ÖØ-öø-ɏΆ-Ͽ①-⓿Ⅰ-ↈ☀-☏☓-✒✙-➿"
_SQUARED = "㈀-㏿"  # ㈱, ㎏: words of their own beside Latin letters
_SQUARE = late(f"[0-9A-Za-z](?=[{_SQUARED}])|[{_SQUARED}](?=[0-9A-Za-z])")
_MEETING = late(
    f"[{CJK}](?=[{_WORD}@#$`(\\[{{<'\"+./*-])|[{_WORD}%°℃`)\\]}}>'\"+#!?./*$-](?=[{CJK}])|[0-9](?=\\([{CJK}])"
)
_OPERATOR = late(
    f"[|&=<>+](?<=[{CJK}0-9A-Za-z].)(?=[{CJK}0-9A-Za-z])|[%^](?<=[{CJK}].)(?=[{CJK}])"
    f"|[-–](?<=[{CJK}）》」』”】’].)(?=[{CJK}（《「『“【‘])|–(?<=[{CJK}].)(?=[0-9])"
)
# A tag, opening or closing, between the two: the space stands outside of it.
_TAGGED = late(
    f"[{_WORD}]()<[a-z][^<>\\n]{{0,200}}>(?=[{CJK}])|[{CJK}]()<[a-z][^<>\\n]{{0,200}}>(?=[{_WORD}])"
    f"|[{_WORD})]</[a-z0-9]{{1,20}}>()(?=[{CJK}])|[{CJK}]</[a-z0-9]{{1,20}}>()(?=[{_WORD}])"
)
_CJK = late(f"[{CJK}]")
_IS_WORD = late(f"[{_WORD}]")
_LINK = late(r"\[[^\[\]\n]{1,200}\]\(")
_CITED = late(r"\[\^?[0-9]{1,3}(?:[-–,，.][0-9]{1,3})*\]")  # a note or a source: 文中[1]。
_TAG = late(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
# A path of one step is a directory that every Unix has: 作者/Mollie is two names.
ROOTS = "home|root|usr|etc|var|opt|tmp|dev|mnt|proc|sys|bin|boot|lib|media|run|sbin|srv"
_ROOT = late(rf"/(?:{ROOTS})/?(?![A-Za-z0-9./])")
_PATH = late(
    rf"(?:\.{{1,2}}/|\.[A-Za-z][A-Za-z0-9_-]*/|/(?:{ROOTS})(?![A-Za-z0-9])|/[._*@]|/[A-Za-z][A-Za-z0-9_@-]*(?:\.|/[A-Za-z._*@]))"
    r"[A-Za-z0-9._*@-]*(?=[/\s]|[^!-~]|\Z)"
)
_ADDRESS = late(
    f"[a-z]+://[!-~]*/[{CJK}]|/[A-Za-z0-9._~-]|(?:[A-Za-z0-9._-]+/)+_?[{CJK}]|[A-Za-z0-9._/-]*[A-Za-z0-9]#[A-Za-z{CJK}]"
    f"|[a-z0-9._-]+/[a-z0-9._-]+(?=[{CJK}]+#)"
)
_PARAMETER = late(r"\$[1-9](?![0-9.,])")
_VOID = frozenset(("br", "hr", "img", "input", "wbr"))
_USED = late("(?:[用加写寫]|插入)\\Z")
_TAG_REACH = 1000  # a link with its attributes is seldom longer
_ENTITY = late(r"&(?:[A-Za-z]{2,10}|#[0-9]{1,7});")
_EMPHASIS = late(r"\*\*|__|~~")
_WORD_BEHIND = late(f"\\[?[{_WORD}]|`")
_ADDS = late(f"[0-9][ ]?[杯勺匙克斤两个只片块颗粒元升瓶碗包袋][{CJK}]{{0,3}}\\Z")  # 1/2杯糖+1/4杯油: one sum
_DANGLING = late(f"[{CJK}](?=- [{CJK}])")  # 标题- 副题
_CHAPTER = late("[ \u3000]*第[0-9]{1,5}[章节回卷](?![0-9A-Za-z])")
_FILE_REACH = 60  # characters: names are no longer than that
_FILE_END = late(
    f"[{CJK}0-9A-Za-z_（）()-]{{0,60}}()[.](?:docx?|xlsx?|pptx?|txt|md|pdf|wps|et|csv|json|xml|html?|zip|rar|7z|png|jpe?g"
    "|gif|mp[34]|epub|mobi)(?![0-9A-Za-z])"
)
_FILE_STEM = late(
    f"[{CJK}][0-9A-Za-z_-]+[{CJK}]+[0-9A-Za-z_（）()-]*\\Z|[0-9A-Za-z][{CJK}]+\\Z|[{CJK}][0-9]{{2,8}}[A-Za-z]+\\Z"
)
_COUNTED = "年月日号號时時分点點元楼樓座区區室層层栋棟期批次第"  # behind these a - joins: 3月-5月, 3号楼-2单元
# What one writes without a space inside: a move of Chinese chess, the entries of a recipe (丁香3钱 官桂1两).
_MOVE = late("[车車马馬炮砲包兵卒象相士仕帅帥将將俥傌][0-9１-９][进退平進][0-9１-９]")
_ENTRIES = late(
    f"^(?:[{CJK}]{{1,6}}[0-9.½¼]{{1,6}}[{CJK}]{{1,3}}[ 　]{{1,2}}){{1,40}}[{CJK}]{{1,6}}[0-9.½¼]{{0,6}}[{CJK}]{{0,3}}$",
    re.MULTILINE,
)
_ZERO = late(
    "[〇零一二三四五六七八九]0(?=[〇零一二三四五六七八九])|0[〇零一二三四五六七八九](?<=[〇零一二三四五六七八九]0.)"
)  # 二0二四年


def find_meetings(text: str) -> Iterator[int]:
    """Yield, in order, each place where a space belongs between Chinese and something Latin."""
    guarded = find_protected(text)
    found = set(_find_operators(text))
    for m in _TAGGED.finditer(text):
        if _is_markup(text, m.start() + 1):
            found.add(m.start(m.lastindex or 0))
    found.update(_find_emphasised(text))
    found.update(m.end() for m in _DANGLING.finditer(text))
    found.update(find_signs(text))
    found.update(m.end() for m in _SQUARE.finditer(text))
    for m in _MEETING.finditer(text):
        at = m.end()
        if (
            _belongs_before(text, at, guarded)
            if _CJK.match(m[0]) or text[at] == "("
            else _belongs_behind(text, at, guarded)
        ):
            found.add(at)
    entries = find_references(text)  # 论文题目[J]. 期刊名: GB/T 7714 sets its signs without a space
    whole = [Span(m.start() + 1, m.end()) for m in (*_MOVE.finditer(text), *_ENTRIES.finditer(text))]
    whole.sort()
    for at in sorted(found):
        if (
            guarded.guards(Span(at, at))
            or (entries and is_within(entries, at))
            or (whole and is_within(whole, at))
            or _ZERO.match(text, at - 1)
            or _is_in_address(text, at)
            or _is_in_chapter(text, at)
            or _is_in_file(text, at)
        ):
            continue
        yield at


def _is_in_file(text: str, at: int) -> bool:
    """Whether ``at`` lies in the name of a file that ends in Chinese or goes back to it: 年度报告2023final版.docx.

    In 打开README.md the name begins where the letters do.
    """
    found = _FILE_END.match(text, at)
    if found is None:
        return False
    stem = text[max(0, at - _FILE_REACH) : found.start(1)]
    return _FILE_STEM.search(stem) is not None


def _is_in_chapter(text: str, at: int) -> bool:
    """Whether ``at`` lies in the number of a chapter at the head of a line: 第1章 雪夜 is a name, 第 18 期 a count."""
    start = text.rfind("\n", max(0, at - 16), at) + 1
    found = _CHAPTER.match(text, start) if at - start <= 16 else None
    return found is not None and at < found.end()


def _find_emphasised(text: str) -> Iterator[int]:
    """Yield the outer sides of ** ** and its like where they part Chinese from Latin: 中文**word**中文."""
    for line in find_lines(_EMPHASIS, text):
        marks = list(_EMPHASIS.finditer(text, *line))
        for i, m in enumerate(marks if len(marks) % 2 == 0 else ()):
            left = text[max(m.start() - 1, line.start) : m.start()]
            if (_CJK.match(left) and _WORD_BEHIND.match(text, m.end())) or (
                _IS_WORD.match(left) and _CJK.match(text, m.end())
            ):
                yield m.end() if i % 2 else m.start()


def _find_operators(text: str) -> Iterator[int]:
    """Yield both sides of a sign between words of which one at least is Chinese."""
    for m in _OPERATOR.finditer(text):
        at, sign = m.start(), m[0]
        left, right = text[at - 1], text[at + 1]
        chinese = bool(_CJK.match(left)), bool(_CJK.match(right))
        if not any(chinese) and sign not in "-–":
            continue
        if sign == "&" and _ENTITY.match(text, at):
            continue
        if sign == "+" and (not chinese[0] or not chinese[1]):
            continue  # 2+, C++, +886: a part of the word
        if (sign == "|" and text.startswith("|", text.rfind("\n", max(0, at - 500), at) + 1)) or (
            sign in "<>" and _is_bracketed(text, at)
        ):
            continue  # a table; a tag or a word in angle brackets
        if left not in "）》」』】":
            yield at
        if right not in "（《「『【":
            yield at + 1


def _is_bracketed(text: str, at: int) -> bool:
    if text[at] == "<":
        return 0 <= text.find(">", at, at + _TAG_REACH) < (text.find("\n", at, at + _TAG_REACH) + 1 or len(text) + 1)
    return text.rfind("<", max(0, at - _TAG_REACH), at) > text.rfind("\n", max(0, at - _TAG_REACH), at)


def _belongs_before(text: str, at: int, guarded: Protected) -> bool:
    """Whether a space belongs at ``at``, with Chinese before and something Latin behind."""
    sign, behind = text[at], text[at + 1 : at + 2]
    if _IS_WORD.match(sign):
        return True
    if sign in "([" and _has_form(guarded, at, at, "docno"):
        return False  # 国发[2011]3号 is one sign, whatever its brackets
    if sign in "@#":
        return (
            behind.isascii() and behind.isalnum() and not (sign == "#" and behind.isdigit())
        )  # 阅读次数#149, 演示#标签
    if sign == "*":
        return behind == "." and text[at + 2 : at + 3].isalpha()  # *.log
    if sign == "$":
        if _PARAMETER.match(text, at):
            return False  # $1 is a parameter, $100 a price
        return (behind.isascii() and behind.isalnum()) or _has_form(guarded, at, at, "math")
    if sign in "+-":
        return (behind.isdigit() or (sign == "-" and behind.isascii() and behind.islower())) and (
            text[at - 1] not in _COUNTED and not (sign == "+" and _ADDS.search(text, max(0, at - 16), at))
        )
    if sign in "`'\"":
        if sign == "'" and behind == "s" and not text[at + 2 : at + 3].isalnum():
            return False  # 林依諾's
        return behind not in (sign, "", "\n") and not _has_odd_before(text, at, sign)
    if sign == "[":
        if _CITED.match(text, at):
            return False
        return _LINK.match(text, at) is None or _IS_WORD.match(text, at + 1) is not None
    if sign == "<":
        return _is_bracketed(text, at) and not _is_markup(text, at)
    if sign in "./":
        return _PATH.match(text, at) is not None
    return sign in "({"


def _belongs_behind(text: str, at: int, guarded: Protected) -> bool:
    """Whether a space belongs at ``at``, with something Latin before and Chinese behind."""
    sign, before = text[at - 1], text[at - 2 : at - 1]
    if _IS_WORD.match(sign):
        return before != "%" and not (before == "$" and _PARAMETER.match(text, at - 2))
    if sign in "%°℃":
        return before.isdigit()
    if sign == "-":
        return (
            before.isascii()
            and before.isalnum()
            and not text[at - 3 : at - 2].isalnum()
            and text[at - 3 : at - 2] != "-"
        )
    if sign in "+#!?.":
        return before == "+" or (before.isascii() and before.isalnum())
    if sign in "`'\"":
        return before not in (sign, "", "\n") and _has_odd_before(text, at - 1, sign)
    if sign == ")":
        return _is_closed(text, at)
    if sign == ">":
        return _is_bracketed(text, at - 1) and not _is_markup(text, text.rfind("<", max(0, at - _TAG_REACH), at))
    if sign == "/":
        return (
            _has_form(guarded, at - 1, at, "path")
            or re.search(r"[a-z]/[a-z]+/\Z", text[max(0, at - 30) : at]) is not None
        )
    if sign == "*":
        return before == "/"
    if sign == "$":
        return _has_form(guarded, at - 1, at, "math")
    if sign == "]":
        return _CITED.fullmatch(text, max(0, text.rfind("[", max(0, at - 20), at)), at) is None
    return sign == "}" and text[text.rfind("{", max(0, at - 40), at) - 1] != "$"


def _is_closed(text: str, at: int) -> bool:
    """Whether a ) is a bracket's and not the end of a link whose words are Chinese."""
    opened = text.rfind("](", max(0, at - 200), at)
    if opened < 0 or ")" in text[opened : at - 1] or "\n" in text[opened:at]:
        return True
    return _IS_WORD.match(text, opened - 1) is not None


def _has_odd_before(text: str, at: int, sign: str) -> bool:
    start = max(text.rfind("\n", max(0, at - 500), at) + 1, at - 500)
    return text.count(sign, start, at) % 2 == 1


def _has_form(guarded: Protected, at: int, edge: int, kind: str) -> bool:
    """Whether a form of that kind holds ``at`` and begins or ends at ``edge``."""
    return any(k == kind and edge in s for s, k in guarded.forms(Span(at, at + 1)))


def _is_markup(text: str, at: int) -> bool:
    """Whether the tag at ``at`` begins its line or has its partner in it: else it is talked about."""
    tag = _TAG.match(text, at)
    if not tag:
        return False
    start = max(text.rfind("\n", max(0, at - 2000), at) + 1, at - 2000)
    end = text.find("\n", at, at + 2000)
    if tag[2].lower() in _VOID:
        return _USED.search(text, start, at) is None
    partner = f"<{tag[2]}" if tag[1] else f"</{tag[2]}"
    return text.find(partner, start, end if end >= 0 else at + 2000) >= 0


def _is_in_address(text: str, at: int) -> bool:
    """Whether ``at`` lies in an address or a path with Chinese in it, which only spaces end."""
    least = max(0, at - 200)
    if text.find("/", least, at) < 0 and text.find("#", least, at) < 0:
        return False
    start = max(least, *(text.rfind(c, least, at) + 1 for c in " \n　，。（）“”「」\"'`"))
    if text.find("/", start, at) < 0 and text.find("#", start, at) < 0:
        return False
    root = _ROOT.match(text, start)
    if root is not None and root.end() == at:
        return False  # /home和/root: a directory that every Unix has is a word
    found = _ADDRESS.match(text, start)
    return found is not None and found.end() <= at + 1
