"""Which encoding: the same bytes under each codec, and the Chinese model says which of the texts is the likeliest.

Errors cost, they never disqualify: one stray byte must not throw the right codec out, which is how detectors that
filter by validity come to call a GBK file with one 0xFF Cyrillic.
"""

from __future__ import annotations

import codecs
import math
import re
from typing import NamedTuple

from docnorm.lexicon.characters import measure_strangeness, measure_surprise
from docnorm.readers.decoding.lists import has_short_runs, is_listed
from docnorm.readers.decoding.search import UTF8_LINE, search, search_utf16
from docnorm.readers.decoding.text import decode_marked, settle

# What a codec has to make up for, in nats. Big5 spells GB 2312's commonest characters as rare but valid pairs more
# often than the other way round; UTF-16 reads any even number of bytes.
PRIORS = {"gb18030": 0.0, "utf-8": 0.0, "cp950": 1.0, "utf-16-le": 3.0, "utf-16-be": 4.5, "utf-32-le": 6.0,
          "utf-32-be": 6.0, "euc-tw": 6.0}  # fmt: skip
# Mean surprise per character outside ASCII: Chinese files lie below 7.3, files in other languages above 9.1.
FOREIGN = 8.5
# Bytes in each of three windows: the first decides clean text by hundreds of nats, the last is for what stays close.
WINDOWS = (64, 512, 4096)
_HIGH = re.compile(rb"[\x80-\xff]")
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_ISO_2022_CN = re.compile(rb"\x1b\$(?:\)[AGE]|A|\*H)")
# In an EUC-TW file no byte lies in 80..A0 but the 8E that announces a plane.
# A word in one case or with a capital, a number: what short files of ASCII hold.
# A block that was never written says nothing of the encoding, and would make UTF-16 of any file: it halves the NULs.
_NULS = re.compile(rb"\0{16,}")
_WORD = re.compile(rb"[A-Za-z]?[a-z]*|[A-Z]*|[0-9]*")
_BETWEEN = re.compile(rb"[ ,.:;!?/_=\n-]+")
_VALID = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_THREE = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
_SURE = 8  # sequences of UTF-8: so many in whole lines are no accident
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_BOX = re.compile("[\u2500-\u257f]+")  # a table that is drawn is no other language
_NOT_EUC = re.compile(rb"[\x80-\x8d\x8f-\xa0\xff]")


class EncodingGuess(NamedTuple):
    """An encoding, by how many nats it leads, and how strange its text is: mean surprise over so many characters."""

    encoding: str
    margin: float
    strange: float
    chars: int
    dense: bool = True  # whether these are at least one in forty

    @property
    def confidence(self) -> float:
        """The probability that goes with the lead."""
        return round(1 / (1 + math.exp(-min(self.margin, 30.0))), 4)

    @property
    def foreign(self) -> bool:
        """Whether this is no Chinese text.

        A few characters say little, a rare surname alone has 12; but one byte in pages of English is an apostrophe.
        """
        return self.strange > FOREIGN + (6 / max(1, self.chars) if self.dense else 0)


def detect_by_escape(data: bytes) -> str | None:
    """Return the encoding that seven-bit bytes announce with escapes, if they do."""
    if b"~{" in data and _HZ.search(data):
        return "hz"
    if b"\x1b$" in data:
        return "iso-2022-cn" if _ISO_2022_CN.search(data) else foreign(data, EncodingGuess("utf-8", 0.0, 0.0, 0))[0]
    return None


def detect_seven_bit_utf16(data: bytes) -> str | None:
    """Return the form of UTF-16 that ASCII bytes are in: Han characters whose bytes are both below 80.

    "Bush hid the facts" is English all the same: what looks like a word or a number is one.
    """
    head = data[:256]
    if len(data) < 4 or len(data) % 2 or b"\0" in head or all(map(_WORD.fullmatch, _BETWEEN.split(head))):
        return None
    limit = 9.0 if _CONTROL.search(head.decode("ascii")) else 7.6  # no text has controls: 李崴恩、 has 01
    for name in ("utf-16-le", "utf-16-be"):
        found = head.decode(name, "replace")
        if measure_strangeness(found) < limit and measure_surprise(found) + 5 < measure_surprise(head.decode("ascii")):
            return name
    return None


