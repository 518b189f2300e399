"""EUC-TW, which Python lacks: CNS 11643 plane 1 in two bytes, every plane in four."""

from __future__ import annotations

import re
from functools import cache

from docnorm.system.stored import find_stored

PLANES = (1, 2, 3, 4, 5, 6, 7, 15)
_CHAR = re.compile(rb"\x8e[\xa1-\xb0][\xa1-\xfe]{2}|[\xa1-\xfe]{2}|[\x00-\x7f]+|[\x80-\xff]", re.DOTALL)


@cache
def read_planes() -> dict[int, str]:
    """Return the 94 by 94 cells of each plane, row by row; NUL is an empty cell."""
    import lzma

    text = lzma.decompress(find_stored("euc_tw.bin").read_bytes()).decode("utf-8")
    return {plane: text[i * 8836 : (i + 1) * 8836] for i, plane in enumerate(PLANES)}


def find_char(plane: int, row: int, cell: int) -> str:
    """Return the character at a place of CNS 11643, rows and cells from 1; "" where there is none."""
    cells = read_planes().get(plane)
    if cells is None or not 1 <= row <= 94 or not 1 <= cell <= 94:
        return ""
    found = cells[(row - 1) * 94 + cell - 1]
    return "" if found == "\0" else found


def mark_unread(code: bytes) -> str:
    """Return bytes that could not be read as ``text.settle`` expects them."""
    return chr(0xDA00 + code[0]) + "".join(chr(0xDB00 + b) for b in code[1:])


def decode(data: bytes) -> str:
    """Return the text; an unreadable byte becomes the mark of ``text.settle``."""
    return "".join(map(_read, _CHAR.findall(data)))


def _read(code: bytes) -> str:
    if code[0] < 0x80:
        return code.decode("ascii")
    if len(code) == 4:
        found = find_char(code[1] - 0xA0, code[2] - 0xA0, code[3] - 0xA0)
    else:
        found = find_char(1, code[0] - 0xA0, code[1] - 0xA0) if len(code) == 2 else ""
    return found or mark_unread(code)


@cache
def _index_planes() -> dict[str, bytes]:
    places: dict[str, bytes] = {}
    for plane, cells in read_planes().items():
        for i, found in enumerate(cells):
            row, cell = divmod(i, 94)
            place = bytes((0xA1 + row, 0xA1 + cell))
            places.setdefault(found, place if plane == 1 else bytes((0x8E, 0xA0 + plane)) + place)
    return places


def encode(text: str) -> bytes:
    """Return the bytes, plane 1 in two. Raises ``UnicodeEncodeError``."""
    out: list[bytes] = []
    for i, c in enumerate(text):
        code = c.encode("ascii") if c < "\x80" else _index_planes().get(c)
        if code is None:
            raise UnicodeEncodeError("euc-tw", text, i, i + 1, "not in CNS 11643")
        out.append(code)
    return b"".join(out)
