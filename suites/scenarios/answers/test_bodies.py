"""What a request body may look like, operation by operation: one thing is wrong beside a body that is accepted."""

import json

import pytest

from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.contracts import contracts
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import Attempt


def operations_of(rule):
    return pytest.mark.parametrize("operation", contracts().rules[rule].operations)


@pytest.fixture
def attempt(operation, given):
    return Attempt(operation, given)


@pytest.fixture
def accepted(attempt):
    """An attempt whose request is accepted as it is, so that it is the change that a test is about."""
    attempt.accepted()
    return attempt


@operations_of("ANSWER-015")
@pytest.mark.rule("ANSWER-015", "ANSWER-016")
def test_a_body_that_is_not_json_is_refused(attempt, expect):
    answer = attempt(content=b'{"name": ')
    expect(is_refused(answer), answer, rule="ANSWER-015")
    expect(answers(answer, 400), answer, rule="ANSWER-016")
    partner(attempt())


@operations_of("ANSWER-017")
@pytest.mark.rule("ANSWER-017")
def test_an_empty_body_is_refused(attempt, expect):
    answer = attempt(content=b"")
    expect(is_refused(answer), answer)
    partner(attempt())


@operations_of("ANSWER-018")
@pytest.mark.rule("ANSWER-018")
@pytest.mark.parametrize("body", [b"[]", b'"text"', b"5"], ids=["list", "text", "number"])
def test_a_body_that_is_no_object_is_refused(attempt, expect, body):
    answer = attempt(content=body)
    expect(is_refused(answer), answer)
    partner(attempt())


@operations_of("ANSWER-019")
@pytest.mark.rule("ANSWER-019")
def test_a_body_that_is_not_utf8_is_refused(attempt, expect):
    body = json.dumps(attempt.request["json"]).encode()
    answer = attempt(content=body.replace(b"{", b'{"extra": "\xff\xfe", ', 1))
    expect(is_refused(answer), answer)
    partner(attempt())


@operations_of("ANSWER-021")
@pytest.mark.rule("ANSWER-021")
def test_a_body_sent_as_plain_text_is_refused(attempt, expect):
    answer = attempt(content_type="text/plain")
    expect(answers(answer, 415), answer)
    partner(attempt())


@operations_of("ANSWER-022")
@pytest.mark.rule("ANSWER-022")
def test_a_charset_parameter_is_accepted(accepted, expect):
    answer = accepted(content_type="application/json;charset=UTF-8")
    expect(is_accepted(answer), answer)


@operations_of("ANSWER-023")
@pytest.mark.rule("ANSWER-023")
def test_a_float_for_an_integer_is_accepted(accepted, expect):
    body = accepted.request["json"]
    if "backgroundColor" in body:
        body = {**body, "backgroundColor": {"red": 179.5, "green": 40.0, "blue": 45.25}}
    else:
        body = {**body, "transaction": {"timeout": {"duration": 29.5, "timeUnit": "MINUTES"}}}
    answer = accepted(json=body)
    expect(is_accepted(answer), answer)


@operations_of("ANSWER-024")
@pytest.mark.rule("ANSWER-024")
def test_an_unknown_member_is_accepted(accepted, expect):
    answer = accepted(json={**accepted.request["json"], "memberOfNoPage": {"deep": [1]}})
    expect(is_accepted(answer), answer)


@operations_of("ANSWER-025")
@pytest.mark.rule("ANSWER-025")
def test_a_read_only_member_is_accepted(accepted, expect):
    body = {
        **accepted.request["json"],
        "createdAt": "2020-01-01T00:00:00.000Z",
        "updatedAt": "2020-01-01T00:00:00.000Z",
    }
    answer = accepted(json=body)
    expect(is_accepted(answer), answer)
