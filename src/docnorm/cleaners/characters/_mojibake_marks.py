"""Marks of GBK that were read as Latin-1 in a text that is sound otherwise: ¡°你好¡±, It¡¯s. A part of mojibake."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.text.characters import HAN
from docnorm.text.late import late

# Rows 1 and 3 of GB 2312: A1xx and A3xx. The sign for the second byte is no letter in any language.
_MARK = late(r"(?:¡[¡-£ª\xad®-±´-¿]|£[¡¨©¬®º»¿])+")
_HAN = late(f"[{HAN}]")
_BESIDE = late(f"[{HAN}A-Za-z0-9，。、：；！？“”‘’（）《》…—]")
_ROW = {"¡": 0xA1, "£": 0xA3}
_PAIRS = {
    "“": "”",
    "‘": "’",
    "〔": "〕",
    "〈": "〉",
    "《": "》",
    "「": "」",
    "『": "』",
    "〖": "〗",
    "【": "】",
    "（": "）",
}


def repair_marks(text: str, done: Sequence[Span]) -> Iterator[Fix]:
    """Yield the marks outside of ``done``: both of a pair or neither, others beside Han, an apostrophe in English.

    ¡¿Qué?! is Spanish: beside Latin letters nothing but a pair or an apostrophe is taken for one.
    """
    if "¡" not in text and "£" not in text:
        return
    starts = sorted(done)
    opened: list[tuple[Span, str]] = []
    for m in _MARK.finditer(text):
        i = bisect_right(starts, (m.end(),)) - 1
        if i >= 0 and starts[i].end > m.start():
            continue
        before, behind = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        if not _BESIDE.match(before) and not _BESIDE.match(behind):
            continue
        chinese = _HAN.match(before) is not None or _HAN.match(behind) is not None
        for at in range(m.start(), m.end(), 2):
            span, mark = Span(at, at + 2), _read(text[at : at + 2])
            if mark in _PAIRS:
                opened.append((span, mark))
            elif opened and _PAIRS[opened[-1][1]] == mark:
                first, form = opened.pop()
                yield _fix((first, form), (span, mark))
            elif chinese or (mark == "’" and before.isascii() and before.isalpha() and behind.isalpha()):
                yield _fix((span, mark))


def _read(pair: str) -> str:
    return bytes((_ROW[pair[0]], ord(pair[1]))).decode("gb18030")


def _fix(*found: tuple[Span, str]) -> Fix:
    edits = tuple(Edit(span, mark) for span, mark in found)
    return Fix(edits, "marks of GBK read as Windows-1252 or Latin-1", Safety.LIKELY)
