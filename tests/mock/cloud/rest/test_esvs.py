from __future__ import annotations

from typing import Any

import pytest

from .conftest import encoded

SECRET = "/environment/secrets/esv-mtls-cert"
VARIABLE = "/environment/variables/esv-my-variable"
DOCUMENTED = {"accept-api-version": "protocol=1.0;resource=1.0"}
PEM = encoded("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
PEM_SECRET = {"encoding": "pem", "useInPlaceholders": False, "valueBase64": PEM}
TEXT = {"expressionType": "string", "valueBase64": encoded("a text"), "description": "what it says"}


def test_a_secret_is_put_and_its_value_never_shown(cloud: Any) -> None:
    answer = cloud.send("PUT", SECRET, json=PEM_SECRET, headers=DOCUMENTED)
    body = answer.json()
    assert answer.status_code == 200
    assert (body["_id"], body["encoding"], body["useInPlaceholders"]) == ("esv-mtls-cert", "pem", False)
    assert "valueBase64" not in body
    assert PEM not in answer.text
    assert cloud.send("GET", SECRET).json() == body
    assert cloud.api.mock.store.cloud.esvs["secret", "esv-mtls-cert"].value.startswith(b"-----BEGIN")


def test_a_secret_that_is_put_again_gets_a_version(cloud: Any) -> None:
    versions = [cloud.send("PUT", SECRET, json=PEM_SECRET).json()["activeVersion"] for _ in range(2)]
    assert versions == ["1", "2"]


def test_a_variable_is_put_and_shown(cloud: Any) -> None:
    answer = cloud.send("PUT", VARIABLE, json=TEXT)
    assert answer.status_code == 200
    assert TEXT.items() <= answer.json().items()
    assert cloud.send("GET", VARIABLE).json() == answer.json()


def test_a_variable_that_exists_keeps_its_type(cloud: Any) -> None:
    cloud.send("PUT", VARIABLE, json={"expressionType": "int", "valueBase64": encoded("1")})
    answer = cloud.send("PUT", VARIABLE, json={"valueBase64": encoded("2")})
    assert (answer.status_code, answer.json()["expressionType"]) == (200, "int")


@pytest.mark.parametrize(("path", "body"), [(SECRET, PEM_SECRET), (VARIABLE, TEXT)])
def test_what_is_deleted_is_shown_once_more(cloud: Any, path: str, body: dict[str, Any]) -> None:
    made = cloud.send("PUT", path, json=body).json()
    answer = cloud.send("DELETE", path)
    assert (answer.status_code, answer.json()) == (200, made)
    assert cloud.send("GET", path).status_code == cloud.send("DELETE", path).status_code == 404


def test_a_secret_and_a_variable_are_two_things(cloud: Any) -> None:
    cloud.send("PUT", SECRET, json=PEM_SECRET)
    assert cloud.send("GET", SECRET.replace("secrets", "variables")).status_code == 404


@pytest.mark.parametrize(
    "name", ["mtls-cert", "esv-", "ESV-a", "esv-a.b", "esv-A", "esv-ü", "esv-" + "a" * 125]
)
def test_a_name_that_is_none_is_400(cloud: Any, name: str) -> None:
    for kind, body in (("secrets", PEM_SECRET), ("variables", TEXT)):
        for method in ("PUT", "GET", "DELETE"):
            arguments = {"json": body} if method == "PUT" else {}
            assert cloud.send(method, f"/environment/{kind}/{name}", **arguments).status_code == 400


@pytest.mark.parametrize("name", ["esv-a", "esv-_", "esv-" + "a" * 124, "esv-0-1_2"])
def test_a_name_may_have_letters_digits_hyphens_and_underscores(cloud: Any, name: str) -> None:
    assert cloud.send("PUT", f"/environment/secrets/{name}", json=PEM_SECRET).status_code == 200


@pytest.mark.parametrize(
    ("path", "members"),
    [
        (SECRET, {"valueBase64": None}),
        (SECRET, {"valueBase64": ""}),
        (SECRET, {"valueBase64": "-----BEGIN"}),
        (SECRET, {"encoding": "der"}),
        (SECRET, {"useInPlaceholders": "no"}),
        (VARIABLE, {"valueBase64": None}),
        (VARIABLE, {"valueBase64": encoded("x" * 70_000)}),
        (VARIABLE, {"expressionType": None}),
        (VARIABLE, {"expressionType": "date"}),
        (VARIABLE, {"description": 5}),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_bad_member_is_400(cloud: Any, path: str, members: dict[str, Any]) -> None:
    good = PEM_SECRET if path == SECRET else TEXT
    body = {name: value for name, value in {**good, **members}.items() if value is not None}
    answer = cloud.send("PUT", path, json=body)
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message"}
