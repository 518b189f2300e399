"""Which runs of letters may hide a word: everything that can be said without a language model, the cheapest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.lexicon.latin import kind
from docnorm.lexicon.pinyin import CODES, LONGEST_RUN, cut, split_tones
from docnorm.protected import find_protected
from docnorm.text.late import late

# Plain, toned, full-width, circled and mathematical letters; marks that stand on the letter before.
LETTERS = "A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿıɑɡＡ-Ｚａ-ｚⒶ-ⓩ\U0001d400-\U0001d6a5"
TONE_MARKS = "\u0300\u0301\u0304\u0308\u030c"
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_RUN = late(f"[{LETTERS}](?:[{LETTERS}{TONE_MARKS}'’]*[{LETTERS}{TONE_MARKS}])?")
# Two plain searches: as one alternation they cost twice as much on manuals.
_HAN_LETTER = late(f"[{HAN}][{LETTERS}]")
_LETTER_HAN = late(f"[{LETTERS}{TONE_MARKS}][{HAN}]")
_TAIL = late(f"[{LETTERS}][{LETTERS}{TONE_MARKS}'’]*$")
_ASCII = late("[A-Za-z]")
_HAN = late(f"[{HAN}]")
_MARKS = '，。、；：！？（）《》〈〉「」『』【】〔〕“”‘’…—·,;:!?()"\n\r\t\u3000\u2028'
_DIGITS = "0-9０-９¹²³⁰-⁹₀-₉①-⑨⑴-⑼⒈-⒐❶-❾➀-➈➊-➒"
_CLOSED = late(f"[{_MARKS}]")
_DIGIT = late(f"[{_DIGITS}]")
# After these a string of letters is what it is: something to read out, to call somebody, to look up.
_HINTS = late(
    "(?:拼音|读音|读作|念作|念成|发音|声母|韵母|注音|英文名|英文|昵称|网名|笔名|艺名|用户名|账号|帐号|微信号?|公众号|邮箱|域名|网址|变量|函数"
    "|键入|缩写|取名叫?|名叫|名字叫|字母|单词|字段"
    '|类名|作者|译者|[字词][尾首根缀]|[前后]缀|ID|id)[是为叫作名了：:“"‘「『《（( ]{0,3}$'
)
# Sounds that nobody hides. A syllable said twice is none by itself: shishi may be 实施.
_SOUNDS = frozenset(("balabala", "bababa", "lalala", "dadada", "wawawa", "papapa", "dengdengdeng", "pipapa"))
# These say so too in a manual, but in a report they are words like others (服从命令, 代码, 文件): they only weigh.
_HINT = late(
    "(?:命令|指令|文件夹?|目录|代码|输入|参数|关键字|按键|标签|属性|方法|接口|插件|工具|软件|框架|语言|组件|包|库|密码|口令|英语|使用|安装)"
    '[是为叫名：:“"‘「『《（( ]{0,2}$'
)
_HINT_AFTER = late(
    '[”"’」』》）)]?(?:命令|函数|变量|指令|语言|框架|软件|工具|组件|插件|标签|属性|字段|协议|格式|文件|接口|参数|关键字|语句|脚本|服务器'
    "|数据库|客户端|浏览器|算法|账号|的?拼音|模块|类库|容器)"
)
# What may follow a number and be a unit or a measure of somebody's own.
_UNITS = frozenset(
    {"pa", "ha", "min", "mu", "nu", "ka", "an", "ma", "men", "mi", "li", "ke", "lu", "de", "bo", "a", "e", "o"}
)


_SIDE = f"[{HAN}{_MARKS}{_DIGITS}]"
# A run that may be a candidate: Han, a mark, a digit or an edge on either side, with a space between at most.
POSSIBLE = (
    f"[{LETTERS}](?:(?<={_SIDE}.)|(?<={_SIDE}[ ].)|(?<=\\A.)|(?<=\\A[ ].))"
    f"[{LETTERS}{TONE_MARKS}'’]{{0,{LONGEST_RUN - 1}}}"
    f"(?=[ ]?{_SIDE}|[ ]?\\Z|\\.(?![{LETTERS}0-9_/]))"
)


class Candidate(NamedTuple):
    """A run of letters that may hide a word: where, folded, its tones, and what stands on either side."""

    span: Span
    raw: str
    letters: str
    tones: tuple[int, ...]
    left: str  # H Han, P mark or edge, D digit
    right: str
    english: str  # as lexicon.latin.kind
    cased: bool  # every capital begins a syllable, and there are at least two
    hinted: bool  # words beside it speak of commands, files, software

    @property
    def toned(self) -> bool:
        """Whether tone marks are given: nobody writes them by accident."""
        return any(self.tones)


def find_candidates(text: str, table: frozenset[str] = frozenset(), spaced: bool = False) -> Iterator[Candidate]:
    """Yield the runs that may hide a word, in order. ``table`` are the user's own strings, which pass at once."""
    line = -1  # where the line ends whose protected stretches are known
    forms: list[Span] = []
    for start, end in _find_runs(text, spaced):
        one = _make_candidate(text, start, end, table, spaced)
        if one is None:
            continue
        if start >= line:
            # Asked for once a line: asking for each run walks a long line from its start each time.
            head = text.rfind("\n", max(line, 0), start) + 1 or max(line, 0)
            line = text.find("\n", start)
            line = len(text) + 1 if line < 0 else line
            forms = [form.span for form in find_protected(text).forms(Span(head, head))]
        while forms and forms[0].end <= start:
            forms.pop(0)
        if not forms or forms[0].start >= end:
            yield one


