"""Which tests a fault can reach, found out from what passed without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.faults import Fault, Kind
from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Around
from pingone_conformance.power.reach import Seen, Watch, acts
from pingone_conformance.target.transports import InProcessTransport


def fault(run: Callable[[Request], Around], operation: str = "readFlow") -> Fault:
    return Fault("wrong", Kind.SHAPE, (operation,), ("FLOW-001",), (), run)


@pytest.fixture
def seen() -> list[Seen]:
    """A flow that is opened and read."""
    watch = Watch(create_app(seed="reach"))
    client = httpx.Client(base_url="http://mock.test", transport=InProcessTransport(watch))
    environment = client.get("/_mock/environment").json()["environmentId"]
    watch.seen = seen = []
    flow = client.post("/_mock/flows", json={}).json()["flowId"]
    assert client.get(f"/{environment}/flows/{flow}?a=b").status_code == 200
    return seen


def test_what_passes_is_kept_with_its_operation(seen: list[Seen]) -> None:
    assert [one.route.operation for one in seen] == ["openFlow", "readFlow"]
    assert (seen[0].body, seen[1].status) == (b"{}", 200)


def test_what_has_no_operation_is_not_kept() -> None:
    watch = Watch(create_app(seed="reach"))
    watch.seen = []
    httpx.Client(transport=InProcessTransport(watch)).get("http://mock.test/nowhere")
    assert watch.seen == []


def test_a_body_that_the_mock_refuses_unread_is_kept_all_the_same() -> None:
    watch = Watch(create_app(seed="reach"))
    seen: list[Seen] = []
    watch.seen = seen
    client = httpx.Client(base_url="http://mock.test", transport=InProcessTransport(watch))
    assert client.post("/v1/environments/e/users", json={"name": 7}).status_code == 401
    assert [one.body for one in seen] == [b'{"name":7}']


def changes_nothing(request: Request) -> Around:
    request.member("a.b")
    answer = yield
    answer.member("_embedded.user")
    answer.json["status"] = answer.json["status"]


def changes_the_query(request: Request) -> Around:
    request.query["a"] = "c"
    yield


def changes_the_path(request: Request) -> Around:
    request.path["flow_id"] = "another"
    yield


def changes_a_header(request: Request) -> Around:
    request.headers["accept"] = "text/html"
    yield


def changes_the_body(request: Request) -> Around:
    request.body = b"{}"
    yield


def changes_the_answer(request: Request) -> Around:
    answer = yield
    answer.json["status"] = "UNKNOWN"


def changes_the_status(request: Request) -> Around:
    answer = yield
    answer.status = 202


def changes_a_header_of_the_answer(request: Request) -> Around:
    answer = yield
    del answer.headers["correlation-id"]


def refuses(request: Request) -> Around:
    yield
    raise not_found()


def looks_at_the_records(request: Request) -> Around:
    assert request.mock.store
    yield


def changes_the_second_read(request: Request) -> Around:
    request.memory["reads"] = request.memory.get("reads", 0) + 1
    answer = yield
    if request.memory["reads"] == 2:
        answer.status = 202


@pytest.mark.parametrize(
    "wrong",
    [
        changes_the_query, changes_the_path, changes_a_header, changes_the_body, changes_the_answer, changes_the_status,
        changes_a_header_of_the_answer, refuses, looks_at_the_records,
    ],
)  # fmt: skip
def test_a_fault_that_would_change_something_acts(seen: list[Seen], wrong: Any) -> None:
    assert acts(fault(wrong), seen)


def test_a_fault_that_only_looks_does_not_act(seen: list[Seen]) -> None:
    assert not acts(fault(changes_nothing), seen)


def test_a_fault_of_another_operation_does_not_act(seen: list[Seen]) -> None:
    assert not acts(fault(changes_the_answer, "createUser"), seen)


def test_a_fault_remembers_within_a_test_and_not_beyond(seen: list[Seen]) -> None:
    assert not acts(fault(changes_the_second_read), seen)
    assert acts(fault(changes_the_second_read), [*seen, seen[1]])
    assert not acts(fault(changes_the_second_read), seen)


def test_looking_leaves_what_was_seen_as_it_was(seen: list[Seen]) -> None:
    before = (seen[1].status, list(seen[1].headers), seen[1].answer, dict(seen[1].path))
    acts(fault(changes_a_header_of_the_answer), seen)
    acts(fault(changes_the_path), seen)
    assert before == (seen[1].status, seen[1].headers, seen[1].answer, seen[1].path)
