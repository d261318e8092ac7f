"""Who gets no token: clients that are not who they say, and requests of another form."""

import pytest

from pingone_conformance.checks.errors import does_not_repeat, has_text, is_json_object
from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.session import basic_authorization

UNKNOWN = "7d2f1c35-0b6e-4a0c-9f57-1f6c0c4be2a9"
UNKNOWN_GRANT = {"grant_type": "telepathy"}
NEEDS_IT = "needs a client secret, and the client has none: --client-authentication basic or post"

WRONG_SECRETS = {
    "other-ending": lambda secret: secret[:-1] + ("b" if secret.endswith("a") else "a"),
    "shorter": lambda secret: secret[:-1],
    "longer": lambda secret: secret + "a",
    "empty": lambda secret: secret[:0],
    "other-case": str.swapcase,
}
REFUSED = {
    "wrong-secret": lambda client: client.knowing(f"{client.secret}a").ask(),
    "unknown-grant-type": lambda client: client.ask(UNKNOWN_GRANT),
    "unknown-grant-type-by-form": lambda client: client.ask_in_form(UNKNOWN_GRANT),
}


@pytest.fixture(params=WRONG_SECRETS)
def mistaken(request, client):
    """The client with a secret that is not its own."""
    if not client.has_secret:
        raise Untested(NEEDS_IT)
    secret = WRONG_SECRETS[request.param](client.secret)
    if secret == client.secret:
        raise Untested("the client secret has no letters")
    return client.knowing(secret)


@pytest.mark.rule("TOKEN-012", "TOKEN-013")
def test_a_wrong_secret_is_refused(client, mistaken, expect):
    answer = mistaken.ask()
    partner(client.ask())
    expect(is_refused(answer), answer, rule="TOKEN-012")
    expect(answers(answer, 400, 401), answer, rule="TOKEN-013")
    expect(member_equals(body_of(answer), "error", "invalid_client"), answer, rule="TOKEN-013")


@pytest.mark.rule("TOKEN-012")
def test_a_wrong_secret_in_the_form_is_refused(client, mistaken, expect):
    answer = mistaken.ask_in_form()
    right = client.ask_in_form()
    if not right.is_success:
        raise Untested("the client is not set up for credentials in the form")
    partner(right)
    expect(is_refused(answer), answer)


@pytest.mark.rule("TOKEN-014")
def test_an_unknown_client_is_refused(client, expect):
    answer = client.named(UNKNOWN).ask()
    expect(is_refused(answer), answer)
    partner(client.ask())


@pytest.mark.rule("TOKEN-015")
def test_a_request_without_credentials_is_refused(client, expect):
    for form in (
        {"grant_type": "client_credentials"},
        {"grant_type": "client_credentials", "client_id": client.id},
    ):
        answer = client.send(form)
        expect(is_refused(answer), answer)
    partner(client.ask_either_way())


@pytest.mark.rule("TOKEN-016")
def test_a_client_of_another_environment_is_refused(client, stranger, expect):
    there = stranger.connection
    other = client.named(there.client_id).knowing(there.client_secret)
    answer = other.ask()
    expect(is_refused(answer), answer)
    partner(other.ask(envID=there.environment_id))
    partner(client.ask())


@pytest.mark.rule("TOKEN-025")
def test_an_unknown_environment_is_refused(client, permits, expect):
    permits.require_mock("a run on a tenant stays in its own environment")
    answer = client.ask(envID=UNKNOWN)
    expect(is_refused(answer), answer)
    partner(client.ask())


@pytest.mark.parametrize("form", [{}, {"grant_type": ""}], ids=["absent", "empty"])
@pytest.mark.rule("TOKEN-017")
def test_a_request_without_a_grant_type_is_refused(client, expect, form):
    answer = client.ask(form)
    expect(is_refused(answer), answer)
    partner(client.ask())


@pytest.mark.rule("TOKEN-018", "TOKEN-019")
def test_an_unknown_grant_type_is_refused(client, expect):
    answer = client.ask(UNKNOWN_GRANT)
    partner(client.ask())
    expect(is_refused(answer), answer, rule="TOKEN-018")
    expect(answers(answer, 400), answer, rule="TOKEN-019")
    expect(member_equals(body_of(answer), "error", "unsupported_grant_type"), answer, rule="TOKEN-019")


@pytest.mark.rule("TOKEN-020")
def test_a_request_in_json_is_refused(api, client, expect):
    if not client.is_basic:
        raise Untested("needs a client that is set up for HTTP Basic: --client-authentication basic")
    authorization = basic_authorization(client.credentials)
    body = {"grant_type": "client_credentials"}
    answer = api.call("createToken", json=body, content_type="application/json", authorization=authorization)
    expect(is_refused(answer), answer)
    partner(client.ask())


@pytest.mark.parametrize("refused", REFUSED)
@pytest.mark.rule("TOKEN-021", "TOKEN-022")
def test_a_refusal_names_the_error_and_not_the_secret(client, expect, refused):
    answer = REFUSED[refused](client)
    partner(client.ask_either_way())
    if answer.is_success:
        raise Untested("blocked by TOKEN-012 or TOKEN-018: the request was not refused")
    expect(is_json_object(answer), answer, rule="TOKEN-021")
    expect(has_text(answer, "error"), answer, rule="TOKEN-021")
    if not client.secret:
        raise Untested(NEEDS_IT)
    expect(does_not_repeat(answer, "the client secret", client.secret), answer, rule="TOKEN-022")
