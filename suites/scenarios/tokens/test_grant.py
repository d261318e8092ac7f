"""Right credentials are exchanged for a token."""

import pytest

from pingone_conformance.checks.errors import is_json_object
from pingone_conformance.checks.headers import header_lists
from pingone_conformance.checks.members import body_of, member, member_equals, member_is
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.values import is_whole_number
from pingone_conformance.findings import Finding, Untested


@pytest.fixture
def token_in():
    """Takes the token out of an answer."""

    def take(answer):
        token = member(body_of(answer), "access_token")
        if not isinstance(token, str):
            raise Untested("blocked by TOKEN-002: the answer has no token")
        return token

    return take


@pytest.mark.rule("TOKEN-001", "TOKEN-008", "TOKEN-010", "TOKEN-024")
def test_the_documented_request_is_granted_on_the_auth_host(client, expect):
    answer = client.ask()
    # A client that is set up for credentials in the form keeps the first rule, too.
    right = answer if answer.is_success or not client.has_secret else client.ask_in_form()
    expect(answers(right, 200), right, rule="TOKEN-001")
    expect(is_accepted(right), right, rule="TOKEN-010")
    expect(is_reached(right), right, rule="TOKEN-024")
    if not client.is_basic:
        raise Untested("needs a client that is set up for HTTP Basic: --client-authentication basic")
    expect(is_accepted(answer), answer, rule="TOKEN-008")


@pytest.mark.rule("TOKEN-009")
def test_the_credentials_can_be_fields_of_the_form(client, expect):
    answer = client.ask_in_form()
    expect(is_accepted(answer), answer)


@pytest.mark.rule("TOKEN-002", "TOKEN-003", "TOKEN-004", "TOKEN-005")
def test_the_answer_has_a_bearer_token_and_its_lifetime(client, granted, expect):
    for answer in (granted, client.ask()):
        body = body_of(answer)
        expect(member_is(body, "access_token", "a text", _is_text), answer, rule="TOKEN-002")
        expect(member_is(body, "token_type", "Bearer", _is_bearer), answer, rule="TOKEN-003")
        expect(member_is(body, "expires_in", "a number of seconds", _is_positive), answer, rule="TOKEN-004")
        expect(member_equals(body, "expires_in", 3600), answer, rule="TOKEN-005")


@pytest.mark.rule("TOKEN-007", "TOKEN-023")
def test_the_answer_is_json_that_no_cache_keeps(granted, expect):
    expect(is_json_object(granted), granted, rule="TOKEN-007")
    expect(header_lists(granted, "Cache-Control", "no-store"), granted, rule="TOKEN-023")


@pytest.mark.rule("TOKEN-006")
def test_the_token_opens_the_api(api, granted, token_in, expect):
    answer = api.call("readAllVerifyPolicies", authorization=f"Bearer {token_in(granted)}")
    expect(is_accepted(answer), answer)


@pytest.mark.rule("TOKEN-011")
def test_two_tokens_are_good_at_the_same_time(api, client, granted, token_in, expect):
    tokens = [token_in(granted), token_in(client.ask())]
    for token in tokens:
        answer = api.call("readAllVerifyPolicies", authorization=f"Bearer {token}")
        expect(is_accepted(answer), answer)


def is_reached(answer):
    """What a token endpoint says, be it a refusal; what is at no endpoint is refused in other ways."""
    if answer.is_redirect or answer.status_code in (403, 404, 405, 410):
        yield Finding("a token endpoint", f"status {answer.status_code}")


def _is_text(value):
    return isinstance(value, str) and bool(value)


def _is_bearer(value):
    return isinstance(value, str) and value.lower() == "bearer"


def _is_positive(value):
    return is_whole_number(value) and value > 0
