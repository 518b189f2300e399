"""Numbers in the ways in which Word can count: ``w:numFmt`` (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def write_number(number: int, form: str) -> str:
    """Return ``number`` as Word shows it under the numbering format ``form``; an unknown format counts 1 2 3."""
    if form == "none":
        return ""
    return _FORMS.get(form, str)(number)


def _write_han(number: int, digits: str = "零" + _DIGITS[1:], units: str = "十百千", *, bare_ten: bool = True) -> str:
    if not 0 < number < 10_000:
        return str(number)
    out = ""
    zero = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(out)
            continue
        if zero:
            out += digits[0]
            zero = False
        out += digits[digit] + (units[place - 1] if place else "")
    return out[1:] if bare_ten and 10 <= number < 20 else out


def _write_counting(number: int) -> str:
    # Word counts 一 … 九十九 with tens and goes on digit by digit: 一〇〇.
    return _write_han(number) if number < 100 else _write_digital(number)


def _write_digital(number: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(number))


def _write_formal(number: int) -> str:
    return _write_han(number, _FORMAL, "拾佰仟", bare_ten=False)


def _write_roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        out += sign * times
    return out


def _write_letter(number: int) -> str:
    if number < 1 or number > 26 * 30:
        return str(number)
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)  # z is followed by aa, then bb


def _make_signs(first: str, last: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _write_circled(number: int) -> str:
    for first, low, high in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return str(number)


def _write_wide(number: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": _write_roman,
    "lowerRoman": lambda n: _write_roman(n).lower(),
    "upperLetter": _write_letter,
    "lowerLetter": lambda n: _write_letter(n).lower(),
    "chineseCounting": _write_counting,
    "taiwaneseCounting": _write_counting,
    "japaneseCounting": _write_han,
    "chineseCountingThousand": _write_han,
    "taiwaneseCountingThousand": _write_han,
    "japaneseDigitalTenThousand": _write_digital,
    "ideographDigital": _write_digital,
    "taiwaneseDigital": _write_digital,
    "chineseLegalSimplified": _write_formal,
    "ideographLegalTraditional": _write_formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _make_signs("㊀", 10),
    "decimalEnclosedCircle": _write_circled,
    "decimalEnclosedCircleChinese": _write_circled,
    "decimalEnclosedParen": _make_signs("⑴", 20),
    "decimalEnclosedFullstop": _make_signs("⒈", 20),
    "decimalFullWidth": _write_wide,
    "decimalFullWidth2": _write_wide,
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": lambda n: f"{n}{'th' if n // 10 % 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}",
}
