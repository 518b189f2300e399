"""Figures with their units: 1,234.5万元."""

from __future__ import annotations

from decimal import Decimal

FIGURE = r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|(?<![\d.])\d+(?:\.\d+)?(?![\d.])"
_SCALE = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
SCALES = "万亿|千万|百万|亿|万|千|百"


def value(figure: str, scale: str = "") -> Decimal:
    """Return what a figure is worth: ``value("1,234.5", "万")`` is 12345000."""
    return Decimal(figure.replace(",", "")) * _SCALE[scale]


def read_last_place(figure: str, scale: str = "") -> Decimal:
    """Return the worth of a figure's last place: what rounding may have taken or added is half of it."""
    decimals = len(figure.partition(".")[2])
    return Decimal(_SCALE[scale]).scaleb(-decimals)


def is_slip(one: str, other: str) -> bool:
    """Return whether two figures of one length differ in one digit, or in two neighbours that changed places."""
    if len(one) != len(other):
        return False
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) == 2:
        i, k = wrong
        return k == i + 1 and one[i] == other[k] and one[k] == other[i]
    return len(wrong) == 1
