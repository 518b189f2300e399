"""What the command says, and where: results to standard output, everything else to standard error."""

from __future__ import annotations

import contextlib
import errno
import io
import locale
import os
import re
import sys
from typing import Literal

from docnorm.errors import OutputFailed

# A file name or a text may carry escape sequences that repaint the terminal or fake a line of ours.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def prepare() -> None:
    """Make both streams survive any character on any console (GBK, the C locale), and one that was closed before."""
    if sys.stdout is None:  # ``>&-``: what is written there must fail, not vanish, so nothing can be written to this
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115  open to the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(io.UnsupportedOperation, ValueError):
                stream.reconfigure(errors="backslashreplace")


def find_language() -> Literal["en", "zh"]:
    """Return the language that the reader's system speaks, if it is one of ours, else English."""
    said = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    spoken = next((name for name in said if name), None) or locale.getlocale()[0] or ""
    return "zh" if spoken.startswith(("zh", "Chinese")) else "en"


def show_controls(text: str) -> str:
    """Return ``text`` with control and direction characters shown instead of sent."""
    return _CONTROL.sub(lambda m: repr(m[0])[1:-1], text).replace("\n", "\\n")


def say(message: str) -> None:
    """Write one line to standard error; a console that is gone is no reason to fail."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(show_controls(message) + "\n")
        sys.stderr.flush()


def show(text: str) -> None:
    """Write text lines to standard output. Raises ``OutputFailed``; a reader that went away is fine."""
    with _writing():
        sys.stdout.write(text)
        sys.stdout.flush()


def send(data: bytes) -> None:
    """Write bytes to standard output. Raises ``OutputFailed``; a reader that went away is fine."""
    with _writing():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


class _writing(contextlib.AbstractContextManager["_writing"]):  # noqa: N801  reads as a verb at its with
    """Turn what the system says about standard output into ours."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if error is None:
            return False
        if isinstance(error, BrokenPipeError) or (isinstance(error, OSError) and error.errno == errno.EPIPE):
            # The reader (head, less) has seen enough. Without this the interpreter complains again at exit.
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return True
        if isinstance(error, (OSError, ValueError)) and not isinstance(error, UnicodeError):
            reason = getattr(error, "strerror", None) or "it is closed"
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise OutputFailed(f"standard output cannot be written: {reason}") from error
        return False
