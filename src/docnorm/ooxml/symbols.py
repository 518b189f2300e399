"""Signs that a symbol font draws where a text holds a letter: Wingdings 2 shows R as a ticked box.

Only signs that Unicode has a name for and that documents use; the rest stay what they are. Sources: Adobe's Symbol
encoding (its Unicode mapping), and the Unicode proposal L2/11-052 for Wingdings, Wingdings 2 and Webdings.
"""

from __future__ import annotations

from collections.abc import Mapping


def _row(first: int, signs: str) -> dict[int, str]:
    return {first + i: sign for i, sign in enumerate(signs) if sign != " "}


_SYMBOL = {
    **_row(0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    **_row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    **_row(0xA1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    **_row(0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    **_row(0xF1, "〉∫"),
}
_WINGDINGS = {
    **_row(0x28, "☎✆✉"),
    **_row(0x45, "☜☞☝☟"),
    **_row(0x4A, "☺ ☹"),
    **_row(0x6C, "●❍■□ ❑❒"),
    **_row(0x75, "◆❖"),
    **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    **_row(0xA1, "○"),
    **_row(0xA7, "▪□"),
    **_row(0xAB, "★"),
    **_row(0xD8, "➢"),
    **_row(0xDF, "←→↑↓↖↗↙↘"),
    **_row(0xE8, "➔"),
    **_row(0xF0, "⇨"),
    **_row(0xFB, "✘✔☒☑"),
}
_WINGDINGS_2 = {
    **_row(0x4F, "✗✓☒☑☒☒"),
    **_row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    **_row(0x97, "●"),
    **_row(0xA2, "■□"),
}
_WEBDINGS = {**_row(0x61, "✔"), **_row(0x63, "□"), **_row(0x67, "■"), **_row(0x6E, "●"), **_row(0x72, "✖")}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS,
}  # fmt: skip


def has_symbols(part: bytes) -> bool:
    """Whether a part names a symbol font at all: few do, and only those are asked run by run."""
    return b"ings" in part or b'"Symbol"' in part


def find_signs_of(font: str) -> Mapping[int, str] | None:
    """Return the signs of a symbol font by their place in it (0x21 to 0xFF), None for any other font."""
    return _FONTS.get(font.strip().lower())


def draw_signs(text: str, signs: Mapping[int, str]) -> str:
    """Return ``text`` as a run in a symbol font shows it, one sign for each character.

    A place may be written as it is or in the private use area from U+F000; what the font has no sign for stays.
    """
    out = []
    for char in text:
        code = ord(char)
        place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
        out.append(signs.get(place, char))
    return "".join(out)


def sign(font: str, code: str) -> str:
    """Return what a ``w:sym`` shows (``code`` is hexadecimal); "" for a picture that is no character elsewhere."""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    signs = find_signs_of(font)
    char = char if signs is None else draw_signs(char, signs)
    # U+F000..F0FF are places in a symbol font, not characters.
    return char if char.isprintable() and not "\ue000" <= char <= "\uf8ff" else ""
