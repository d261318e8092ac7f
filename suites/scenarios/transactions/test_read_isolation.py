"""A transaction is found under its own user and environment only."""

import pytest

from pingone_conformance.checks.collections import all_are_listed, entries_of, none_is_listed
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import is_refused
from pingone_conformance.findings import Untested


@pytest.fixture
def there(elsewhere):
    """A transaction of another environment, where it can be read."""
    created = elsewhere.transaction(verifyPolicy={"id": elsewhere.policy()["id"]})
    path = {"userID": created["userID"], "transactionID": created["id"]}
    answer = elsewhere.api.call("readOneVerifyTransaction", **path)
    if not answer.is_success:
        raise Untested(f"blocked by READ-001: readOneVerifyTransaction answered {answer.status_code}")
    return path


@pytest.mark.rule("READ-008")
def test_a_transaction_of_another_user_is_not_found(transaction, another, expect):
    if not (transaction.read().is_success and another.read().is_success):
        raise Untested("blocked by READ-001: a transaction cannot be read under its own user")
    answer = transaction.read(userID=another.path["userID"])
    expect(is_refused(answer), answer)


@pytest.mark.rule("READ-009")
def test_a_transaction_of_another_environment_is_not_found(transaction, there, expect):
    if not transaction.read().is_success:
        raise Untested("blocked by READ-001: a transaction cannot be read in its own environment")
    for user_id in (there["userID"], transaction.path["userID"]):
        answer = transaction.read(userID=user_id, transactionID=there["transactionID"])
        expect(is_refused(answer), answer)


@pytest.mark.rule("READ-020")
def test_a_list_holds_nothing_of_others(transaction, another, there, expect):
    answer = transaction.list()
    entries = entries_of(body_of(answer), "verifyTransactions")
    if list(all_are_listed(entries, [transaction.created["id"]])):
        raise Untested("blocked by READ-013: the list does not hold the transaction of its own user")
    expect(none_is_listed(entries, [another.created["id"], there["transactionID"]]), answer)
