"""The times of a new transaction: form, order, and when it expires."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.times import has_milliseconds, is_timestamp, lies_between
from pingone_conformance.findings import Untested
from pingone_conformance.target.requests import sent_back

TIMES = ("createdAt", "updatedAt", "expiresAt")
A_LITTLE = timedelta(seconds=1)
TIMEOUTS = [
    pytest.param({"duration": 10, "timeUnit": "MINUTES"}, timedelta(minutes=10), id="in-minutes"),
    pytest.param({"duration": 90, "timeUnit": "SECONDS"}, timedelta(seconds=90), id="in-seconds"),
]


@pytest.mark.rule("TXN-032", "TXN-033")
def test_the_times_are_timestamps_to_the_millisecond(create_transaction, expect):
    answer = create_transaction.accepted()
    body = body_of(answer)
    for time in TIMES:
        expect(is_timestamp(body, time), answer, rule="TXN-032")
    if any(not isinstance(member(body, time), str) for time in TIMES):
        raise Untested("blocked by TXN-032: a time is no text")
    for time in TIMES:
        expect(has_milliseconds(body, time), answer, rule="TXN-033")


@pytest.mark.rule("TXN-034")
def test_a_new_transaction_was_not_updated(create_transaction, expect):
    answer = with_times(create_transaction)
    at_once = {"at_least": timedelta(0), "at_most": timedelta(0)}
    expect(lies_between(body_of(answer), "createdAt", "updatedAt", **at_once), answer)


@pytest.mark.rule("TXN-035", "TXN-036")
def test_a_transaction_expires_thirty_minutes_after_its_creation(create_transaction, expect):
    answer = with_times(create_transaction)
    half_an_hour = timedelta(minutes=30)
    later = {"at_least": timedelta(microseconds=1), "at_most": timedelta.max}
    near = {"at_least": half_an_hour - A_LITTLE, "at_most": half_an_hour + A_LITTLE}
    expect(lies_between(body_of(answer), "createdAt", "expiresAt", **later), answer, rule="TXN-035")
    expect(lies_between(body_of(answer), "createdAt", "expiresAt", **near), answer, rule="TXN-036")


@pytest.mark.parametrize(("timeout", "span"), TIMEOUTS)
@pytest.mark.rule("TXN-037")
def test_the_timeout_of_the_policy_sets_the_expiry(create_transaction, expect, timeout, span):
    answer = with_times(create_transaction.under(transaction=lasting(timeout)))
    near = {"at_least": span - A_LITTLE, "at_most": span + A_LITTLE}
    expect(lies_between(body_of(answer), "createdAt", "expiresAt", **near), answer)


@pytest.mark.rule("TXN-037")
def test_a_changed_timeout_sets_the_expiry_from_then_on(api, given, create_transaction, expect):
    policy = given.policy(transaction=lasting({"duration": 20, "timeUnit": "MINUTES"}))
    create = replace(create_transaction, policy_id=policy["id"])
    create.accepted()
    changed = {**sent_back(policy), "transaction": lasting({"duration": 10, "timeUnit": "MINUTES"})}
    updated = api.call("updateVerifyPolicy", verifyPolicyID=policy["id"], json=changed)
    if not updated.is_success:
        raise Untested(f"blocked: updateVerifyPolicy answered {updated.status_code}")
    answer = with_times(create)
    ten = timedelta(minutes=10)
    near = {"at_least": ten - A_LITTLE, "at_most": ten + A_LITTLE}
    expect(lies_between(body_of(answer), "createdAt", "expiresAt", **near), answer)


def with_times(create):
    """The answer to a create, whose times can be compared."""
    answer = create.accepted()
    if any(True for time in TIMES for _ in is_timestamp(body_of(answer), time)):
        raise Untested("blocked by TXN-032: the times of the answer are none")
    return answer


def lasting(timeout):
    """The section of a policy with that timeout, and a shorter one for the collection of data."""
    return {"timeout": timeout, "dataCollection": {"timeout": {"duration": 60, "timeUnit": "SECONDS"}}}
