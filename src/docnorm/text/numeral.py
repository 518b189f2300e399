"""Numbers as Chinese documents write them: 十二, 二十, 两百零三, 二〇〇四, 廿一, 12, １２."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
DIGITS |= {"肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卅": 30}
HAN_NUMERALS = "〇零一二三四五六七八九十百千两廿卅"
FULL_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def to_int(written: str) -> int | None:
    """Return the number that ``written`` says, or None where it is no whole number in good form.

    A unit must fall (百 after 千) and a digit that follows one must be a unit of ones: 百二 (short for 120) is refused,
    for it is not how a section is numbered.
    """
    if not written:
        return None
    plain = written.translate(FULL_DIGITS)
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    if all(c in DIGITS for c in written):
        return int("".join(str(DIGITS[c]) for c in written))
    return _with_units(written)


def _with_units(written: str) -> int | None:
    total = 0
    held: int | None = None
    lowest, zero = 10_000, False
    for c in written:
        if c in TENS and lowest > 10 and held is None:
            total, lowest, zero = total + TENS[c], 10, False
        elif c in UNITS and UNITS[c] < lowest and held != 0:
            total, lowest = total + (1 if held is None else held) * UNITS[c], UNITS[c]
            held, zero = None, False
        elif c in DIGITS and DIGITS[c] == 0 and held is None:
            zero = True
        elif c in DIGITS and held is None:
            held = DIGITS[c]
        else:
            return None
    if held is not None and lowest > 10 and not zero:
        return None
    return total + (held or 0)


def to_han(number: int) -> str:
    """Return ``number`` (1 to 9999) as a heading writes it: 十二, 二十, 一百零五, 一百一十."""
    if not 0 < number < 10_000:
        raise ValueError(number)
    digits = "零一二三四五六七八九"
    out = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap else "") + digits[digit] + name
            gap = False
        elif out:
            gap = True
    return out.removeprefix("一") if out.startswith("一十") else out
