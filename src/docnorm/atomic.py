"""Replace a file whole, or leave it as it was: a temporary file in the same folder, fsync, rename."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from docnorm.errors import OutputFailed


def write_whole(path: Path, chunks: bytes | Iterable[bytes]) -> None:
    """Write ``chunks`` so that ``path`` holds either all of them or what it held before, whatever happens.

    A symbolic link is followed and its target replaced. The new file keeps the permissions of the one it replaces.
    Raises ``OutputFailed``.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputFailed(f"{path}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise OutputFailed(f"{path}: the folder {target.parent} does not exist; make it first")
    held = ""
    try:
        handle, held = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as out:
            out.writelines([chunks] if isinstance(chunks, bytes) else chunks)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(held, _mode(target))
        os.replace(held, target)
        held = ""
        _settle(target.parent)
    except OSError as error:
        raise OutputFailed(
            f"{path}: cannot be written: {error.strerror or error}; the old file, if any, is as it was"
        ) from error
    finally:
        if held:
            with contextlib.suppress(OSError):
                os.unlink(held)


def _mode(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _settle(folder: Path) -> None:
    # Without this the rename itself may be lost in a power cut. Windows cannot open folders, and needs no such call.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
