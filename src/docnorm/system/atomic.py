"""Replace a file whole, or leave it as it was: a temporary file in the same folder, fsync, rename."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from docnorm.errors import OutputFailed
from docnorm.system.locks import describe_lock


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` so that ``path`` holds either all of it or what it held before. Raises ``OutputFailed``."""
    with open_whole(path) as out:
        out.write(data)


@contextlib.contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of ``path`` when the body ends well, and otherwise is gone.

    A symbolic link is followed and its target replaced. The new file keeps the permissions of the one it replaces.
    Raises ``OutputFailed``; what the body raises goes through.
    """
    try:
        target = Path(os.path.realpath(path))
    except (OSError, ValueError) as error:  # a NUL in it
        raise OutputFailed(f"{path}: is no path: {getattr(error, 'strerror', None) or error}") from error
    if os.path.isdir(target):
        raise OutputFailed(f"{path}: is a folder; name a file in it")
    if not os.path.isdir(target.parent):
        raise OutputFailed(f"{path}: the folder {target.parent} does not exist; make it first")
    held = ""
    try:
        name = target.parent / f".{target.name[:40]}.{os.urandom(6).hex()}.tmp"
        # Nobody else's file, and for nobody else to read. (tempfile would say the same, and take 3 ms to load.)
        handle = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        held = str(name)
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.chmod(held, _find_mode(target))
        os.replace(held, target)
        held = ""
        _sync_folder(target.parent)
    except OSError as error:
        raise OutputFailed(
            f"{path}: cannot be written: {error.strerror or error}{describe_lock(target)}; "
            "the old file, if any, is as it was"
        ) from error
    finally:
        if held:
            with contextlib.suppress(OSError):
                os.unlink(held)


def _find_mode(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # Without this the rename itself may be lost in a power cut. Windows cannot open folders, and needs no such call.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
