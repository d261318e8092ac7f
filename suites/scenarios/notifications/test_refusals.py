"""Nobody can be notified at what is no address and no number."""

import pytest

from pingone_conformance.checks.status import is_refused
from pingone_conformance.target.pairs import partner

ADDRESS, NUMBER = "user@example.com", "+15125551234"
NOBODY = [
    pytest.param({"email": "no address"}, marks=pytest.mark.rule("NOTIFY-016"), id="no-address"),
    pytest.param({"email": "@example.com"}, marks=pytest.mark.rule("NOTIFY-016"), id="nobody"),
    pytest.param({"phone": "call me"}, marks=pytest.mark.rule("NOTIFY-017"), id="words"),
    pytest.param({"phone": "+"}, marks=pytest.mark.rule("NOTIFY-017"), id="plus-sign"),
]


@pytest.mark.parametrize("receiver", NOBODY)
def test_what_cannot_be_notified_is_refused(create_transaction, expect, receiver):
    answer = create_transaction(sendNotification={"email": ADDRESS, "phone": NUMBER, **receiver})
    expect(is_refused(answer), answer)
    partner(create_transaction(sendNotification={"email": ADDRESS, "phone": NUMBER}))
