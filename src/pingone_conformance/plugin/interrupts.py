"""Signals that end a run: each does what Ctrl-C does, so that verdicts are written and things are deleted."""

from __future__ import annotations

import signal
import time
from types import FrameType

TOGETHER_SECONDS = 0.5
"""A terminal or a service manager tells all processes of a run, and the command tells its child: that is one signal."""

ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]
"""What ends a run, where the system has it."""


class Interrupts:
    """Raises `KeyboardInterrupt` for signals; several at once count as one, a later one counts again."""

    def __init__(self) -> None:
        self._last = float("-inf")

    def install(self) -> None:
        """Take the signals; also where Ctrl-C is ignored, as in what a script starts in the background."""
        for number in ENDING:
            signal.signal(number, self._handle)

    def _handle(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signature of a handler
        now = time.monotonic()
        if now - self._last >= TOGETHER_SECONDS:
            self._last = now
            raise KeyboardInterrupt
