r"""Classes of characters, as the inside of a regular expression's ``[…]``.

``re`` has no ``\p{Han}``; every rule that asks for a neighbour asks for one of these.
"""

from __future__ import annotations

# Unified ideographs up to extension J (Unicode 17), the iteration mark, 〇 and 〆, compatibility ideographs and
# radicals (which stand for ideographs wherever they are met).
IDEOGRAPH = "々〆〇㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U00033479"
HAN = IDEOGRAPH + "⺀-⿕"
KANA = "぀-ヺー-ヿㇰ-ㇿｦ-ﾟ"  # without ・, which is a mark
HANGUL = "가-힣ᄀ-ᇿㄱ-ㆎ"
CJK = HAN + KANA + HANGUL + "㄀-ㄯ"  # with bopomofo: every script that is set without spaces beside Latin letters

STOPS = "，。、；：？！"  # 点号
OPENERS = "“‘（《〈「『【〔〖"
CLOSERS = "”’）》〉」』】〕〗"
MARKS = STOPS + OPENERS + CLOSERS + "…—·"
WIDE = STOPS + "（《〈「『【〔〖）》〉」』】〕〗"  # less those that English has, too: “it’s…”

ALNUM = "0-9A-Za-z"
SPACE = " \t　"  # after odd-space there are no others

FULL_OF = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
HALF_OF = {"，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "。": ".", "（": "(", "）": ")"}
