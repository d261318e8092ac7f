"""Bodies of the control plane."""

from __future__ import annotations

from typing import Annotated, Any, Literal

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


class ShownDate(RequestBody):
    """How far off the header ``Date`` is."""

    date_offset_seconds: float


RoleName = Literal[
    "Organization Admin",
    "Environment Admin",
    "Identity Data Admin",
    "Identity Data Read Only",
    "Client Application Developer",
    "Configuration Read Only",
]
Product = Annotated[str, StringConstraints(pattern=r"^PING_[A-Z_]{1,60}$")]
Entitlement = Annotated[str, StringConstraints(pattern=r"^allow[A-Za-z]{1,60}$")]


class EnvironmentChange(RequestBody):
    """What becomes different about an environment; what is left out stays.

    ``type`` null hides it, ``publicKey`` (a JWK) null takes it away from the worker application, ``roles`` and
    ``products`` are the complete lists, ``licenseVerify`` changes single entitlements.
    """

    environment_id: str | None = None
    type: Literal["SANDBOX", "PRODUCTION"] | None = None
    roles: Annotated[list[RoleName], Field(max_length=20)] | None = None
    products: Annotated[list[Product], Field(max_length=50)] | None = None
    license_status: Literal["ACTIVE", "EXPIRED", "FUTURE", "TERMINATED"] | None = None
    license_verify: Annotated[dict[Entitlement, bool], Field(max_length=50)] | None = None
    default_verify_policy: bool | None = None
    public_key: Annotated[dict[str, Any], Field(max_length=20)] | None = None


class Outcome(RequestBody):
    """The state that a transaction moves to, what its selfie shows, and how many attempts it took."""

    status: Status
    selfie: str | None = None
    attempts: Annotated[int, Field(ge=1, le=4)] = 1


class NewFlow(RequestBody):
    """A flow that waits for account confirmation, and what the identity provider returned."""

    environment_id: str | None = None
    identity_provider_attributes: UserPatch | None = None
