"""Accuracy in one table: ``python -m benchmarks.accuracy [--shared FOLDER] [SUITE ...]``.

Cases live beside the project and are never part of it; a suite whose cases are not there says so in its row.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

from benchmarks import suites
from benchmarks.row import Row


def main() -> None:
    names = [m.name for m in pkgutil.iter_modules(suites.__path__)]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"which of {', '.join(names)} (default: all)")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared", help="folder with cases/")
    wanted = parser.parse_args()
    for name in wanted.suites or names:
        found = importlib.import_module(f"benchmarks.suites.{name}").rows(wanted.shared)
        show(name, found)


def show(title: str, rows: list[Row]) -> None:
    """Print one field's rows, aligned."""
    print(f"\n{title}")
    width = max((len(r.suite) for r in rows), default=0)
    for row in rows:
        print(f"  {row.suite:<{width}}  {row.measured:>12}  bar {row.bar:<12} n={row.n:<6} {row.note}".rstrip())


if __name__ == "__main__":
    main()
