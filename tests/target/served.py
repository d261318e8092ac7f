"""A mock that is served on loopback and used as a tenant: what it can do at will is done by hooks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from pingone_conformance.config import TenantSettings, load_settings
from pingone_conformance.mock.server import MockServer
from pingone_conformance.spec import load_description
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.retrying import Waits
from pingone_conformance.target.session import Session
from pingone_conformance.target.transports import Recorder
from pingone_conformance.target.verifications import status_of

ENVIRONMENT = "5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a77"


@dataclass
class Tenant:
    """A served mock and a session of it; `slept` are the waits that a test asked for, none of which took time."""

    base_url: str
    api: Session
    control: ControlPlane
    waits: Waits
    slept: list[tuple[float, str]]
    created: int = 0

    def create(self) -> dict[str, Any]:
        """A new transaction of a new user."""
        self.created += 1
        user = self.api.call("createUser", json={"username": f"p1c-{self.created}"}).json()
        answer = self.api.call("createVerifyTransaction", userID=user["id"], json={})
        return {**answer.json(), "userID": user["id"]}

    def verified(self) -> dict[str, Any]:
        """A transaction that somebody verified just now."""
        transaction = self.create()
        self.control.finish(transaction["id"], "SUCCESS")
        return transaction

    def status(self, transaction: dict[str, Any]) -> str | None:
        """The status of a transaction; None when it is gone."""
        user_id, id_ = transaction["userID"], transaction["id"]
        return status_of(self.api.call("readOneVerifyTransaction", userID=user_id, transactionID=id_))


@contextmanager
def served_tenant() -> Iterator[Tenant]:
    """Serve a mock for as long as it is used."""
    with MockServer(seed="tenant") as server:
        transport = httpx.HTTPTransport()
        control = ControlPlane(server.base_url, transport)
        connection = control.connection()
        recorder = Recorder(connection.api_path, connection.auth_path)
        api = Session(load_description(), connection, recorder, transport)
        control.on_clock_moved.append(api.forget_token)
        slept: list[tuple[float, str]] = []
        waits = Waits(tell=lambda seconds, why: slept.append((seconds, why)), sleep=lambda _: None)
        try:
            yield Tenant(server.base_url, api, control, waits, slept)
        finally:
            api.close()


def python(*lines: str) -> str:
    """A command line that runs these lines of Python."""
    return f"{sys.executable} -c '{chr(10).join(lines)}'"


def settings(**tenant: object) -> TenantSettings:
    """The settings of a tenant, and nothing from the environment of whoever runs the tests."""
    place = {
        "api_path": "https://api.test/v1",
        "auth_path": "https://auth.test",
        "environment_id": ENVIRONMENT,
    }
    return load_settings({"target": "tenant", **place, **tenant}).tenant


def finishing(status: str | None = None) -> str:
    """A hook that finishes a verification by the control plane: as asked, or with another status."""
    outcome = f'"{status}"' if status else 'os.environ["OUTCOME"]'
    return python(
        "import json, os, urllib.request",
        'url = os.environ["PINGONE_AUTH_PATH"] + "/_mock/transactions/" + os.environ["TRANSACTION_ID"]',
        f"body = json.dumps(dict(status={outcome})).encode()",
        'urllib.request.urlopen(urllib.request.Request(url, body, {"Content-Type": "application/json"}))',
    )
