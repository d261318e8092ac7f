"""A transaction is found under its own user and environment only."""

from dataclasses import replace

import pytest

from pingone_conformance.checks.collections import all_are_listed, entries_of, none_is_listed
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner


@pytest.fixture
def there(elsewhere, transaction):
    """A transaction of another environment."""
    created = elsewhere.transaction(verifyPolicy={"id": elsewhere.policy()["id"]})
    return replace(transaction, api=elsewhere.api, created=created)


@pytest.mark.rule("READ-008")
def test_a_transaction_of_another_user_is_not_found(transaction, another, expect):
    answer = transaction.read(userID=another.path["userID"])
    expect(is_refused(answer), answer)
    for own in (transaction, another):
        partner(own.read())


@pytest.mark.rule("READ-009")
def test_a_transaction_of_another_environment_is_not_found(transaction, there, expect):
    for user_id in (there.path["userID"], transaction.path["userID"]):
        answer = transaction.read(userID=user_id, transactionID=there.path["transactionID"])
        expect(is_refused(answer), answer)
    for own in (transaction, there):
        partner(own.read())


@pytest.mark.rule("READ-020")
def test_a_list_holds_nothing_of_others(transaction, another, there, given, api, expect):
    for other in (another, there):
        if not other.read().is_success:
            raise Untested("blocked by READ-001: a transaction cannot be read under its own user")
    answer = transaction.list()
    entries = entries_of(body_of(answer), "verifyTransactions")
    if list(all_are_listed(entries, [transaction.created["id"]])):
        raise Untested("blocked by READ-013: the list does not hold the transaction of its own user")
    others = [another.created["id"], there.created["id"]]
    expect(none_is_listed(entries, others), answer)
    nothing = api.call("readAllVerifyTransactions", userID=given.user()["id"])
    expect(none_is_listed(entries_of(body_of(nothing), "verifyTransactions"), others), nothing)
