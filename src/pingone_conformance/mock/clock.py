"""The mock's clock: the machine's time, which tests may move forward."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import lru_cache

MINUTE = 60_000
"""One minute in milliseconds, the unit of every instant and duration of the mock."""

MAX_ADVANCE_SECONDS = 100 * 365 * 24 * 3600
"""How far the clock may be moved in all: far enough for any expiry, near enough for any date library."""

MAX_SHOWN_OFFSET_SECONDS = 366 * 24 * 3600
"""How far off the header ``Date`` may be."""


class Clock:
    """Milliseconds since the Unix epoch, plus what tests have added."""

    __slots__ = ("_offset", "_shown_offset")

    def __init__(self) -> None:
        self._offset = 0
        self._shown_offset = 0

    def now(self) -> int:
        """Return the current instant in milliseconds since the Unix epoch."""
        return time.time_ns() // 1_000_000 + self._offset

    def shown(self) -> int:
        """Return the instant that the header ``Date`` tells, in milliseconds since the Unix epoch."""
        return time.time_ns() // 1_000_000 + self._offset + self._shown_offset

    def mislead(self, seconds: float) -> None:
        """Let the header ``Date`` be off by ``seconds``, also backwards.

        Raises ValueError for more than ``MAX_SHOWN_OFFSET_SECONDS``.
        """
        if not abs(seconds) <= MAX_SHOWN_OFFSET_SECONDS:
            raise ValueError(f"the date may be off by at most {MAX_SHOWN_OFFSET_SECONDS} seconds")
        self._shown_offset = round(seconds * 1000)

    def advance(self, seconds: float) -> None:
        """Move the clock forward by ``seconds``.

        Raises ValueError when the step is negative or the clock would leave the range that it supports.
        """
        offset = self._offset + round(seconds * 1000)
        if seconds < 0 or offset > MAX_ADVANCE_SECONDS * 1000:
            raise ValueError(f"the clock moves forward only, by at most {MAX_ADVANCE_SECONDS} seconds in all")
        self._offset = offset

    def reset(self) -> None:
        """Return to the machine's time."""
        self._offset = self._shown_offset = 0


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def timestamp(instant: int) -> str:
    """Write an instant (milliseconds since the epoch) as ISO 8601 in UTC with milliseconds and ``Z``.

    That is the form of every ``createdAt`` in "Create Verify Transaction", example response.
    """
    seconds, milliseconds = divmod(instant, 1000)
    return f"{_second(seconds)}.{milliseconds:03d}Z"
