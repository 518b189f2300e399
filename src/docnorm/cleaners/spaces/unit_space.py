"""The space between a number and its unit."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_APART = late("[ 　](?<=[0-9].)[ 　]?(?:(?=[%‰°](?![0-9A-Za-z]))|％)")
_UNITS = "Gbps|Mbps|Kbps|kbps|bps|GHz|MHz|kHz|Hz|TB|GB|MB|KB|kB|km|cm|mm|kg|mg|ml|mL|kW|MW|kWh|dB|px|ms"
_JOINED = late(rf"(?<=[0-9])(?=(?:{_UNITS})(?![0-9A-Za-z]))")


@cleaner("unit-space", trigger="[0-9]")
def unit_space(text: str, *, add: bool = False) -> Iterator[Fix]:
    """No space before % ‰ °; with ``add`` one between a number and a Latin unit (10 Gbps)."""
    for m in _APART.finditer(text):
        yield replace(*m.span(), "%" if m[0][-1] == "％" else "", "a space before a unit's sign", Safety.LIKELY)
    if add:
        for m in _JOINED.finditer(text):
            at = m.start()
            if not _is_in_name(text, at):
                yield replace(at, at, " ", "a number and its unit without a space", Safety.LIKELY)


def _is_in_name(text: str, at: int) -> bool:
    """Whether the number belongs to a name: a letter or a hyphen before it (DDR4-16GB, A4mm)."""
    i = at
    least = max(0, at - 12)
    while i > least and text[i - 1] in "0123456789.,":
        i -= 1
    before = text[i - 1 : i]
    return before.isascii() and (before.isalpha() or before in "-_/#") and before != ""
