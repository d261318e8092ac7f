"""What an engine is given, and how a script ends that does not come to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

NATIVE = "__host"
"""The global function by which a program asks its host: a name and the arguments as JSON in, an answer as JSON out.

The answer is `{"value": …}` or `{"error": {"class": …, "message": …}}`. The first part of a program takes it away, and
throws an error as an `Error` whose message is `class: message`, the way Rhino words a Java exception.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Source text, and the name that its errors are reported under. The parts of a program share one global scope."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use: seconds, bytes of memory, characters that it may hand to its host, calls of the host."""

    seconds: float = 1.0
    memory: int = 64 * 1024 * 1024
    output: int = 1024 * 1024
    calls: int = 10_000


class HostError(Exception):
    """An exception that a call of the host throws into the script: the Java class that it is an instance of."""

    def __init__(self, java_class: str, message: str) -> None:
        super().__init__(message)
        self.java_class = java_class
        self.message = message


class Host(Protocol):
    """What a program's calls of `NATIVE` arrive at."""

    def __call__(self, name: str, arguments: list[Any], /) -> Any:
        """Answer with a JSON value, or raise `HostError`."""


class Reason(StrEnum):
    """Why a program was ended, or ended itself."""

    SYNTAX = "syntax"
    ERROR = "error"
    TIME = "time"
    MEMORY = "memory"
    RECURSION = "recursion"
    OUTPUT = "output"


class ScriptFailedError(Exception):
    """A program did not come to its end.

    `part` is the name of the part, `line` and `column` count from 1; they are None where the engine does not say.
    Of the calls that led to the error it is the innermost outside the first part, which is not the script's author's.
    `java_class` is that of the `HostError` that the script did not catch.
    """

    def __init__(
        self,
        reason: Reason,
        message: str,
        *,
        part: str | None = None,
        line: int | None = None,
        column: int | None = None,
        java_class: str | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.part = part
        self.line = line
        self.column = column
        self.java_class = java_class


class EngineUnavailableError(Exception):
    """An engine cannot be started here; `hint` says what to install."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Engine(Protocol):
    """Runs programs, each in a global scope of its own."""

    name: str

    def run(self, parts: Sequence[Part], host: Host, limits: Limits = Limits()) -> None:
        """Run the parts one after the other, then what they left to be done later (reactions of promises).

        Raises `ScriptFailedError`.
        """

    def close(self) -> None:
        """End the engine's process."""
