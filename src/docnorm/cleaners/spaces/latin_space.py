"""The space between Chinese and Latin letters or digits: removed, kept or put in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from docnorm.cleaners.spaces._latin_meeting import find_meetings
from docnorm.cleaners.spaces._latin_sign import find_separators
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.characters import HAN
from docnorm.text.english import begins_english, speaks_english
from docnorm.text.late import late
from docnorm.text.line_head import behind_marker
from docnorm.text.lines import find_line

# Two spaces or a wide one part fields: 2010.09—2014.07　江城大学. Inside a date they do not.
_SPACE = late(f"[ 　](?<=[{HAN}].)[ 　]?(?=[0-9A-Za-z])|[ 　](?<=[0-9A-Za-z%℃].)[ 　]?(?=[{HAN}])")
_SENTENCE = late("[，。；：！？]")  # 、 parts names in a list of figures, too: 工商、金融界 200人
_ENTRY = late(r"[0-9]{1,2}[.、．)）](?![0-9])|[A-Z][.、．)）]")
_NUMBER = late("[。！？；：][0-9]{1,2}\\Z")  # 3 装卸电池: what is counted begins
_FIELD = late(f"(?:[{HAN}]{{2,6}}|[A-Za-z]{{1,12}})[：:]")
_IN_DATE = late(
    r"[0-9][ 　]{1,2}[年月日时分号]"
    r"|[年月][ 　]{1,2}[0-9]{1,2}[ 　]{0,2}[月日号]|[日号][ 　]{1,2}[0-9]{1,2}[ 　]{0,2}[时点]"
)


@cleaner("latin-space", trigger="[0-9A-Za-zÀ-ɏͰ-Ͽ⅐-➿@#$`'(\\[{<\"|&=>)%^+*/–“”-]", idle={"mode": "keep"})
def latin_space(text: str, *, mode: Literal["remove", "keep", "add"] = "keep", signs: bool = False) -> Iterator[Fix]:
    """Between Chinese and Latin letters or digits a space is removed, kept, or put in: ``mode``.

    With ``signs`` it is also put in round / * - + between words and outside of “”, as pangu
    writes.
    """
    if mode == "remove":
        yield from _remove_spaces(text)
    elif mode == "add":
        for at in sorted({*find_meetings(text), *find_separators(text)}) if signs else find_meetings(text):
            yield replace(at, at, " ", "Chinese and Latin letters or digits without a space", Safety.LIKELY)


def _remove_spaces(text: str) -> Iterator[Fix]:
    for m in _SPACE.finditer(text):
        start, end = m.span()
        # 2023 年 7 月 is one word wherever it stands; elsewhere a space may separate a label from its value.
        if _ENTRY.match(text, end):
            continue  # 1.名单 2.报名表: the space parts entries
        if begins_english(text, find_line(text, start)) or speaks_english(text, start):
            continue
        if not _IN_DATE.match(text, start - 1) and (m[0] != " " or not _is_in_sentence(text, start, end)):
            continue
        yield replace(start, end, "", "a space between Chinese and Latin letters or digits", Safety.LIKELY)


def _is_in_sentence(text: str, start: int, end: int) -> bool:
    if (
        behind_marker(text, start)
        or _NUMBER.search(text, max(0, start - 4), start)
        or (text[start - 1] in "日号" and text[end].isdigit())
    ):
        return False
    line = max(text.rfind("\n", max(0, start - 200), start) + 1, start - 200)
    if _FIELD.match(text, end) and "：" in text[line:start]:
        return False  # 时间：2024-05-06 来源：市应急管理局
    stop = text.find("\n", end, end + 200)
    return _SENTENCE.search(text, line, stop if stop >= 0 else end + 200) is not None
