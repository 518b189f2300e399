"""An input cleaned as it passes by, in bounded memory: rows, and text files that are too long to be held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from docnorm.batch.long_text import TextTally, clean_long_text
from docnorm.batch.order import Order, Outcome
from docnorm.errors import InputRefused, UsageError
from docnorm.rows.column import Column, Tally
from docnorm.rows.jsonl import clean_jsonl
from docnorm.system import console
from docnorm.system.atomic import open_whole
from docnorm.system.inputs import describe_decoding, describe_failure, name_input, open_input, refuse_same

NAMED = 20  # broken lines that are named one by one


class DigestedFile:
    """A file being read, and the digest of what was read of it. What the disk does not give is ``InputRefused``."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        from hashlib import sha256  # 3 ms: not for a small text

        self._digest = sha256()

    def read(self, size: int) -> bytes:
        """Read up to ``size`` bytes; fewer only at the end (a pipe gives them in bits)."""
        parts: list[bytes] = []
        try:
            while size > 0 and (part := self._file.read(size)):
                parts.append(part)
                size -= len(part)
        except OSError as error:  # not to be taken for an output that cannot be written
            raise InputRefused(describe_failure(error)) from error
        return self._add(b"".join(parts))

    def readline(self, limit: int) -> bytes:
        """Read a line of up to ``limit`` bytes."""
        try:
            return self._add(self._file.readline(limit))
        except OSError as error:
            raise InputRefused(describe_failure(error)) from error

    def _add(self, data: bytes) -> bytes:
        self._digest.update(data)
        return data

    @property
    def sha256(self) -> str:
        """The digest of what was read."""
        return self._digest.hexdigest()


def process_stream(path: str, output: Path | None, order: Order) -> Outcome:
    """Clean an input as it passes by. Raises ``DocnormError``."""
    with open_input(path) as file, _open_output(path, output) as out:
        source = DigestedFile(file)
        try:
            outcome = _clean_stream(path, source, out, order)
        except (InputRefused, UsageError) as error:
            raise type(error)(f"{name_input(path)}: {error}") from error
        return outcome._replace(sha256=source.sha256)


def _clean_stream(path: str, source: Any, out: Any, order: Order) -> Outcome:
    if order.column is None:
        return _report_text(path, clean_long_text(source, out.write, order.profile, encoding=order.encoding), order)
    if Path(path).suffix.lower() == ".parquet":
        from docnorm.rows.parquet import clean_parquet  # and json, which a long text does not need

        tally = clean_parquet(Path(path), out, order.column, order.profile)
        while source.read(1 << 20):  # it goes about in the file; the digest is of all of it
            pass
    else:
        tally = clean_jsonl(source, out.write, order.column, order.profile)
    return _report_rows(path, tally, order.column)


def _report_text(path: str, found: TextTally, order: Order) -> Outcome:
    said = [f"{path}: rule {rule} failed ({what}) and was left out" for rule, what in found.faults.items()]
    said += () if order.quiet else describe_decoding(path, found.encoding, found.confidence, found.unread)
    code = 5 if found.faults else 0
    return Outcome(path, code, tuple(said), applied=tuple(found.applied.items()), suggested=found.suggested)


def _report_rows(path: str, tally: Tally, column: Column) -> Outcome:
    name = name_input(path)
    said = [f"{name}: rule {rule} failed on {n} rows and was left out there" for rule, n in tally.faults.items()]
    said += (f"{name}: line {number} is no JSON object; it stands as it was" for number in tally.broken[:NAMED])
    if len(tally.broken) > NAMED:
        said.append(f"{name}: and {len(tally.broken) - NAMED} more such lines")
    if tally.foreign:
        said.append(
            f"{name}: {tally.foreign} of these lines are not UTF-8; rows are (RFC 8259): convert the file first"
        )
    if tally.spared:
        said.append(f"{name}: nothing would have been left of {tally.spared} rows; what looks like debris stays there")
    if tally.absent:
        said.append(f"{name}: {tally.absent} of {tally.rows} rows have no field {console.show_controls(column.name)}")
    code = 5 if tally.faults else 3 if tally.broken else 0
    return Outcome(
        path, code, tuple(said), applied=tuple(tally.rules.items()), removals=tally.removals, broken=len(tally.broken)
    )


@contextmanager
def _open_output(path: str, output: Path | None) -> Iterator[Any]:
    if output is None:
        yield _Console()
        return
    refuse_same(path, output, "name another output")
    with open_whole(output) as out:
        yield out


class _Console:
    """Standard output as something to write to."""

    def write(self, data: bytes) -> None:
        """Write bytes. Raises ``OutputFailed``."""
        console.send(data)
