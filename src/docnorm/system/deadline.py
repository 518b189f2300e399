"""Stretches of work that must each end in time."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Self


class OutOfTime(BaseException):  # not an Exception: a rule's own ``except Exception`` must not swallow it
    """The work under a deadline took too long."""


class Deadline:
    """Raises ``OutOfTime`` in its body once a stretch of work has taken ``seconds`` of wall-clock time.

    A stretch begins at each ``begin()``; the alarm is armed at the first and serves them all, for arming costs as
    much as cleaning a short line. On the main thread a timer signal interrupts even a hanging regular expression
    (``re`` looks for signals while it backtracks; measured: 1.0 to 1.1 s for a limit of 1 s, where the ``timeout``
    of ``regex`` came after 2 to 6 s). Elsewhere, and where the host program uses the timer itself, the time is only
    measured, and ``check()`` or the end of the body tells off afterwards.

    Without ``alarm`` the time is only measured everywhere: that is for work that is known to end.

    Work that hardly gets the processor, on a machine with too much to do, has up to five times as long: what comes of
    a document should not depend on the load.
    """

    def __init__(self, seconds: float, *, alarm: bool = True) -> None:
        self.seconds = seconds
        self._begun = self._spent = 0.0
        self._working = False
        self._before: object = None
        self._alarm, self._armed, self._first = alarm, False, True

    def begin(self) -> None:
        """Begin the next stretch."""
        if self._first:
            # Asked once for all stretches (a call takes a microsecond, ten rules want ten): what earlier stretches
            # worked counts for this one, too, so that a slow one may be told off a little early, never late.
            self._first, self._spent = False, time.process_time()
            if self._alarm:
                self._arm()
        self._begun = time.monotonic()
        self._working = True

    def rest(self) -> None:
        """End a stretch: what comes before the next one is nobody's time."""
        self._working = False

    def check(self) -> None:
        """Raise ``OutOfTime`` where this stretch has taken too long."""
        passed = time.monotonic() - self._begun
        if not self._working or passed <= self.seconds:
            return
        worked = time.process_time() - self._spent
        waits = worked < passed / 20  # it sleeps, or waits for something that is no processor
        if waits or worked > self.seconds / 2 or passed > 5 * self.seconds:
            raise OutOfTime

    def __enter__(self) -> Self:
        return self

    def _arm(self) -> None:
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            return
        before = signal.getsignal(signal.SIGALRM)
        if before not in {signal.SIG_DFL, signal.SIG_IGN} or signal.getitimer(signal.ITIMER_REAL)[0]:
            return
        self._before, self._armed = before, True
        signal.signal(signal.SIGALRM, self._ring)
        # Again every tenth of a second: a later stretch may be the long one, and a bare ``except:`` swallows a first.
        signal.setitimer(signal.ITIMER_REAL, self.seconds, 0.1)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._armed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)  # type: ignore[arg-type]  # what getsignal gave back
        if error is None:
            self.check()

    def _ring(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.check()
