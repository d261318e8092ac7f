"""An administrator's update is refused in every other state, and to every other status."""

import pytest

from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import is_refused
from pingone_conformance.findings import Untested

MANUALLY, WITHOUT_REQUEST = "APPROVED_MANUALLY", "APPROVED_NO_REQUEST"


@pytest.mark.parametrize(
    ("state", "status"),
    [
        pytest.param("REQUESTED", MANUALLY, marks=pytest.mark.rule("STATUS-021"), id="requested"),
        pytest.param("INITIATED", MANUALLY, marks=pytest.mark.rule("STATUS-022"), id="initiated"),
        pytest.param("PARTIAL", MANUALLY, marks=pytest.mark.rule("STATUS-023"), id="partial"),
        pytest.param("SUCCESS", MANUALLY, marks=pytest.mark.rule("STATUS-024"), id="successful"),
        pytest.param("NOT_REQUIRED", MANUALLY, marks=pytest.mark.rule("STATUS-025"), id="not-required"),
        pytest.param(MANUALLY, WITHOUT_REQUEST, marks=pytest.mark.rule("STATUS-026"), id="approved-manually"),
        pytest.param(
            WITHOUT_REQUEST, MANUALLY, marks=pytest.mark.rule("STATUS-027"), id="approved-no-request"
        ),
    ],
)
def test_an_update_in_another_state_is_refused(transaction_in, approves, expect, state, status):
    answer = transaction_in(state).update(status)
    expect(is_refused(answer), answer)
    approves(status)


@pytest.mark.parametrize(
    "status",
    [
        pytest.param("SUCCESS", marks=pytest.mark.rule("STATUS-028"), id="success"),
        pytest.param("FAIL", marks=pytest.mark.rule("STATUS-029"), id="fail"),
        pytest.param("APPROVED_BY_NOBODY", marks=pytest.mark.rule("STATUS-030"), id="unknown"),
    ],
)
def test_an_update_to_another_status_is_refused(approvable, approves, expect, status):
    answer = approvable.update(status)
    expect(is_refused(answer), answer)
    approves(MANUALLY, approvable)


@pytest.mark.rule("STATUS-031")
@pytest.mark.parametrize("body", [{}, {"transactionStatus": {}}], ids=["empty", "no-status"])
def test_an_update_without_a_status_is_refused(approvable, approves, api, expect, body):
    answer = api.call("updateVerifyTransaction", **approvable.path, json=body)
    expect(is_refused(answer), answer)
    approves(MANUALLY, approvable)


@pytest.mark.rule("STATUS-032")
@pytest.mark.parametrize(
    ("state", "status"),
    [
        *[("REQUESTED", MANUALLY), ("SUCCESS", MANUALLY), (MANUALLY, WITHOUT_REQUEST)],
        *[("IN_PROGRESS", "SUCCESS"), ("IN_PROGRESS", "APPROVED_BY_NOBODY"), ("FAIL", "SUCCESS")],
    ],
)
def test_a_refused_update_changes_nothing(transaction_in, approves, expect, state, status):
    transaction = transaction_in(state)
    answer = transaction.update(status)
    if answer.is_success:
        raise Untested(f"blocked by STATUS-024: an update in {state} to {status} was not refused")
    read = transaction.read()
    expect(member_equals(body_of(read), "transactionStatus.status", state), read)
    approves(MANUALLY)


@pytest.mark.rule("STATUS-032")
def test_a_refused_update_of_another_user_changes_nothing(approvable, approves, another, expect):
    before = approvable.status()
    answer = approvable.update(userID=another.path["userID"])
    if answer.is_success:
        raise Untested("blocked by STATUS-033: an update of another user's transaction was not refused")
    read = approvable.read()
    expect(member_equals(body_of(read), "transactionStatus.status", before), read)
    approves(MANUALLY, approvable)


@pytest.mark.rule("STATUS-033")
def test_an_update_of_another_users_transaction_is_refused(approvable, approves, another, expect):
    answer = approvable.update(userID=another.path["userID"])
    expect(is_refused(answer), answer)
    approves(MANUALLY, approvable)
