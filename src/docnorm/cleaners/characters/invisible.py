"""Characters that nobody sees: zero-width spaces, byte-order marks, soft hyphens, direction marks, controls."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from docnorm.edit import Fix, replace
from docnorm.protected import ALL_FORMS
from docnorm.rule import cleaner
from docnorm.text.characters import IDEOGRAPH
from docnorm.text.late import late

_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # less \t, \n, and the line ends, which line-end turns into \n
_JOINERS = r"\u200b-\u200d\u180e"
_BIDI = r"\u200e\u200f\u202a-\u202e\u2066-\u2069"
_OTHERS = r"\xad\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
_RUN = late(f"[{_CONTROLS}{_JOINERS}{_BIDI}{_OTHERS}]+")
_SELECTORS = r"\ufe00-\ufe0f\U000e0100-\U000e01ef"
_FILLERS = r"\u115f\u1160\u3164\uffa0"
_SELECTED = late(f"[{_SELECTORS}]+")
_FILLED = late(f"[{_FILLERS}]+")
_JOINED = late(f"[{_JOINERS}]+")

# Joiners shape letters in Arabic, the Indic scripts and Mongolian; Thai, Lao, Khmer and Myanmar put U+200B between
# words; emoji are glued by U+200D (👨‍👩‍👧, ❤️‍🔥).
_SHAPED = late(
    "[\u0600-\u07ff\u0900-\u109f\u1780-\u18af\u2190-\u245f\u2500-\u27bf\u2b00-\u2bff\ufb50-\ufdff\ufe0f\ufe70-\ufefc"
    "\U0001f000-\U0001faff]"
)
_PARTED = late("[\u0900-\u109f\u1780-\u17ff]")
_JAMO = late("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3\uffa1-\uffdc]")
_IDEOGRAPH = late(f"[{IDEOGRAPH}]")
_KEYCAPS = frozenset("#*0123456789‼⁉〰")
_POSITIONED = frozenset("、。，．：；！？")  # U+FE00 and U+FE01 put them in the corner or the middle
# Misread text that nobody could repair: its controls and soft hyphens are bytes, and without them nobody ever will.
_MISREAD = late("[¡¢¤¦¨ª«¬¯´¸º»¿À-ÖØ-öø-ÿ]")
_BYTES = late(r"[^\x80-\x9f\xad]+")
_RIGHT_TO_LEFT = late("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ALL_BIDI = late(f"[{_BIDI}]+")


@cleaner("invisible", trigger=f"[{_CONTROLS}{_JOINERS}{_BIDI}{_OTHERS}{_SELECTORS}{_FILLERS}]", owns=ALL_FORMS)
def invisible(text: str) -> Iterator[Fix]:
    """Characters that nobody sees and that mean nothing here are removed."""
    yield from _drop_selectors(text)
    yield from _drop_fillers(text)
    line = _LineScript(0, -1, right_to_left=False)
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start > line.end:
            line = _read_line(text, start)
        if _is_misread(text, start, end):
            for part in _BYTES.finditer(text, start, end):
                yield replace(*part.span(), "", "invisible characters")
            continue
        if line.right_to_left and _ALL_BIDI.fullmatch(text, start, end):
            continue  # in a line with Arabic or Hebrew the direction marks hold the words in order
        if _JOINED.fullmatch(text, start, end) and (_is_shaped(text, start - 1, m[0]) or _is_shaped(text, end, m[0])):
            continue
        if text[start] >= "\U000e0020" and text[start - 1 : start] == "\U0001f3f4":
            continue  # the flag of a region: 🏴 and tags
        yield replace(start, end, "", "invisible characters")


def _drop_selectors(text: str) -> Iterator[Fix]:
    """Yield variation selectors behind what they do not select a form of, and all but the first of a chain."""
    for m in _SELECTED.finditer(text):
        start, end = m.span()
        kept = start > 0 and _selects(text[start - 1], text[start])
        if start + kept < end:
            yield replace(start + kept, end, "", "a variation selector that selects nothing")


def _selects(base: str, selector: str) -> bool:
    """Whether ``selector`` behind ``base`` is a sequence of Unicode (StandardizedVariants, emoji, IVD).

    The IVD registers any ideograph, a hundred thousand times: there the kind of the base decides.
    """
    if selector >= "\U000e0100":
        return _IDEOGRAPH.match(base) is not None
    if selector in "\ufe0e\ufe0f":
        return base in _KEYCAPS or unicodedata.category(base) in ("So", "Sm", "Sk")
    if _IDEOGRAPH.match(base):
        return ord(selector) - 0xFE00 < _count_compatible().get(base, 0)
    return base in _POSITIONED or (selector == "\ufe00" and unicodedata.category(base) in ("Sm", "Lo", "Nd", "So"))


@cache
def _count_compatible() -> Mapping[str, int]:
    """Return how many compatibility ideographs stand for an ideograph: so many of its selectors are registered."""
    codes = (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    bases = (unicodedata.normalize("NFD", chr(code)) for code in codes)
    return Counter(base for code, base in zip(codes, bases, strict=True) if base != chr(code))


def _drop_fillers(text: str) -> Iterator[Fix]:
    """Yield fillers that stand beside no jamo: a blank that Korean keyboards and people who hide things type."""
    for m in _FILLED.finditer(text):
        if not _JAMO.match(text, m.start() - 1) and not _JAMO.match(text, m.end()):
            yield replace(*m.span(), "", "invisible characters")


class _LineScript(NamedTuple):
    """What the other characters of a line say of its invisible ones."""

    start: int
    end: int
    right_to_left: bool


def _read_line(text: str, at: int) -> _LineScript:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    right_to_left = _RIGHT_TO_LEFT.search(text, start, end) is not None
    return _LineScript(start, end, right_to_left)


def _is_misread(text: str, start: int, end: int) -> bool:
    """Whether the next two characters on either side look like bytes; farther off a rule may part the line."""
    before = text[max(0, start - 2) : start].rpartition("\n")[2]
    behind = text[end : end + 2].partition("\n")[0]
    return _MISREAD.search(before + behind) is not None


def _is_shaped(text: str, at: int, joiners: str) -> bool:
    """Whether ``joiners`` mean something beside the character at ``at``."""
    shaped = _PARTED if joiners.strip("\u200b") == "" else _SHAPED
    return 0 <= at < len(text) and shaped.match(text, at) is not None
