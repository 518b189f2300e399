"""The one way from a path to bytes: every document is opened here, whoever asks for it.

A path that gives no bytes, whatever is odd about it, is ``InputRefused``; nothing else that the system raises escapes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from docnorm.errors import InputRefused, UsageError, describe_missing
from docnorm.system.locks import describe_lock

DOUBT = 0.9  # below this confidence a decoding is worth a word on stderr (a right one is nearly always above .99)


@contextmanager
def open_input(path: str | Path) -> Iterator[BinaryIO]:
    """Open the file at ``path`` to read bytes; the ``str`` ``-`` is standard input, the ``Path`` ``-`` a file.

    A named pipe is read like a file, for that is what a shell makes of ``<(command)``; it blocks until somebody
    writes. Raises ``InputRefused`` for what is missing, a folder, not allowed, or no path at all (a NUL in it, a name
    longer than the system takes). What the body raises goes through.
    """
    if path == "-":
        if sys.stdin is None:  # ``<&-``
            raise InputRefused("<stdin>: is closed")
        yield sys.stdin.buffer
        return
    if os.path.isdir(path):  # Windows calls that a lack of permission
        raise InputRefused(f"{path}: is a folder, not a document")
    try:
        file = open(path, "rb")  # noqa: SIM115  closed below; what the body raises must not look like an unreadable input
    except FileNotFoundError:
        raise InputRefused(describe_missing(str(path))) from None
    except (OSError, ValueError) as error:
        raise InputRefused(f"{path}: {describe_failure(error)}{describe_lock(path)}") from error
    with file:
        yield file


def read_input(path: str | Path) -> bytes:
    """Return all bytes of the file at ``path``, ``-`` as in ``open_input``. Raises ``InputRefused``."""
    with open_input(path) as file:
        try:
            return file.read()
        except (OSError, ValueError) as error:  # ValueError: a standard input that somebody closed
            raise InputRefused(f"{name_input(path)}: {describe_failure(error)}") from error


def describe_failure(error: Exception) -> str:
    """Return in words why the system does not give the bytes."""
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def name_input(path: str | Path) -> str:
    """Return what messages call an input."""
    return "<stdin>" if path == "-" else str(path)


def refuse_same(path: str, output: Path, instead: str) -> None:
    """Raise ``UsageError`` where ``output`` is the input itself: through a link, another spelling or a second name.

    The message says what to do ``instead``.
    """
    try:
        same = path != "-" and os.path.samefile(path, output)
    except (OSError, ValueError):
        return
    if same:
        raise UsageError(f"{output}: is the input itself; {instead}")


def describe_decoding(name: str, encoding: str, confidence: float, unread: int, where: str = "") -> Iterator[str]:
    """Yield what a person should know of how the bytes of ``name`` became text; nothing where all went well.

    ``confidence`` is 0 to 1, ``unread`` a count of places, and ``where`` tells of the first of them.
    """
    if unread:
        yield f"{name}: {unread} places could not be read{where} and show as \ufffd"
    if confidence < DOUBT:
        yield f"{name}: read as {encoding}, but only {confidence:.0%} sure; --encoding NAME settles it"
