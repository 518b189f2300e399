"""One input's way in, whether it is held or passes by: opened, never overwritten, and what to say of a doubtful one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from docnorm.errors import InputRefused, UsageError, missing

DOUBT = 0.9  # below this confidence a decoding is worth a word on stderr (a right one is nearly always above .99)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Give the file at ``path`` to read, ``-`` being standard input. Raises ``InputRefused``."""
    if path == "-":
        yield sys.stdin.buffer
        return
    if os.path.isdir(path):  # Windows calls that a lack of permission
        raise InputRefused(f"{path}: is a folder, not a document")
    try:
        file = open(path, "rb")  # noqa: SIM115  closed below; what the body raises must not look like an unreadable input
    except FileNotFoundError:
        raise InputRefused(missing(path)) from None
    except (OSError, ValueError) as error:
        raise InputRefused(f"{path}: {unreadable(error)}") from error
    with file:
        yield file


def unreadable(error: Exception) -> InputRefused:
    """Return what to raise where the system does not give the bytes, the file not yet named."""
    return InputRefused(f"cannot be read: {getattr(error, 'strerror', None) or error}")


def named(path: str) -> str:
    """Return what messages call an input."""
    return "<stdin>" if path == "-" else path


def refuse_same(path: str, output: Path, instead: str) -> None:
    """Never overwrite an input by the way: not through a link, another spelling, or a second name.

    Raises ``UsageError`` that says what to do ``instead``.
    """
    try:
        same = path != "-" and os.path.samefile(path, output)
    except OSError:
        return
    if same:
        raise UsageError(f"{output}: is the input itself; {instead}")


def doubts(name: str, encoding: str, confidence: float, unread: int, where: str = "") -> Iterator[str]:
    """Yield what a person should know of how ``name`` was read; ``where`` tells of the first place that was not."""
    if unread:
        yield f"{name}: {unread} places could not be read{where} and show as \ufffd"
    if confidence < DOUBT:
        yield f"{name}: read as {encoding}, but only {confidence:.0%} sure; --encoding NAME settles it"
