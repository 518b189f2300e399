"""Pinyin inside set phrases (三hui一课), and letters that are said to be pinyin. A part of pinyin-placeholder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from docnorm.text.late import late

# No lexicon holds 三会一课 as a word, and its parts say nothing of one another.
_PHRASES = """
三会一课 san hui yi ke
两学一做 liang xue yi zuo
三严三实 san yan san shi
四个意识 si ge yi shi
四个自信 si ge zi xin
两个维护 liang ge wei hu
两个确立 liang ge que li
四个全面 si ge quan mian
五位一体 wu wei yi ti
一带一路 yi dai yi lu
一国两制 yi guo liang zhi
三重一大 san zhong yi da
一岗双责 yi gang shuang ze
八项规定 ba xiang gui ding
六稳六保 liu wen liu bao
民主集中制 min zhu ji zhong zhi
不忘初心 bu wang chu xin
牢记使命 lao ji shi ming
实事求是 shi shi qiu shi
党风廉政 dang feng lian zheng
群众路线 qun zhong lu xian
从严治党 cong yan zhi dang
乡村振兴 xiang cun zhen xing
脱贫攻坚 tuo pin gong jian
扫黑除恶 sao hei chu e
"""
_RUN = late("[A-Za-z]{2,12}")
_SAID = late("(?:[读念拼音]|[写读拼念][作成为])\\Z")
_MAYBE = late('(?:[打写为是叫即]|输入|[:：=（(“"])\\Z')
_NEAR = 10
# What is called by letters, right before them: 表名yonghu, 文件夹xiangmu. Names come in rows: what stands in the same
# sentence is one, too. （以下简称zhengfu） is how a law hides a word.
_CALLED = late(
    "(?:[表列库键][名]|主键|外键|字段|变量|参数|函数|类名|方法名|接口名|标签名|包名|目录名|文件夹|前缀|后缀|标识符?|(?<!以下)简称|代号|网友|楼主|沙发|板凳)"
    '[是为叫名用里中下：:“"‘「（( ]{0,2}[A-Za-z]'
)
# The sentence speaks of letters, of what is typed, or says what a field must be.
_SPOKEN_OF = late(
    '拼音|输入法|音节|声母|韵母|[写拼念读][成作为]了?[“"‘]?[A-Za-z]|[A-Za-z][”"’]?(?:必填|选填|可空|不能为空|可以为空)'
    "|用[A-Za-z]{2,12}(?:表示|代表|代替|作为)"
)
_SENTENCE = late("[。！？；!?;\n]")
_REACH = 80
# Whom examples are about: 邮箱前缀用zhangsan或lisi.
EXAMPLES = frozenset(
    ["zhangsan", "lisi", "wangwu", "zhaoliu", "xiaoming", "xiaohong", "xiaofang", "xiaogang", "lilei", "hanmeimei"]
)
# A line that is a name alone, or who speaks: **xiangshangpa**, 沙发：dongfang, dongfang：我同意.
_LABEL = late("[\u3400-\u9fff]{1,6}[：:]")
_DRESS = " \t　*_>#@-—·“”\"'（）()"


class PhrasePart(NamedTuple):
    """What of a phrase stands before and behind its pinyin, and what the pinyin stands for."""

    before: str
    behind: str
    hidden: str


def find_phrases(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield where pinyin stands inside a set phrase, what it stands for, and the phrase."""
    known = _read_parts()
    for m in _RUN.finditer(text):
        for before, behind, hidden in known.get(m[0].lower(), ()):
            if text.endswith(before, 0, m.start()) and text.startswith(behind, m.end()):
                yield m.start(), m.end(), hidden, before + hidden + behind
                break


def is_told(text: str, start: int, end: int, guesses: Sequence[str]) -> bool:
    """Whether the sentence speaks of the letters: 饺子读jiaozi, 打nihao出现你好, 表名yonghu, nihao是你好的拼音."""
    if speaks_of_letters(_cut_sentence(text, start, end)):
        return True
    if text[start - 1 : start] in " \t" and text[max(0, start - _NEAR) : start].rstrip().endswith(tuple(guesses[:1])):
        return True  # 中国 zhongguo: a list of words and how they sound
    before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _SAID.search(before):
        return any(guess in before or guess in behind for guess in guesses)
    verb = _MAYBE.search(before)  # 作为 and 成为 stand before hidden words, too: the word has to stand right there
    return verb is not None and any(
        before[: verb.start()].rstrip('”"’」').endswith(guess) or guess in behind[: len(guess) + 3] for guess in guesses
    )


def speaks_of_letters(sentence: str) -> bool:
    """Whether a sentence is about what something is called in letters, or about pinyin itself."""
    return _CALLED.search(sentence) is not None or _SPOKEN_OF.search(sentence) is not None


def is_caption(text: str, start: int, end: int) -> bool:
    """Whether letters make up a line by themselves, behind a label at most, or head it as who speaks."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before = text[first:start].strip(_DRESS)
    behind = text[end : len(text) if last < 0 else last].strip(_DRESS)
    alone = not before or _LABEL.fullmatch(before) is not None
    return alone and (not behind or (not before and behind[0] in "：:"))


def _cut_sentence(text: str, start: int, end: int) -> str:
    begun = max((m.end() for m in _SENTENCE.finditer(text, max(0, start - _REACH), start)), default=start - _REACH)
    stop = _SENTENCE.search(text, end, end + _REACH)
    return text[max(0, begun) : stop.start() if stop else end + _REACH]


@cache
def _read_parts() -> dict[str, list[PhrasePart]]:
    found: dict[str, list[PhrasePart]] = defaultdict(list)
    for row in _PHRASES.split("\n"):
        phrase, *said = row.split(" ")
        for first in range(len(said)):
            for last in range(first + 1, min(first + 2, len(said)) + 1):
                if len(phrase) - (last - first) < 2:
                    continue
                found["".join(said[first:last])].append(PhrasePart(phrase[:first], phrase[last:], phrase[first:last]))
    return dict(found)
