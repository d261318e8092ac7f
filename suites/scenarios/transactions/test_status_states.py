"""The nine states, as a read shows them."""

import pytest

from pingone_conformance.checks.members import body_of, member_equals, member_is
from pingone_conformance.checks.steps import STEPS, every_step_is
from pingone_conformance.checks.values import is_filled_object
from pingone_conformance.findings import Untested

STATUS = "transactionStatus.status"
# In the order of the rules.
STATES = (
    "REQUESTED",
    "INITIATED",
    "PARTIAL",
    "IN_PROGRESS",
    "SUCCESS",
    "NOT_REQUIRED",
    "FAIL",
    "APPROVED_MANUALLY",
    "APPROVED_NO_REQUEST",
)
CASES = [
    pytest.param(state, marks=pytest.mark.rule(f"STATUS-{number:03}"), id=state.lower().replace("_", "-"))
    for number, state in enumerate(STATES[1:], start=3)
]


@pytest.mark.rule("STATUS-002", "STATUS-001")
def test_a_new_transaction_is_requested(transaction, expect):
    answer = transaction.read()
    expect(member_equals(body_of(answer), STATUS, "REQUESTED"), answer, rule="STATUS-002")
    expect(is_one_of_nine(body_of(answer)), answer, rule="STATUS-001")


@pytest.mark.rule("STATUS-001")
@pytest.mark.parametrize("state", CASES)
def test_a_read_shows_the_state(given, found_in, expect, state):
    # The one asked for is neither the first nor the newest transaction of its user, where that can be arranged.
    around = [] if given.is_on_a_tenant else ["REQUESTED"]
    transactions = [found_in(one) for one in (*around, state, *around)]
    transaction = transactions[len(around)]
    answer = transaction.seen()
    if not answer.is_success:
        raise Untested(f"blocked by READ-001: a read was answered {answer.status_code}")
    expect(member_equals(body_of(answer), STATUS, state), answer, rule=expect.rule)
    expect(is_one_of_nine(body_of(answer)), answer, rule="STATUS-001")


@pytest.mark.rule("STATUS-011")
def test_all_steps_of_a_successful_transaction_succeeded(found_in, expect):
    answer = found_in("SUCCESS").read()
    body = body_of(answer)
    expect(member_is(body, STEPS, "an object with steps", is_filled_object), answer)
    expect(every_step_is(body, "SUCCESS"), answer)


def is_one_of_nine(body):
    return member_is(body, STATUS, "one of the nine documented states", STATES.__contains__)
