from __future__ import annotations

from typing import Any

import pytest

USERS = "/openidm/managed/alpha_user"
CREATE = f"{USERS}?_action=create"
BARBARA = {"userName": "bjensen", "givenName": "Barbara", "sn": "Jensen", "mail": "bjensen@example.com"}


def test_a_user_is_created_read_and_deleted(cloud: Any) -> None:
    answer = cloud.send("POST", CREATE, json=BARBARA, headers={"accept-api-version": "resource=1.0"})
    made = answer.json()
    assert answer.status_code == 201
    assert BARBARA.items() <= made.items()
    path = f"{USERS}/{made['_id']}"
    assert answer.headers["location"].endswith(path)
    assert cloud.send("GET", path).json() == made
    removed = cloud.send("DELETE", path)
    assert (removed.status_code, removed.json()) == (200, made)
    assert cloud.send("GET", path).status_code == cloud.send("DELETE", path).status_code == 404


def test_a_query_finds_users(cloud: Any) -> None:
    cloud.send("POST", CREATE, json=BARBARA)
    found = cloud.send("GET", USERS, params={"_queryFilter": 'userName eq "bjensen"', "_fields": "sn"}).json()
    assert found["resultCount"] == 1
    assert set(found["result"][0]) == {"_id", "_rev", "sn"}
    assert cloud.send("GET", USERS, params={"_queryFilter": "false"}).json()["result"] == []


def test_a_query_without_a_filter_is_400(cloud: Any) -> None:
    assert cloud.send("GET", USERS).status_code == 400


def test_a_name_is_that_of_one_user(cloud: Any) -> None:
    cloud.send("POST", CREATE, json=BARBARA)
    answer = cloud.send("POST", CREATE, json=BARBARA)
    assert (answer.status_code, answer.json()["reason"]) == (403, "Forbidden")


def test_a_user_without_a_name_is_refused(cloud: Any) -> None:
    assert cloud.send("POST", CREATE, json={"sn": "Jensen"}).status_code == 403


def test_an_unknown_kind_is_404(cloud: Any) -> None:
    assert cloud.send("POST", "/openidm/managed/robots?_action=create", json=BARBARA).status_code == 404


@pytest.mark.parametrize("path", [CREATE, f"{USERS}?_action=destroy", USERS])
def test_another_action_is_400(cloud: Any, path: str) -> None:
    assert cloud.send("POST", path, json=BARBARA).status_code == (201 if path == CREATE else 400)


def test_too_many_fields_are_refused(cloud: Any) -> None:
    made = cloud.send("POST", CREATE, json=BARBARA).json()
    asked = {"_queryFilter": "true", "_fields": ",".join(["sn"] * 101)}
    for path in (USERS, f"{USERS}/{made['_id']}"):
        assert cloud.send("GET", path, params=asked).status_code == 400