def _find_runs(text: str, spaced: bool) -> Iterator[tuple[int, int]]:
    """Runs of letters; in text full of English only those that touch a Han character, found from that character."""
    if spaced or not _is_mostly_ascii(text):
        yield from (found.span() for found in _RUN.finditer(text))
        return
    spans = {found.span() for at in _HAN_LETTER.finditer(text) if (found := _RUN.match(text, at.start() + 1))}
    for at in _LETTER_HAN.finditer(text):
        end = at.start() + 1
        tail = _TAIL.search(text, max(0, end - LONGEST_RUN - 1), end)
        if tail is not None:
            spans.add(tail.span())
    yield from sorted(spans)


def _is_mostly_ascii(text: str) -> bool:
    if len(text) < 2000:
        return False
    sample = text[:2000] + text[len(text) // 2 : len(text) // 2 + 2000]
    return len(_ASCII.findall(sample)) * 3 > len(sample)


class _Spelling(NamedTuple):
    """What a run is by itself."""

    letters: str
    tones: tuple[int, ...]
    english: str
    cased: bool


@lru_cache(maxsize=8192)
def _read_spelling(raw: str) -> _Spelling | None:
    """Return what a run is, if it can be pinyin at all: most of English ends here, at the cost of a look-up."""
    letters, tones = split_tones(raw)
    english = kind(letters)
    if english == "!" or not letters.isascii() or not letters.isalpha():
        return None
    graph = cut(letters)
    if not graph or letters in _SOUNDS:
        return None
    cased = raw != raw.lower()
    if cased and not _is_camel(raw, letters, graph) and not raw.istitle():
        return None
    return _Spelling(letters, tones, english, cased and not raw.istitle())


def _make_candidate(text: str, start: int, end: int, table: frozenset[str], spaced: bool) -> Candidate | None:
    if end - start > LONGEST_RUN:
        return None
    raw = text[start:end]
    spelled = _read_spelling(raw)
    own = bool(table) and (raw in table or split_tones(raw)[0] in table)
    if spelled is None and not own:
        return None
    left, right = _read_side(text, start, -1, spaced), _read_side(text, end, 1, spaced)
    if "S" in {left, right}:
        # 第十条 guowuyuan规定: a space on one side only is a mark like others; on both sides it sets Latin apart.
        if "H" not in {left, right}:
            return None
        left, right = left.replace("S", "P"), right.replace("S", "P")
    if not left or not right or ("H" not in {left, right} and not left == right == "P"):
        return None
    span = Span(start, end)
    if own or spelled is None:
        return Candidate(span, raw, split_tones(raw)[0], split_tones(raw)[1], left, right, "", False, False)
    if raw.istitle() and len(raw) > 1 and not _begins_sentence(text, start, end):
        return None  # a name
    if left == "D" and (spelled.letters in _UNITS or right != "H"):
        return None
    if right == "D" and left != "H":
        return None
    if left == right == "P" and spelled.letters in CODES and not any(spelled.tones):
        return None  # one syllable between marks says nothing
    before = text[max(0, start - 12) : start]
    if _HINTS.search(before) or _is_gloss(text, start, end, spelled.letters):
        return None
    hinted = bool(_HINT.search(before) or _HINT_AFTER.match(text, end))
    return Candidate(span, raw, *spelled[:2], left, right, *spelled[2:], hinted)


def _begins_sentence(text: str, start: int, end: int) -> bool:
    """Whether letters begin a sentence, and Han goes right on behind them: Zuzhi部发文."""
    return (start == 0 or text[start - 1] in "\n。！？　") and _HAN.match(text, end) is not None


def _read_side(text: str, at: int, way: int, spaced: bool) -> str:
    """What stands beside a run: H, P, D or S (a space); empty for what makes it no candidate (Latin, a sign)."""
    i = at if way > 0 else at - 1
    if not 0 <= i < len(text):
        return "P"
    c = text[i]
    blank = c == " "
    if blank:
        i += way
        if not 0 <= i < len(text):
            return "P"
        c = text[i]
        if not spaced:
            return "S" if _HAN.match(c) or _CLOSED.match(c) else ""
    if _HAN.match(c):
        return "H"
    if _DIGIT.match(c):
        return "D"
    if c == "." and way > 0 and not re.match(f"[{LETTERS}0-9_/]", text[i + 1 : i + 2]):
        return "P"
    return "P" if _CLOSED.match(c) else ""


def _is_camel(raw: str, letters: str, graph: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether capitals tell syllables: ZuZhi, ZUZHI; never Zuzhi (a name) and never a short acronym (GAN, BA)."""
    if len(raw) != len(letters):
        return False
    if raw.isupper():
        return len(raw) >= 5
    capitals = [i for i, c in enumerate(raw) if c.isupper()]
    ends = {*capitals[1:], len(letters)}
    return (
        len(capitals) >= 2
        and capitals[0] == 0
        and all(any(e == b for e, _ in graph.get(a, ())) for a, b in zip(capitals, sorted(ends), strict=True))
    )


def _is_gloss(text: str, start: int, end: int, letters: str) -> bool:
    """Whether the characters beside the run read as it does: 看板（kanban）, kanban（看板）."""
    before = re.search(
        f'([{HAN}]{{1,8}})[”"』」》]?[ ]?[（(\\[【]\\s*(?:拼音|读音)?[：:]?\\s*$', text[max(0, start - 18) : start]
    )
    if before is not None:
        return any(can_read(before[1][i:], letters) for i in range(len(before[1])))
    if start and any(split_tones(text[start:end])[1]) and _may_sound(text[start - 1], letters):
        return True  # 一緉liǎng: nobody hides what stands there
    after = re.match(f'\\s*[”"』」》]?[ ]?[（(\\[【]\\s*(?:即|意为)?[“"「]?([{HAN}]{{1,8}})', text[end : end + 18])
    return after is not None and any(can_read(after[1][:i], letters) for i in range(1, len(after[1]) + 1))


def _may_sound(char: str, letters: str) -> bool:
    """Whether a character may be read so: those that are glossed most are the ones that no lexicon reads."""
    from docnorm.lexicon.words import words

    return _HAN.match(char) is not None and (not words().readings(char) or can_read(char, letters))


def can_read(han: str, letters: str) -> bool:
    """Whether some reading of the characters gives the letters."""
    from docnorm.lexicon.words import words

    readings = words().readings
    places = {0}
    for char in han:
        syllables = {r.syllable for r in readings(char)}
        graph = cut(letters)
        places = {end for at in places for end, code in graph.get(at, ()) if code in syllables}
    return len(letters) in places
