"""A transaction that is not completed in its time fails; one whose documents are there goes on."""

import pytest

from pingone_conformance.checks.members import body_of, member, member_differs, member_equals, member_is
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.checks.steps import STEPS
from pingone_conformance.checks.times import timestamp
from pingone_conformance.findings import Untested

STATUS = "transactionStatus.status"
HALF_AN_HOUR = {"timeout": {"duration": 30, "timeUnit": "MINUTES"}}
# On either side of the expiry, in seconds.
MARGIN = 60


@pytest.fixture
def policy(given):
    """One under which the collection of data takes as long as the whole transaction."""
    return {"id": given.policy(transaction={**HALF_AN_HOUR, "dataCollection": HALF_AN_HOUR})["id"]}


@pytest.fixture
def wait(control):
    """Waits until a transaction expires, and that many seconds longer."""

    def until_expiry(transaction, seconds):
        body = body_of(transaction.read())
        created, expires = (timestamp(member(body, name)) for name in ("createdAt", "expiresAt"))
        if created is None or expires is None:
            raise Untested("blocked by READ-004: the transaction does not say when it expires")
        if created != timestamp(transaction.created.get("createdAt")):
            raise Untested("blocked by READ-005: its creation moved")
        half = (expires - created).total_seconds() / 2
        control.advance(half)
        # It is looked at in between: that gives nobody more time.
        transaction.read()
        control.advance(half + seconds)

    return until_expiry


@pytest.mark.rule("STATUS-037")
def test_it_stays_requested_until_it_expires(transaction_in, wait, expect):
    transaction = transaction_in("REQUESTED")
    wait(transaction, -MARGIN)
    answer = transaction.seen()
    expect(member_equals(body_of(answer), STATUS, "REQUESTED"), answer)


@pytest.mark.rule("STATUS-038")
@pytest.mark.parametrize("state", ["REQUESTED", "INITIATED", "PARTIAL"])
def test_it_fails_when_it_expires_before_it_is_completed(transaction_in, wait, expect, state):
    transaction = transaction_in(state)
    wait(transaction, MARGIN)
    answer = transaction.seen()
    expect(member_equals(body_of(answer), STATUS, "FAIL"), answer)


@pytest.mark.rule("STATUS-039")
def test_it_goes_on_when_all_documents_are_there(transaction_in, wait, expect):
    transaction = transaction_in("IN_PROGRESS")
    wait(transaction, MARGIN)
    answer = transaction.seen()
    expect(is_accepted(answer), answer)
    expect(member_differs(body_of(answer), STATUS, "FAIL"), answer)


@pytest.mark.rule("STATUS-040")
def test_an_expired_one_says_that_it_timed_out(transaction_in, wait, expect):
    transaction = transaction_in("REQUESTED")
    wait(transaction, MARGIN)
    answer = transaction.seen()
    expect(member_is(body_of(answer), STEPS, "steps with TRANSACTION_TIMED_OUT", timed_out), answer)


def timed_out(steps):
    return "TRANSACTION_TIMED_OUT" in str(steps)
