"""The binding `logger` ("Script bindings", Log script messages).

SLF4J puts arguments where braces stand; the legacy logger has three levels of its own, which are levels of the same
log.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pingone_conformance.mock.cloud.records import LogEntry
from pingone_conformance.mock.cloud.store import DEVELOPMENT
from pingone_conformance.mock.scripts.run import Run

LEVELS = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR")

MAX_MESSAGE = 16 * 1024
"""Characters of a message that are kept."""

MAX_MESSAGES = 1_000
"""Messages of one run that are kept."""

_LEGACY = {"message": "DEBUG", "warning": "WARN"}
_PLACE = re.compile(r"(?<!\\)(\\*+)\{\}")


def answer(run: Run, method: str, arguments: list[Any]) -> bool | None:
    """Say whether a level is on (`enabled`), or keep a message (`log`: level, message, arguments as texts)."""
    name = str(arguments[0])
    level = _LEGACY.get(name, name.upper())
    on = is_on(run, level)
    if method == "enabled":
        return on
    if on and len(run.log) < MAX_MESSAGES:
        message = put_in_place(arguments[1], arguments[2])
        if len(message) > MAX_MESSAGE:
            message = f"{message[: MAX_MESSAGE - 1]}…"
        entry = LogEntry(level, logger_name(run), message, run.now)
        run.log.append(entry)
        run.mock.store.cloud.log.append(entry)
    return None


def is_on(run: Run, level: str) -> bool:
    """Whether messages of a level are kept: from DEBUG on in development, from WARN on in the other tiers."""
    least = "DEBUG" if run.mock.store.cloud.tier == DEVELOPMENT else "WARN"
    return LEVELS.index(level) >= LEVELS.index(least)


def logger_name(run: Run) -> str:
    """The name of a script's logger."""
    script = run.script
    return f"scripts.{script.context}.{script.id}.({script.name})"


def put_in_place(message: str, arguments: Sequence[str]) -> str:
    """Replace `{}` by arguments, in order; places without an argument stay.

    As in SLF4J, a backslash before a place escapes it, and two of them stand for one.
    """
    left = iter(arguments)

    def place(found: re.Match[str]) -> str:
        backslashes = len(found[1])
        if backslashes == 1:
            return "{}"
        argument = next(left, None)
        if argument is None:
            return found[0]
        return found[1][: backslashes - 1 if backslashes else 0] + argument

    return _PLACE.sub(place, message)
