"""The times of a new transaction: form, order, and when it expires."""

from datetime import timedelta

import pytest

from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.times import has_milliseconds, is_timestamp, lies_between

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
        expect(has_milliseconds(body, time), answer, rule="TXN-033")


@pytest.mark.rule("TXN-034")
def test_a_new_transaction_was_not_updated(create_transaction, expect):
    answer = create_transaction.accepted()
    at_once = {"at_least": timedelta(0), "at_most": timedelta(0)}
    expect(lies_between(body_of(answer), "createdAt", "updatedAt", **at_once), answer)


@pytest.mark.rule("TXN-035", "TXN-036")
def test_a_transaction_expires_thirty_minutes_after_its_creation(create_transaction, expect):
    answer = create_transaction.accepted()
    half_an_hour = timedelta(minutes=30)
    later = {"at_least": timedelta(microseconds=1), "at_most": timedelta.max}
    near = {"at_least": half_an_hour - A_LITTLE, "at_most": half_an_hour + A_LITTLE}
    expect(lies_between(body_of(answer), "createdAt", "expiresAt", **later), answer, rule="TXN-035")
    expect(lies_between(body_of(answer), "createdAt", "expiresAt", **near), answer, rule="TXN-036")


@pytest.mark.parametrize(("timeout", "span"), TIMEOUTS)
@pytest.mark.rule("TXN-037")
def test_the_timeout_of_the_policy_sets_the_expiry(create_transaction, expect, timeout, span):
    collection = {"timeout": {"duration": 60, "timeUnit": "SECONDS"}}
    policy = {"transaction": {"timeout": timeout, "dataCollection": collection}}
    answer = create_transaction.under(**policy).accepted()
    near = {"at_least": span - A_LITTLE, "at_most": span + A_LITTLE}
    expect(lies_between(body_of(answer), "createdAt", "expiresAt", **near), answer)
