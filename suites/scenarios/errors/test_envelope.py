"""What a refusal is made of."""

import pytest

from pingone_conformance.checks import errors
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.findings import Untested
from pingone_conformance.target.requests import bearer_operations

OPERATIONS = bearer_operations()
# A member of a body that is wrong, the body, and the operation that refuses it.
WRONG_BODIES = [
    pytest.param("createUser", "username", {"email": "bjensen@example.com"}, id="createUser"),
    pytest.param("createVerifyPolicy", "name", {"liveness": {"verify": "REQUIRED"}}, id="createVerifyPolicy"),
    pytest.param("createVerifyTransaction", "callback.url", {"callback": {}}, id="createVerifyTransaction"),
    pytest.param(
        "updatePortraitBackground",
        "aspectRatio",
        {"backgroundColor": {"red": 179, "green": 40, "blue": 45}},
        id="updatePortraitBackground",
    ),
]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ERROR-001", "ERROR-002", "ERROR-003", "ERROR-006", "ERROR-014")
def test_a_refusal_has_an_id_a_code_and_a_message(operation, refusals, expect):
    for answer in refusals.of(400, 404, 415):
        expect(errors.has_text(answer, "code"), answer, rule="ERROR-001")
        expect(errors.has_text(answer, "message"), answer, rule="ERROR-002")
        expect(errors.has_text(answer, "id"), answer, rule="ERROR-003")
        expect(errors.error_id_is_uuid(answer), answer, rule="ERROR-006")
        expect(errors.is_json_object(answer), answer, rule="ERROR-014")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ERROR-008", "ERROR-009", "ERROR-010", "ERROR-011")
def test_details_of_a_refusal_are_objects_with_a_code_and_a_message(operation, refusals, expect):
    for answer in refusals.answers:
        expect(errors.details_are_objects(answer), answer, rule="ERROR-008")
        expect(errors.details_are_complete(answer), answer, rule="ERROR-009")
        expect(errors.detail_members_are(answer, "target", str, "a text"), answer, rule="ERROR-010")
        expect(errors.detail_members_are(answer, "innerError", dict, "an object"), answer, rule="ERROR-011")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ERROR-004", "ERROR-005", "ERROR-006")
def test_a_refusal_without_a_token_has_them_too(operation, refusals, expect):
    for answer in refusals.of(401):
        expect(errors.has_text(answer, "code"), answer, rule="ERROR-004")
        expect(errors.has_text(answer, "message"), answer, rule="ERROR-004")
        expect(errors.has_text(answer, "id"), answer, rule="ERROR-005")
        expect(errors.error_id_is_uuid(answer), answer, rule="ERROR-006")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ERROR-007")
def test_every_refusal_has_an_id_of_its_own(operation, refusals, attempt, expect):
    expect(errors.error_ids_differ([*refusals.answers, attempt(authorization=None)]), refusals.answers[0])


@pytest.mark.parametrize(("operation", "path", "body"), WRONG_BODIES)
@pytest.mark.rule("ERROR-012", "ERROR-013")
def test_a_detail_says_what_was_wrong(operation, path, body, attempt, expect):
    attempt.accepted()
    answer = attempt(json=body)
    if member(body_of(answer), "code") != "INVALID_DATA":
        raise Untested(f"the wrong body was answered {answer.status_code}, not with INVALID_DATA")
    expect(errors.has_details(answer), answer, rule="ERROR-012")
    expect(errors.a_detail_names(answer, path), answer, rule="ERROR-013")
