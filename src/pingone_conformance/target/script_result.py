"""What a script left that a mock ran outside any journey, and how it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class LogMessage:
    """What a script logged: the level in capitals, the text with its arguments in place."""

    level: str
    message: str
    logger: str = ""
    timestamp: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a script, counted from 1, and what is wrong there. Engines do not always say a place."""

    message: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a script failed.

    `reason` is syntax, error, time, memory, recursion or output; `java_class` that of an exception that the script did
    not catch; `problems` are all places where it is no JavaScript that Rhino 1.7.14 understands.
    """

    reason: str
    message: str
    line: int | None = None
    column: int | None = None
    java_class: str | None = None
    problems: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Everything that is to be told, in order."""
        return self.problems or (Place(self.message, self.line, self.column),)


@dataclass(frozen=True, slots=True)
class ScriptResult:
    """What a script left; `shared` and `transient` are the parts of the node state after it ran.

    `outcome` is None where it asked for `callbacks`, where it failed, and in contexts without outcomes.
    """

    outcome: str | None
    shared: Mapping[str, Any]
    transient: Mapping[str, Any]
    log: tuple[LogMessage, ...]
    callbacks: tuple[Mapping[str, Any], ...]
    header: str | None = None
    description: str | None = None
    error_message: str | None = None
    session_properties: Mapping[str, str] | None = None
    failure: Failure | None = None

    @property
    def state(self) -> dict[str, Any]:
        """The node state as scripts read it: transient values hide shared ones."""
        return {**self.shared, **self.transient}

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Read what `POST /_mock/scripts` answers."""
        failed = answer["failure"]
        return cls(
            outcome=answer["outcome"],
            shared=answer["stateAfter"]["shared"],
            transient=answer["stateAfter"]["transient"],
            log=tuple(LogMessage(**message) for message in answer["log"]),
            callbacks=tuple(answer["callbacks"]),
            header=answer["header"],
            description=answer["description"],
            error_message=answer["errorMessage"],
            session_properties=answer["sessionProperties"],
            failure=None if failed is None else _failure(failed),
        )


def _failure(failed: Mapping[str, Any]) -> Failure:
    members = {name: failed[name] for name in ("reason", "message", "line", "column")}
    problems = tuple(Place(one["message"], one["line"], one["column"]) for one in failed["problems"])
    return Failure(**members, java_class=failed["javaClass"], problems=problems)
