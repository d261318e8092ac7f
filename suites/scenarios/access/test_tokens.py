"""A good bearer token opens an operation, and nothing else does."""

import pytest

from pingone_conformance.checks.errors import asks_for_scheme, error_code_is
from pingone_conformance.checks.status import answers
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import bearer_operations
from pingone_conformance.target.session import basic_authorization

OPERATIONS = bearer_operations()
# The rule that it is refused, and the rule that the refusal is a 401.
MISSING, MALFORMED, EMPTY, OTHER_SCHEME, ALTERED = REFUSED = [
    ("AUTH-002", "AUTH-003"),
    ("AUTH-004", "AUTH-005"),
    ("AUTH-006", "AUTH-007"),
    ("AUTH-008", "AUTH-009"),
    ("AUTH-010", "AUTH-011"),
]


def wrong_authorizations(token, connection):
    """What an Authorization header may not say, each with its rules."""
    yield None, MISSING
    yield "Bearer no-token-of-anybody", MALFORMED
    yield "Bearer", EMPTY
    yield f"Basic {token}", OTHER_SCHEME
    yield basic_authorization(connection), OTHER_SCHEME
    for altered in alterations(token):
        yield f"Bearer {altered}", ALTERED


def alterations(token):
    """The token with another signature, with other contents under its signature, and without a signature."""
    signed, dot, signature = token.rpartition(".")
    yield f"{signed}{dot}{with_another_character(signature)}"
    if dot:
        yield f"{with_another_character(signed)}{dot}{signature}"
        yield f"{signed}{dot}"


def with_another_character(text):
    """The text with another character in its middle."""
    middle = len(text) // 2
    other = "A" if text[middle] != "A" else "B"
    return f"{text[:middle]}{other}{text[middle + 1 :]}"


def is_let_in(answer):
    """Who has a good token is let in; a refusal of another kind is about something else than the token."""
    if answer.status_code in (401, 403):
        yield Finding("a good token to be accepted", f"status {answer.status_code}")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("AUTH-001", "AUTH-021", *(rule for rules in REFUSED for rule in rules))
def test_only_a_good_token_opens_an_operation(operation, api, attempt, expect):
    token = api.token()
    for authorization, (refused, with_401) in wrong_authorizations(token, api.connection):
        answer = attempt(authorization=authorization)
        expect(answers(answer, 401, 403), answer, rule=refused)
        expect(answers(answer, 401), answer, rule=with_401)
    # Whatever a wrong request did after all: the right ones find what they need.
    attempt.renew_what_is_used_up()
    for scheme, accepted in (("bearer", "AUTH-021"), ("BEARER", "AUTH-021"), ("Bearer", "AUTH-001")):
        answer = attempt(authorization=f"{scheme} {token}")
        expect(is_let_in(answer), answer, rule=accepted)
    partner(answer)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("AUTH-012", "AUTH-013", "AUTH-016")
def test_a_token_opens_an_operation_until_it_expires(operation, lifetime, control, attempt, expect):
    token, seconds = lifetime
    for elapsed in (0, seconds - 60):
        control.advance(elapsed)
        attempt.renew()
        answer = attempt(authorization=f"Bearer {token}")
        expect(is_let_in(answer), answer, rule="AUTH-016")
    control.advance(61)
    attempt.renew()
    answer = attempt(authorization=f"Bearer {token}")
    expect(answers(answer, 401, 403), answer, rule="AUTH-012")
    expect(answers(answer, 401), answer, rule="AUTH-013")
    partner(attempt())


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("AUTH-014", "AUTH-015")
def test_a_token_of_another_environment_is_refused(operation, stranger, attempt, expect):
    answer = attempt(authorization=f"Bearer {stranger.token()}")
    expect(answers(answer, 401, 403, 404), answer, rule="AUTH-014")
    expect(answers(answer, 401, 403), answer, rule="AUTH-015")
    partner(attempt())


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("AUTH-017", "AUTH-018")
def test_a_401_says_that_access_failed_and_by_which_scheme_to_ask(operation, attempt, expect):
    answer = attempt(authorization=None)
    if answer.status_code != 401:
        raise Untested(f"a call without a token was answered {answer.status_code}, not 401")
    expect(error_code_is(answer, "ACCESS_FAILED"), answer, rule="AUTH-017")
    expect(asks_for_scheme(answer, "Bearer"), answer, rule="AUTH-018")
