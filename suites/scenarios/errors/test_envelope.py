"""What a refusal is made of."""

from functools import partial

import pytest

from pingone_conformance.checks import errors
from pingone_conformance.checks.headers import has_header
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import bearer_operations

OPERATIONS = bearer_operations()
OF_A_BAD_REQUEST = {
    "ERROR-001": partial(errors.has_text, name="code"),
    "ERROR-002": partial(errors.has_text, name="message"),
    "ERROR-003": partial(errors.has_text, name="id"),
    "ERROR-006": errors.error_id_is_uuid,
    "ERROR-014": errors.is_json_object,
}
OF_EVERY_REFUSAL = {
    "ERROR-008": errors.details_are_objects,
    "ERROR-009": errors.details_are_complete,
    "ERROR-010": partial(errors.detail_members_are, name="target", kind=str, what="a text"),
    "ERROR-011": partial(errors.detail_members_are, name="innerError", kind=dict, what="an object"),
    "ERROR-024": errors.shows_no_internals,
    "ERROR-025": partial(has_header, name="Correlation-Id"),
}
# The operation, and the member that a body of it has to have.
REQUIRED = [
    pytest.param("createUser", "username", id="createUser"),
    pytest.param("createVerifyPolicy", "name", id="createVerifyPolicy"),
    pytest.param("createVerifyTransaction", "callback.url", id="createVerifyTransaction"),
    pytest.param("updatePortraitBackground", "aspectRatio", id="updatePortraitBackground"),
]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule(*OF_A_BAD_REQUEST, *OF_EVERY_REFUSAL)
def test_a_refusal_is_an_envelope(operation, refusals, expect):
    for answer in refusals.of(400, 404, 415):
        for rule, check in OF_A_BAD_REQUEST.items():
            expect(check(answer), answer, rule=rule)
    for answer in refusals.answers:
        for rule, check in OF_EVERY_REFUSAL.items():
            expect(check(answer), answer, rule=rule)


@pytest.fixture
def body(attempt):
    """A body with all that the operation requires, and what comes with a callback."""
    body = attempt.request["json"]
    return body if "verifyPolicy" not in body else {**body, "callback": {"url": "https://example.com"}}


@pytest.mark.parametrize(("operation", "path"), REQUIRED)
@pytest.mark.rule("ERROR-012", "ERROR-013")
def test_a_detail_says_what_was_wrong(operation, path, body, attempt, expect):
    answer = attempt(json=without(body, path))
    if member(body_of(answer), "code") != "INVALID_DATA":
        raise Untested(f"the wrong body was answered {answer.status_code}, not with INVALID_DATA")
    expect(errors.has_details(answer), answer, rule="ERROR-012")
    expect(errors.a_detail_names(answer, path), answer, rule="ERROR-013")
    partner(attempt(json=body))


def without(body, path):
    name, _, rest = path.partition(".")
    kept = {key: value for key, value in body.items() if key != name}
    return {**kept, name: without(body[name], rest)} if rest else kept
