"""Pages that are pictures, read by rapidocr: its models come with the wheel, and nothing is fetched."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import Any

_DPI = 200


def can_read_scans() -> bool:
    """Return whether the extra for scans is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


@cache
def _load_engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.disable(logging.WARNING)
    return RapidOCR(params={"Global.log_level": "error"})


def read_scan(page: Any, fonts: dict[str, int]) -> list[tuple[Any, ...]]:
    """Return the characters that the picture of a page shows, with how sure each line is.

    The places of characters in a line are evenly spread: a line's ends are what its paragraph is told by.
    """
    _, height = page.get_size()
    scale = _DPI / 72
    picture = page.render(scale=scale).to_numpy()
    said = _load_engine()(picture)
    font = fonts.setdefault("scan", len(fonts))
    found: list[tuple[Any, ...]] = []
    for box, text, sure in zip(_listed(said.boxes), _listed(said.txts), _listed(said.scores), strict=True):
        xs, ys = [float(p[0]) / scale for p in box], [float(p[1]) / scale for p in box]  # numpy has floats of its own
        left, step = min(xs), (max(xs) - min(xs)) / max(1, _count_columns(text))
        tall = max(ys) - min(ys)
        base, size = round(height - max(ys) + 0.2 * tall, 2), round(0.8 * tall, 1)
        for char in text:
            right = left + step * _count_columns(char)
            found.append((char, round(left, 2), round(right, 2), base, size, font, round(float(sure), 3)))
            left = right
    return found


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value)


def _count_columns(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)
