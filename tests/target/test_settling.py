"""A 404 about something new is waited out, and no other one."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from pingone_conformance.target.settling import WAITS_SECONDS, YOUNG_SECONDS, SettlingTransport

USERS = "https://api.example.com/v1/environments/e/users"
Answer = Callable[[httpx.Request], httpx.Response]


class Service:
    """Answers as it is told, and counts; its clock goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.sent: list[str] = []
        self.hidden = 0
        """How often it does not find what is there."""
        self.client = httpx.Client(
            transport=SettlingTransport(httpx.MockTransport(self._answer), lambda: self.now, self._sleep)
        )

    def create(self, path: str = "", id_: str = "u1") -> None:
        self.client.post(f"{USERS}{path}", json={"id": id_})

    def _sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(f"{request.method} {request.url.path.removeprefix('/v1/environments/e/users')}")
        if request.method == "POST" and not self.hidden:
            return httpx.Response(201, content=request.content)
        if self.hidden:
            self.hidden -= 1
            return httpx.Response(404, json={"code": "NOT_FOUND"})
        return httpx.Response(204 if request.method == "DELETE" else 200, json={"id": "u1"})


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_new_thing_is_waited_for(service: Service, method: str) -> None:
    service.create()
    service.hidden = 2
    assert service.client.request(method, f"{USERS}/u1").is_success
    assert service.slept == [*WAITS_SECONDS[:2]]


def test_a_collection_of_a_new_thing_is_waited_for(service: Service) -> None:
    service.create()
    service.hidden = 1
    assert service.client.post(f"{USERS}/u1/verifyTransactions", json={"id": "t1"}).status_code == 201
    assert service.sent[1:] == ["POST /u1/verifyTransactions"] * 2


def test_what_is_never_found_is_told_after_a_while(service: Service) -> None:
    service.create()
    service.hidden = 9
    assert service.client.get(f"{USERS}/u1").status_code == 404
    assert service.slept == [*WAITS_SECONDS]


@pytest.mark.parametrize("path", ["/u2", "/u2/verifyTransactions", "/u1/verifyTransactions/t1", ""])
def test_other_addresses_are_not_waited_for(service: Service, path: str) -> None:
    service.create()
    service.hidden = 1
    assert service.client.get(f"{USERS}{path}").status_code == 404
    assert service.slept == []


def test_what_is_old_is_not_waited_for(service: Service) -> None:
    service.create()
    service.now += YOUNG_SECONDS + 1
    service.hidden = 1
    assert service.client.get(f"{USERS}/u1").status_code == 404
    assert service.slept == []


@pytest.mark.parametrize("deleted", ["/u1", "/u1/verifyTransactions/t1"])
def test_what_was_deleted_is_not_waited_for(service: Service, deleted: str) -> None:
    service.create()
    service.create("/u1/verifyTransactions", "t1")
    service.client.delete(f"{USERS}{deleted}")
    service.hidden = 1
    assert service.client.get(f"{USERS}/u1/verifyTransactions/t1").status_code == 404
    assert service.slept == []


def test_other_refusals_are_not_waited_for() -> None:
    sleeps: list[float] = []
    line = httpx.MockTransport(
        lambda request: httpx.Response(201 if request.method == "POST" else 403, json={"id": "u1"})
    )
    client = httpx.Client(transport=SettlingTransport(line, sleep=sleeps.append))
    client.post(USERS)
    assert client.get(f"{USERS}/u1").status_code == 403
    assert sleeps == []
