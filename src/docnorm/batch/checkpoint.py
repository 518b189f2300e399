"""What a batch has done so far, line by line, so that a run after a crash goes on where it stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from docnorm.errors import OutputFailed

NAME = ".docnorm-journal.jsonl"  # in the output folder; runs of earlier versions wrote it, too


class Entry(NamedTuple):
    """One file that was dealt with. ``config`` stands for everything but the input that decides the output."""

    path: str
    sha256: str
    config: str
    output: str
    code: int
    message: str = ""


def read_checkpoint(path: Path) -> dict[str, Entry]:
    """Return the last entry of each input; a line that a crash cut short is passed over."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return {}
    entries: dict[str, Entry] = {}
    for line in lines:
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue
        entries[entry.path] = entry
    return entries


class Checkpoint:
    """The file, open for more lines. Each line is one write, so that no crash leaves two lines in one another."""

    def __init__(self, path: Path, *, fresh: bool) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if fresh else 0) | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.open(path, flags, 0o666)
            if not fresh and _is_cut_short(path):
                os.write(self._file, b"\n")
        except OSError as error:
            raise OutputFailed(f"{path}: the journal cannot be written: {error.strerror}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)

    def add(self, entries: Iterable[Entry]) -> None:
        """Append entries."""
        for entry in entries:
            row: dict[str, Any] = entry._asdict()
            # ASCII only: file names may hold bytes that are no UTF-8.
            os.write(self._file, json.dumps(row).encode("ascii") + b"\n")


def _is_cut_short(path: Path) -> bool:
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return False
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"
