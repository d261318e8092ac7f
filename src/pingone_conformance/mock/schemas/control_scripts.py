"""Bodies of the control plane's cloud side that are about scripts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from pingone_conformance.mock.cloud.contexts import DECISION_NODE
from pingone_conformance.mock.schemas.fields import RequestBody, Text, refusal
from pingone_conformance.mock.scripts.arguments import tidied
from pingone_conformance.scripting.program import HostError

MAX_SCRIPT = 1024 * 1024
"""Characters of a script."""


def _shown(state: dict[str, Any]) -> dict[str, Any]:
    """Refuse a state that no answer could show."""
    try:
        tidied(state)
    except HostError as problem:
        raise refusal("INVALID_VALUE", f"The state has {problem.message}.") from None
    return state


Source = Annotated[str, StringConstraints(max_length=MAX_SCRIPT)]
Values = Annotated[dict[str, list[str]], Field(max_length=200)]
ContextName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{0,99}$")]

State = Annotated[dict[str, Any], Field(default_factory=dict), AfterValidator(_shown)]


class CallbackAnswer(RequestBody):
    """What a client entered for a callback; hidden values are known by their ids."""

    type: Text
    id: Text | None = None
    value: Any = None


class ScriptRun(RequestBody):
    """A script, and what it finds when it runs."""

    script: Source
    name: Text = "script"
    context: ContextName = DECISION_NODE
    evaluator_version: Literal["1.0", "2.0"] = "2.0"
    realm: Text = "alpha"
    user_id: Text | None = None
    shared_state: State
    transient_state: State
    callbacks: Annotated[list[CallbackAnswer], Field(max_length=100)] | None = None
    request_headers: Values = Field(default_factory=dict)
    request_parameters: Values = Field(default_factory=dict)
    engine: Text | None = None
    libraries: Annotated[dict[str, Source], Field(max_length=100)] = Field(default_factory=dict)


class Tier(RequestBody):
    """The kind of environment, which decides what level scripts log at."""

    tier: Literal["development", "staging", "production"]
