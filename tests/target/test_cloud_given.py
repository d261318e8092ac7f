"""Acceptable requests to Advanced Identity Cloud, tried on the mock."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.findings import Untested
from pingone_conformance.plugin.connect import connect
from pingone_conformance.spec import load_cloud_description
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.cloud_given import CloudGiven, base64_of
from pingone_conformance.target.given import Given
from pingone_conformance.target.requests import Attempt

OPERATIONS = load_cloud_description().operations


@pytest.fixture(scope="module")
def given() -> Iterator[CloudGiven]:
    target = connect(load_settings({"target": "mock", "seed": 1}))
    target.start_test("acceptable requests")
    yield CloudGiven(target.given(), target.cloud)
    target.close()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_acceptable_request_is_accepted_again_and_again(operation: str, given: CloudGiven) -> None:
    attempt = Attempt(operation, given)
    assert [attempt.accepted().is_success, attempt().is_success] == [True, True]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_parameter_of_a_path_is_given(operation: str, given: CloudGiven) -> None:
    names = set(OPERATIONS[operation].path_parameters) - {"realm"}
    assert set(Attempt(operation, given).path) == names


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_version_of_the_interface_is_named(operation: str, given: CloudGiven) -> None:
    sent = Attempt(operation, given)().request.headers
    assert {name: sent[name] for name in OPERATIONS[operation].headers} == OPERATIONS[operation].headers


def test_names_and_ids_are_given_once(given: CloudGiven) -> None:
    made = [make() for make in (given.name, given.esv_name, given.node_id) for _ in range(3)]
    assert len(set(made)) == len(made)


def test_a_text_is_sent_as_utf_8_in_base64() -> None:
    assert base64_of("Grüße") == "R3LDvMOfZQ=="


@pytest.mark.parametrize(
    ("status", "content", "told"),
    [
        (403, b"{}", "blocked: createScript answered 403"),
        (201, b"[]", "blocked: createScript answered 201"),
        (201, b"no JSON", "blocked: createScript answered 201"),
        (201, b"{}", "blocked: createScript created something without _id"),
    ],
)
def test_what_cannot_be_created_blocks_the_test(status: int, content: bytes, told: str) -> None:
    def call(operation_id: str, **_: Any) -> httpx.Response:
        request = httpx.Request("POST", "https://x", extensions={"operation": operation_id})
        return httpx.Response(status, content=content, request=request)

    api = cast("CloudSession", SimpleNamespace(call=call))
    given = CloudGiven(cast("Given", SimpleNamespace(name=lambda: "p1c-1")), api)
    with pytest.raises(Untested, match=told):
        given.script()
