"""The answer to a confirmation is the flow as it is now."""

import pytest

from pingone_conformance.checks.headers import has_header
from pingone_conformance.checks.members import body_of, member_equals, member_is


@pytest.mark.rule("CONFIRM-031", "CONFIRM-032", "CONFIRM-033", "CONFIRM-045")
def test_the_answer_names_the_flow_its_status_and_its_user(flow, confirmed, expect):
    body = body_of(confirmed)
    expect(member_equals(body, "id", flow.id), confirmed, rule="CONFIRM-031")
    expect(member_is(body, "status", "a status", _is_text), confirmed, rule="CONFIRM-032")
    name = member_equals(body, "_embedded.user.username", flow.username)
    expect(name, confirmed, rule="CONFIRM-033")
    expect(has_header(confirmed, "Correlation-Id"), confirmed, rule="CONFIRM-045")


@pytest.mark.rule("CONFIRM-034")
def test_the_answer_has_the_status_that_is_read(flow, confirmed, expect):
    expect(member_equals(body_of(confirmed), "status", flow.status()), confirmed)


def _is_text(value):
    return isinstance(value, str) and bool(value)
