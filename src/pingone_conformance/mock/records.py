"""What the mock remembers. Records are frozen: an update stores a new one, so a snapshot can be shared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pingone_conformance.mock.roles import GIVEN, Roles


@dataclass(frozen=True, slots=True)
class License:
    """What an organization has bought; ``verify`` holds the entitlements to PingOne Verify."""

    id: str
    organization_id: str
    status: str
    begins_at: int
    expires_at: int
    verify: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment with its one worker application (client credentials, roles) and its one population.

    ``type`` None is not shown to anybody; ``public_key`` is the JWK that the application's signatures fit.
    """

    id: str
    client_id: str
    client_secret: str
    population_id: str
    name: str
    created_at: int
    license: License
    type: str | None = "SANDBOX"
    products: tuple[str, ...] = ("PING_ONE_BASE", "PING_ONE_VERIFY")
    roles: Roles = GIVEN
    public_key: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class User:
    """A directory user; ``attributes`` holds what clients wrote, in the JSON form of the API."""

    id: str
    environment_id: str
    population_id: str
    created_at: int
    updated_at: int
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Policy:
    """A verify policy; ``settings`` holds all sections with their defaults filled in."""

    id: str
    environment_id: str
    default: bool
    created_at: int
    updated_at: int
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Transaction:
    """A verify transaction. ``checks`` maps verification types to their status; instants are milliseconds."""

    id: str
    environment_id: str
    user_id: str
    policy_id: str
    status: str
    checks: dict[str, str]
    code: str
    created_at: int
    updated_at: int
    expires_at: int
    requirements: dict[str, Any] | None = None
    callback: dict[str, Any] | None = None
    redirect: dict[str, Any] | None = None
    notification: dict[str, Any] | None = None
    decided_at: int | None = None
    verified_documents: str | None = None
    weight: int = 0
    """Bytes of the request that created it, which the store counts against its memory limit."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """One judgement of one provider about a transaction."""

    id: str
    type: str
    provider: str
    status: str
    attempt: int | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class VerifiedData:
    """One piece of data that a verification obtained; ``original`` is a selfie as it was taken."""

    id: str
    type: str
    created_at: int
    attempt: int | None
    data: dict[str, Any]
    original: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Flow:
    """An authentication flow. ``user`` is the account as far as the flow knows it."""

    id: str
    environment_id: str
    session_id: str
    status: str
    provider_attributes: dict[str, Any]
    user: dict[str, Any]
    created_at: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Message:
    """A notification that a real service would have sent by SMS or e-mail."""

    id: str
    transaction_id: str
    template: str
    method: str
    to: str
    sent_at: int
