"""Lines that are another language, and lines that are nothing but noise. A part of mojibake."""

from __future__ import annotations

from docnorm.lexicon.characters import make_rare_class, measure_strangeness
from docnorm.lexicon.condensed import UNUSUAL
from docnorm.text.late import late

FEW = 4
# A line with this many characters of GBK or Big5 that are this strange (nats) was misread, whoever can read it; of Han
# alone only beyond 10.4: of 15,000 couplets 101 have more than 9.5, half of those more than that, noise has 10.6.
_LONG, _LOST_FOR_GOOD, _LOST_AS_HAN = 12, 9.5, 10.4
FOREIGN = late("[^\0-\x7f]")
HAN = late("[\u3400-\u9fff\ue000-\uf8ff\U00020000-\U0003ffff]")
_ANY_BYTES = late("[\u3041-\u30ff\u3400-\u9fff\ue000-\uf8ff]")  # what GBK and Big5 make of bytes that are not theirs
_ODD_SIGN = late("[\u2150-\u2fff\u3041-\u33ff\uac00-\ud7a3\ue000-\uf8ff\ufe30-\ufe6f\uff61-\uff9f]")  # of them
_KANA = late("[\u3041-\u30ff\uac00-\ud7a3]")
_PRIVATE = late("[\ue000-\uf8ff]")
_PARTICLES = late("[のをにはがでとしたてれいるなもまかすうこ가-힣]")
# What only Cantonese is written with, and every line of it: rare in the model, and in noise.
_CANTONESE = late("[佢哋啲嘅咗喺嚟嗰嘢唔冇咁乜咩嘞囉喎㗎啫噉揾啱嗌嘥瞓攞攰冚]")
_RUSSIAN = late("[А-яЁёІіЇїЄєҐґЎў]")
_TORN_WORD = late("[а-яёіїєґў](?=[А-ЯЁІЇЄҐЎ])|(?<=[А-яЁё])[«»„µ±](?=[А-яЁё])")
_USUAL_MARK = late("[«»„“”‘’–—…№•§©\xa0\xad]")


def is_other_language(text: str) -> bool:
    """Whether ``text`` is sound Japanese, Korean or Russian.

    Of 2,000 Russian paragraphs none has more than one sign in a hundred that is no letter of theirs and no usual mark;
    of GBK or UTF-8 read with a Russian code page one in five is. Big5 read as GBK is full of kana, but not of those
    that Japanese is made of: の を に は.
    """
    n, han, kana = len(FOREIGN.findall(text)), len(HAN.findall(text)), len(_KANA.findall(text))
    if kana > 0.5 * n and kana > han * 1.5:
        return True
    said = _PARTICLES.findall(text)
    # て alone is 化 of a misread line, and 化 comes often; no sound one holds characters of the private use area.
    if 2 * len(said) > kana and len(set(said)) >= 3 and not _PRIVATE.search(text):
        return True
    letters = len(_RUSSIAN.findall(text))
    if 4 * len(_TORN_WORD.findall(text)) > letters:
        return False  # щЗНшжБ is no word, nor is Р»Р»Дъ
    return letters > 0.5 * n and n - letters - len(_USUAL_MARK.findall(text)) < max(2, 0.05 * n)


def is_noise(line: str, rest: str) -> bool:
    """Whether ``line`` was misread, and nobody knows how, by what is left of it when the sure repairs are taken off."""
    signs = "".join(_ANY_BYTES.findall(rest))
    return (
        len(signs) >= FEW
        and len(_ANY_BYTES.findall(line)) >= _LONG
        and len(make_rare_class(UNUSUAL).findall(signs)) > 0.3 * len(signs)
        and measure_strangeness(signs) > (_LOST_FOR_GOOD if _ODD_SIGN.search(rest) else _LOST_AS_HAN)
        and not is_other_language(rest)
        and len(set(_CANTONESE.findall(rest))) < 2
    )
