"""A confirmation needs a username and nothing else."""

import pytest

from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

WITHOUT = [
    pytest.param({}, id="empty-object"),
    pytest.param({"email": "lindajones@example.com", "name": {"given": "Linda"}}, id="other-attributes"),
]
UNFIT = [
    pytest.param(None, marks=pytest.mark.rule("CONFIRM-018"), id="null"),
    pytest.param(42, marks=pytest.mark.rule("CONFIRM-019"), id="number"),
    pytest.param(["lindajones"], marks=pytest.mark.rule("CONFIRM-019"), id="list"),
    pytest.param({"given": "Linda"}, marks=pytest.mark.rule("CONFIRM-019"), id="object"),
    pytest.param("", marks=pytest.mark.rule("CONFIRM-020"), id="empty"),
]


@pytest.mark.rule("CONFIRM-012", "CONFIRM-013", "CONFIRM-014", "CONFIRM-026")
def test_a_username_without_a_token_is_enough_on_the_auth_host(flow, expect):
    answer = flow.confirm({"username": flow.username}, authorization=None)
    expect(is_accepted(answer), answer, rule="CONFIRM-012")
    answer = answer if answer.is_success else flow.confirm({"username": flow.username})
    for rule in ("CONFIRM-013", "CONFIRM-014"):
        expect(is_accepted(answer), answer, rule=rule)
    if not answer.is_success:
        raise Untested(f"blocked by CONFIRM-014: a confirmation was answered {answer.status_code}")
    expect(answers(answer, 200), answer, rule="CONFIRM-026")


@pytest.mark.parametrize("body", WITHOUT)
@pytest.mark.rule("CONFIRM-015", "CONFIRM-016", "CONFIRM-017")
def test_a_confirmation_without_a_username_is_refused(flow, confirmable, expect, body):
    answer = flow.confirm(body)
    expect(is_refused(answer), answer, rule="CONFIRM-015")
    expect(answers(answer, 400), answer, rule="CONFIRM-016")
    read = flow.read()
    expect(member_equals(body_of(read), "status", confirmable), read, rule="CONFIRM-017")
    partner(flow.confirm_with(**body))


@pytest.mark.parametrize("username", UNFIT)
def test_an_unfit_username_is_refused(given, open_flow, expect, username):
    if username == "":
        given.permits.require_mock("what a run creates on a tenant has a name by which it is found again")
    flow = open_flow()
    answer = flow.confirm({"username": username})
    expect(is_refused(answer), answer)
    partner(flow.confirm())
