"""What a refusal must not say."""

import pytest

from pingone_conformance.checks.errors import does_not_repeat
from pingone_conformance.findings import Untested
from pingone_conformance.target.requests import bearer_operations
from pingone_conformance.target.session import basic_authorization


@pytest.mark.parametrize("operation", bearer_operations())
@pytest.mark.rule("ERROR-022", "ERROR-023")
def test_a_refusal_repeats_no_credentials(operation, api, given, attempt, expect):
    token, secret, basic = api.token(), api.connection.client_secret, basic_authorization(api.connection)
    # A run on a tenant stays in its own environment.
    names = attempt.path if given.is_on_a_tenant else ("envID", *attempt.path)
    for wrong in ({"content": b'{"'}, *({name: "no-id"} for name in names)):
        answer = attempt(authorization=f"Bearer {token}", **wrong)
        expect(does_not_repeat(answer, "the access token", token), answer, rule="ERROR-022")
    for authorization in (f"Basic {token}", f"Bearer {token}x"):
        answer = attempt(authorization=authorization)
        expect(does_not_repeat(answer, "the access token", token), answer, rule="ERROR-022")
    if not secret:
        raise Untested(
            "needs a client secret, and the client has none: --client-authentication basic or post"
        )
    for authorization in (basic, f"Bearer {secret}"):
        answer = attempt(authorization=authorization)
        secrets = (secret, basic.removeprefix("Basic "))
        expect(does_not_repeat(answer, "the client secret", *secrets), answer, rule="ERROR-023")