def detect_two_byte(data: bytes) -> str:
    """Return the two-byte codec that fits those parts of a file which are not UTF-8."""
    rest = b"\n".join(map(_drop_utf8, UTF8_LINE.sub(b"", data[:65536]).split(b"\n")))[: 4 * WINDOWS[-1]]
    return min(("gb18030", "cp950"), key=lambda e: PRIORS[e] + measure_surprise(decode_lossy(rest, e)))


def _drop_utf8(line: bytes) -> bytes:
    """Return what is left of a damaged line of UTF-8; of one in another encoding all, for its pairs look like UTF-8."""
    return _VALID.sub(b" ", line) if 6 * len(_THREE.findall(line)) > len(_HIGH.findall(line)) else line


def foreign(data: bytes, guess: EncodingGuess) -> tuple[str, float]:
    """Return what chardet makes of a file that is not Chinese, and how sure that is; else the guess."""
    import chardet  # 40 ms, and only those pay who have such a file

    found = chardet.detect(data)
    name = found["encoding"]
    if name is not None:
        try:
            text = data.decode(name)
        except (UnicodeError, LookupError):
            text = "\0"
        if not _CONTROL.search(text):  # EBCDIC is full of them
            return codecs.lookup(name).name, round(min(0.9, float(found["confidence"])), 4)
    return guess.encoding, 0.1


def detect_by_model(data: bytes) -> EncodingGuess:
    """Return the likeliest Chinese encoding of ``data``, looking at no more of it than it takes to be sure."""
    guess = EncodingGuess("utf-8", 0.0, 0.0, 0)
    for size in WINDOWS:
        guess = _choose_best(_cut_windows(data, size))
        if (guess.margin > 40 and guess.strange < FOREIGN - 1) or size * 3 >= len(data):
            break
    return guess


def detect_under_damage(data: bytes, guess: EncodingGuess) -> EncodingGuess:
    """Return the guess that damage hides: text out of step, or in two encodings, looks foreign until it is searched."""
    windows = _cut_windows(data, WINDOWS[1])
    found: list[tuple[float, EncodingGuess]] = []
    for name in ("gb18030", "cp950", "utf-16-le", "utf-16-be"):
        text = "".join(read_damaged(w, name) for w in windows)
        odd, chars = measure_strangeness(text), _count_foreign(text)
        found.append(
            (measure_surprise(text) + PRIORS[name], EncodingGuess(name, 0.0, odd, chars, chars * 40 >= len(text)))
        )
    (cost, best), (second, _), *_ = sorted(found)
    if best.foreign:
        return guess
    return best._replace(margin=second - cost)


def detect_by_lines(data: bytes) -> tuple[str, str] | None:
    """Return the codec of most lines and that of the others in a file in which whole lines are UTF-8; else None.

    Both are "utf-8" where nobody knows: if so many lines are UTF-8, the rest is damaged rather than Cyrillic.
    """
    lines, rest = b"\n".join(UTF8_LINE.findall(data)), UTF8_LINE.sub(b"", data)
    sequences = len(_THREE.findall(lines))
    if not sequences:
        return None
    name = detect_two_byte(rest)
    text = decode_lossy(rest, name)
    if is_listed(text, name) and has_short_runs(text):  # one sequence is enough: all the rest is names and words
        return ("utf-8", name) if len(lines) > len(rest) else (name, "utf-8")
    if sequences < _SURE or 4 * len(_HIGH.findall(lines)) < len(_HIGH.findall(data)):
        return None
    return "utf-8", name if measure_strangeness(_BOX.sub("", text)) < FOREIGN else "utf-8"


