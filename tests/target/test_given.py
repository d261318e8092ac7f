"""Preconditions: what fails while they are made leaves the rules of a test untested, and says why."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import httpx
import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.findings import Untested
from pingone_conformance.plugin.connect import connect
from pingone_conformance.plugin.target import Target
from pingone_conformance.target.flows import NoFlows
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import FirstThatCan
from pingone_conformance.target.verifications import Nobody

from .conftest import Open

Make = Callable[[Given], object]


def alone(api: Session) -> Given:
    """Preconditions where nobody can bring about more than the API does."""
    return Given(api, FirstThatCan(Nobody()), NoFlows(), "p")


@pytest.fixture
def target() -> Iterator[Target]:
    target = connect(load_settings({"target": "mock", "seed": 1}))
    target.start_test("given")
    yield target
    target.close()


@pytest.fixture
def given(target: Target) -> Given:
    return target.given()


def test_names_are_new_each_time(given: Given) -> None:
    assert len({given.name() for _ in range(5)}) == 5


def test_ids_are_new_each_time_and_the_same_in_each_run(given: Given, target: Target) -> None:
    drawn = [given.uuid() for _ in range(5)]
    assert len(set(drawn)) == 5
    assert [uuid.UUID(id_).version for id_ in drawn] == [5] * 5
    again = target.given()
    assert [again.uuid() for _ in range(5)] == drawn


def test_ids_of_a_run_on_a_tenant_begin_with_it(target: Target) -> None:
    of_run = Given(target.api, FirstThatCan(Nobody()), NoFlows(), "0a1b2c3d-1f-2")
    assert of_run.uuid().startswith("0a1b2c3d-")
    assert uuid.UUID(of_run.uuid()).version == 5


def test_a_user_has_the_members_that_were_asked_for(given: Given) -> None:
    assert given.user(nickname="Putty")["nickname"] == "Putty"


def test_a_transaction_knows_its_user(given: Given) -> None:
    user = given.user()
    assert given.transaction(user["id"])["userID"] == user["id"]


@pytest.mark.parametrize("status", ["REQUESTED", "SUCCESS", "FAIL"])
def test_a_transaction_is_brought_to_a_state(given: Given, target: Target, status: str) -> None:
    made = given.transaction_in(status)
    answer = target.api.call("readOneVerifyTransaction", userID=made["userID"], transactionID=made["id"])
    assert answer.json()["transactionStatus"]["status"] == status


def test_a_verification_has_a_selfie(given: Given, target: Target) -> None:
    made = given.verification()
    answer = target.api.call("readOneVerifiedData", verifiedDataID=made.selfie_id, **made.path)
    assert answer.json()["type"] == "SELFIE"


def test_a_flow_waits_for_confirmation(given: Given, target: Target) -> None:
    assert target.api.call("readFlow", flowID=given.flow()).status_code == 200


@pytest.mark.parametrize(
    ("make", "operation"),
    [(Given.user, "createUser"), (Given.policy, "createVerifyPolicy"), (Given.transaction, "createUser")],
)
def test_an_answer_of_another_status_blocks(session: Open, make: Make, operation: str) -> None:
    given = alone(session(lambda _: httpx.Response(500, json={})))
    with pytest.raises(Untested, match=f"^blocked: {operation} answered 500 instead of 201$"):
        make(given)


@pytest.mark.parametrize("content", [b"", b"<html>", b"[1]", b"null"])
def test_an_answer_that_is_no_object_blocks(session: Open, content: bytes) -> None:
    given = alone(session(lambda _: httpx.Response(201, content=content)))
    with pytest.raises(Untested, match=r"^blocked: createUser answered 201"):
        given.user()


def test_a_user_without_an_id_blocks_its_transaction(session: Open) -> None:
    given = alone(session(lambda _: httpx.Response(201, json={})))
    with pytest.raises(Untested, match=r"^blocked: createUser created something without an id$"):
        given.transaction()


@pytest.mark.parametrize("make", [lambda given: given.transaction_in("SUCCESS"), Given.flow])
def test_what_only_a_mock_does_is_untested_elsewhere(target: Target, make: Make) -> None:
    with pytest.raises(Untested, match=r"^needs a "):
        make(alone(target.api))
