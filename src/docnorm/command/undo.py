"""``--undo``: the way back, from a report to the input's file."""

from __future__ import annotations

from pathlib import Path

from docnorm.errors import OutputFailed
from docnorm.review.undo import undo
from docnorm.system import console
from docnorm.system.atomic import write_whole
from docnorm.system.inputs import read_input


def give_back(path: Path, output: str | None) -> None:
    """Write the input that the report at ``path`` tells of to ``output``: a file, or ``-`` for standard output.

    Raises ``InputRefused`` for what is no report of ours, ``OutputFailed`` for what cannot be written.
    """
    data = undo(read_input(path))
    if output in {None, "-"}:
        console.send(data)
        return
    target = Path(str(output))
    if target.is_dir():
        raise OutputFailed(f"{target}: is a folder; name the file to give back")
    write_whole(target, data)
