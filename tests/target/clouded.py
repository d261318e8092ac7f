"""A session of Advanced Identity Cloud behind the guard of a tenant, whose target is a function of the test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from joserfc.jwk import RSAKey

from pingone_conformance.spec import load_cloud_description, load_description
from pingone_conformance.target.cloud import CloudConnection, CloudSession
from pingone_conformance.target.cloud_guard import CloudGuard
from pingone_conformance.target.guard import Guard
from pingone_conformance.target.ledger import Ledger, Place, State
from pingone_conformance.target.transports import Recorder

from .served import ENVIRONMENT, settings

RUN = "0a1b2c3d"
PREFIX = f"p1c-{RUN}-"
BASE = "https://cloud.test"
ACCOUNT = "8c1d2b3e-4f5a-4b6c-8d7e-9f0a1b2c3d4e"
OWN = "11111111-1111-4111-8111-111111111111"
OTHERS = "99999999-9999-4999-8999-999999999999"
NODE = f"{RUN}-2222-4222-8222-222222222222"

Answer = Callable[[httpx.Request], httpx.Response]


@cache
def private_jwk() -> dict[str, Any]:
    """A key of a service account."""
    return dict(RSAKey.generate_key(2048, private=True).as_dict(private=True))


def connection(**members: Any) -> CloudConnection:
    """How to speak to a tenant that is nowhere."""
    chosen = {
        "base_url": BASE,
        "realm": "alpha",
        "service_account_id": ACCOUNT,
        "key": json.dumps(private_jwk()),
    }
    return CloudConnection(**{**chosen, **members})


def made(request: httpx.Request) -> httpx.Response:
    """An answer to a create, with an id."""
    return httpx.Response(201, json={"_id": OWN})


@dataclass
class Clouded:
    """A session, its ledger, and the requests that went out."""

    api: CloudSession
    ledger: Ledger
    answer: Answer = made
    sent: list[httpx.Request] = field(default_factory=list)

    def states(self) -> list[str]:
        """The state of each thing in the ledger, oldest first."""
        return [str(State(row[0])) for row in self.ledger._read("SELECT state FROM things ORDER BY number")]

    def own(self, operation: str, id_: str = OWN, **path: str) -> str:
        """Write a thing into the ledger as created by this run."""
        number = self.ledger.intend(operation, {"realm": "alpha", **path}, f"{PREFIX}own")
        self.ledger.made(number, id_)
        return id_


@contextmanager
def clouded(folder: Path, **tenant: object) -> Iterator[Clouded]:
    """Open a session behind a guard with these settings."""
    chosen = settings(**{"allow": "changes", **tenant})
    with Ledger.open(folder, RUN, Place(chosen.api_path, chosen.auth_path, ENVIRONMENT, BASE)) as ledger:
        guard = Guard(load_description(), chosen, ENVIRONMENT, ledger)

        def respond(request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/access_token"):
                return httpx.Response(200, json={"access_token": "token", "expires_in": 899})
            found.sent.append(request)
            return found.answer(request)

        description = load_cloud_description()
        api = CloudSession(
            description,
            connection(),
            Recorder(chosen.api_path, chosen.auth_path),
            httpx.MockTransport(respond),
            CloudGuard(description, guard, "alpha"),
        )
        found = Clouded(api, ledger)
        try:
            yield found
        finally:
            api.close()
