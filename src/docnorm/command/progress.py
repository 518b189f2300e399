"""How far a batch is: one line on a terminal that rewrites itself, and nothing anywhere else."""

from __future__ import annotations

import contextlib
import shutil
import sys
import time

from docnorm.system.console import show_controls

_EVERY = 0.1  # seconds between two drawings: smooth to the eye, nothing to the processor


class Progress:
    """A bar on standard error. ``say`` puts a line above it."""

    def __init__(self, total: int, *, wanted: bool = True) -> None:
        self._total = total
        self._done = self._failed = 0
        self._began = time.monotonic()
        self._drawn = 0.0
        self._on = wanted and total > 1 and sys.stderr.isatty()

    def step(self, *, failed: bool = False) -> None:
        """Count one file."""
        self._done += 1
        self._failed += failed
        now = time.monotonic()
        if self._on and (now - self._drawn >= _EVERY or self._done == self._total):
            self._drawn = now
            width = shutil.get_terminal_size().columns
            self._put("\r\x1b[K" + draw_line(self._done, self._total, self._failed, now - self._began, width))

    def say(self, message: str) -> None:
        """Write one line; a console that is gone is no reason to fail."""
        self._put(("\r\x1b[K" if self._on else "") + show_controls(message) + "\n")

    def end(self) -> None:
        """Take the bar away."""
        if self._on:
            self._put("\r\x1b[K")

    def _put(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()


def draw_line(done: int, total: int, failed: int, seconds: float, width: int) -> str:
    """Return the bar for a terminal of ``width`` columns: files, rate, time left. ASCII, for every console."""
    rate = done / seconds if seconds > 0 else 0.0
    left = (total - done) / rate if rate else 0.0
    words = f" {done}/{total}  {rate:.1f} files/s  {int(left) // 60}:{int(left) % 60:02d} left"
    words += f"  {failed} failed" if failed else ""
    room = min(40, width - len(words) - 3)
    if room < 8:
        return words.strip()[: max(0, width - 1)]
    full = room * done // max(1, total)
    return "[" + "#" * full + "-" * (room - full) + "]" + words
