"""Things that a run creates, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How far a thing has come."""

    INTENDED = "intended"
    """Its create goes out next, or went out and had no answer that says what came of it."""
    MADE = "made"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run creates things: an environment, and an Advanced Identity Cloud tenant where it is given.

    The auth host is told, but does not tell places apart. Nor does the tenant: a run of the same environment may have
    been told of another one, or of none.
    """

    api_path: str
    auth_path: str = field(compare=False)
    environment_id: str
    cloud: str = field(default="", compare=False)
    """Its address."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a run created, or asked for.

    `asked` is when, in seconds since 1970; `path` has the path parameters of its create, without the environment.
    """

    number: int
    operation: str
    undo: str
    path: Mapping[str, str]
    name: str | None
    id: str | None
    state: State
    asked: float
