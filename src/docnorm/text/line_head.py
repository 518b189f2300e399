"""A possible number at the head of a line: ``1.`` ``一、`` ``（一）`` ``第三条``.

Rules over the text leave it alone: whether ``一.`` is a number or a sentence, and how its siblings are written, is
known only to the outline, so ``number-glyph`` repairs it later.
"""

from __future__ import annotations

import re

from docnorm.text.characters import HAN_NUMERAL
from docnorm.text.late import late

_MARKER = late(
    rf"""[ \t　]*+(?:
      第[ 　]?[0-9{HAN_NUMERAL}]{{1,9}}[ 　]?[编章节条款项](?:之[〇零一二三四五六七八九十]{{1,3}})?
    | [（(][ ]?(?:[{HAN_NUMERAL}]{{1,4}}|[0-9]{{1,3}}|[A-Za-z])[ ]?[)）][、.．]?
    | [{HAN_NUMERAL}]{{1,4}}[、.．，,:：]
    | [0-9]{{1,3}}(?:[.．][0-9]{{1,3}})*(?:[、.．)）]|(?=[ 　]))
    | [A-Za-z][、.．)）]
    | [①-⑳⑴-⒛㈠-㈩]
    )""",
    re.VERBOSE,
)
_REACH = 24  # a marker with its indent is never longer: nothing further left needs to be looked at


def in_marker(text: str, at: int) -> bool:
    """Whether the character at ``at`` belongs to a possible marker."""
    return at < _end(text, at)


def behind_marker(text: str, at: int) -> bool:
    """Whether the character at ``at`` belongs to a possible marker or is the first behind it."""
    return at <= _end(text, at)


def _end(text: str, at: int) -> int:
    start = text.rfind("\n", max(0, at - _REACH), at) + 1
    if not start and at > _REACH:
        return -1
    found = _MARKER.match(text, start)
    return found.end() if found else -1
