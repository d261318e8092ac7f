"""One run of a script: what it is given, and what it leaves."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pingone_conformance.mock.cloud.records import LogEntry, Script

if TYPE_CHECKING:
    from pingone_conformance.mock.state import Mock

PINGONE_USER = "pingOneUserId"
"""The key of the node state that says which PingOne user a journey is about ("PingOne Verify nodes")."""

LEFT = (
    "shared",
    "transient",
    "outcome",
    "callbacks",
    "description",
    "header",
    "error_message",
    "session_properties",
)
"""What a script leaves to its journey."""


@dataclass(slots=True)
class Run:
    """What a script is given and, once it ended, what it left.

    `shared` and `transient` are the two parts of the node state; `answers` are the callbacks that came back, None in
    the first round; `callbacks` are those that the script asks for; `libraries` are texts of library scripts by name,
    looked at before those of the realm.
    """

    mock: Mock
    base: str
    environment_id: str
    script: Script
    now: int
    shared: dict[str, Any] = field(default_factory=dict)
    transient: dict[str, Any] = field(default_factory=dict)
    answers: Sequence[Mapping[str, Any]] | None = None
    request_headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    request_parameters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    outcome: str | None = None
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    description: str | None = None
    header: str | None = None
    error_message: str | None = None
    session_properties: dict[str, str] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    requests: list[Any] = field(default_factory=list)
    """What httpClient was asked to send, in order."""
    left: dict[str, Any] | None = None
    """What the script left in the fields of `LEFT`, where something ran after its end."""
    log: list[LogEntry] = field(default_factory=list)

    def end(self) -> None:
        """Take down what the script left: what handles responses after its end has no part in the journey."""
        if self.left is None:
            self.left = copy.deepcopy({name: getattr(self, name) for name in LEFT})

    def close(self) -> None:
        """Let what the script left be all that there is."""
        for name, value in (self.left or {}).items():
            setattr(self, name, value)

    def state(self, key: str) -> Any:
        """The value of the node state: the transient one where there is one; None without any."""
        return self.transient.get(key, self.shared.get(key))

    @property
    def pingone_user(self) -> str | None:
        """The id of the PingOne user that the journey is about."""
        found = self.state(PINGONE_USER)
        return found if isinstance(found, str) else None
