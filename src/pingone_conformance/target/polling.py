"""Reading a state again and again until it is the one that is waited for."""

from __future__ import annotations

import time
from collections.abc import Callable

from pingone_conformance.findings import Untested
from pingone_conformance.target.retrying import Waits

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 10.0
_GROWTH = 1.5
_LONGEST_STATE = 60


def poll(
    read: Callable[[], str | None], until: Callable[[str], bool], *, limit: float, waits: Waits, what: str
) -> str:
    """Read until a state is the one that is waited for, and return it.

    The pauses grow from one second to ten; `waits` is told of each, with `what` and the state that was seen. None is
    a state that cannot be told. At least one read is made, also within a `limit` (seconds) of nothing. Raises
    `Untested` with the last state when the limit is over.
    """
    spent, pause = 0.0, FIRST_PAUSE_SECONDS
    while True:
        asked = time.monotonic()
        state = read()
        spent += time.monotonic() - asked
        if state is not None and until(state):
            return state
        shown = "in no state that can be read" if state is None else bounded(state)
        # Pauses are counted rather than measured: what is left of a limit does not depend on who sleeps.
        seconds = min(pause, limit - spent)
        if seconds <= 0:
            raise Untested(f"the {what} was still {shown} after {limit:.0f} s")
        waits.wait(seconds, f"{what} {shown}")
        spent += seconds
        pause = min(pause * _GROWTH, LONGEST_PAUSE_SECONDS)


def bounded(state: str) -> str:
    """A state as a reason shows it: a target may call one anything."""
    return state if len(state) <= _LONGEST_STATE else f"{state[:_LONGEST_STATE]}…"
