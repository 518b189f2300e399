"""Full-width letters, digits and signs, half-width kana, vertical and small forms."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.characters import HAN
from docnorm.text.late import late
from docnorm.text.lines import find_line

_ALNUM = "０-９Ａ-Ｚａ-ｚ"
_SIGN = "％＋＝＜＞／＠＃＆＄＿－＊＼．"
# Forms that exist for old encodings only. Everything else that NFKC would change (①, ㈠, …, ℃, ㎡, ²) is meant.
_FORM = "\ufe10-\ufe19\ufe30-\ufe44\ufe47-\ufe6b"
_COMPOSED = "｡-ﾟﬀ-ﬆ"
_ANY = f"[{_ALNUM}{_SIGN}{_FORM}{_COMPOSED}]"
# A half-width kana and its voicing mark are one character (ｶﾞ, ガ), so they are taken together.
_RUN = late(f"{_ANY}(?:(?<=[{_ALNUM}])[{_ALNUM}]*|(?<=[{_COMPOSED}])[{_COMPOSED}]*)?")
_IS_ALNUM, _IS_SIGN = late(f"[{_ALNUM}]"), frozenset(_SIGN)
_ZERO_BEHIND = frozenset("一二三四五六七八九〇零")
_BESIDE = late(f"[0-9A-Za-z{_ALNUM}]")
# Signs and blanks inside a word that was typed wide as a whole: Ｃ＋＋, ｈｔｔｐ：／／, Ｄ：＼, ＧＢ／Ｔ　９７０４.
_INNER = late(
    "＋＋(?<=[A-Za-zＡ-Ｚａ-ｚ]..)(?!＋)|：(?:／／|＼＼?|／(?=[A-Za-zＡ-Ｚａ-ｚ]))(?:(?<=[A-Za-zＡ-Ｚａ-ｚ]..)|(?<=[A-Za-zＡ-Ｚａ-ｚ]...))"
    f"|　(?:(?<=[Ａ-Ｚａ-ｚ].)(?=[{_ALNUM}])|(?<=[０-９].)(?=[Ａ-Ｚａ-ｚ]))"
)
_BETWEEN_HAN = late(f".(?<=[{HAN}].)(?=[{HAN}])")
_STROKES = frozenset("﹏︿﹀")
_UPRIGHT = dict(zip("︵︶︷︸︹︺", "︶︵︸︷︺︹", strict=True))
_FACE = late(f"[(（][^()（）{HAN}A-Za-z\\n]{{0,12}}[°ωдДˋˊ´`▽∇ε≧≦￣∀≖ಠ◕‿◡△□╥╯╰][^()（）{HAN}\\n]{{0,12}}[)）]?")
# A sign with nothing but Han beside it stays.
_PREFILTER = f"{_ANY}(?:(?<=[{_ALNUM}{_FORM}{_COMPOSED}])|(?<={_BESIDE.pattern}.)|(?={_BESIDE.pattern}))"
# NFKC makes ASCII of most vertical and small forms; in Chinese text they are Chinese marks.
_CHINESE_FORM = {
    **dict(zip("︐︓︔︕︖︰︱︲︵︶︷︸︹︺", "，：；！？：—–（）｛｝〔〕", strict=True)),
    **dict(zip("﹐﹑﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞", "，、；：？！—（）｛｝〔〕", strict=True)),
    "︙": "……",
}


@cleaner("width", trigger=_ANY, prefilter=_PREFILTER)
def width(text: str) -> Iterator[Fix]:
    """Letters and digits are half-width, kana are full-width."""
    inner = [m.span() for m in _INNER.finditer(text)]
    for start, end in inner:
        yield replace(start, end, _halve(text[start:end]), "full-width signs inside a word", Safety.LIKELY)
    taken = {at for span in inner for at in range(*span)}
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start in taken:
            continue
        if m[0] in _IS_SIGN:
            if _is_half(text, start):
                why = "a full-width sign beside letters or digits"
                yield replace(start, end, _halve(m[0]), why, Safety.LIKELY)
        elif m[0][0] == "Ｏ" and start and text[start - 1] in _ZERO_BEHIND:
            continue  # 二Ｏ  年, a year to be filled in: that is no letter, and circle-zero knows
        elif _IS_ALNUM.match(m[0]):
            yield replace(start, end, _halve(m[0]), "full-width letters or digits")
        elif m[0] == "﹒" and _BETWEEN_HAN.match(text, start):
            continue  # 约翰﹒史密斯: a dot, which middle-dot knows
        elif _is_drawn(text, start):
            continue
        else:
            new = _CHINESE_FORM.get(m[0]) or unicodedata.normalize("NFKC", m[0])
            yield replace(start, end, new, "forms that exist for old encodings only")


def _is_drawn(text: str, at: int) -> bool:
    """Whether the sign at ``at`` is a stroke of a face: (╯°□°)╯︵ ┻━┻, (｡･ω･｡). Upright brackets pair."""
    sign = text[at]
    if sign in _STROKES:
        return True
    line = find_line(text, at)
    if sign in _UPRIGHT:
        return not all(text.count(other, *line) == text.count(sign, *line) for other in _UPRIGHT[sign])
    return sign in "｡･ﾟﾉ" and any(m.start() < at < m.end() for m in _FACE.finditer(text, *line))


def _is_half(text: str, at: int) -> bool:
    """Whether the sign at ``at`` belongs to the letters or digits beside it."""
    left, right = at > 0 and _BESIDE.match(text, at - 1), _BESIDE.match(text, at + 1)
    if text[at] in "．－" and not (left and right):
        return False  # １．总则 is a number at the head of a line: number-glyph knows
    if text[at] == "－" and text[at - 1].isascii() and text[at + 1].isascii():
        return False  # 0－6岁, 2011－2020年: a connector, wider than a hyphen on purpose
    return bool(left or right)


def _halve(wide: str) -> str:
    return "".join([" " if c == "　" else chr(ord(c) - 0xFEE0) for c in wide])
