"""What a refusal must not say, and the header that leads its reader to the log."""

import pytest

from pingone_conformance.checks.errors import does_not_repeat, shows_no_internals
from pingone_conformance.checks.headers import has_header
from pingone_conformance.target.requests import bearer_operations
from pingone_conformance.target.session import basic_authorization

OPERATIONS = bearer_operations()


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ERROR-022", "ERROR-023")
def test_a_refusal_repeats_no_credentials(operation, api, attempt, expect):
    token, secret, basic = api.token(), api.connection.client_secret, basic_authorization(api.connection)
    for wrong in ({"content": b'{"'}, *({name: "no-id"} for name in ("envID", *attempt.path))):
        answer = attempt(authorization=f"Bearer {token}", **wrong)
        expect(does_not_repeat(answer, "the access token", token), answer, rule="ERROR-022")
    for authorization in (f"Basic {token}", f"Bearer {token}x"):
        answer = attempt(authorization=authorization)
        expect(does_not_repeat(answer, "the access token", token), answer, rule="ERROR-022")
    for authorization in (basic, f"Bearer {secret}"):
        answer = attempt(authorization=authorization)
        secrets = (secret, basic.removeprefix("Basic "))
        expect(does_not_repeat(answer, "the client secret", *secrets), answer, rule="ERROR-023")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ERROR-024", "ERROR-025")
def test_a_refusal_shows_no_internals_but_how_to_find_it_in_the_log(operation, refusals, expect):
    for answer in refusals.answers:
        expect(shows_no_internals(answer), answer, rule="ERROR-024")
        expect(has_header(answer, "Correlation-Id"), answer, rule="ERROR-025")
