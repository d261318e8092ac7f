"""Every member of a new transaction may be sent, and each may be left out."""

import pytest

from pingone_conformance.checks.status import is_accepted

RULES = {
    "callback": "TXN-002",
    "redirect": "TXN-003",
    "requirements": "TXN-004",
    "sendNotification": "TXN-005",
}
MAY_BE_LEFT_OUT = [
    pytest.param(member, marks=pytest.mark.rule(rule))
    for member, rule in {**RULES, "verifyPolicy": "TXN-006"}.items()
]


@pytest.mark.rule("TXN-001")
def test_every_documented_member_can_be_sent(full_request, create_transaction, expect):
    answer = create_transaction(**full_request)
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize("member", MAY_BE_LEFT_OUT)
def test_a_member_can_be_left_out(create_transaction, expect, documented_request, member):
    create_transaction.accepted(**documented_request)
    answer = create_transaction(**{**documented_request, member: None})
    expect(is_accepted(answer), answer)


@pytest.mark.rule(*RULES.values())
def test_all_members_but_the_policy_can_be_left_out(create_transaction, expect, documented_request):
    answer = create_transaction()
    # One member that heals a refusal is the one that was missed.
    missed = [
        name
        for name in RULES
        if not answer.is_success and create_transaction(**{name: documented_request.get(name)}).is_success
    ]
    for name, rule in RULES.items():
        expect(is_accepted(answer) if name in (missed or RULES) else [], answer, rule=rule)
