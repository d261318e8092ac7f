"""Where the end user goes: qrUrl, webVerificationUrl and webVerificationCode agree with the transaction."""

import pytest

from pingone_conformance.checks.members import MISSING, body_of, member
from pingone_conformance.checks.web_verification import (
    code_has_six_digits,
    is_absolute_url,
    link_names,
    link_takes_parameter,
    qr_url_follows_link,
)
from pingone_conformance.findings import Untested


@pytest.mark.rule("TXN-020", "TXN-021", "TXN-022")
def test_the_link_names_transaction_code_and_environment(create_transaction, expect, api):
    for _ in range(2):
        answer = create_transaction.accepted()
        body = body_of(answer)
        expect(link_names(body, "txnid", member(body, "id")), answer, rule="TXN-020")
        expect(link_names(body, "code", as_text(member(body, "webVerificationCode"))), answer, rule="TXN-021")
        expect(link_names(body, "envId", api.connection.environment_id), answer, rule="TXN-022")


@pytest.mark.rule("TXN-019", "TXN-023")
def test_the_qr_code_has_an_address_that_follows_from_the_link(create_transaction, expect):
    for _ in range(2):
        answer = create_transaction.accepted()
        if not expect(is_absolute_url(body_of(answer), "qrUrl"), answer, rule="TXN-019"):
            raise Untested("blocked by TXN-019: there is no URL to compare")
        expect(qr_url_follows_link(body_of(answer)), answer, rule="TXN-023")


@pytest.mark.rule("TXN-024")
def test_the_code_has_six_digits(create_transaction, expect):
    answer = create_transaction.accepted()
    expect(code_has_six_digits(body_of(answer)), answer)


@pytest.mark.rule("TXN-025")
def test_the_link_can_be_opened_on_a_desktop(create_transaction, expect):
    answer = create_transaction.accepted()
    expect(link_takes_parameter(body_of(answer), "dt", "1"), answer)


def as_text(code):
    """A code is compared as the text that it has in a link, whatever its type."""
    return code if code is MISSING else str(code)
