"""A service account speaks for itself by an assertion, and is given a token."""

from urllib.parse import urlencode

import pytest
from joserfc.jwk import RSAKey

from pingone_conformance.checks.members import body_of, member_equals, member_is
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.checks.values import is_filled_text, is_whole_number
from pingone_conformance.target.client_authentication import signed
from pingone_conformance.target.cloud_requests import ALL
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.private_key import PrivateKey


@pytest.mark.rule("CLOUD-001", "CLOUD-002", "CLOUD-003")
def test_a_signed_assertion_is_granted_a_token(cloud, expect):
    answer = cloud.call("createServiceAccountToken", **cloud.token_arguments())
    expect(is_accepted(answer), answer, rule="CLOUD-001")
    body = body_of(answer)
    expect(member_is(body, "access_token", "a text", is_filled_text), answer, rule="CLOUD-002")
    expect(member_is(body, "token_type", "Bearer", is_bearer), answer, rule="CLOUD-002")
    expect(member_is(body, "expires_in", "a number of seconds", is_whole_number), answer, rule="CLOUD-002")
    expect(member_equals(body, "expires_in", 899), answer, rule="CLOUD-003")


@pytest.mark.rule("CLOUD-004")
def test_the_token_opens_the_api(cloud, expect):
    answer = cloud.call("readAllScripts", params=ALL, authorization=f"Bearer {cloud.token()}")
    expect(is_accepted(answer), answer)


@pytest.mark.rule("CLOUD-005")
@pytest.mark.parametrize("operation", ["readAllScripts", "readAllManagedUsers"])
def test_without_a_token_nothing_is_told(attempt, expect):
    answer = attempt(authorization=None)
    partner(attempt())
    expect(is_refused(answer), answer)


@pytest.mark.rule("CLOUD-006")
def test_an_assertion_of_another_key_is_refused(cloud, expect):
    connection = cloud.connection
    _, form = connection.grant_request()
    other = PrivateKey(RSAKey.generate_key(2048), "RS256", "")
    forged = signed(other, connection.service_account_id, connection.audience, "a key of nobody")
    content = urlencode({**form, "assertion": forged}).encode()
    answer = cloud.call("createServiceAccountToken", content=content)
    partner(cloud.call("createServiceAccountToken", content=urlencode(form).encode()))
    expect(is_refused(answer), answer)


def is_bearer(value):
    return isinstance(value, str) and value.lower() == "bearer"
