"""The space between Chinese and Latin letters or digits: removed, kept or put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.characters import CJK, HAN
from docnorm.edit import Fix, Safety, replace
from docnorm.line_head import behind_marker
from docnorm.rule import cleaner

_SPACE = re.compile(f"[ 　](?<=[{HAN}].)[ 　]?(?=[0-9A-Za-z])|[ 　](?<=[0-9A-Za-z%℃].)[ 　]?(?=[{HAN}])")
_DATE = re.compile(r"[日号年月]\Z")
_SENTENCE = re.compile("[，。；！？：]")
_MEETING = re.compile(f"[{CJK}](?=[0-9A-Za-z@#$`])|[0-9A-Za-z%`](?=[{CJK}])")


@cleaner("latin-space", gate="[0-9A-Za-z]")
def latin_space(text: str, *, mode: str = "keep") -> Iterator[Fix]:
    """Between Chinese and Latin letters or digits a space is removed, kept, or put in: ``mode``."""
    if mode == "remove":
        yield from _removed(text)
    elif mode == "add":
        yield from _added(text)


def _removed(text: str) -> Iterator[Fix]:
    for m in _SPACE.finditer(text):
        start, end = m.span()
        if behind_marker(text, start) or (text[start - 1] in "日号" and text[end].isdigit()):
            continue
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        if not _SENTENCE.search(text, line, stop if stop >= 0 else len(text)):
            continue
        yield replace(start, end, "", "a space between Chinese and Latin letters or digits", Safety.LIKELY)


def _added(text: str) -> Iterator[Fix]:
    for m in _MEETING.finditer(text):
        at = m.end()
        yield replace(at, at, " ", "no space between Chinese and Latin letters or digits", Safety.LIKELY)
