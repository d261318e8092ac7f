"""The code that goes with each status."""

import pytest

from pingone_conformance.checks.errors import error_code_is, error_id_is_uuid, error_ids_differ, has_text
from pingone_conformance.findings import Untested
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.requests import bearer_operations

OPERATIONS = bearer_operations()
WITHOUT_ID = ["createUser", "createVerifyPolicy", "readAllVerifyPolicies"]
WITH_ID = [name for name in OPERATIONS if name not in WITHOUT_ID]
WITH_INPUT = [
    *("createUser", "updateUser", "replaceUser", "createVerifyPolicy", "readAllVerifyPolicies"),
    *("updateVerifyPolicy", "createVerifyTransaction", "updateVerifyTransaction", "updatePortraitBackground"),
]


def having(status, answer):
    """The answer, where it has the status that the rule is about."""
    if answer.status_code != status:
        raise Untested(f"the wrong request was answered {answer.status_code}, not {status}")
    return answer


@pytest.mark.parametrize("operation", WITH_INPUT)
@pytest.mark.rule("ERROR-015")
def test_a_400_calls_the_data_or_the_request_invalid(operation, refusals, expect):
    for answer in refusals.of(400):
        expect(error_code_is(answer, "INVALID_DATA", "INVALID_REQUEST", "REQUEST_FAILED"), answer)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ERROR-004", "ERROR-005", "ERROR-006", "ERROR-007")
def test_a_401_has_a_code_a_message_and_an_id_of_its_own(operation, attempt, expect):
    answer, again = (having(401, attempt(authorization=None)) for _ in range(2))
    expect(has_text(answer, "code"), answer, rule="ERROR-004")
    expect(has_text(answer, "message"), answer, rule="ERROR-004")
    expect(has_text(answer, "id"), answer, rule="ERROR-005")
    expect(error_id_is_uuid(answer), answer, rule="ERROR-006")
    expect(error_ids_differ([answer, again]), again, rule="ERROR-007")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ERROR-004", "ERROR-016")
def test_a_403_says_that_access_failed(operation, attempt, stranger, expect):
    answer = having(403, attempt(authorization=f"Bearer {stranger.token()}"))
    expect(has_text(answer, "code"), answer, rule="ERROR-004")
    expect(has_text(answer, "message"), answer, rule="ERROR-004")
    expect(error_code_is(answer, "ACCESS_FAILED"), answer, rule="ERROR-016")


@pytest.mark.parametrize("operation", WITH_ID)
@pytest.mark.rule("ERROR-017")
def test_a_404_says_not_found(operation, attempt, expect):
    *_, last = attempt.path
    answer = having(404, attempt(**{last: UNKNOWN_ID}))
    expect(error_code_is(answer, "NOT_FOUND"), answer)


@pytest.mark.parametrize("operation", ["updatePortraitBackground"])
@pytest.mark.rule("ERROR-018")
def test_a_415_calls_the_request_invalid(operation, attempt, expect):
    answer = having(415, attempt(content_type="text/plain"))
    expect(error_code_is(answer, "INVALID_REQUEST"), answer)
