"""Words that are often written for other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.system.stored import find_stored
from docnorm.text.late import late

SHORT = 512  # characters: here 270 words are looked for in a tenth of the time that compiling them takes


class Slip(NamedTuple):
    """A wrong form, the right one, and what must not stand around it (compiled, or None)."""

    right: str
    not_behind: re.Pattern[str] | None
    not_before: re.Pattern[str] | None


@cleaner("confusable-word")
def confusable_word(text: str, *, words: Mapping[str, str] | None = None) -> Iterator[Fix]:
    """A slip of official prose (自已, 按步就班, 截止目前) or 的 for 得; ``words`` is a house's own list."""
    slips, pattern = _read_known() if not words else _add_words(tuple(words.items()))
    # One pattern of all words takes 4 ms to compile; a short text that holds none of them is asked word by word.
    none = len(text) < SHORT and not any(wrong in text for wrong in slips)
    for m in () if none else pattern.finditer(text):
        slip = slips[m[0]]
        if slip.not_behind and slip.not_behind.search(text, max(0, m.start() - 4), m.start()):
            continue
        if slip.not_before and slip.not_before.match(text, m.end()):
            continue
        yield _suggest(m.start(), m.end(), slip.right, f"often written for {slip.right}")
    yield from _find_complements(text)
    yield from _find_adverbials(text)
    yield from _find_unlike(text)


# 做的不够好 is 做得不够好: 的 behind such a verb and before a word of degree with a judgement behind it. What follows
# must end there, for 做的不够好的地方 has a noun coming.
_COMPLEMENT = late(
    r"(?:做|干|抓|学|想|管|落实|执行|坚持|发挥|完成|考虑|把握|理解|掌握|贯彻|推进|开展|研究|思考|解决|了解|联系|树|立|站|钻研|"
    r"压|严格要求|用|搞|走|过|显)(的)"
    r"(?=(?:还|仍|都|也|又)*(?:不够|不太|不是很|不甚|比较|十分|非常|很不|相当|更加|不大|仍显)"
    r"(?:好|牢|深|实|细|严|紧|多|够|透|准|到位|透彻|扎实|充分|深入|全面|及时|系统|经常|认真|具体|严格|理想|彻底|明显|足|不足|不够)?"
    r"[，。；！？,;!?、”’）\n])"
)

# 创造性的开展工作 is 创造性地…: the verb has its object with it, so what 的 stands before is no noun.
_ADVERBIAL = late(
    r"(?:创造性|有针对性|有计划|有步骤|有组织|有重点|一如既往|毫不动摇|坚定不移|自觉主动|全心全意|原原本本|旗帜鲜明|"
    r"实事求是|扎扎实实|踏踏实实|认认真真|持之以恒|循序渐进|潜移默化|源源不断)(的)"
    r"(?=(?:开展|推进|完成|落实|做好|抓好|解决|执行|贯彻|履行|组织|学习|坚持|提高|加强|把握|指出|为|做|抓|投入到|参加)"
    r"(?![^，。；！？\n]{0,8}(?:过程|精神|原则|作风|态度|方法|良好|活动|教育|制度|任务|不但|不仅|才能))[^，。；！？\n]{2})"
)


def _find_complements(text: str) -> Iterator[Fix]:
    for m in _COMPLEMENT.finditer(text):
        yield _suggest(*m.span(1), "得", "的 between a verb and how it is done is 得")


def _find_adverbials(text: str) -> Iterator[Fix]:
    for m in _ADVERBIAL.finditer(text):
        yield _suggest(*m.span(1), "地", "的 between a manner and its verb is 地")


# A fixed phrase stands in quotation marks or is a title: “四个意识”. A number in it may well be another one on purpose.
_PHRASE = late(r"(?<=[“《])[\u3400-\u9fff]{4,20}(?=[”》])")
_VARYING = frozenset("一二三四五六七八九十两百千上下左右前后东南西北中大小新旧好坏正反甲乙丙丁省市县区镇村不无非有")


def _find_unlike(text: str) -> Iterator[Fix]:
    """Yield phrases that stand once and differ in one character from one that stands three times or more."""
    places: dict[str, list[int]] = {}
    for m in _PHRASE.finditer(text):
        places.setdefault(m[0], []).append(m.start())
    settled = {phrase for phrase, starts in places.items() if len(starts) >= 3}
    if not settled:
        return
    alike = {phrase[:i] + "\0" + phrase[i + 1 :]: phrase for phrase in settled for i in range(len(phrase))}
    for phrase, starts in places.items():
        if len(starts) > 1:
            continue
        for i, char in enumerate(phrase):
            other = alike.get(phrase[:i] + "\0" + phrase[i + 1 :])
            # Of phrases in official text that differ in one character all 14 were different things (国籍法 and 国防法);
            # a slip of the input method sounds the same.
            if other is not None and not {char, other[i]} & _VARYING and _is_sound_alike(char, other[i]):
                why = f"the document has {other} {len(places[other])} times"
                yield _suggest(starts[0], starts[0] + len(phrase), other, why)
                break


def _is_sound_alike(one: str, other: str) -> bool:
    from docnorm.lexicon.words import words  # only where two phrases are that near

    readings = words().readings
    return bool({r.syllable for r in readings(one)} & {r.syllable for r in readings(other)})


def _suggest(start: int, end: int, right: str, why: str) -> Fix:
    return replace(start, end, right, why, Safety.SUGGEST, (right,))


@cache
def _read_known() -> tuple[dict[str, Slip], re.Pattern[str]]:
    rows = find_stored("confusable_words.tsv").read_text(encoding="utf-8").splitlines()
    slips: dict[str, Slip] = {}
    for row in rows:
        if row and not row.startswith("#"):
            wrong, right, behind, before = row.split("\t")
            slips[wrong] = Slip(right, _guard(behind, at_end=True), _guard(before, at_end=False))
    return slips, _match_any(slips)


@cache
def _add_words(words: tuple[tuple[str, str], ...]) -> tuple[dict[str, Slip], re.Pattern[str]]:
    slips = dict(_read_known()[0]) | {wrong: Slip(right, None, None) for wrong, right in words if wrong}
    return slips, _match_any(slips)


def _guard(source: str, *, at_end: bool) -> re.Pattern[str] | None:
    return None if source == "-" else late(f"(?:{source})\\Z" if at_end else source)


def _match_any(words: Iterable[str]) -> re.Pattern[str]:
    # The longest first, so that 必需要 is not taken for a shorter word in it.
    return late("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
