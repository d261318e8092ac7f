"""The answer to a confirmation is the flow as it is now."""

import pytest

from pingone_conformance.checks.headers import has_header
from pingone_conformance.checks.members import body_of, member, member_equals, member_is


@pytest.mark.rule("CONFIRM-031", "CONFIRM-032", "CONFIRM-033", "CONFIRM-045")
def test_the_answer_names_the_flow_its_status_and_its_user(api, flow, confirmed, expect):
    body = body_of(confirmed)
    expect(member_equals(body, "id", flow.id), confirmed, rule="CONFIRM-031")
    expect(member_is(body, "status", "a status", _is_text), confirmed, rule="CONFIRM-032")
    name = member_equals(body, "_embedded.user.username", flow.username)
    expect(name, confirmed, rule="CONFIRM-033")
    expect(has_header(confirmed, "Correlation-Id"), confirmed, rule="CONFIRM-045")
    user_id = member(body, "_embedded.user.id")
    if isinstance(user_id, str):
        user = api.call("readOneUser", userID=user_id)
        if user.is_success:
            expect(member_equals(body_of(user), "username", flow.username), user, rule="CONFIRM-033")


@pytest.mark.rule("CONFIRM-034")
@pytest.mark.parametrize("known", [True, False], ids=["known-user", "new-user"])
def test_the_answer_has_the_status_that_is_read(given, flow, expect, known):
    if known:
        given.user(username=flow.username)
    answer = flow.confirmed()
    expect(member_equals(body_of(answer), "status", flow.status()), answer)


def _is_text(value):
    return isinstance(value, str) and bool(value)
