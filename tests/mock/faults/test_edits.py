"""What faults lean on: small changes to bodies, and to users that the mock remembers."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.faults.edits import drop, put, replace_text
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.operations import route_of
from pingone_conformance.mock.faults.people import (
    addressed,
    admitted,
    forget,
    made,
    rewrite,
    sent,
    unknown_attributes,
)


def answer_of(body: bytes, status: int = 200) -> Answer:
    return Answer(status, [(b"content-type", b"application/json")], body)


@pytest.fixture
def request_of(api: Any) -> Any:
    """Makes a request about the ready-made user, or about another one."""

    def make(body: bytes = b"{}", path: str | None = None, headers: dict[str, str] | None = None) -> Request:
        path = path or api.user_path
        found = route_of("PATCH", path)
        assert found is not None
        raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
        scope = {"type": "http", "method": "PATCH", "path": path, "query_string": b"", "headers": raw}
        return Request(api.mock, scope, body, *found)

    return make


def test_members_are_set_and_left_out_at_a_path() -> None:
    answer = answer_of(b'{"name":{"given":"Joe","family":"Smith"}}')
    put(answer, "name.given", "Jo")
    drop(answer, "name.family", "title")
    assert answer.json == {"name": {"given": "Jo"}}


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"text"', b'{"name":[]}', b"\xff"])
def test_where_there_is_no_object_nothing_changes(body: bytes) -> None:
    answer = answer_of(body)
    put(answer, "name.given", "Jo")
    drop(answer, "name.given", "name.family.first")
    assert answer.body == body


def test_a_text_is_replaced_wherever_it_stands() -> None:
    answer = answer_of(b'{"id":"one","self":"/users/one"}')
    replace_text(answer, "one", "two")
    assert answer.json == {"id": "two", "self": "/users/two"}


def test_attributes_of_the_addressed_user_are_written_and_forgotten(request_of: Any) -> None:
    request = request_of()
    rewrite(request, addressed(request), nickname="Paddy", title="Director")
    forget(request, addressed(request), "title")
    user = addressed(request)
    assert user is not None
    assert user.attributes["nickname"] == "Paddy"
    assert "title" not in user.attributes


def test_nobody_is_neither_addressed_nor_written(request_of: Any, api: Any) -> None:
    request = request_of(path=f"{api.environment}/users/nobody")
    users = dict(api.mock.store.users)
    forget(request, addressed(request), "title")
    assert addressed(request) is None
    assert api.mock.store.users == users


def test_the_user_of_a_creation_is_the_one_of_its_answer(request_of: Any) -> None:
    request = request_of()
    user = addressed(request)
    assert user is not None
    body = f'{{"id":"{user.id}"}}'.encode()
    assert made(request, answer_of(body, 201)) is user
    assert made(request, answer_of(body, 400)) is None
    assert made(request, answer_of(b"[]", 201)) is None


def test_unknown_attributes_are_those_of_no_user(request_of: Any) -> None:
    assert unknown_attributes(request_of(b'{"title":"x","id":"1","favouriteColour":"red"}')) == {
        "favouriteColour"
    }
    assert sent(request_of(b"[1]")) == {}


def test_a_request_without_a_good_token_is_not_admitted(request_of: Any, api: Any) -> None:
    assert not admitted(request_of())
    assert not admitted(request_of(headers={"authorization": "Bearer nonsense"}))
    assert admitted(request_of(headers={"authorization": f"Bearer {api.token}"}))
