"""Accuracy in one table: ``python -m benchmarks.accuracy [--shared FOLDER] [SUITE ...]``.

Cases live beside the project and are never part of it; a suite whose cases are not there says so in its row.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

from benchmarks import accuracy
from benchmarks.row import show


def main() -> None:
    names = [m.name for m in pkgutil.iter_modules(accuracy.__path__) if not m.name.startswith("_")]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"which of {', '.join(names)} (default: all)")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared", help="folder with cases/")
    wanted = parser.parse_args()
    for name in wanted.suites or names:
        found = importlib.import_module(f"benchmarks.accuracy.{name}").rows(wanted.shared)
        show(name, found)


if __name__ == "__main__":
    main()
