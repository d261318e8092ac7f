"""Tells a target that is gone from a line that is bad."""

from __future__ import annotations

UNCONNECTED_OF_A_TARGET_THAT_IS_GONE = 3
"""Requests in a row that found no connection, each after all its attempts."""

UNANSWERED_OF_A_TARGET_THAT_IS_GONE = 5
"""Requests in a row, of more than one operation, that ended without any answer."""


class Reach:
    """What became of the requests of a run, as far as it says whether the target is there.

    A connection that ends without an answer each time is a fault of one operation as long as others are answered: the
    run goes on without it.
    """

    def __init__(self) -> None:
        self._ever = False
        self._unconnected = 0
        self._unanswered: list[str] = []

    def heard(self) -> None:
        """Something was answered, whatever it was."""
        self._ever = True
        self._unconnected = 0
        self._unanswered.clear()

    def missed(self, operation: str, *, connected: bool) -> None:
        """A request of that operation got no answer in all its attempts."""
        self._unconnected = 0 if connected else self._unconnected + 1
        self._unanswered.append(operation)

    @property
    def gone(self) -> bool:
        """Whether there is no point in going on."""
        if self._unconnected and not self._ever:
            return True
        several = (
            len(self._unanswered) >= UNANSWERED_OF_A_TARGET_THAT_IS_GONE and len(set(self._unanswered)) > 1
        )
        return several or self._unconnected >= UNCONNECTED_OF_A_TARGET_THAT_IS_GONE
