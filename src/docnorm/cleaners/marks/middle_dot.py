"""Interpuncts made of other dots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from docnorm.cleaners.marks._inner_dot import is_listed, parts_words
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.characters import IDEOGRAPH
from docnorm.text.late import late
from docnorm.text.lines import find_lines
from docnorm.text.name import is_in_name, transcribes
from docnorm.text.numeral import HAN_NUMERALS

_DOT = late(
    f"[•‧・．∙⋅･․﹒](?:(?<=[{IDEOGRAPH}].)(?=[{IDEOGRAPH}A-Z])|(?<=[A-Z].)(?=[{IDEOGRAPH}])"
    "|(?<=[A-Z].)(?=[A-Z][•‧・．∙⋅･·])|(?<=[“《一二三四五六七八九十0-9].)(?=[一二三四五六七八九十0-9]{1,2}[”》]))"
)
_TIGHT = late("[·•‧](?<![\\s·•‧].)(?<=[^\\n].)(?![\\s·•‧]|\\Z)")
_NAME_STOP = late(f"[.?？](?<=[{IDEOGRAPH}].)(?=[{IDEOGRAPH}])")
_KANA = late("[ぁ-ゖァ-ヺｦ-ﾟ]")


@cleaner("middle-dot", trigger="[•‧・．∙⋅･․﹒·.?？]", context=f"[•‧・．∙⋅･․﹒{IDEOGRAPH}]")
def middle_dot(text: str, *, dot: Literal["·", "・"] = "·") -> Iterator[Fix]:
    """The dot inside names and dates is · (GB/T 15834-2011 4.14); a full stop inside a name is only pointed at.

    With ``dot`` of ・ every tight dot becomes the katakana one, as pangu writes.
    """
    if dot == "·":
        for line in find_lines(_DOT, text):
            if not _KANA.search(text, *line):  # Japanese has ・ of its own
                for m in _DOT.finditer(text, *line):
                    if m[0] in "．﹒" and not _is_dot(text, m.start()):
                        continue  # between other Han as likely a comma that somebody mistyped: 畜禽的．单位和个人
                    yield replace(*m.span(), "·", "an interpunct made of another dot", Safety.LIKELY)
    else:
        for m in _TIGHT.finditer(text):
            yield replace(*m.span(), "・", "an interpunct made of another dot", Safety.LIKELY)
    for m in _NAME_STOP.finditer(text):
        at = m.start()
        if is_in_name(text, at):
            yield replace(at, at + 1, dot, "perhaps the dot of a name", Safety.SUGGEST)
        elif m[0] == "." and is_listed(text, at) and parts_words(text, at):
            yield replace(at, at + 1, "、", "perhaps a stop that parts words", Safety.SUGGEST)


def _is_dot(text: str, at: int) -> bool:
    """Whether a full-width stop is the dot of a name or of a date.

    A．春风　B．秋雨 are answers, and G．A．柯亨 has points, no dots.
    """
    left, right = text[at - 1], text[at + 1]
    if left in HAN_NUMERALS and right in HAN_NUMERALS:
        return True
    return is_in_name(text, at) and not _parts_sentences(text, at)


def _parts_sentences(text: str, at: int) -> bool:
    """Whether words of every day stand on both sides, as in 用数学归纳法．归纳起点: a name's parts are none."""
    from docnorm.lexicon.words import UNKNOWN, words

    def knows(parts: Iterable[str]) -> bool:
        return any(len(p) > 1 and not transcribes(p) and words().find(p) != UNKNOWN for p in parts)

    return knows(text[max(0, at - n) : at] for n in (2, 3, 4)) and knows(text[at + 1 : at + 1 + n] for n in (2, 3, 4))
