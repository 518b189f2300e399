"""The likeliest reading of damaged bytes: a search over every way to cut them into characters.

A stray byte throws a two-byte codec out of step, so that everything up to the next line end is misread without a
single error. Here a byte may be junk, for a price, and text may change between a two-byte codec and UTF-8, for a
price; the cheapest way through is taken.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from docnorm.lexicon.characters import MASK, PRIME, STEP, WIDE, measure_surprise, read_tables

JUNK = 17 * STEP  # what an unreadable byte costs: more than any character, less than two
TORN = 4 * STEP  # the second to fourth unreadable byte of one character of UTF-8 with something in the middle of it
SWITCH = 13 * STEP  # what a change of encoding costs: three usual characters read right pay for it
LINE = 4 * STEP  # and at the head of a line, where one program stopped and another one went on
_NONE = 255  # no such pair
_FEED = 0x0A
_FAR = 1 << 40
UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_FOUR = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]")
_DIGITS = re.compile(rb"[\x30-\x39][\x81-\xfe][\x30-\x39]")  # what every one holds, and found four times as fast
_FOUR_ANYWHERE = re.compile(rb"(?=([\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]))")
_ASCII = rb"[\0-\x09\x0b-\x7f]*"
UTF8_LINE = re.compile(b"^" + _ASCII + b"(?:(?:" + UTF8.pattern + b")" + _ASCII + b")+$", re.MULTILINE)
# Two characters of UTF-8 side by side or with a space between, a mark of byte order, a no-break space: in GBK text all
# are rare.
HINT = re.compile(rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2} ?){2}|\xef\xbb\xbf|\xc2\xa0")


class ByteRun(NamedTuple):
    """Bytes read alike; ``encoding`` is "" for junk."""

    start: int
    end: int
    encoding: str


class Pairs(NamedTuple):
    """What two bytes cost in a two-byte codec (255: no such character) and which code unit they make.

    The index is the two bytes as a 16-bit number of this machine.
    """

    costs: bytes
    units: array[int]


@cache
def read_pairs(encoding: str) -> Pairs:
    """Return the pairs of ``gb18030`` or ``cp950``, the latter filled up from Big5-HKSCS."""
    costs, units = bytearray([_NONE]) * 0x10000, array("H", bytes(0x20000))
    known = read_tables().costs
    for codec in ("big5hkscs", "cp950") if encoding == "cp950" else ("gb18030",):
        # What only Hong Kong's form has is four nats rarer: a stray A0 makes such a character of anything.
        rarer = 4 * STEP if codec == "big5hkscs" else 0
        for lead in range(0x81, 0xFF):
            codes = [bytes((lead, trail)) for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF))]
            for code, char in zip(codes, b"\n".join(codes).decode(codec, "replace").split("\n"), strict=False):
                if "\ufffd" in char:  # the trail of an invalid pair may stand behind it
                    continue
                at = int.from_bytes(code, sys.byteorder)
                cost = known[ord(char)] if char < "\uffff" and len(char) == 1 else round(measure_surprise(char) * STEP)
                costs[at], units[at] = min(cost + rarer, _NONE - 1), ord(char[0]) & 0xFFFF
    return Pairs(bytes(costs), units)


def search(data: bytes, encoding: str, start: str, *, alone: bool = False) -> list[ByteRun]:
    """Return the likeliest reading of ``data`` between ``encoding`` (gb18030 or cp950) and UTF-8.

    ``start`` is the encoding of what lies ahead of it; ``alone`` leaves UTF-8 out.
    """
    if is_one_codec(data, encoding, start, alone=alone):
        return search_in_step(data, encoding)
    return _search_both(data, encoding, start, alone)


def is_one_codec(data: bytes, encoding: str, start: str, *, alone: bool) -> bool:
    """Whether nothing in ``data`` calls for more than characters of one and two bytes."""
    four = encoding == "gb18030" and _DIGITS.search(data) is not None and _FOUR.search(data) is not None
    return not four and (alone or (start != "utf-8" and not HINT.search(data) and not UTF8_LINE.search(data)))


def _list_codes(data: bytes) -> list[int]:
    """Return for each byte but the last the number that it makes with the next one."""
    n = len(data)
    codes = [0] * (n - 1)
    codes[::2] = memoryview(data)[: n // 2 * 2].cast("H").tolist()
    codes[1::2] = memoryview(data)[1 : 1 + (n - 1) // 2 * 2].cast("H").tolist()
    return codes


@cache
def _read_singles() -> tuple[int, ...]:
    return (*read_tables().costs[:0x80], *[JUNK] * 0x80)


def search_utf16(data: bytes, encoding: str) -> list[ByteRun]:
    """Return the reading of UTF-16 that lost or won single bytes: everything behind such a place is out of step."""
    costs = read_tables().costs
    units = array("H", range(0x10000))
    if encoding.endswith("le") != (sys.byteorder == "little"):
        units.byteswap()
        costs = bytes(map(costs.__getitem__, units))
    return _follow_steps(data, encoding, _find_steps(data, Pairs(costs, units), [JUNK] * 0x100), ascii_single=False)


def search_in_step(data: bytes, encoding: str) -> list[ByteRun]:
    """The search with one two-byte codec alone: where does it fall out of step? About 0.25 µs a byte."""
    return _follow_steps(data, encoding, _find_steps(data, read_pairs(encoding), _read_singles()), ascii_single=True)


def _find_steps(data: bytes, table: Pairs, singles: Sequence[int]) -> bytearray:
    """Return for each place whether the best way to it ends in a pair."""
    costs, unit = table
    back, wide, prime, mask = read_tables().pairs, WIDE, PRIME, MASK  # names of a function are found faster
    codes = _list_codes(data) if len(data) > 1 else []
    prices = [_FAR if price == _NONE else price for price in map(costs.__getitem__, codes)]
    by_pair = bytearray(len(data) + 1)
    here, last = 0, 0  # the best way to this byte: cost, code unit that it ends in
    ahead, next_last = _FAR, 0  # the best way over a pair to the next byte
    place = 0
    for single, beyond, char in zip(
        map(singles.__getitem__, data), [*prices, _FAR], [*map(unit.__getitem__, codes), 0], strict=False
    ):
        place += 1  # noqa: SIM113  enumerate would cost a tuple a byte
        over = here + beyond
        if last > wide < char:
            over -= back[(last * prime ^ char) & mask]
        here += single
        if ahead <= here:
            by_pair[place] = 1
            here, last = ahead, next_last
        else:
            last = 0
        ahead, next_last = over, char
    return by_pair


def _follow_steps(data: bytes, encoding: str, by_pair: bytearray, *, ascii_single: bool) -> list[ByteRun]:
    runs: list[ByteRun] = []
    end = at = len(data)  # the run being followed backwards is at..end
    while at > 0:
        if by_pair[at]:
            at -= 2
        elif ascii_single and data[at - 1] < 0x80:
            at -= 1
        else:
            if at < end:
                runs.append(ByteRun(at, end, encoding))
            runs.append(ByteRun(at - 1, at, ""))
            end = at = at - 1
    if end > 0:
        runs.append(ByteRun(0, end, encoding))
    return runs[::-1]


def _list_arcs(data: bytes, encoding: str) -> tuple[list[list[tuple[int, int, int]]], list[list[tuple[int, int, int]]]]:
    """Return for each byte the characters that begin there: length, cost, code unit; two-byte codec, then UTF-8."""
    known = read_tables().costs
    costs, unit = read_pairs(encoding)
    double: list[list[tuple[int, int, int]]] = [[] for _ in data]
    triple: list[list[tuple[int, int, int]]] = [[] for _ in data]
    for i, code in enumerate(_list_codes(data) if len(data) > 1 else []):
        if costs[code] != _NONE:
            double[i].append((2, costs[code], unit[code]))
    for m in _FOUR_ANYWHERE.finditer(data) if encoding == "gb18030" else ():
        char = m[1].decode("gb18030", "replace")
        if len(char) == 1 and char != "\ufffd":
            double[m.start()].append((4, round(measure_surprise(char) * STEP), ord(char) & 0xFFFF))
    for m in UTF8.finditer(data):
        char = m[0].decode("utf-8")
        # Nothing else is spelled like a mark of byte order, and between files pasted together it is no rarity.
        cost = 0 if char == "\ufeff" else known[ord(char)] if char < "\uffff" else round(measure_surprise(char) * STEP)
        triple[m.start()].append((m.end() - m.start(), cost, ord(char) & 0xFFFF))
    return double, triple


def _search_both(data: bytes, encoding: str, start: str, alone: bool) -> list[ByteRun]:
    """The search with both codecs. About 1.5 µs a byte."""
    n, back, singles = len(data), read_tables().pairs, _read_singles()
    names = (encoding, "utf-8")
    arcs = _list_arcs(data, encoding)
    # For each codec: the cost of the best way to a byte, the code unit that it ends in, and where its last step came
    # from: (byte, codec, how many bytes of junk in a row, counted to four).
    cost = [[_FAR] * (n + 5) for _ in names]
    last = [[0] * (n + 5) for _ in names]
    came: list[list[tuple[int, int, int]]] = [[(0, k, 0)] * (n + 5) for k in (0, 1)]
    cost[start == "utf-8"][0] = 0
    cost[start != "utf-8"][0] = LINE
    tracks = (0,) if alone else (0, 1)
    for i in range(n):
        single, change = singles[data[i]], LINE if i and data[i - 1] == _FEED else SWITCH
        for k in tracks:
            here, other = cost[k][i], cost[1 - k][i] + change
            if other < here:
                here, cost[k][i] = other, other
                last[k][i], came[k][i] = last[1 - k][i], came[1 - k][i]
            junk = 0 if single != JUNK else came[k][i][2] % 4 + 1
            step = TORN if k and junk > 1 else single
            if here + step < cost[k][i + 1]:
                cost[k][i + 1], last[k][i + 1], came[k][i + 1] = here + step, 0, (i, k, junk)
            for length, price, char in arcs[k][i]:
                total, before = here + price, last[k][i]
                if before > WIDE < char:
                    total -= back[(before * PRIME ^ char) & MASK]
                if total < cost[k][i + length]:
                    cost[k][i + length], last[k][i + length], came[k][i + length] = total, char, (i, k, 0)
    return _trace_back(names, came, n, int(cost[1][n] < cost[0][n]))


def _trace_back(names: tuple[str, str], came: list[list[tuple[int, int, int]]], n: int, k: int) -> list[ByteRun]:
    runs: list[ByteRun] = []
    at = n
    while at > 0:
        before, by, junk = came[k][at]
        name = "" if junk else names[by]
        if runs and runs[-1].encoding == name and not junk:
            runs[-1] = ByteRun(before, runs[-1].end, name)
        else:
            runs.append(ByteRun(before, at, name))
        at, k = before, by
    return runs[::-1]
