"""A transaction is read again by its id, as it was created."""

import pytest

from pingone_conformance.checks.links import has_link, link_ends_in
from pingone_conformance.checks.members import MISSING, body_of, has_member, member, member_equals, member_is
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.times import is_timestamp, timestamp
from pingone_conformance.checks.values import is_text
from pingone_conformance.findings import Untested


@pytest.mark.rule("READ-001", "READ-002")
def test_each_transaction_is_found_by_its_own_id(transaction_in, another, expect):
    own = [transaction_in("REQUESTED") for _ in range(3)]
    for one in (*own, another, *own):
        answer = one.read()
        if expect(answers(answer, 200), answer, rule="READ-001"):
            expect(member_equals(body_of(answer), "id", one.created["id"]), answer, rule="READ-002")
        else:
            raise Untested(f"blocked by READ-001: a read was answered {answer.status_code}")


@pytest.mark.rule("READ-003")
def test_it_has_links_to_its_environment_and_user(transaction, expect):
    answer = transaction.read()
    environment = ("environments", transaction.api.connection.environment_id)
    for relation, steps in (("environment", environment), ("user", ("users", transaction.path["userID"]))):
        expect(has_link(body_of(answer), relation), answer)
        expect(link_ends_in(body_of(answer), relation, *steps), answer)


@pytest.mark.rule("READ-004")
def test_it_has_its_status_and_times(transaction, expect):
    answer = transaction.read()
    expect(has_member(body_of(answer), "transactionStatus.status"), answer)
    for name in ("createdAt", "updatedAt", "expiresAt"):
        expect(is_timestamp(body_of(answer), name), answer)


@pytest.mark.rule("READ-005")
def test_its_creation_and_its_policy_do_not_change(transaction, pause, expect):
    pause(1)
    expect_as_created(transaction, expect)


@pytest.mark.rule("READ-005")
def test_a_verification_does_not_change_them(transaction, control, expect):
    # A moment after the creation: an update must not have its time by chance.
    control.advance(1)
    control.finish(transaction.created["id"], "SUCCESS")
    expect_as_created(transaction, expect)


def expect_as_created(transaction, expect):
    answer = transaction.read()
    moment = timestamp(transaction.created.get("createdAt"))
    what = f"{moment}, as the create answered"
    expect(member_is(body_of(answer), "createdAt", what, lambda value: timestamp(value) == moment), answer)
    # Some examples of reads leave the policy out.
    if member(body_of(answer), "verifyPolicy") is not MISSING:
        policy_id = member(transaction.created, "verifyPolicy.id")
        expect(member_equals(body_of(answer), "verifyPolicy.id", policy_id), answer)


@pytest.mark.rule("READ-006")
def test_its_policy_can_be_asked_for(transaction, expect):
    answer = transaction.read(params={"expand": "verifyPolicy"})
    expect(is_accepted(answer), answer)


@pytest.mark.rule("READ-007")
def test_a_successful_one_has_its_documents_as_a_text(found_in, expect):
    answer = found_in("SUCCESS").read()
    expect(member_is(body_of(answer), "verifiedDocuments", "a text", is_text), answer)
