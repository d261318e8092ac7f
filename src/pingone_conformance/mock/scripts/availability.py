"""Which binding a script has ("Script bindings", first table with its two footnotes), by engine version and context."""

from __future__ import annotations

from typing import Any, Final

from pingone_conformance.mock.cloud.contexts import (
    DECISION_NODES,
    IN_JOURNEYS,
    JWT_BEARER,
    OAUTH2,
    SAML2_SP,
)
from pingone_conformance.mock.scripts.run import Run

NOWHERE: Final[frozenset[str]] = frozenset()
EVERYWHERE: Final = None

COMMON: Final[dict[str, frozenset[str] | None]] = {
    "cookieName": NOWHERE,
    "httpClient": OAUTH2 | DECISION_NODES | SAML2_SP,
    "logger": EVERYWHERE,
    "openidm": NOWHERE,
    "realm": EVERYWHERE,
    "scriptName": OAUTH2 | DECISION_NODES | SAML2_SP,
    "secrets": DECISION_NODES | {JWT_BEARER},
    "systemEnv": EVERYWHERE,
    "utils": NOWHERE,
    "verifyTransactionsHelper": NOWHERE,
}
"""The ten common bindings, and the contexts in which legacy scripts have them. The next generation has them all."""

OF_NODES: Final = (
    "action",
    "callbacks",
    "callbacksBuilder",
    "nodeState",
    "requestHeaders",
    "requestParameters",
)
"""What a next-generation script has in a decision node besides."""

OF_LEGACY_NODES: Final = (
    "callbacks",
    "nodeState",
    "requestHeaders",
    "requestParameters",
    "sharedState",
    "transientState",
)
"""What a legacy script has in a decision node besides."""

KNOWN: Final = frozenset({*COMMON, *OF_NODES, *OF_LEGACY_NODES, "require", "outcome"})
"""Every name that a call of the host may begin with."""


def answer(run: Run, method: str, arguments: list[Any]) -> list[str]:  # noqa: ARG001
    """Return the names that the script of a run is offered."""
    legacy, context = run.script.is_legacy, run.script.context
    in_node = context in IN_JOURNEYS
    if not legacy:
        return [*COMMON, *(OF_NODES if in_node else ()), "require"]
    common = [name for name, where in COMMON.items() if where is None or context in where]
    return [*common, *(OF_LEGACY_NODES if in_node else ())]
