"""Reads of the platform, of an embedded mock and of a function that looks at what is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from pingone_conformance.findings import Untested
from pingone_conformance.mock.app import create_app
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.platform import OPERATIONS, Platform, scim_string
from pingone_conformance.target.tokens import Connection, WorkerToken
from pingone_conformance.target.transports import InProcessTransport

from .conftest import CONNECTION

BASE = "http://mock.test"


@pytest.fixture
def transport() -> InProcessTransport:
    return InProcessTransport(create_app(seed="platform"))


@pytest.fixture
def change(transport: InProcessTransport) -> Callable[..., None]:
    """Changes the environment of the mock."""

    def send(**members: Any) -> None:
        with httpx.Client(transport=transport) as client:
            assert client.post(f"{BASE}/_mock/environment", json=members).status_code == 200

    return send


@pytest.fixture
def connection(transport: InProcessTransport) -> Connection:
    return ControlPlane(BASE, transport).connection()


@pytest.fixture
def platform(transport: InProcessTransport, connection: Connection) -> Iterator[Platform]:
    with httpx.Client(transport=transport) as client:
        yield Platform(client, connection, WorkerToken(connection, lambda _: None))


def test_the_environment_leads_to_its_licence(platform: Platform, connection: Connection) -> None:
    environment = platform.environment().json()
    assert (environment["id"], environment["type"]) == (connection.environment_id, "SANDBOX")
    bought = platform.license(environment["organization"]["id"], environment["license"]["id"])
    assert bought.json()["verify"]["allowDocumentMatch"] is True


def test_the_products_are_read(platform: Platform) -> None:
    assert {"PING_ONE_VERIFY"} <= {one["type"] for one in platform.bill_of_materials().json()["products"]}


def test_the_roles_are_read_and_named(platform: Platform) -> None:
    roles = (
        *platform.roles().json()["_embedded"]["roles"],
        *platform.custom_roles().json()["_embedded"]["roles"],
    )
    names = {role["id"]: role["name"] for role in roles}
    assigned = platform.role_assignments().json()["_embedded"]["roleAssignments"]
    assert {names[one["role"]["id"]] for one in assigned} == {"Environment Admin", "Identity Data Admin"}


@pytest.mark.parametrize(
    "name", ["robert.redford", 'a"b\\', 'x" or username pr or username eq "', "ü & + % ?"]
)
def test_a_user_is_found_by_exactly_that_name(
    platform: Platform, transport: InProcessTransport, connection: Connection, name: str
) -> None:
    with httpx.Client(transport=transport, auth=WorkerToken(connection, lambda _: None)) as client:
        users = f"{connection.api_path}/environments/{connection.environment_id}/users"
        client.post(users, json={"username": name})
    found = platform.users_named(name).json()["_embedded"]["users"]
    assert [user["username"] for user in found] == [name]


def test_nobody_is_found_by_a_name_that_is_none(platform: Platform) -> None:
    assert platform.users_named("p1c-00000000-nobody").json()["_embedded"]["users"] == []


def test_a_refusal_is_an_answer(platform: Platform, change: Callable[..., None]) -> None:
    change(roles=[])
    assert platform.environment().status_code == 403


@pytest.mark.parametrize(
    ("value", "written"), [("a", '"a"'), ('"', '"\\""'), ("\\", '"\\\\"'), ("\n", '"\\n"'), ("ü", '"ü"')]
)
def test_a_value_of_a_filter_is_a_json_string(value: str, written: str) -> None:
    assert scim_string(value) == written


def test_each_request_says_what_it_is_and_goes_to_the_api_only() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(302, headers={"location": "https://evil.test"})

    with httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True, timeout=7) as client:
        odd = replace(CONNECTION, environment_id="../x?", client_id="..")
        platform = Platform(client, odd, httpx.BasicAuth("user", "word"))
        for read in (platform.environment, platform.bill_of_materials, platform.role_assignments):
            assert read().status_code == 302
        for read in (platform.roles, platform.custom_roles):
            assert read().status_code == 302
        platform.license("o/1", "l#2")
        platform.users_named("a")
    assert {request.method for request in seen} == {"GET"}
    assert {request.url.host for request in seen} == {"api.test"}
    assert {request.extensions["operation"] for request in seen} == set(OPERATIONS)
    assert {request.extensions["timeout"]["read"] for request in seen} == {7}
    paths = [request.url.raw_path.decode() for request in seen]
    assert paths[0] == "/v1/environments/..%2Fx%3F"
    assert paths[2] == "/v1/environments/..%2Fx%3F/applications/%2E%2E/roleAssignments"
    assert paths[5] == "/v1/organizations/o%2F1/licenses/l%232"
    assert paths[6].endswith("/users?filter=username%20eq%20%22a%22")


@pytest.mark.parametrize("way", ["basic", "post", "private_key_jwt"])
def test_each_way_to_authenticate_works(
    transport: InProcessTransport,
    connection: Connection,
    change: Callable[..., None],
    tmp_path: Path,
    way: str,
) -> None:
    key = RSAKey.generate_key(2048)
    change(publicKey={**key.as_dict(private=False), "kid": "mine"})
    path = tmp_path / "key.pem"
    path.write_bytes(key.as_pem(private=True))
    chosen = replace(connection, client_authentication=way, private_key=path, private_key_id="mine")
    with httpx.Client(transport=transport) as client:
        assert Platform(client, chosen, WorkerToken(chosen, lambda _: None)).roles().status_code == 200


def test_a_key_that_the_target_does_not_know_is_told(
    transport: InProcessTransport, connection: Connection, tmp_path: Path
) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    chosen = replace(connection, client_authentication="private_key_jwt", private_key=path)
    with (
        httpx.Client(transport=transport) as client,
        pytest.raises(Untested, match="createToken answered 401 without a token: invalid_client"),
    ):
        Platform(client, chosen, WorkerToken(chosen, lambda _: None)).roles()
