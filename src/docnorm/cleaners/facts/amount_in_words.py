"""Amounts of money in capital numerals beside the same in figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_CAPITALS = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿"
_DIGITS = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"〇": 0}
_WORDS = late(rf"(?P<words>[{_CAPITALS}]+[元圆](?:[{_CAPITALS}]角)?零?(?:[{_CAPITALS}]分)?)[整正]?")
_FIGURE = r"(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
_BEHIND = late(
    rf"[^\d。；\n]{{0,12}}?(?:[¥￥]|小写|[（(：:]|RMB|人民币)[^\d。；\n]{{0,6}}?{_FIGURE}(?P<scale>万?)[ ]?"
    r"(?:元|[）)]|$|[，。；\n])"
)
_BEFORE = late(
    rf"{_FIGURE}(?P<scale>万?)元[^\d。；\n]{{0,4}}[（(，,]?[^\d。；\n]{{0,4}}大写[）)]?[：:]?[^\d。；\n]{{0,6}}\Z"
)


@cleaner("amount-in-words", trigger="[壹贰叁肆伍陆柒捌玖]")
def amount_in_words(text: str) -> Iterator[Fix]:
    """An amount in capital numerals that is not the one in figures: 壹万贰仟元整（¥12,500.00）."""
    for m in _WORDS.finditer(text):
        if not _DIGITS.keys() & {*m["words"]} - {"零", "〇"}:
            continue  # 万元
        worth = read_amount(m["words"])
        beside = _BEHIND.match(text, m.end()) or _BEFORE.search(text, max(0, m.start() - 48), m.start())
        if worth is None or beside is None:
            continue
        figure = Decimal(beside["figure"].replace(",", "")) * (10_000 if beside["scale"] else 1)
        if figure != worth:
            why = f"in figures {figure.normalize():f}, in words {worth.normalize():f}"
            yield replace(*m.span("words"), m["words"], why, Safety.SUGGEST)


def read_amount(words: str) -> Decimal | None:
    """Return the yuan that capital numerals say (壹万贰仟元伍角), or None where they are in no good form."""
    whole, mark, rest = words.replace("圆", "元").partition("元")
    yuan = _read_whole(whole)
    if yuan is None or not mark:
        return None
    cents = Decimal(0)
    for unit, worth in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        digit, found, behind = rest.partition(unit)
        if found:
            digit = digit.lstrip("零〇")
            if digit and digit not in _DIGITS:
                return None
            cents += worth * _DIGITS.get(digit, 0)
            rest = behind
    return yuan + cents


def _read_whole(words: str) -> Decimal | None:
    """Return a whole number: groups of four places before 亿 and 万."""
    total = Decimal(0)
    for unit, worth in (("亿", 10**8), ("万", 10**4), ("", 1)):
        group, found, behind = words.partition(unit) if unit else (words, "", "")
        if unit and not found:
            continue
        number = _read_group(group)
        if number is None:
            return None
        total += number * worth
        words = behind
    return total


def _read_group(words: str) -> int | None:
    total, held = 0, None
    for c in words:
        if c in _DIGITS:
            held = _DIGITS[c] or held
        else:
            unit = {"拾": 10, "佰": 100, "仟": 1000}.get(c)
            if unit is None or (held is None and unit != 10):
                return None
            total, held = total + (1 if held is None else held) * unit, None
    return total + (held or 0)
