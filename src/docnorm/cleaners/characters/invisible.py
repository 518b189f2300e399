"""Characters that nobody sees: zero-width spaces, byte-order marks, soft hyphens, direction marks, controls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docnorm.edit import Fix, replace
from docnorm.protected import ALL_FORMS
from docnorm.rule import cleaner
from docnorm.text.late import late

_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # less \t, \n, and the line ends, which line-end turns into \n
_JOINERS = r"\u200b-\u200d\u180e"
_BIDI = r"\u200e\u200f\u202a-\u202e\u2066-\u2069"
_OTHERS = r"\xad\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
_RUN = late(f"[{_CONTROLS}{_JOINERS}{_BIDI}{_OTHERS}]+")
_JOINED = late(f"[{_JOINERS}]+")

# Joiners shape letters in Arabic, the Indic scripts and Mongolian; Thai, Lao, Khmer and Myanmar put U+200B between
# words; emoji are glued by U+200D (👨‍👩‍👧, ❤️‍🔥).
_SHAPED = late(
    "[\u0600-\u07ff\u0900-\u109f\u1780-\u18af\u2190-\u245f\u2500-\u27bf\u2b00-\u2bff\ufb50-\ufdff\ufe0f\ufe70-\ufefc"
    "\U0001f000-\U0001faff]"
)
_PARTED = late("[\u0900-\u109f\u1780-\u17ff]")
# Misread text that nobody could repair: its controls and soft hyphens are bytes, and without them nobody ever will.
_MISREAD = late("[¡¢¤¦¨ª«¬¯´¸º»¿À-ÖØ-öø-ÿ]")
_BYTES = late(r"[^\x80-\x9f\xad]+")
_RIGHT_TO_LEFT = late("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ALL_BIDI = late(f"[{_BIDI}]+")


@cleaner("invisible", trigger=f"[{_CONTROLS}{_JOINERS}{_BIDI}{_OTHERS}]", owns=ALL_FORMS)
def invisible(text: str) -> Iterator[Fix]:
    """Characters that nobody sees and that mean nothing here are removed."""
    line = _Line(0, -1, right_to_left=False)
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start > line.end:
            line = _line(text, start)
        if _misread(text, start, end):
            for part in _BYTES.finditer(text, start, end):
                yield replace(*part.span(), "", "invisible characters")
            continue
        if line.right_to_left and _ALL_BIDI.fullmatch(text, start, end):
            continue  # in a line with Arabic or Hebrew the direction marks hold the words in order
        if _JOINED.fullmatch(text, start, end) and (_shaped(text, start - 1, m[0]) or _shaped(text, end, m[0])):
            continue
        if text[start] >= "\U000e0020" and text[start - 1 : start] == "\U0001f3f4":
            continue  # the flag of a region: 🏴 and tags
        yield replace(start, end, "", "invisible characters")


class _Line(NamedTuple):
    """What the other characters of a line say of its invisible ones."""

    start: int
    end: int
    right_to_left: bool


def _line(text: str, at: int) -> _Line:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    right_to_left = _RIGHT_TO_LEFT.search(text, start, end) is not None
    return _Line(start, end, right_to_left)


def _misread(text: str, start: int, end: int) -> bool:
    """Whether the next two characters on either side look like bytes; farther off a rule may part the line."""
    before = text[max(0, start - 2) : start].rpartition("\n")[2]
    behind = text[end : end + 2].partition("\n")[0]
    return _MISREAD.search(before + behind) is not None


def _shaped(text: str, at: int, joiners: str) -> bool:
    """Whether ``joiners`` mean something beside the character at ``at``."""
    shaped = _PARTED if joiners.strip("\u200b") == "" else _SHAPED
    return 0 <= at < len(text) and shaped.match(text, at) is not None
