"""What cannot be confirmed: flows that do not exist here, bodies that are no JSON object."""

import pytest

from pingone_conformance.checks.errors import error_envelope
from pingone_conformance.checks.status import answers, is_accepted, is_refused

UNKNOWN = "7d2f1c35-0b6e-4a0c-9f57-1f6c0c4be2a9"

REFUSED = {
    "no-username": lambda flow: flow.confirm({}),
    "wrong-type": lambda flow: flow.confirm(content_type="application/json"),
    "unknown-flow": lambda flow: flow.confirm(flowID=UNKNOWN),
}
NOT_AN_OBJECT = [
    pytest.param(["lindajones"], id="list"),
    pytest.param("lindajones", id="text"),
    pytest.param(None, id="null"),
]


@pytest.mark.rule("CONFIRM-035", "CONFIRM-036")
def test_an_unknown_flow_is_not_confirmed(waiting, expect):
    answer = waiting.confirm(flowID=UNKNOWN)
    expect(is_refused(answer), answer, rule="CONFIRM-035")
    expect(answers(answer, 404), answer, rule="CONFIRM-036")


@pytest.mark.rule("CONFIRM-040")
def test_a_flow_is_not_confirmed_under_another_environment(waiting, stranger, expect):
    answer = waiting.confirm(envID=stranger.connection.environment_id)
    expect(is_refused(answer), answer)
    own = waiting.confirm()
    expect(is_accepted(own), own)


@pytest.mark.parametrize("cut", [1, 5], ids=["unclosed", "unquoted"])
@pytest.mark.rule("CONFIRM-041", "CONFIRM-042")
def test_a_body_that_is_not_json_is_refused(waiting, expect, cut):
    whole = f'{{"username": "{waiting.username}"}}'.encode()
    answer = waiting.confirm(content=whole[:-cut])
    expect(is_refused(answer), answer, rule="CONFIRM-041")
    expect(answers(answer, 400), answer, rule="CONFIRM-042")


@pytest.mark.parametrize("body", NOT_AN_OBJECT)
@pytest.mark.rule("CONFIRM-043")
def test_a_body_that_is_not_an_object_is_refused(waiting, expect, body):
    answer = waiting.confirm(body)
    expect(is_refused(answer), answer)


@pytest.mark.parametrize("refused", REFUSED)
@pytest.mark.rule("CONFIRM-044")
def test_a_refusal_carries_the_error_envelope(flow, expect, refused):
    answer = REFUSED[refused](flow)
    expect(error_envelope(answer), answer)
