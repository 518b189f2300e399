"""One line of a table of measurements."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What was measured, on how much, against which bar. ``measured`` is as printed, such as ``99.93 %``."""

    suite: str
    measured: str
    bar: str
    n: int
    note: str = ""
