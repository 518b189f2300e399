"""A stretch of work that must end in time."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):  # not an Exception: a rule's own ``except Exception`` must not swallow it
    """The work under a deadline took too long."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise ``OutOfTime`` in the body once ``seconds`` of wall-clock time are over.

    On the main thread a timer signal interrupts even a hanging regular expression (``re`` looks for signals while it
    backtracks; measured: 1.0 to 1.1 s for a limit of 1 s, where the ``timeout`` of ``regex`` came after 2 to 6 s).
    Elsewhere, and where the host program uses the timer itself, the time is only measured and the body told off
    afterwards.
    """
    started = time.monotonic()
    armed = _arm(seconds)
    try:
        yield
    finally:
        if armed is not None:
            _disarm(armed)
    if armed is None and time.monotonic() - started > seconds:
        raise OutOfTime


def _arm(seconds: float) -> object | None:
    """Start the timer and return the handler that stood before, or None where the timer is not ours to use."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return None
    before = signal.getsignal(signal.SIGALRM)
    if before not in {signal.SIG_DFL, signal.SIG_IGN} or signal.getitimer(signal.ITIMER_REAL)[0]:
        return None
    signal.signal(signal.SIGALRM, _ring)
    # Again every tenth of a second: a bare ``except:`` in a rule may swallow the first one.
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    return before


def _disarm(before: object) -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)  # type: ignore[arg-type]  # what getsignal gave back


def _ring(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise OutOfTime
