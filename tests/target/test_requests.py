"""Acceptable requests, tried on the mock."""

from collections.abc import Iterator

import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.plugin.connect import connect
from pingone_conformance.spec import load_description
from pingone_conformance.target.given import Given
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.requests import (
    Attempt,
    acceptable_path,
    acceptable_request,
    bearer_operations,
    sent_back,
)

OPERATIONS = list(load_description().operations)


@pytest.fixture(scope="module")
def given() -> Iterator[Given]:
    target = connect(load_settings({"target": "mock", "seed": 1}))
    target.start_test("acceptable requests")
    yield target.given()
    target.close()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_has_a_request_that_the_mock_accepts(operation: str, given: Given) -> None:
    assert given.api.call(operation, **acceptable_request(operation, given)).is_success


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_id_of_a_path_is_given(operation: str, given: Given) -> None:
    names = set(load_description().operation(operation).path_parameters) - {"envID"}
    assert set(acceptable_path(operation, given)) == names


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_attempt_can_be_repeated(operation: str, given: Given) -> None:
    attempt = Attempt(operation, given)
    assert [attempt.accepted().is_success, attempt().is_success] == [True, True]


def test_a_refused_attempt_leaves_the_request_as_it_was(given: Given) -> None:
    attempt = Attempt("deleteUser", given)
    path = attempt.path
    assert attempt(userID=UNKNOWN_ID).status_code == 404
    assert attempt.path == path
    assert attempt().status_code == 204
    assert attempt.path != path


def test_content_replaces_a_body(given: Given) -> None:
    assert Attempt("createUser", given)(content=b"{").status_code == 400


def test_a_request_that_is_not_accepted_blocks(given: Given) -> None:
    attempt = Attempt("readOneUser", given)
    attempt.request = {"userID": UNKNOWN_ID}
    with pytest.raises(Untested, match="blocked by AUTH-001: readOneUser answered 404"):
        attempt.accepted()


def test_an_operation_without_a_request_is_named(given: Given) -> None:
    with pytest.raises(ConformanceError, match="no acceptable request is known for readTheStars"):
        acceptable_request("readTheStars", given)


def test_the_auth_host_takes_no_bearer_token() -> None:
    assert set(OPERATIONS) - set(bearer_operations()) == {
        "createToken",
        "readFlow",
        "confirmAccountInformation",
    }


def test_what_is_sent_back_has_no_times_of_the_server() -> None:
    read = {"name": "Policy", "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"}
    assert sent_back(read) == {"name": "Policy"}
