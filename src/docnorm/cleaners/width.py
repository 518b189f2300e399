"""Full-width letters, digits and signs, half-width kana, vertical and small forms."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_ALNUM = late("[０-９Ａ-Ｚａ-ｚ]+")
_SIGN = late("[％＋＝＜＞／＠＃＆＄＿－＊＼．]")
_BESIDE = late("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
# Forms that exist for old encodings only. Everything else that NFKC would change (①, ㈠, …, ℃, ㎡, ²) is meant.
_FORM = late("[\ufe10-\ufe19\ufe30-\ufe44\ufe47-\ufe6b]")
_COMPOSED = late("[｡-ﾟﬀ-ﬆ]+")
# NFKC makes ASCII of most vertical and small forms; in Chinese text they are Chinese marks.
_CHINESE_FORM = {
    **dict(zip("︐︓︔︕︖︰︱︲︵︶︷︸︹︺", "，：；！？：—–（）｛｝〔〕", strict=True)),
    **dict(zip("﹐﹑﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞", "，、；：？！—（）｛｝〔〕", strict=True)),
    "︙": "……",
}


@cleaner("width", gate="[０-９Ａ-Ｚａ-ｚ％＋＝＜＞／＠＃＆＄＿－＊＼．\ufe10-\ufe19\ufe30-\ufe44\ufe47-\ufe6b｡-ﾟﬀ-ﬆ]")
def width(text: str) -> Iterator[Fix]:
    """Letters and digits are half-width, kana are full-width."""
    for m in _ALNUM.finditer(text):
        yield replace(*m.span(), _half(m[0]), "full-width letters or digits")
    for m in _SIGN.finditer(text):
        at = m.start()
        left = at > 0 and _BESIDE.match(text, at - 1)
        right = _BESIDE.match(text, at + 1)
        if m[0] in "．－" and not (left and right):
            continue  # １．总则 is a number at the head of a line: number-glyph knows
        if m[0] == "－" and text[at - 1].isascii() and text[at + 1].isascii():
            continue  # 0－6岁, 2011－2020年: a connector, wider than a hyphen on purpose
        if left or right:
            yield replace(at, at + 1, _half(m[0]), "a full-width sign beside letters or digits", Safety.LIKELY)
    for m in _COMPOSED.finditer(text):
        # As a whole: a half-width kana and its voicing mark are one character (ｶﾞ, ガ).
        yield replace(*m.span(), unicodedata.normalize("NFKC", m[0]), "forms that exist for old encodings only")
    for m in _FORM.finditer(text):
        new = _CHINESE_FORM.get(m[0]) or unicodedata.normalize("NFKC", m[0])
        yield replace(*m.span(), new, "forms that exist for old encodings only")


def _half(wide: str) -> str:
    return "".join([chr(ord(c) - 0xFEE0) for c in wide])
