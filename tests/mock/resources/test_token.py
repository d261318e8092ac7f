from __future__ import annotations

import base64
from typing import Any

import pytest

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def endpoint(api: Any) -> str:
    return f"/{api.names['environmentId']}/as/token"


@pytest.fixture
def credentials(api: Any) -> tuple[str, str]:
    return api.names["clientId"], api.names["clientSecret"]


GRANT = {"grant_type": "client_credentials"}


def test_the_secret_can_come_in_the_header(api: Any, endpoint: str, credentials: tuple[str, str]) -> None:
    assert api.http.post(endpoint, data=GRANT, auth=credentials).status_code == 200


def test_the_secret_can_come_in_the_body(api: Any, endpoint: str, credentials: tuple[str, str]) -> None:
    form = {**GRANT, "client_id": credentials[0], "client_secret": credentials[1]}
    assert api.http.post(endpoint, data=form).status_code == 200


def test_the_answer_is_a_bearer_token_for_an_hour(
    api: Any, endpoint: str, credentials: tuple[str, str]
) -> None:
    body = api.http.post(endpoint, data=GRANT, auth=credentials).json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)


def test_two_tokens_differ(api: Any, endpoint: str, credentials: tuple[str, str]) -> None:
    first, second = (api.http.post(endpoint, data=GRANT, auth=credentials).json() for _ in range(2))
    assert first["access_token"] != second["access_token"]


@pytest.mark.parametrize(
    "authorization",
    [
        b"Basic",
        b"Basic !!!!",
        b"Basic " + base64.b64encode(b"\xff\xfe:x"),
        b"Basic " + base64.b64encode(b"nobody:nothing"),
        b"Bearer x",
        b"\xff",
    ],
)
def test_wrong_credentials_in_the_header_are_401(api: Any, endpoint: str, authorization: bytes) -> None:
    answer = api.http.post(endpoint, data=GRANT, headers={"authorization": authorization})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("secret", ["", "x", "\u0000", "ü", "😀"])
def test_wrong_credentials_in_the_body_are_401(
    api: Any, endpoint: str, credentials: tuple[str, str], secret: str
) -> None:
    form = {**GRANT, "client_id": credentials[0], "client_secret": secret}
    answer = api.http.post(endpoint, data=form)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_credentials_in_both_places_are_401(api: Any, endpoint: str, credentials: tuple[str, str]) -> None:
    form = {**GRANT, "client_id": credentials[0], "client_secret": credentials[1]}
    assert api.http.post(endpoint, data=form, auth=credentials).status_code == 401


def test_another_environments_client_is_401(api: Any, endpoint: str) -> None:
    other = api.names["otherEnvironment"]
    assert (
        api.http.post(endpoint, data=GRANT, auth=(other["clientId"], other["clientSecret"])).status_code
        == 401
    )


def test_another_grant_type_is_400(api: Any, endpoint: str, credentials: tuple[str, str]) -> None:
    answer = api.http.post(endpoint, data={"grant_type": "password"}, auth=credentials)
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"grant_type=",
        b"grant_type",
        b"&&&",
        b"grant_type=client_credentials&grant_type=client_credentials",
        b"\xff\xfe",
        b"grant_type=%ff",
        b"a=1&" * 100,
    ],
)
def test_a_bad_form_is_400(api: Any, endpoint: str, credentials: tuple[str, str], body: bytes) -> None:
    answer = api.http.post(endpoint, content=body, auth=credentials, headers={"content-type": FORM})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_json_is_415(api: Any, endpoint: str, credentials: tuple[str, str]) -> None:
    assert api.http.post(endpoint, json=GRANT, auth=credentials).status_code == 415


def test_an_unknown_environment_is_404(api: Any, credentials: tuple[str, str]) -> None:
    assert api.http.post("/unknown/as/token", data=GRANT, auth=credentials).status_code == 404


def test_a_refusal_does_not_repeat_the_secret(api: Any, endpoint: str) -> None:
    answer = api.http.post(endpoint, data={**GRANT, "client_id": "a", "client_secret": "very-secret"})
    assert "very-secret" not in answer.text + str(answer.headers)
