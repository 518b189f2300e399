"""The one folder that the server was given: nothing outside of it is read or written."""

from __future__ import annotations

from pathlib import Path

from docnorm.errors import InputRefused, OutputFailed, UsageError


class Folder:
    """A folder, and the files in it by the names that a client says."""

    def __init__(self, path: str | Path) -> None:
        """Take the folder at ``path``. Raises ``UsageError`` where there is none."""
        self.path = Path(path).resolve()
        if not self.path.is_dir():
            raise UsageError(f"{path}: is no folder; --mcp takes the one folder that clients may use")

    def find(self, name: str) -> Path:
        """Return the file ``name``, said from the folder. Raises ``InputRefused`` for one outside, or none."""
        path = self._resolve(name)
        if path is None:
            raise InputRefused(f"{name}: lies outside of the folder that this server was given")
        if not path.is_file():
            raise InputRefused(f"{name}: there is no such file in the folder")
        return path

    def place(self, name: str, *, overwrite: bool = False) -> Path:
        """Return where to write ``name``. Raises ``OutputFailed`` outside, in no folder, and over another file."""
        path = self._resolve(name)
        if path is None:
            raise OutputFailed(f"{name}: lies outside of the folder that this server was given")
        if not path.parent.is_dir():
            raise OutputFailed(f"{name}: there is no such folder")
        if path.is_dir() or (path.exists() and not overwrite):
            raise OutputFailed(f"{name}: is there already; name another file, or say overwrite")
        return path

    def _resolve(self, name: str) -> Path | None:
        """Return the file with every link followed, None where that leads outside."""
        try:
            path = (self.path / name).resolve()
        except (OSError, ValueError, RuntimeError):  # a NUL, a loop of links
            return None
        return path if path != self.path and path.is_relative_to(self.path) else None
