"""What cannot be confirmed: flows that do not exist here, bodies that are no JSON object."""

import pytest

from pingone_conformance.checks.errors import error_envelope
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner

REFUSED = {
    "no-username": lambda flow: flow.confirm({}),
    "wrong-type": lambda flow: flow.confirm(content_type="application/json"),
    "unknown-flow": lambda flow: flow.confirm(flowID=UNKNOWN_ID),
}
# What the body ends in instead of a quote and a brace.
NOT_JSON = [
    pytest.param(b'"', id="unclosed"),
    pytest.param(b"", id="unquoted"),
    pytest.param(b'",}', id="comma"),
]
NOT_AN_OBJECT = [
    pytest.param(["lindajones"], id="list"),
    pytest.param("lindajones", id="text"),
    pytest.param(None, id="null"),
]


@pytest.mark.usefixtures("confirmable")
@pytest.mark.rule("CONFIRM-035", "CONFIRM-036")
def test_an_unknown_flow_is_not_confirmed(flow, expect):
    answer = flow.confirm(flowID=UNKNOWN_ID)
    expect(is_refused(answer), answer, rule="CONFIRM-035")
    expect(answers(answer, 404), answer, rule="CONFIRM-036")
    partner(flow.confirm())


@pytest.mark.rule("CONFIRM-040")
def test_a_flow_is_not_confirmed_under_another_environment(flow, stranger, expect):
    answer = flow.confirm(envID=stranger.connection.environment_id)
    expect(is_refused(answer), answer)
    partner(flow.confirm())


@pytest.mark.usefixtures("confirmable")
@pytest.mark.parametrize("end", NOT_JSON)
@pytest.mark.rule("CONFIRM-041", "CONFIRM-042")
def test_a_body_that_is_not_json_is_refused(flow, expect, end):
    whole = f'{{"username": "{flow.username}"}}'.encode()
    answer = flow.confirm(content=whole.removesuffix(b'"}') + end)
    expect(is_refused(answer), answer, rule="CONFIRM-041")
    expect(answers(answer, 400), answer, rule="CONFIRM-042")
    partner(flow.confirm(content=whole))


@pytest.mark.parametrize("body", NOT_AN_OBJECT)
@pytest.mark.rule("CONFIRM-043")
def test_a_body_that_is_not_an_object_is_refused(flow, expect, body):
    answer = flow.confirm(body)
    expect(is_refused(answer), answer)
    partner(flow.confirm())


@pytest.mark.parametrize("refused", REFUSED)
@pytest.mark.rule("CONFIRM-044")
def test_a_refusal_carries_the_error_envelope(flow, expect, refused):
    answer = REFUSED[refused](flow)
    if answer.is_success:
        raise Untested("blocked: there is no refusal to look into, for the request was accepted")
    expect(error_envelope(answer), answer)
