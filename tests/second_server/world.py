"""What the second server knows: environments, users, policies, transactions, flows; a clock and ids."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

_SKEW = timedelta(seconds=137)
# Enough to fill more than one page.
_OTHER_POLICIES = 5


@dataclass
class Transaction:
    """A verification of one user, as far as it has come."""

    id: str
    user_id: str
    environment_id: str
    policy_id: str
    policy: dict[str, Any]
    steps: dict[str, str]
    created: datetime
    updated: datetime
    expires: datetime
    code: str
    echoed: dict[str, Any]
    requirements: dict[str, Any]
    status: str = "REQUESTED"
    decided: datetime | None = None
    metadata: list[dict[str, Any]] = field(default_factory=list)
    data: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class User:
    """A user: the attributes that can be written, and the rest."""

    id: str
    population_id: str
    attributes: dict[str, Any]
    created: datetime
    updated: datetime
    transactions: dict[str, Transaction] = field(default_factory=dict)


@dataclass
class Policy:
    """A verify policy as it was understood."""

    id: str
    settings: dict[str, Any]
    created: datetime
    updated: datetime


@dataclass
class Flow:
    """An authentication flow whose external account nobody is linked to yet."""

    id: str
    session_id: str
    offered: dict[str, Any]
    created: datetime
    touched: datetime
    status: str = "ACCOUNT_CONFIRMATION_REQUIRED"
    user: dict[str, Any] | None = None


@dataclass
class Environment:
    """An environment with one worker application."""

    id: str
    client_id: str
    client_secret: str
    population_id: str
    users: dict[str, User] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    default_policy_id: str = ""


class World:
    """Everything, and the way back to how it began."""

    def __init__(self, seed: str | None, token_seconds: int) -> None:
        self._seed = seed or secrets.token_hex(8)
        self.token_seconds = token_seconds
        self.key = hashlib.sha512(f"key:{self._seed}".encode()).digest()
        self.requests = 0
        self.reset(self._seed)

    def reset(self, seed: str) -> None:
        """Begin again: the ready-made ids stay, all others are drawn from this seed."""
        self._source, self._drawn = f"ids:{self._seed}:{seed}", 0
        self.face = int(hashlib.sha256(self._source.encode()).hexdigest()[:4], 16)
        self.offset = timedelta(0)
        self.outbox: list[dict[str, Any]] = []
        self.home, self.elsewhere = self._environment("home"), self._environment("elsewhere")
        self.environments = {place.id: place for place in (self.home, self.elsewhere)}

    def now(self) -> datetime:
        """The time here, in UTC: not quite that of its clients."""
        return datetime.now(UTC) + _SKEW + self.offset

    def new_id(self) -> str:
        """The next id: a UUID, though not of version 4."""
        self._drawn += 1
        return _uuid(f"{self._source}:{self._drawn}")

    def new_code(self) -> str:
        """Six digits."""
        self._drawn += 1
        return f"{int(hashlib.sha256(f'{self._source}:{self._drawn}'.encode()).hexdigest(), 16) % 10**6:06}"

    def _environment(self, name: str) -> Environment:
        ids = {part: _uuid(f"{self._seed}:{name}:{part}") for part in ("environment", "client", "population")}
        secret = hashlib.sha256(f"secret:{self._seed}:{name}".encode()).hexdigest()
        place = Environment(ids["environment"], ids["client"], f"{secret[:30]}~A.{name}", ids["population"])
        user_id, policy_id = _uuid(f"{self._seed}:{name}:user"), _uuid(f"{self._seed}:{name}:policy")
        now = self.now()
        attributes = {"username": f"ready-{name}", "email": f"ready-{name}@example.com"}
        place.users[user_id] = User(user_id, place.population_id, attributes, now, now)
        step = {"verify": "REQUIRED", "threshold": "MEDIUM"}
        settings = {
            "name": "Usual policy",
            "governmentId": {"verify": "REQUIRED"},
            "facialComparison": dict(step),
            "liveness": dict(step),
        }
        place.policies[policy_id] = Policy(policy_id, settings, now, now)
        for number in range(_OTHER_POLICIES):
            other = _uuid(f"{self._seed}:{name}:policy:{number}")
            place.policies[other] = Policy(other, settings | {"name": f"Older policy {number}"}, now, now)
        place.default_policy_id = policy_id
        return place


def _uuid(text: str) -> str:
    digits = bytearray(hashlib.sha256(text.encode()).digest()[:16])
    digits[6] = digits[6] & 0x0F | 0x70
    digits[8] = digits[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(digits)))


def whole_seconds(moment: datetime) -> str:
    """A timestamp without milliseconds, as ISO 8601 allows."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def nanoseconds(moment: datetime) -> str:
    """A timestamp with more digits than the examples have."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f007Z")


def with_offset(moment: datetime) -> str:
    """A timestamp that names UTC by its offset."""
    return moment.isoformat(timespec="milliseconds")
