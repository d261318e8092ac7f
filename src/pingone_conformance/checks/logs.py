"""What a log has of a message: entries are `{"level", "logger", "message"}`, as a mock shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pingone_conformance.findings import Finding

Log = Sequence[Mapping[str, Any]]


def logged(log: Log, message: str, *levels: str) -> list[Finding]:
    """A message is in the log once, at one of the levels where any are named."""
    found = levels_of(log, message)
    if len(found) == 1 and (not levels or found[0] in levels):
        return []
    at = f" at level {' or '.join(levels)}" if levels else ""
    return [Finding(f"the message {message!r} once in the log{at}", _seen(found))]


def not_logged(log: Log, message: str) -> list[Finding]:
    """A message is not in the log."""
    found = levels_of(log, message)
    return [Finding(f"no message {message!r} in the log", _seen(found))] if found else []


def levels_of(log: Log, message: str) -> list[str]:
    """The levels at which a log has exactly that message."""
    return [str(entry.get("level")) for entry in log if entry.get("message") == message]


def _seen(levels: Sequence[str]) -> str:
    return f"there at {', '.join(levels)}" if levels else "not there"
