"""What the cloud side of the mock keeps: frozen records, replaced as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pingone_conformance.mock.cloud.contexts import DECISION_NODE

LEGACY, NEXT_GENERATION = "1.0", "2.0"
"""Versions of the script engine, as `evaluatorVersion` says them."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script of a realm. `text` is its source, decoded."""

    id: str
    realm: str
    name: str
    text: str
    context: str = DECISION_NODE
    evaluator_version: str = NEXT_GENERATION
    language: str = "JAVASCRIPT"
    description: str = ""
    created_at: int = 0
    changed_at: int = 0

    @property
    def is_legacy(self) -> bool:
        """Whether the legacy engine runs it."""
        return self.evaluator_version == LEGACY


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a journey. For a scripted decision node `config` has `script`, `outcomes`, `inputs` and `outputs`."""

    id: str
    realm: str
    type: str
    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey: where it begins, and which node follows which outcome."""

    id: str
    realm: str
    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pause:
    """A journey that waits: at which node, for which callbacks, and with which node state."""

    realm: str
    journey: str
    node: str
    callbacks: Sequence[Mapping[str, Any]]
    shared: Mapping[str, Any]
    transient: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Esv:
    """A variable or a secret of the environment: its decoded value.

    `kind` is "variable" or "secret"; `encoding` that of a secret (generic, pem, base64hmac, base64aes); `type` that
    of a variable (string, list, array, object, bool, int, number).
    """

    name: str
    kind: str
    value: bytes
    encoding: str = "generic"
    type: str = "string"
    description: str = ""
    use_in_placeholders: bool = True
    changed_at: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class ManagedObject:
    """An object of the identity management, such as a user of a realm: `kind` is alpha_user."""

    id: str
    kind: str
    revision: int
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A message of a script: level in capitals, logger, text with its arguments in place."""

    level: str
    logger: str
    message: str
    at: int


@dataclass(frozen=True, slots=True)
class HttpClientInstance:
    """An instance of the Http Client service. The identifiers become parts of dynamic secret labels."""

    name: str
    enabled: bool = True
    client_certificate: str = ""
    server_trust: str = ""


@dataclass(frozen=True, slots=True)
class Outbound:
    """A request that a script sent: header names in lower case, the raw body as text.

    `client_certificate` and `server_trust` are the names of the secrets with the certificates of the connection.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: str
    client_name: str = ""
    client_certificate: str = ""
    server_trust: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """What a registered host answers to a method and a path, `*` for any; `echo` answers with the request itself."""

    method: str = "*"
    path: str = "*"
    status: int = 200
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    echo: bool = False
