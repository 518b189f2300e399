"""Wrong decodings and how to take them back: the codec a text was read with, and the one that it was written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from docnorm.lexicon.characters import STEP, measure_surprise, read_tables
from docnorm.text.late import late

LOST = "\ufffd"
LOST_CODE = 0xFFFD  # what the wrong codec never makes
# UTF-8's lead bytes of what Chinese text is made of, and the bytes behind them; what strict Windows-1252 cannot hold.
_LEADS = (0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF)
_TAILS = tuple(range(0x80, 0xC0))
_HOLE = -1  # a byte that was lost
_QUESTION = 0x3F  # or became a question mark


class Chain(NamedTuple):
    """Text written in ``written`` and read as ``read``; ``name`` says so in words."""

    read: str
    written: str
    name: str

    @property
    def single(self) -> bool:
        """Whether it was read with a codec of one byte a character."""
        return self.read in SINGLE


class Filled(NamedTuple):
    """Repaired text with the number of characters that had to be guessed and of those that are gone."""

    text: str
    guessed: int = 0
    gone: int = 0


def _invert(codec: str) -> dict[int, int]:
    # As browsers read them: a byte that the code page leaves open becomes the control character of that number.
    table = {}
    for byte in range(0x80, 0x100):
        char = bytes((byte,)).decode(codec, "ignore") or chr(byte)
        table[ord(char)] = byte
    if codec == "cp1252":  # Latin-1 is the same but for these 32, so one table takes both back
        table |= {byte: byte for byte in range(0x80, 0xA0)}
    return dict.fromkeys(range(128, 256), LOST_CODE) | table


# In this order: Latin-1 and Latin-9 differ by eight signs, and of two that read alike the first wins.
_CODECS = ("cp1252", "iso8859-15", "cp437", "mac_roman", "cp1250", "cp1251", "koi8-r", "cp850", "cp866")
SINGLE = {codec: _invert(codec) for codec in _CODECS}
CHAINS = (
    Chain("cp1252", "utf-8", "UTF-8 read as Windows-1252 or Latin-1"),
    Chain("gb18030", "utf-8", "UTF-8 read as GBK"),
    Chain("cp1252", "gb18030", "GBK read as Windows-1252 or Latin-1"),
    Chain("cp437", "gb18030", "GBK read as code page 437"),
    Chain("gb18030", "cp950", "Big5 read as GBK"),
    Chain("cp1252", "cp950", "Big5 read as Windows-1252 or Latin-1"),
    Chain("cp950", "gb18030", "GBK read as Big5"),
    Chain("cp950", "utf-8", "UTF-8 read as Big5"),
    Chain("cp437", "utf-8", "UTF-8 read as code page 437"),
    Chain("mac_roman", "utf-8", "UTF-8 read as Mac Roman"),
    Chain("mac_roman", "gb18030", "GBK read as Mac Roman"),
    *(
        Chain(read, written, f"{name} read as {known}")
        for read, known in (
            ("iso8859-15", "ISO 8859-15"),
            ("cp1250", "Windows-1250"),
            ("cp1251", "Windows-1251"),
            ("koi8-r", "KOI8-R"),
            ("cp850", "code page 850"),
            ("cp866", "code page 866"),
        )
        for written, name in (("utf-8", "UTF-8"), ("gb18030", "GBK"), ("cp950", "Big5"))
    ),
)
# Readers that make boxes of bytes: a drawing is not what they made.
DRAWN = frozenset(("cp437", "cp850", "cp866", "koi8-r"))

GONE, GUESSED = 10, 3  # nats that a lost character costs, and one that is guessed

_NO_BYTE = late("[\u2e80-\uf7ff]")  # no codec of one byte a character reads any byte as one of these


def take_back(text: str, chain: Chain) -> str | None:
    """Return the text as it was written, if nothing was lost on the way."""
    if chain.single and _NO_BYTE.search(text):
        return None  # as encoding would find out at much more cost
    try:
        if chain.single:
            return text.translate(SINGLE[chain.read]).encode("latin-1").decode(chain.written)
        if chain.read == "gb18030" and "€" in text and (whole := _encode_cp936(text)):
            return whole.decode(chain.written)
        data = text.encode(chain.read)
        # Bytes that the wrong codec would not have made this text of are none that it was read from.
        return data.decode(chain.written) if data.decode(chain.read) == text else None
    except UnicodeError:
        return None


def _encode_cp936(text: str) -> bytes:
    """Return the bytes that Windows reads as ``text``: to it 80 is a euro sign, to GB 18030 no character at all."""
    return b"\x80".join(part.encode("gb18030") for part in text.split("€"))


def fill_holes(text: str, chain: Chain, most: float) -> Filled | None:
    """Return UTF-8 text that lost bytes (U+FFFD, a question mark, a cut end), the holes filled by the model.

    Nothing where what is gone and guessed costs more than ``most`` nats: of sound text that is every second byte.
    """
    if chain.written != "utf-8" or chain.read not in {"gb18030", "cp1252"}:
        return None
    data = _encode_with_holes(text, chain)
    return _read_bytes(data, most) if data else None


def _encode_with_holes(text: str, chain: Chain) -> list[int] | None:
    data: list[int] = []
    for part in re.split(f"({LOST})", text) if LOST in text else (text,):
        if part == LOST:
            data.append(_HOLE)
            continue
        try:
            code = part.translate(SINGLE[chain.read]).encode("latin-1") if chain.single else _encode_cp936(part)
        except UnicodeError:
            return None
        data += code
    return data


_ASCII_BYTES = bytes(range(0x80))
_WELL = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _read_bytes(data: list[int], most: float) -> Filled | None:
    out: list[str | list[str]] = []
    guessed = gone = at = 0
    plain = bytes([b if b >= 0 else 0xFF for b in data])
    if 2 * sum(map(len, _WELL.findall(plain))) < len(plain.translate(None, _ASCII_BYTES)):
        return None  # most of it is no UTF-8: of sound Chinese that is so, and this is a tenth of the cost
    while at < len(data):
        byte = data[at]
        if 0 <= byte < 0x80 and byte != _QUESTION:
            out.append(chr(byte))
            at += 1
            continue
        well = _WELL.match(plain, at)
        if well:
            out.append(well[0].decode("utf-8", "replace"))
            at = well.end()
            continue
        choice, width = _fill_hole(tuple(data[at : at + 3]))
        if choice:
            out.append(choice)
            guessed += 1
        elif byte == _QUESTION:
            out.append("?")
        else:
            out.append(LOST)
            gone += 1
        if GONE * gone + GUESSED * guessed > most:
            return None
        at += width
    return Filled(_resolve(out), guessed, gone)


@lru_cache(maxsize=4096)
def _fill_hole(part: tuple[int, ...]) -> tuple[list[str], int]:
    """Return what three bytes of which one is missing may be, and how many of the bytes that takes."""
    lost = [b in (_HOLE, _QUESTION) for b in part]
    follows = [0x80 <= b < 0xC0 for b in part]
    if part[0] in _LEADS and len(part) > 1 and follows[1] and not (len(part) > 2 and follows[2]):
        width = 3 if len(part) > 2 and lost[2] else 2  # a mark stands for the byte, or the byte is just gone
        return _list_fitting([(part[0], part[1], b) for b in _TAILS]), width
    if len(part) == 3 and follows[2]:
        if part[0] in _LEADS and lost[1]:
            return _list_fitting([(part[0], b, part[2]) for b in _TAILS]), 3
        if lost[0] and follows[1]:
            return _list_fitting([(b, part[1], part[2]) for b in _LEADS]), 3
    return [], 1


def _list_fitting(codes: list[tuple[int, int, int]]) -> list[str]:
    costs = read_tables().costs
    chars = (bytes(code).decode("utf-8", "ignore") for code in codes)
    return [c for c in chars if len(c) == 1 and costs[ord(c)] < 14 * STEP]


def _resolve(parts: list[str | list[str]]) -> str:
    out: list[str] = []
    for i, part in enumerate(parts):
        if isinstance(part, str):
            out.append(part)
            continue
        after = parts[i + 1] if i + 1 < len(parts) else ""
        ahead, behind = "".join(out[-1:]), after if isinstance(after, str) else ""
        out.append(min(part, key=lambda c: measure_surprise(ahead + c + behind)))
    return "".join(out)
