"""A client of an in-process mock, with its ready-made environment at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.state import Mock
from pingone_conformance.target.transports import InProcessTransport

BASE = "http://mock.test"


@dataclass
class Api:
    """Speaks to the mock; ``token`` goes along unless a header says otherwise."""

    app: Starlette
    http: httpx.Client
    names: dict[str, Any]
    token: str
    counter: int = field(default=0)

    @property
    def mock(self) -> Mock:
        found: Mock = self.app.state.mock
        return found

    @property
    def environment(self) -> str:
        return f"/v1/environments/{self.names['environmentId']}"

    @property
    def user_path(self) -> str:
        return f"{self.environment}/users/{self.names['userId']}"

    @property
    def transactions(self) -> str:
        return f"{self.user_path}/verifyTransactions"

    def send(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}", **arguments.pop("headers", {})}
        return self.http.request(method, path, headers=headers, **arguments)

    def get(self, path: str, **arguments: Any) -> httpx.Response:
        return self.send("GET", path, **arguments)

    def post(self, path: str, body: Any, **arguments: Any) -> httpx.Response:
        return self.send("POST", path, json=body, **arguments)

    def put(self, path: str, body: Any) -> httpx.Response:
        return self.send("PUT", path, json=body)

    def patch(self, path: str, body: Any) -> httpx.Response:
        return self.send("PATCH", path, json=body)

    def delete(self, path: str) -> httpx.Response:
        return self.send("DELETE", path)

    def vendor(self, path: str, media_type: str | None, body: Any) -> httpx.Response:
        headers = {} if media_type is None else {"content-type": media_type}
        return self.send("POST", path, headers=headers, content=json.dumps(body).encode())

    def new_user(self, **members: Any) -> dict[str, Any]:
        self.counter += 1
        answer = self.post(f"{self.environment}/users", {"username": f"user-{self.counter}", **members})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def new_policy(self, **members: Any) -> dict[str, Any]:
        body = {"name": "policy", "liveness": {"verify": "REQUIRED", "threshold": "LOW"}, **members}
        answer = self.post(f"{self.environment}/verifyPolicies", body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def new_transaction(self, **members: Any) -> dict[str, Any]:
        answer = self.post(self.transactions, members)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def decide(self, transaction_id: str, status: str = "SUCCESS", **members: Any) -> httpx.Response:
        return self.http.post(f"/_mock/transactions/{transaction_id}", json={"status": status, **members})

    def decided(self, status: str = "SUCCESS", **members: Any) -> str:
        """Return the path of a new transaction that has the given state."""
        transaction_id = self.new_transaction()["id"]
        assert self.decide(transaction_id, status, **members).status_code == 200
        return f"{self.transactions}/{transaction_id}"

    def verified_data(self, transaction: str, kind: str) -> dict[str, Any]:
        items = self.get(f"{transaction}/verifiedData", params={"type": kind}).json()["_embedded"][
            "verifiedData"
        ]
        return dict(items[0])

    def selfie_path(self, transaction: str) -> str:
        return f"{transaction}/verifiedData/{self.verified_data(transaction, 'SELFIE')['id']}"

    def advance(self, seconds: float) -> None:
        self.mock.clock.advance(seconds)

    def new_flow(self, **members: Any) -> str:
        """Return the path of a new flow that waits for confirmation."""
        answer = self.http.post("/_mock/flows", json=members)
        assert answer.status_code == 201, answer.text
        return f"/{self.names['environmentId']}/flows/{answer.json()['flowId']}"


def get_token(http: httpx.Client, names: dict[str, Any]) -> str:
    answer = http.post(
        f"/{names['environmentId']}/as/token",
        data={"grant_type": "client_credentials"},
        auth=(names["clientId"], names["clientSecret"]),
    )
    return str(answer.json()["access_token"])


@pytest.fixture
def api() -> Iterator[Api]:
    app = create_app(seed="tests")
    with httpx.Client(transport=InProcessTransport(app), base_url=BASE) as http:
        names = http.get("/_mock/environment").json()
        yield Api(app, http, names, get_token(http, names))


@pytest.fixture
def other_token(api: Api) -> str:
    """A good token of the other environment."""
    return get_token(api.http, api.names["otherEnvironment"])


class Raw:
    """Sends requests that no HTTP library would: any scope, any sequence of body messages."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self.received = 0

    def send(self, method: str, path: str, chunks: list[bytes], headers: list[tuple[bytes, bytes]]) -> Any:
        messages: list[MutableMapping[str, Any]] = []
        self.received = 0

        async def receive() -> MutableMapping[str, Any]:
            self.received += 1
            number = self.received
            return {"type": "http.request", "body": chunks[number - 1], "more_body": number < len(chunks)}

        async def send(message: MutableMapping[str, Any]) -> None:
            messages.append(message)

        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": path,
            "query_string": b"",
            "headers": headers,
            "server": ("127.0.0.1", 80),
        }
        running = self._app(scope, receive, send)
        with pytest.raises(StopIteration):
            running.send(None)
        return messages[0]["status"], dict(messages[0]["headers"]), messages[1]["body"]


@pytest.fixture
def raw(api: Api) -> Raw:
    return Raw(api.app)
