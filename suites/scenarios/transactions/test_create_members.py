"""Every member of a new transaction may be sent, and each may be left out."""

import pytest

from pingone_conformance.checks.status import is_accepted

MAY_BE_LEFT_OUT = [
    pytest.param("callback", marks=pytest.mark.rule("TXN-002")),
    pytest.param("redirect", marks=pytest.mark.rule("TXN-003")),
    pytest.param("requirements", marks=pytest.mark.rule("TXN-004")),
    pytest.param("sendNotification", marks=pytest.mark.rule("TXN-005")),
    pytest.param("verifyPolicy", marks=pytest.mark.rule("TXN-006")),
]


@pytest.mark.rule("TXN-001")
def test_every_documented_member_can_be_sent(create_transaction, expect, documented_request):
    answer = create_transaction(**documented_request)
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize("member", MAY_BE_LEFT_OUT)
def test_a_member_can_be_left_out(create_transaction, expect, documented_request, member):
    answer = create_transaction(**{**documented_request, member: None})
    expect(is_accepted(answer), answer)


@pytest.mark.rule("TXN-002", "TXN-003", "TXN-004", "TXN-005")
def test_all_members_but_the_policy_can_be_left_out(create_transaction, expect):
    answer = create_transaction()
    for rule in expect.rules:
        expect(is_accepted(answer), answer, rule=rule)
