"""A new user has an id, what was sent, and what the service gives to it."""

from datetime import timedelta

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.identifiers import is_uuid
from pingone_conformance.checks.members import (
    MISSING,
    body_of,
    has_member,
    member,
    member_differs,
    member_equals,
    member_is,
)
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.times import is_timestamp, lies_between, timestamp
from pingone_conformance.checks.users import has_attributes
from pingone_conformance.findings import Untested

# An id and a time that only the service gives out.
OWN_ID = "5b1f7d3c-9a2e-4f60-8c7d-d1e2f3a4b5c6"
LONG_AGO = "2001-02-03T04:05:06.007Z"

LETTERS = {"given": "Zoë \N{SUNFLOWER}", "family": "Łukasińska", "middle": "आरती", "formatted": "山田 Şebnem"}


@pytest.fixture
def body(given, profile):
    """The body of a new user, under a name of its own."""
    return given.user_body(**profile)


@pytest.fixture
def created(api, body, once):
    """The answer to a creation that was accepted."""

    def create():
        answer = api.call("createUser", json=body)
        if not answer.is_success:
            raise Untested(f"blocked by USER-001: createUser answered {answer.status_code}")
        return answer

    return once("answer with a user", create)


@pytest.mark.rule("USER-001")
def test_a_created_user_is_answered_with_201(api, expect, body):
    answer = api.call("createUser", json=body)
    expect(answers(answer, 201), answer)


@pytest.mark.rule("USER-002", "USER-003", "USER-005")
def test_a_created_user_has_an_id_in_its_environment(api, created, expect):
    user = body_of(created)
    expect(has_member(user, "id"), created, rule="USER-002")
    expect(is_uuid(user), created, rule="USER-003")
    environment = member_equals(user, "environment.id", api.connection.environment_id)
    expect(environment, created, rule="USER-005")


@pytest.mark.rule("USER-004", "USER-007", "USER-008")
def test_what_was_sent_comes_back(api, given, expect):
    # Capitals, signs that a page would have to escape.
    sent = given.user_body(name={"given": "Mary & Jo", "family": "O'Neil-Smith"})
    body = {**sent, "username": f"{sent['username']}-Jo", "email": f"Jo+1.{sent['email']}"}
    created = api.call("createUser", json=body)
    if not created.is_success:
        raise Untested(f"blocked by USER-001: createUser answered {created.status_code}")
    user = body_of(created)
    expect(comes_back(user, "username", body["username"]), created, rule="USER-004")
    expect(comes_back(user, "email", body["email"]), created, rule="USER-007")
    expect(comes_back(user, "name", body["name"]), created, rule="USER-008")


@pytest.mark.rule("USER-006", "USER-009")
def test_a_user_is_created_in_a_population(api, created, given, expect):
    population = member(body_of(created), "population.id")
    if not isinstance(population, str):
        raise Untested("blocked: no population is known, for the user that was created has none")
    plain = given.user_body()
    body = {"population": {"id": population}, **plain, "email": f"jo+1.{plain['email']}"}
    answer = api.call("createUser", json=body)
    expect(is_accepted(answer), answer, rule="USER-006")
    if not answer.is_success:
        raise Untested(f"blocked by USER-006: createUser answered {answer.status_code}")
    sent = body["population"]["id"]
    expect(member_equals(body_of(answer), "population.id", sent), answer, rule="USER-009")


@pytest.mark.rule("USER-010", "USER-011")
def test_a_new_user_was_never_updated(created, expect):
    user = body_of(created)
    for name in ("createdAt", "updatedAt"):
        expect(is_timestamp(user, name), created, rule="USER-010")
    apart = lies_between(user, "createdAt", "updatedAt", at_least=timedelta(0), at_most=timedelta(0))
    expect(apart, created, rule="USER-011")


@pytest.mark.rule("USER-012")
def test_a_new_user_is_enabled(created, expect):
    expect(member_equals(body_of(created), "enabled", True), created)


@pytest.mark.parametrize("name", ["primaryPhone", "mobilePhone"])
@pytest.mark.rule("USER-022")
def test_a_telephone_number_needs_no_plus_sign(api, body, expect, name):
    answer = api.call("createUser", json={**body, name: "15125551234"})
    expect(is_accepted(answer), answer)


@pytest.mark.rule("USER-023")
def test_letters_beyond_ascii_come_back(api, given, expect):
    user_id = given.user(name=LETTERS)["id"]
    answer = api.call("readOneUser", userID=user_id)
    expect(has_attributes(body_of(answer), {"name": LETTERS}), answer)


@pytest.mark.rule("USER-024")
def test_a_read_only_member_is_not_taken_over(api, given, expect):
    body = given.user_body(id=OWN_ID, createdAt=LONG_AGO, updatedAt=LONG_AGO)
    created = api.call("createUser", json=body)
    if not created.is_success:
        raise Untested(f"blocked by USER-025: createUser answered {created.status_code}")
    read = api.call("readOneUser", userID=str(member(body_of(created), "id")))
    moment = timestamp(LONG_AGO)
    for answer in (created, read):
        user = body_of(answer)
        expect(member_differs(user, "id", OWN_ID), answer)
        for name in ("createdAt", "updatedAt"):
            if member(user, name) is not MISSING:
                expect(
                    member_is(user, name, "another time", lambda value: timestamp(value) != moment), answer
                )


@pytest.mark.rule("USER-025", "USER-026")
def test_members_that_cannot_be_written_do_not_refuse_a_user(api, given, body, expect):
    answer = api.call("createUser", json={**body, "id": OWN_ID, "createdAt": LONG_AGO})
    expect(is_accepted(answer), answer, rule="USER-025")
    answer = api.call("createUser", json={**body, **given.user_body(), "favouriteColour": "crimson"})
    expect(is_accepted(answer), answer, rule="USER-026")
