"""Where the package keeps its data: importlib.resources loads tempfile and more (5 ms) to say so."""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"


def find_stored(name: str) -> Path:
    """Return the path of a file of ``docnorm/data``."""
    return _DATA / name
