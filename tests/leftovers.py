"""What a run leaves on the mock, and things of others beside it that nobody may touch."""

from __future__ import annotations

from typing import Any

import httpx

from pingone_conformance.spec import load_description
from pingone_conformance.target.ledger import Ledger, Place
from pingone_conformance.target.session import Connection, Session
from pingone_conformance.target.transports import Recorder

POLICY = {
    "governmentId": {"verify": "REQUIRED"},
    "facialComparison": {"verify": "DISABLED", "threshold": "MEDIUM"},
    "liveness": {"verify": "DISABLED", "threshold": "MEDIUM"},
}


def connection_to(app: Any, base: str) -> Connection:
    """The connection of the mock's ready-made environment."""
    environment = app.state.mock.ready_made.main.environment
    return Connection(f"{base}/v1", base, environment.id, environment.client_id, environment.client_secret)


def session_over(transport: httpx.BaseTransport, connection: Connection) -> Session:
    """A session that records as that of a run does."""
    recorder = Recorder(connection.api_path, connection.auth_path)
    return Session(load_description(), connection, recorder, transport)


def place_of(connection: Connection) -> Place:
    """Where a session of that connection creates things."""
    return Place(connection.api_path, connection.auth_path, connection.environment_id)


class Directory:
    """Finds users in the memory of the mock, by the start of their names: more than were asked for."""

    def __init__(self, app: Any) -> None:
        self._store = app.state.mock.store
        self.asked: list[str] = []

    def users_named(self, username: str, /) -> httpx.Response:
        self.asked.append(username)
        users = [
            {"id": user.id, "username": user.attributes["username"]}
            for user in list(self._store.users.values())
            if user.attributes["username"].startswith(username)
        ]
        return httpx.Response(200, json={"_embedded": {"users": users}, "size": len(users)})


class Project:
    """Creates things, with a ledger or, as another project would, without."""

    def __init__(self, api: Session, ledger: Ledger | None = None) -> None:
        self.api = api
        self.ledger = ledger

    def user(self, name: str) -> str:
        body = {"username": name, "email": f"{name}@example.com"}
        return self._create("createUser", {}, name, body)

    def policy(self, name: str) -> str:
        return self._create("createVerifyPolicy", {}, name, {"name": name, **POLICY})

    def transaction(self, user_id: str) -> str:
        return self._create("createVerifyTransaction", {"userID": user_id}, None, {})

    def _create(self, operation: str, path: dict[str, Any], name: str | None, body: dict[str, Any]) -> str:
        number = self.ledger.intend(operation, path, name) if self.ledger else 0
        answer = self.api.call(operation, json=body, **path)
        assert answer.status_code == 201, answer.text
        id_ = str(answer.json()["id"])
        if self.ledger:
            self.ledger.made(number, id_)
        return id_


def everything(app: Any) -> dict[str, Any]:
    """All users, policies and transactions of the mock by id."""
    store = app.state.mock.store
    return {**store.users, **store.policies, **store.transactions}
