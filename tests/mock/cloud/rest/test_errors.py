"""The form of refusals, and versions of interfaces."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import REALM, TREES, script_body

SCRIPTS = f"{REALM}/scripts"
PATHS = [
    f"{SCRIPTS}/x",
    f"{TREES}/nodes/ScriptedDecisionNode/x",
    f"{TREES}/nodes/PageNode/x",
    f"{TREES}/trees/x",
    "/am/json/realms/root/realms/charlie/scripts/x",
    "/am/anything",
    "/openidm/managed/alpha_user/x",
    "/openidm/managed/robot/x",
    "/openidm/anything",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_there_is_404(cloud: Any, path: str) -> None:
    answer = cloud.send("GET", path)
    body = answer.json()
    assert (answer.status_code, body["code"], body["reason"]) == (404, 404, "Not Found")
    assert set(body) == {"code", "reason", "message"}


@pytest.mark.parametrize("path", ["/environment/secrets/esv-a", "/environment/variables/esv-a"])
def test_secrets_and_variables_say_no_reason(cloud: Any, path: str) -> None:
    answer = cloud.send("GET", path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"code", "message"}


def test_an_unknown_method_is_405(cloud: Any) -> None:
    answer = cloud.send("PATCH", f"{SCRIPTS}/x", json={})
    assert (answer.status_code, answer.json()["code"]) == (405, 405)
    assert "PUT" in answer.headers["allow"]


def test_another_media_type_is_415(cloud: Any) -> None:
    answer = cloud.send(
        "POST", f"{SCRIPTS}?_action=create", content=b"a", headers={"content-type": "text/plain"}
    )
    assert (answer.status_code, answer.json()["reason"]) == (415, "Unsupported Media Type")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"name": NaN}', b"[" * 10_000], ids=repr)
def test_a_body_that_is_no_object_is_400(cloud: Any, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    for method, path in (
        ("POST", f"{SCRIPTS}?_action=create"),
        ("PUT", f"{TREES}/nodes/ScriptedDecisionNode/x"),
        ("PUT", f"{TREES}/trees/x"),
        ("PUT", "/environment/secrets/esv-a"),
        ("POST", "/openidm/managed/alpha_user?_action=create"),
    ):
        assert cloud.send(method, path, content=content, headers=headers).status_code == 400


@pytest.mark.parametrize("action", ["", "?_action=", "?_action=destroy"])
def test_an_action_that_is_none_is_400(cloud: Any, action: str) -> None:
    assert cloud.send("POST", f"{SCRIPTS}{action}", json=script_body("1")).status_code == 400


@pytest.mark.parametrize(
    "version",
    [
        "resource=1.1",
        "resource=1.0",
        "resource=1",
        "protocol=2.0,resource=1.0",
        "protocol=1.0;resource=1.1",
        "protocol=2.1",
    ],
)
def test_a_version_that_there_is_answers_with_the_newest(cloud: Any, version: str) -> None:
    answer = cloud.send("GET", f"{SCRIPTS}?_queryFilter=true", headers={"accept-api-version": version})
    assert (answer.status_code, answer.headers["content-api-version"]) == (200, "resource=1.1")


@pytest.mark.parametrize("version", ["resource=1.2", "resource=2.0", "protocol=1.0,resource=9.9"])
def test_a_version_that_the_resource_does_not_have_is_404(cloud: Any, version: str) -> None:
    answer = cloud.send("GET", f"{SCRIPTS}?_queryFilter=true", headers={"accept-api-version": version})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "version",
    ["", "1.1", "resource", "resource=x", "resource=1.1,resource=1.0", "protocol=3.0", "a=1", "\u00fc"],
)
def test_a_version_that_cannot_be_read_is_400(cloud: Any, version: str) -> None:
    headers = {"accept-api-version": version.encode("latin-1")}
    assert cloud.send("GET", f"{SCRIPTS}?_queryFilter=true", headers=headers).status_code == 400


def test_a_body_over_the_limit_is_400(cloud: Any) -> None:
    body = script_body("x" * (300 * 1024))
    assert cloud.send("POST", f"{SCRIPTS}?_action=create", json=body).status_code == 400


def test_a_refusal_repeats_nothing(cloud: Any) -> None:
    body = script_body("1", name="Tr0ub4dor", context="Tr0ub4dor")
    assert "Tr0ub4dor" not in cloud.send("POST", f"{SCRIPTS}?_action=create", json=body).text


def test_options_need_no_token(cloud: Any) -> None:
    answer = cloud.api.http.options(f"{SCRIPTS}/x")
    assert (answer.status_code, answer.headers["allow"]) == (204, "DELETE, GET, HEAD, OPTIONS, PUT")
