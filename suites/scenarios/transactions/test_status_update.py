"""An administrator approves a transaction that failed or is in progress."""

from datetime import timedelta

import pytest

from pingone_conformance.checks.members import body_of, member, member_equals
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.times import lies_between
from pingone_conformance.findings import Untested

MANUALLY, WITHOUT_REQUEST = "APPROVED_MANUALLY", "APPROVED_NO_REQUEST"
STATUS = "transactionStatus.status"

APPROVALS = [
    pytest.param("FAIL", MANUALLY, marks=pytest.mark.rule("STATUS-012"), id="failed-manually"),
    pytest.param("FAIL", WITHOUT_REQUEST, marks=pytest.mark.rule("STATUS-013"), id="failed-no-request"),
    pytest.param("IN_PROGRESS", MANUALLY, marks=pytest.mark.rule("STATUS-014"), id="in-progress-manually"),
    pytest.param(
        "IN_PROGRESS", WITHOUT_REQUEST, marks=pytest.mark.rule("STATUS-015"), id="in-progress-no-request"
    ),
]
EITHER = pytest.mark.parametrize("status", [MANUALLY, WITHOUT_REQUEST], ids=["manually", "no-request"])


@pytest.fixture
def failed(transaction_in):
    """A transaction that failed."""
    return transaction_in("FAIL")


@pytest.fixture
def approve(failed):
    """Approves the failed transaction; a test that looks into the answer is blocked when it is refused."""

    def update(status):
        answer = failed.update(status)
        if not answer.is_success:
            raise Untested(f"blocked by STATUS-012: updateVerifyTransaction answered {answer.status_code}")
        return answer

    return update


@pytest.mark.parametrize(("state", "status"), APPROVALS)
def test_a_transaction_is_approved(transaction_in, expect, state, status):
    transaction = transaction_in(state)
    answer = transaction.update(status)
    if expect(is_accepted(answer), answer):
        read = transaction.read()
        expect(member_equals(body_of(read), STATUS, status), read)


@pytest.mark.rule("STATUS-016")
@EITHER
def test_the_update_answers_200(failed, expect, status):
    answer = failed.update(status)
    expect(answers(answer, 200), answer)


@pytest.mark.rule("STATUS-017", "STATUS-018", "STATUS-020")
@EITHER
def test_the_transaction_has_its_new_status(given, failed, approve, transaction_in, expect, status):
    if not given.is_on_a_tenant:
        # The same update of another transaction came before.
        transaction_in("FAIL").update(status)
    answer, read = approve(status), failed.read()
    expect(member_equals(body_of(answer), STATUS, status), answer, rule="STATUS-017")
    expect(member_equals(body_of(answer), "id", failed.created["id"]), answer, rule="STATUS-018")
    expect(member_equals(body_of(read), STATUS, status), read, rule="STATUS-020")


@pytest.mark.rule("STATUS-019")
def test_the_update_is_the_latest_and_the_creation_stays(failed, approve, pause, expect):
    before = body_of(failed.read())
    pause(2)
    answer = approve(MANUALLY)
    after = body_of(answer)
    updates = {"before": member(before, "updatedAt"), "after": member(after, "updatedAt")}
    expect(
        lies_between(updates, "before", "after", at_least=timedelta(seconds=1), at_most=timedelta.max), answer
    )
    creations = {"before": member(before, "createdAt"), "after": member(after, "createdAt")}
    expect(lies_between(creations, "before", "after", at_least=timedelta(0), at_most=timedelta(0)), answer)
