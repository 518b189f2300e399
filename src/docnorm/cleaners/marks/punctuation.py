"""Half-width marks in Chinese sentences, full-width marks inside numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from docnorm.cleaners.marks._english_mark import MARKED, halve_english_marks
from docnorm.cleaners.marks._half_mark import space_half_marks
from docnorm.cleaners.marks._inner_dot import parts_words
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.characters import CLOSERS, FULL_OF, HAN, KANA, STOPS, WIDE
from docnorm.text.english import is_english, speaks_english
from docnorm.text.late import late
from docnorm.text.line_head import in_marker
from docnorm.text.lines import find_line
from docnorm.text.name import is_in_name
from docnorm.text.reference import find_references, is_within
from docnorm.text.scanner import find_places

# One search for both kinds: half-width marks but between Latin letters or digits, full-width ones between digits.
_SUSPECT = late(r"[,;:!?.0-9](?:(?<=[0-9])[。，：．](?=[0-9])|(?<![0-9])(?<![0-9A-Za-z].(?=[0-9A-Za-z])))")
_ACTS_BESIDE = f"{HAN}{KANA}{WIDE}．"
_BESIDE = late(f"[{_ACTS_BESIDE}]")
_CHINESE = late(f"[{HAN}{KANA}]")  # Korean has half-width marks
_HAN = late(f"[{HAN}]")
_SKIPPED = "\"'”’）)】」』》〉]〕 　\t.…·"  # closing marks, a space, an ellipsis do not part a mark from its sentence
_OPENING = "\"'“‘（(《「『【[〔 　"
_WORDS = late(r"[0-9A-Za-z \t　.'%_+#-]{1,40}\Z")
_ENGLISH_END = late(r"[A-Za-z]+\Z")
_ENGLISH_HEAD = late("[A-Za-z]+[ '’]")
_CLAUSES = late("[，。；：？！]")
_ABBREVIATIONS = frozenset(
    ["Co", "Ltd", "Inc", "Corp", "No", "vs", "al", "etc", "Mr", "Mrs", "Ms", "Dr", "Jr", "Sr", "St"]
)
_SENTENCE = late(f"[{STOPS}]|, ")
_CODE_LIST = late(f",[ ]?`[^\\n]{{0,60}}[{HAN}，。；：！？]")  # `on`, `off` among Chinese words
_ROW = 400  # characters: a longer line is prose
_EMOTICON = late(f"[:;]-?[()](?![0-9A-Za-z{HAN}“《])")
_GROUPS = late(r"(?<![0-9A-Za-z，,.第前、])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9，])")
_LONGEST_NUMBER = 24  # characters
_TIME = late(r"(?<![0-9：:])(?:[01]?[0-9]|2[0-4])：[0-5][0-9](?:：[0-5][0-9])?(?![0-9：:日月年号])")
# What the figures behind a decimal point are followed by: a measure, a mark, the end. A new sentence counts things.
_FRACTION = late(
    "[0-9]{1,6}(?:[ ]?(?:[%‰％℃°万亿倍元米吨克斤升度]|个百分点|公[里斤顷]|千[米克瓦]|平方|立方)"
    "|[，。；：！？、）)~～—-]|\\s|\\Z)"
)
_PART = late("[.．:：∶/][0-9]{1,6}\\Z|[0-9]{5}\\Z")
_RATIO = late("比[^，。；\\n]{0,6}[0-9]\\Z")
_UNIT = late(
    "[ ]?[元万亿千百余多个人户亩公平立吨斤克米里升件台套辆次名家所座条项字册本吨箱]|[.．][0-9]"
    "|[ ]?(?:%|℃|k?[gmW]|[cm]m|t|m?L|MW)(?![0-9A-Za-z])"
)


def _prefilter(*, english: bool = False, marks: Literal["full", "half"] = "full") -> str:
    if marks == "half":
        return ""
    return f"{_SUSPECT.pattern}|{MARKED.pattern}" if english else _SUSPECT.pattern


_WORD_OF_CODE = late("!(?:import(?:ant)?|default|include)(?![A-Za-z])")
_STEM = late("[；;。，,、 　][甲乙丙丁戊己庚辛壬癸]\\Z")  # 甲. 牛腿；乙. 滚刀片法: what is listed in a line


@cleaner("punctuation", prefilter=_prefilter, trigger="[,;:!?.~0-9A-Za-z]", context=f"[{_ACTS_BESIDE}]")
def punctuation(text: str, *, english: bool = False, marks: Literal["full", "half"] = "full") -> Iterator[Fix]:
    """Marks in a Chinese sentence are full-width, inside a number half-width, and with ``english`` in English, too.

    With ``marks`` of ``half`` they stay as they are and have a space behind them, as pangu writes.
    """
    if marks == "half":
        yield from space_half_marks(text)
        return
    fields: dict[int, bool] = {}  # line starts: whether the line is a row of fields
    turned: set[int] = set()  # marks that become full-width count as such for the mark behind them
    entries = find_references(text)
    for start, end in find_places(_SUSPECT, text, _BESIDE):
        if entries and is_within(entries, start):
            continue
        if end - start == 2:
            yield from _mend_number(text, start + 1)
        elif (
            _ends_chinese(text, start, turned)
            and not (text[start] == "," and _is_field(text, start, fields))
            and not in_marker(text, start)
            and not (english and is_english(text, find_line(text, start)))
            and not speaks_english(text, start)
        ):
            turned.add(start)
            yield replace(start, end, FULL_OF[text[start]], "a half-width mark in a Chinese sentence", Safety.LIKELY)
    if english:
        yield from halve_english_marks(text)


def _ends_chinese(text: str, at: int, turned: set[int]) -> bool:
    mark, behind = text[at], text[at + 1 : at + 2]
    if mark == "," and at and "一" <= text[at - 1] <= "鿿":
        return behind != "="  # what nine marks of ten are; the rest says so at greater length
    if behind and behind in f"{mark}=/\\" and (mark in ".:/" or behind == "="):
        return False  # ellipses, ::, ://, !=
    if at and text[at - 1] == mark and mark in ".:":
        return False
    if mark == "!" and (behind == "[" or _WORD_OF_CODE.match(text, at)):
        return False  # ![picture](…), the !important of a style sheet
    if mark == ":" and text[at - 1 : at] == " " and behind.isascii() and behind.isalpha():
        return False  # 键入 :wq, :smile:
    if mark in ":;" and _is_emoticon(text, at):
        return False
    left = _find_left(text, at)
    chinese_left = left >= 0 and (left in turned or _is_chinese(text, left))
    if at and behind and mark in ".?" and _HAN.match(text, at - 1) and _HAN.match(behind):
        return not (parts_words(text, at) if mark == "." else is_in_name(text, at))
    if mark == ".":
        return not _STEM.search(text, max(0, at - 2), at) and _stop(text, at, left, chinese_left)
    if chinese_left:
        return True
    if mark == "," and at and text[at - 1] == "`" and _CODE_LIST.match(text, at):
        return True
    if mark in ",;" and left >= 0 and text[left] in "%‰℃" and _sentence_is_chinese(text, at, turned):
        return True
    right_han = _is_han_behind(text, at)
    if mark == ":":
        return False  # a Latin key
    if right_han:
        return mark in ",;"  # Yes!升级到了, Yahoo!奇摩: the mark belongs to the Latin words
    return _is_at_end(text, at) and _sentence_is_chinese(text, at, turned) and not _sentence_is_english(text, at)


def _is_field(text: str, at: int, known: dict[int, bool]) -> bool:
    """Whether the comma at ``at`` parts fields: two or more in a line, as many in the next or the last."""
    start = text.rfind("\n", max(0, at - _ROW), at) + 1
    if not start and at > _ROW:
        return False
    if start not in known:
        rows = []
        end = start - 1
        for _ in range(2):
            begin, end = end + 1, text.find("\n", end + 1)
            rows.append(text[begin : end if end >= 0 else len(text)])
            if end < 0:
                break
        if start:
            rows.append(text[text.rfind("\n", 0, start - 1) + 1 : start - 1])
        counts = [row.count(",") if len(row) < _ROW and not _SENTENCE.search(row) else 0 for row in rows]
        known[start] = counts[0] > 1 and counts[0] in counts[1:]
    return known[start]


def _is_emoticon(text: str, at: int) -> bool:
    if not _EMOTICON.match(text, at):
        return False
    before = text[max(0, at - 60) : at].rpartition("\n")[2]
    return text[at + 1] != ")" or max(before.rfind("("), before.rfind("（")) <= max(
        before.rfind(")"), before.rfind("）")
    )


def _stop(text: str, at: int, left: int, chinese_left: bool) -> bool:
    if chinese_left:
        # Speech that ends in its stop: “你来了.”老人说。
        return _is_han_behind(text, at) or _is_at_end(text, at) or text[at + 1 : at + 2] in ("”", "’", "」", "』")
    if left < 0 or not _is_at_end(text, at):
        return False
    if text[left] in "%℃°":  # 增长5%. and not: It rose by 50%.
        return _HAN.search(text, max(text.rfind("\n", max(0, at - 200), at) + 1, at - 200), at) is not None
    word = _ENGLISH_END.search(text, max(0, left - 20), left + 1)
    if word is None or word[0] in _ABBREVIATIONS or len(word[0]) < 2:
        return False
    before = word.start() - 1
    if before >= 0 and text[before] == " ":
        before -= 1
    return before >= 0 and _HAN.match(text, before) is not None


def _find_left(text: str, at: int) -> int:
    """Return where the character stands that the mark follows, looking past closing marks; -1 if there is none."""
    i = at - 1
    least = max(-1, at - 25)
    while i > least and text[i] in _SKIPPED:
        i -= 1
    # A line that begins with a bracket or ends in two dozen of them has no sentence to look at.
    return i if i > least and text[i] != "\n" else (at - 1 if at and text[at - 1] in CLOSERS else -1)


def _is_han_behind(text: str, at: int) -> bool:
    i = at + 1
    most = min(len(text), at + 5)
    while i < most and text[i] in _OPENING:
        i += 1
    return i < most and _HAN.match(text, i) is not None


def _is_at_end(text: str, at: int) -> bool:
    i = at + 1
    most = min(len(text), at + 7)
    while i < most and text[i] in _SKIPPED:
        i += 1
    return i == len(text) or text[i] == "\n"


def _sentence_is_chinese(text: str, at: int, turned: set[int]) -> bool:
    """Whether the Latin words before the mark follow Chinese in one sentence."""
    words = _WORDS.search(text, max(0, at - 40), at)
    before = (words.start() if words else at) - 1
    if before < 0:
        return False
    return before in turned or _is_chinese(text, before)


def _is_chinese(text: str, at: int) -> bool:
    """Whether the character is Chinese or a mark of Chinese text; ” and ’ are where their line is Chinese."""
    if text[at] in "”’":
        return _BESIDE.search(text, *find_line(text, at)) is not None
    return text[at] in STOPS + CLOSERS or _CHINESE.match(text, at) is not None


def _sentence_is_english(text: str, at: int) -> bool:
    """Whether the sentence begins in English and holds a Chinese name or two: Remove “铁蕾” from 1 folder?"""
    start = max(text.rfind("\n", max(0, at - 200), at) + 1, at - 200)
    held = _CLAUSES.split(text[start:at])[-1].lstrip(" \"'“‘")
    return _ENGLISH_HEAD.match(held) is not None and len(_HAN.findall(held)) * 5 < len(held)


def _mend_number(text: str, at: int) -> Iterator[Fix]:
    mark = text[at]
    if mark == "：":
        if _RATIO.search(text, max(0, at - 12), at):
            return
        time = _TIME.match(text, at - 2) or _TIME.match(text, at - 1)
        if time and time.start() < at < time.end():
            yield replace(at, at + 1, ":", "a time", Safety.LIKELY)
    elif mark == "，":
        first = at
        while first > max(0, at - _LONGEST_NUMBER) and text[first - 1] in "0123456789，":
            first -= 1
        groups = _GROUPS.match(text, first)
        if groups and _UNIT.match(text, groups.end()):
            yield replace(at, at + 1, ",", "a thousands mark", Safety.LIKELY)
    elif not in_marker(text, at) and (mark != "。" or not _begins_sentence(text, at)):
        yield replace(at, at + 1, ".", "a decimal point", Safety.LIKELY)


def _begins_sentence(text: str, at: int) -> bool:
    """Whether the 。 between two digits may well end a sentence: 缩小至2.54。30个县区通过评估, 完成120。2023年…"""
    behind = _FRACTION.match(text, at + 1)
    return behind is None or _PART.search(text, max(0, at - 12), at) is not None
