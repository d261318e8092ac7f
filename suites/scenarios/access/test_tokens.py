"""A good bearer token opens an operation, and nothing else does."""

import pytest

from pingone_conformance.checks.errors import asks_for_scheme, error_code_is
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import bearer_operations

OPERATIONS = bearer_operations()
# The rule that it is refused, and the rule that the refusal is a 401.
REFUSED = ["AUTH-002", "AUTH-004", "AUTH-006", "AUTH-008", "AUTH-010"]
WITH_401 = ["AUTH-003", "AUTH-005", "AUTH-007", "AUTH-009", "AUTH-011"]


def altered(token: str) -> str:
    """The token with another character in the middle of its last part: the signature, where it is signed."""
    head, dot, last = token.rpartition(".")
    middle = len(last) // 2
    other = "A" if last[middle] != "A" else "B"
    return f"{head}{dot}{last[:middle]}{other}{last[middle + 1 :]}"


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("AUTH-001", "AUTH-021", *REFUSED, *WITH_401)
def test_only_a_good_token_opens_an_operation(operation, api, attempt, expect):
    token = api.token()
    wrong = [None, "Bearer no-token-of-anybody", "Bearer", f"Basic {token}", f"Bearer {altered(token)}"]
    for authorization, refused, with_401 in zip(wrong, REFUSED, WITH_401, strict=True):
        answer = attempt(authorization=authorization)
        expect(answers(answer, 401, 403), answer, rule=refused)
        expect(answers(answer, 401), answer, rule=with_401)
    for scheme, accepted in (("Bearer", "AUTH-001"), ("bearer", "AUTH-021"), ("BEARER", "AUTH-021")):
        answer = attempt(authorization=f"{scheme} {token}")
        expect(is_accepted(answer), answer, rule=accepted)
    partner(attempt(authorization=f"Bearer {token}"))


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("AUTH-012", "AUTH-013", "AUTH-016")
def test_a_token_opens_an_operation_until_it_expires(operation, lifetime, control, attempt, expect):
    token, seconds = lifetime
    for elapsed in (0, seconds - 60):
        control.advance(elapsed)
        attempt.renew()
        answer = attempt(authorization=f"Bearer {token}")
        expect(is_accepted(answer), answer, rule="AUTH-016")
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
