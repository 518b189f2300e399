"""Words that do not fit where they stand, while a word of the same sound or a like shape does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

if TYPE_CHECKING:
    from docnorm.cleaners.words._slip_search import Correction, Search

_RUN = late(r"[\u4e00-\u9fff]{2,}")
_WHY = {
    "sound": " sounds the same, and fits here",
    "near sound": " sounds nearly the same, and fits here",
    "shape": " looks alike, and fits here",
    "left out": ": a character was left out",
    "doubled": ": a character stands here twice",
}
# What is quoted is another's wording, a title its author's: short ones, for speech is quoted by the paragraph.
_QUOTED = late(r"[“「『《][^“”「」『』《》\n]{1,24}[”」』》]")
# A name goes on to one of these: no lexicon has all places and firms, and 虹叶镇 is no slip for 红叶镇.
_PLACES = "[省市县区乡镇村屯街路巷庄寨湾河湖山岛桥庙寺港]"
_NAMED = late(rf"[\u4e00-\u9fff]{{0,2}}(?:{_PLACES}|社区|街道|公司|集团|大厦|小区|同志|先生|女士|老师|医生)")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两甲乙丙丁")
_CAPITALS = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")  # of amounts in words


@cleaner("slip", trigger=r"[\u4e00-\u9fff]")
def slip(text: str) -> Iterator[Fix]:
    """A slip of the pen or of the input method: 护士群众感受 is 忽视群众感受. Suggested, never applied."""
    search = _search(text)
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for m in _RUN.finditer(text):
        for reading in search.readings(m[0]):
            if all(_stands(text, m.start(), one, quoted) for one in reading.corrections):
                for one in reading.corrections:
                    start, end = m.start() + one.start, m.start() + one.end
                    why = one.word + _WHY[one.kind]
                    yield replace(start, end, one.word, why, Safety.SUGGEST, (one.word,))


def _search(text: str) -> Search:
    from docnorm.cleaners.words._slip_channel import Channel  # the lexicon is large: only where there is Han
    from docnorm.cleaners.words._slip_search import Search
    from docnorm.lexicon.segment import Segmenter
    from docnorm.lexicon.words import words

    lexicon = words()
    official = lexicon.official(text)
    model = lexicon.model(official)
    segmenter = Segmenter(lexicon, model)
    return Search(lexicon, segmenter, model, Channel(lexicon, segmenter), official)


def _stands(text: str, offset: int, one: Correction, quoted: list[tuple[int, int]]) -> bool:
    """Whether nothing speaks for what is written: a name, a number, a quotation, a tied word, its being repeated."""
    from docnorm.lexicon.shapes import is_common
    from docnorm.lexicon.ties import FAMILIES

    start, end = offset + one.start, offset + one.end
    written = text[start:end]
    if _NUMERALS.intersection(_find_wrong(written, one.word)):
        return False  # 第二是司法 sounds like 第二十四
    if _CAPITALS.intersection(written) or not all(map(is_common, written)):
        return False  # traditional and rare characters are typed on purpose
    if one.word in FAMILIES.get(written, ()):
        return False
    if any(a < end and start < b for a, b in quoted):
        return False
    if one.kind != "doubled" and len(written) < 4 and (_NAMED.match(text, end) or text[start - 1 : start] in _SURNAMES):
        return False
    if len(written) == 2 and written[0] in _SURNAMES and written[0] == one.word[0]:
        return False  # 范伟 is a name, and no slip for 范围
    beside = text[max(0, start - 1) : end + 1]
    # Two words that stand together by chance recur seldom; a word of the author's own does.
    return text.count(beside) < 2 and text.count(written) < 3


def _find_wrong(written: str, meant: str) -> set[str]:
    """Return the characters, of both, in which two words of one length differ."""
    return {c for pair in zip(written, meant, strict=False) if pair[0] != pair[1] for c in pair}
