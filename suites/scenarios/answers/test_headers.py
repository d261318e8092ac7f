"""Headers of requests and answers that every operation shares."""

import pytest

from pingone_conformance.checks.answers import says_json
from pingone_conformance.checks.links import href
from pingone_conformance.checks.members import body_of, shown
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Finding
from pingone_conformance.spec import load_description
from pingone_conformance.target.requests import Attempt

OPERATIONS = list(load_description().operations)


@pytest.fixture
def attempt(operation, given):
    return Attempt(operation, given)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ANSWER-026", "ANSWER-027", "ANSWER-028")
def test_headers_of_a_request_are_understood(operation, attempt, api, expect):
    attempt.accepted()
    described = api.description.operation(operation)
    odd = {"aUTHORIZATION": attempt.request.get("authorization") or f"Bearer {api.token()}"}
    if described.media_type:
        odd["cONTENT-tYPE"] = described.media_type
    answer = attempt(headers=odd, authorization=None, content_type=None)
    expect(is_accepted(answer), answer, rule="ANSWER-026")
    answer = attempt(headers={"X-Ping-External-Transaction-ID": "nightly-run.1_a/b@c=#+"})
    expect(is_accepted(answer), answer, rule="ANSWER-027")
    answer = attempt(headers={"Accept": "application/json"})
    if expect(is_accepted(answer), answer, rule="ANSWER-028"):
        expect(says_json(answer), answer, rule="ANSWER-028")


@pytest.mark.parametrize("operation", contracts().rules["ANSWER-008"].operations)
@pytest.mark.rule("ANSWER-008")
def test_a_deletion_is_answered_without_a_body(attempt, expect):
    answer = attempt.accepted()
    expect([Finding("no body", f"{len(answer.content)} bytes")] if answer.content else [], answer)


@pytest.mark.parametrize("operation", contracts().rules["ANSWER-009"].operations)
@pytest.mark.rule("ANSWER-009")
def test_a_creation_says_where_the_new_thing_is(attempt, expect):
    answer = attempt.accepted()
    expect(names_the_new_resource(answer), answer)


@pytest.mark.parametrize("operation", contracts().rules["ANSWER-030"].operations)
@pytest.mark.rule("ANSWER-030")
def test_reading_twice_gives_the_same(attempt, expect):
    first, second = attempt.accepted(), attempt()
    same = body_of(first) == body_of(second)
    expect([] if same else [Finding("the same body twice", "two different ones")], second)


def names_the_new_resource(answer):
    location, created = answer.headers.get("location"), body_of(answer)
    if not location:
        yield Finding("a header Location", "none")
    elif location.rstrip("/").rpartition("/")[2] != created.get("id"):
        yield Finding(f"Location to end in the id of {href(created, 'self')}", shown(location))
