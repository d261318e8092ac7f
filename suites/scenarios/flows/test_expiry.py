"""A flow is gone after 15 minutes in which nobody touched it."""

import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

TOO_LONG = 15 * 60 + 1
# Some seconds are left for the requests themselves.
SHORT_ENOUGH = 14 * 60 + 30


@pytest.mark.usefixtures("confirmable")
@pytest.mark.rule("CONFIRM-037", "FLOW-015")
def test_a_flow_that_idled_too_long_is_not_found(flow, open_flow, control, expect):
    # Two flows: one that is confirmed after all would be young again.
    other = open_flow()
    control.advance(TOO_LONG)
    confirmed, read = flow.confirm(), other.read()
    expect(answers(confirmed, 404), confirmed, rule="CONFIRM-037")
    expect(answers(read, 404), read, rule="FLOW-015")
    young = open_flow()
    partner(young.read())
    partner(young.confirm())


@pytest.mark.usefixtures("confirmable")
@pytest.mark.rule("CONFIRM-038", "FLOW-016")
def test_a_flow_that_idled_a_while_can_be_read_and_confirmed(flow, open_flow, control, expect):
    other = open_flow()
    control.advance(SHORT_ENOUGH)
    confirmed, read = flow.confirm(), other.read()
    expect(is_accepted(confirmed), confirmed, rule="CONFIRM-038")
    expect(is_accepted(read), read, rule="FLOW-016")


@pytest.mark.rule("FLOW-016")
def test_a_confirmation_starts_the_fifteen_minutes_anew(given, open_flow, control, expect):
    flow = open_flow()
    given.user(username=flow.username)
    control.advance(SHORT_ENOUGH)
    # A flow that is completed may be forgotten, one that waits for the next step may not.
    if member(body_of(flow.confirmed()), "status") != "ACCOUNT_LINKING_REQUIRED":
        raise Untested("blocked by CONFIRM-029: the confirmation left no step to wait for")
    control.advance(SHORT_ENOUGH)
    read = flow.read()
    expect(is_accepted(read), read)
