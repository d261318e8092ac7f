"""A transaction needs a user and a policy of its environment; a refused one leaves nothing behind."""

from dataclasses import replace

import pytest

from pingone_conformance.checks.identifiers import holds_exactly
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import DISABLED
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner


@pytest.mark.rule("TXN-051")
def test_an_unknown_user_is_refused(create_transaction, expect):
    answer = replace(create_transaction, user_id=UNKNOWN_ID)()
    expect(is_refused(answer), answer)
    partner(create_transaction())


@pytest.mark.rule("TXN-051")
def test_a_deleted_user_is_unknown(api, given, create_transaction, expect):
    deleted = replace(create_transaction, user_id=given.user()["id"])
    partner(deleted())
    if not api.call("deleteUser", userID=deleted.user_id).is_success:
        raise Untested("blocked: a user could not be deleted")
    answer = deleted()
    expect(is_refused(answer), answer)


@pytest.mark.rule("TXN-051")
def test_a_user_of_another_environment_is_unknown(create_transaction, expect, elsewhere):
    answer = replace(create_transaction, user_id=elsewhere.user()["id"])()
    expect(is_refused(answer), answer)
    partner(create_transaction())


@pytest.mark.rule("TXN-052")
def test_an_unknown_policy_is_refused(create_transaction, expect):
    answer = create_transaction(verifyPolicy={"id": UNKNOWN_ID})
    expect(is_refused(answer), answer)
    partner(create_transaction())


@pytest.mark.rule("TXN-053")
def test_a_policy_of_another_environment_is_refused(create_transaction, expect, elsewhere):
    answer = create_transaction(verifyPolicy={"id": elsewhere.policy()["id"]})
    expect(is_refused(answer), answer)
    partner(create_transaction())


@pytest.mark.rule("TXN-054")
def test_a_refused_create_leaves_nothing_behind(api, create_transaction, reference_selfie, expect):
    create_transaction = create_transaction.of_new_user()
    needs_selfie = create_transaction.under(governmentId=DISABLED)
    answers = [create_transaction.accepted(), create_transaction(callback={}), needs_selfie()]
    created = [member(body_of(answer), "id") for answer in answers if answer.is_success]
    if len(created) == len(answers):
        raise Untested("blocked by TXN-039 and TXN-045: nothing was refused")
    listed = api.call("readAllVerifyTransactions", userID=create_transaction.user_id)
    expect(holds_exactly(body_of(listed), "_embedded.verifyTransactions", created), listed)
    partner(create_transaction(callback={"url": "https://example.com"}))
    partner(needs_selfie(requirements={"referenceSelfie": reference_selfie}))
