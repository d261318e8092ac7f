"""A mock that is served on loopback and used as a tenant: what it can do at will is done by hooks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from pingone_conformance.mock.server import MockServer
from pingone_conformance.spec import load_description
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.retrying import Waits
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import Wish
from pingone_conformance.target.transports import Recorder


@dataclass
class Tenant:
    """A served mock and a session of it; `slept` are the waits that a test asked for, none of which took time."""

    base_url: str
    api: Session
    control: ControlPlane
    waits: Waits
    slept: list[tuple[float, str]]

    def create(self) -> dict[str, Any]:
        """A new transaction of a new user."""
        user = self.api.call("createUser", json={"username": f"p1c-{len(self.slept)}-{id(object())}"}).json()
        answer = self.api.call("createVerifyTransaction", userID=user["id"], json={})
        return {**answer.json(), "userID": user["id"]}

    def verified(self) -> dict[str, Any]:
        """A transaction that somebody verified just now."""
        transaction = self.create()
        self.control.finish(transaction["id"], "SUCCESS")
        return transaction

    def status(self, transaction: dict[str, Any]) -> str:
        """The status of a transaction."""
        path = {"userID": transaction["userID"], "transactionID": transaction["id"]}
        answer = self.api.call("readOneVerifyTransaction", **path)
        return str(answer.json()["transactionStatus"]["status"])


@contextmanager
def served_tenant() -> Iterator[Tenant]:
    """Serve a mock for as long as it is used."""
    with MockServer(seed="tenant") as server:
        transport = httpx.HTTPTransport()
        control = ControlPlane(server.base_url, transport)
        connection = control.connection()
        recorder = Recorder(connection.api_path, connection.auth_path)
        api = Session(load_description(), connection, recorder, transport)
        slept: list[tuple[float, str]] = []
        waits = Waits(tell=lambda seconds, why: slept.append((seconds, why)), sleep=lambda _: None)
        try:
            yield Tenant(server.base_url, api, control, waits, slept)
        finally:
            api.close()


def python(*lines: str) -> str:
    """A command line that runs these lines of Python."""
    return f"{sys.executable} -c '{chr(10).join(lines)}'"


def finishing(status: str = '{os.environ["OUTCOME"]}') -> Sequence[str]:
    """Lines of a hook that finishes a verification by the control plane, as asked or with another status."""
    return (
        "import os, urllib.request",
        'url = os.environ["PINGONE_AUTH_PATH"] + "/_mock/transactions/" + os.environ["TRANSACTION_ID"]',
        f'body = f"""{{{{"status": "{status}"}}}}""".encode()',
        'urllib.request.urlopen(urllib.request.Request(url, body, {"Content-Type": "application/json"}))',
    )


VERIFIED = Wish("SUCCESS")