def read_damaged(data: bytes, encoding: str) -> str:
    """Return the likeliest text of damaged bytes, U+FFFD for what cannot be read."""
    return "".join(
        decode_lossy(data[start:end], name) if name else "\ufffd" * (end - start)
        for start, end, name in (
            search_utf16(data, encoding) if encoding.startswith("utf-16") else search(data, encoding, encoding)
        )
    )


def _cut_windows(data: bytes, size: int) -> list[bytes]:
    """Cut windows from the first byte above ASCII and from two places behind it, at offsets that suit UTF-32."""
    high = _HIGH.search(data)
    first = (high.start() if high else 0) // 4 * 4
    first = max(0, min(first - 16, len(data) - size)) // 4 * 4
    if len(data) - first <= 3 * size:
        return [data[first : first + 3 * size]]
    rest = len(data) - first - size
    return [data[at : at + size] for at in (first, first + rest // 2 // 4 * 4, first + rest // 4 * 4)]


def _choose_best(windows: list[bytes]) -> EncodingGuess:
    windows = [_NULS.sub(_trim_to_fours, w) for w in windows]
    texts = {e: [_decode_window(w, e, i > 0) for i, w in enumerate(windows)] for e in _list_candidates(windows)}
    total = {e: PRIORS[e] + sum(map(measure_surprise, found)) for e, found in texts.items()}
    for name in texts.keys() & {"utf-32-le", "utf-32-be"}:  # four bytes that are no character cost as much as two pairs
        total[name] += 12 * sum(found.count("\ufffd") for found in texts[name])
    # That bytes are UTF-8 by accident grows unlikely with every sequence.
    total["utf-8"] -= sum(4 * len(_VALID.findall(w)) + 2 * w.count(b"\xc3") for w in windows)  # C3: é, ä, ñ
    best = min(total, key=total.__getitem__)
    text = _BOX.sub("", max(texts[best], key=_count_foreign))
    strange = measure_strangeness(text)
    if strange > 7.5 and best in {"gb18030", "cp950"} and not any(map(_NOT_EUC.search, windows)):
        found = [_decode_window(w, "euc-tw", i > 0) for i, w in enumerate(windows)]
        # Three characters in GBK are as often as not some in EUC-TW and a byte that is none.
        total["euc-tw"] = PRIORS["euc-tw"] + sum(measure_surprise(x) + 20 * x.count("\ufffd") for x in found)
        if total["euc-tw"] < total[best]:
            best, text = "euc-tw", max(found, key=_count_foreign)
            strange = measure_strangeness(text)
    margin = min((v for k, v in total.items() if k != best), default=total[best] + 30) - total[best]
    chars = _count_foreign(text)
    return EncodingGuess(best, margin, strange, chars, chars * 40 >= len(text))


def _trim_to_fours(nuls: re.Match[bytes]) -> bytes:
    return nuls[0][: len(nuls[0]) % 4]


def _list_candidates(windows: list[bytes]) -> list[str]:
    wanted = ["utf-8", "gb18030", "cp950"]
    whole = sum(map(len, windows))
    if whole % 2 == 0 or len(windows) > 1 or whole > 64:
        wanted += ["utf-16-le", "utf-16-be"]
    if whole % 4 == 0 and sum(w.count(0) for w in windows) * 5 > whole:
        wanted += ["utf-32-le", "utf-32-be"]
    return wanted


def _decode_window(window: bytes, encoding: str, inner: bool) -> str:
    """Return one window's text; an inner one may start between the two bytes of a character."""
    text = decode_lossy(window, encoding)
    if inner and encoding in {"gb18030", "cp950"}:
        return min(text, decode_lossy(window[1:], encoding), key=measure_surprise)
    return text


def decode_lossy(data: bytes, encoding: str) -> str:
    """Return the text under one codec, U+FFFD for what it cannot read; Big5 in the better of its two forms."""
    if encoding == "euc-tw":
        return settle(decode_marked(data, encoding))[0]
    found = data.decode(encoding, "replace")
    if encoding == "cp950" and "\ufffd" in found:
        other = data.decode("big5hkscs", "replace")
        if other.count("\ufffd") < found.count("\ufffd"):
            return other
    return found


def _count_foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))
