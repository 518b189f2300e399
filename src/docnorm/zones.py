"""Stretches between ``<!-- docnorm: off -->`` and ``<!-- docnorm: on -->``: hands off, whatever stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Span
from docnorm.source import Mark

_SWITCH = re.compile(r"<!--[ \t]*docnorm:[ \t]*(off|on)[ \t]*-->")


def zones(text: str) -> Iterator[Mark]:
    """Yield a frozen mark for every zone, with its switches and line ends; an open one runs to the end."""
    if "docnorm:" not in text:
        return
    start = -1
    for m in _SWITCH.finditer(text):
        if m[1] == "off" and start < 0:
            # With the line end before it: otherwise the line above could be joined to the zone.
            start = max(0, m.start() - 1)
        elif m[1] == "on" and start >= 0:
            yield Mark(Span(start, min(len(text), m.end() + 1)), "frozen")
            start = -1
    if start >= 0:
        yield Mark(Span(start, len(text)), "frozen")
