"""Private-use characters: known ones mapped, others pointed at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_PRIVATE = late("[\ue000-\uf8ff]")
# GBK had places for characters that Unicode lacked: GB 18030-2005 and -2022 have given these their own code points.
_GBK = dict(zip(
    "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue7c8"
    "\ue816\ue817\ue818\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864",
    "　︐︒︑︓︔︕︖︗︘︙ḿǹ𠂇𠂉𠃌龴龵龶龷𡗗龸𢦏龹龺𤇾龻",
    strict=True,
))  # fmt: skip
# Symbol fonts write their glyphs into U+F020-F0FF. Those that lists and forms are made of:
_SYMBOLS = {
    "\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf076": "❖", "\uf0a7": "▪", "\uf0a8": "□",
    "\uf06f": "□", "\uf0d8": "➢", "\uf0e0": "→", "\uf0fc": "✓", "\uf0fe": "☑",
}  # fmt: skip


@cleaner("private-use", trigger="[\ue000-\uf8ff]")
def private_use(text: str) -> Iterator[Fix]:
    """Private-use characters of old encodings and symbol fonts become the characters that they show."""
    known = _read_table()
    for m in _PRIVATE.finditer(text):
        if m[0] in known:
            yield replace(*m.span(), known[m[0]], "a character of GBK without a code point at that time")
        elif m[0] in _SYMBOLS:
            yield replace(*m.span(), _SYMBOLS[m[0]], "a glyph of a symbol font", Safety.LIKELY)
        else:
            yield replace(*m.span(), m[0], "a private-use character that nobody else can read", Safety.SUGGEST)


@cache
def _read_table() -> Mapping[str, str]:
    # GBK's rows FE50-FEA0 lie one after another from U+E815 on; most were encoded in CJK Extension A.
    trails = [b for b in range(0x50, 0xA1) if b != 0x7F]
    table = {chr(0xE815 + i): bytes((0xFE, b)).decode("gb18030") for i, b in enumerate(trails)}
    return {**{p: c for p, c in table.items() if not _PRIVATE.match(c)}, **_GBK}
