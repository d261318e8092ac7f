"""Nobody can be notified at what is no address and no number."""

import pytest

from pingone_conformance.checks.status import is_refused
from pingone_conformance.target.pairs import partner

NOBODY = [
    pytest.param({"email": "no address"}, marks=pytest.mark.rule("NOTIFY-016"), id="no-address"),
    pytest.param({"email": "@example.com"}, marks=pytest.mark.rule("NOTIFY-016"), id="nobody"),
    pytest.param({"phone": "call me"}, marks=pytest.mark.rule("NOTIFY-017"), id="words"),
    pytest.param({"phone": "+"}, marks=pytest.mark.rule("NOTIFY-017"), id="plus-sign"),
]


@pytest.fixture
def nobody_else_is_there(permits):
    permits.require_mock("a tenant notifies nobody but whom --notify-email and --notify-phone name")


@pytest.mark.parametrize("receiver", NOBODY)
@pytest.mark.usefixtures("nobody_else_is_there")
def test_what_cannot_be_notified_is_refused(create_transaction, given, expect, receiver):
    good = {"email": given.receiver_email(), "phone": given.receiver_phone()}
    answer = create_transaction(sendNotification={**good, **receiver})
    expect(is_refused(answer), answer)
    partner(create_transaction(sendNotification=good))
