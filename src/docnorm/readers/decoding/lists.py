"""Names, words and what stands between them: bytes that are too few or too odd for the model, and Chinese all the same.

A list of names has no grammar, and given names are of rare characters: the model of prose calls it foreign. So does it
call Korean and Russian, which are valid in GBK as often as not. What decides is evidence against Chinese; without any,
Chinese it is.
"""

from __future__ import annotations

import re

# Han of the Basic Multilingual Plane, and what people put between words.
_LISTED = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\t\n\r -~·\u3000-\u3002\u3008-\u3011\uff01-\uff5e“”‘’…—€]*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_GLUED = re.compile(r"[A-Za-z](?=[\u3400-\u4dbf\u4e00-\u9fff])|(?<=[\u3400-\u4dbf\u4e00-\u9fff])[A-Za-z]")
_RUNS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# What Cantonese is written with and only Hong Kong's form of Big5 has.
_CANTONESE = frozenset("嘅啲喺嚟咗嗰攞嘢哋啱攰瞓揾孭冚嘥嚿揼掹啩噃嘞嗱喐冧餸㗎脷嚹囖喎咩嗌啫嘛嗮晒㩒𠮶𡃁𨋢𠺘𠹌")
# A name or a word is no longer than this. In prose, a stray byte puts all the rest of a run out of step.
LONGEST = 8


def is_listed(text: str, encoding: str) -> bool:
    """Whether ``text``, which ``encoding`` reads without an error, is a list in Chinese as far as one can see."""
    if not _LISTED.fullmatch(text):
        return False
    han = _HAN.findall(text)
    if not han or len(_LATIN.findall(text)) > len(han) or len(_GLUED.findall(text)) * 4 > len(han):
        return False  # Latin letters with accents: café and its neighbours pair up
    if encoding.startswith(("utf-16", "utf-32")):
        return True
    return not _is_korean(han, encoding) and not _is_japanese(han, encoding)


def has_short_runs(text: str) -> bool:
    """Whether no stretch of Han in ``text`` is longer than a name or a word."""
    return max(map(len, _RUNS.findall(text)), default=0) <= LONGEST


def is_cantonese(text: str) -> bool:
    """Whether what only Big5-HKSCS has in ``text`` is what Cantonese is written with."""
    own = [char for char in text if char > "\x7f" and not char.encode("cp950", "ignore")]
    return sum(char in _CANTONESE for char in own) * 2 > len(own)


def _is_korean(han: list[str], encoding: str) -> bool:
    """Whether the bytes are Hangul in EUC-KR: rows B0 to C8 and no others, where half of GB 2312's Han lie outside."""
    if encoding != "gb18030" or len(set(han)) < 6:
        return False
    leads = [char.encode("gb18030")[0] for char in set(han)]
    return sum(0xB0 <= lead <= 0xC8 for lead in leads) > 0.93 * len(leads)


def _is_japanese(han: list[str], encoding: str) -> bool:
    """Whether the bytes are kana in Shift-JIS: rows 82 and 83, where GBK has only rare Han."""
    if encoding != "gb18030":
        return False
    return sum(char.encode("gb18030")[0] in (0x81, 0x82, 0x83) for char in han) * 4 > len(han)
