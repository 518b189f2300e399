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


def show(title: str, rows: list[Row]) -> None:
    """Print one field's rows, aligned."""
    print(f"\n{title}")
    width = max((len(r.suite) for r in rows), default=0)
    for row in rows:
        print(f"  {row.suite:<{width}}  {row.measured:>12}  bar {row.bar:<12} n={row.n:<6} {row.note}".rstrip())
