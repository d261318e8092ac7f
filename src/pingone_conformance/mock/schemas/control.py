"""Bodies of the control plane."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from pingone_conformance.mock.schemas.fields import RequestBody
from pingone_conformance.mock.schemas.users import UserPatch

Status = Literal[
    "REQUESTED",
    "INITIATED",
    "PARTIAL",
    "IN_PROGRESS",
    "SUCCESS",
    "FAIL",
    "NOT_REQUIRED",
    "APPROVED_MANUALLY",
    "APPROVED_NO_REQUEST",
]
"""The nine transaction states."""


class Reset(RequestBody):
    """Seed of the ids drawn from now on."""

    seed: Annotated[str, StringConstraints(max_length=1024)]


class FaultNames(RequestBody):
    """The faults that are switched on; all others are off."""

    on: Annotated[list[str], Field(max_length=1000)]


class Advance(RequestBody):
    """How far to move the clock."""

    advance_seconds: float


class Outcome(RequestBody):
    """The state that a transaction moves to, what its selfie shows, and how many attempts it took."""

    status: Status
    selfie: str | None = None
    attempts: Annotated[int, Field(ge=1, le=4)] = 1


class NewFlow(RequestBody):
    """A flow that waits for account confirmation, and what the identity provider returned."""

    environment_id: str | None = None
    identity_provider_attributes: UserPatch | None = None
