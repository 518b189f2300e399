"""Stretches between ``<!-- docnorm: off -->`` and ``<!-- docnorm: on -->``: hands off, whatever stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Span
from docnorm.source import Mark

# <!-- docnorm: off -->, in one line; a comment that only speaks of docnorm is no switch.
_SWITCH = re.compile(r"<!--[ \t]*docnorm:[ \t]*(off|on)[ \t]*-->")


def find_zones(text: str, *, off: bool = False) -> Iterator[Mark]:
    """Yield a frozen mark for every zone, with its switches and line ends; an open one runs to the end.

    With ``off`` the text begins in a zone.
    """
    if not off and "docnorm:" not in text:
        return
    start = 0 if off else -1
    for m in _SWITCH.finditer(text):
        if m[1] == "off" and start < 0:
            # With the line end before it: otherwise the line above could be joined to the zone.
            start = max(0, m.start() - 1)
        elif m[1] == "on" and start >= 0:
            yield Mark(Span(start, min(len(text), m.end() + 1)), "frozen")
            start = -1
    if start >= 0:
        yield Mark(Span(start, len(text)), "frozen")


def ends_in_zone(text: str, *, off: bool = False) -> bool:
    """Whether ``text`` ends in a zone; with ``off`` it began in one."""
    if "docnorm:" not in text:
        return off
    switches = _SWITCH.findall(text)
    return switches[-1] == "off" if switches else off
