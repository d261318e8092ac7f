"""A new transaction has an id, the status REQUESTED, and steps that are requested."""

import pytest

from pingone_conformance.checks.identifiers import is_uuid
from pingone_conformance.checks.links import link_points_to
from pingone_conformance.checks.members import body_of, member, member_equals
from pingone_conformance.checks.status import answers
from pingone_conformance.checks.steps import every_step_is, has_steps
from pingone_conformance.findings import Untested


@pytest.mark.rule("TXN-007")
def test_a_create_answers_201(create_transaction, expect, documented_request):
    for request in ({}, documented_request):
        answer = create_transaction.accepted(**request)
        expect(answers(answer, 201), answer)


@pytest.mark.rule("TXN-008", "TXN-009")
def test_the_answer_says_which_transaction_it_is(create_transaction, expect):
    answer = create_transaction.accepted()
    body = body_of(answer)
    path = {"userID": create_transaction.user_id, "transactionID": str(member(body, "id"))}
    address = create_transaction.given.api.url("readOneVerifyTransaction", **path)
    expect(is_uuid(body), answer, rule="TXN-009")
    expect(link_points_to(body, "self", address), answer, rule="TXN-008")


@pytest.mark.rule("TXN-012", "TXN-013", "TXN-014")
def test_a_new_transaction_is_requested_with_all_its_steps(create_transaction, expect, documented_request):
    for request in ({}, documented_request):
        answer = create_transaction.accepted(**request)
        body = body_of(answer)
        expect(member_equals(body, "transactionStatus.status", "REQUESTED"), answer, rule="TXN-012")
        if not expect(has_steps(body), answer, rule="TXN-013"):
            raise Untested("blocked by TXN-013: there are no steps")
        expect(every_step_is(body, "REQUESTED"), answer, rule="TXN-014")
