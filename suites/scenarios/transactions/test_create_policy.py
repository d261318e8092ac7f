"""The policy of a new transaction, asked for or the default one, and the steps that follow from it."""

import pytest

from pingone_conformance.checks.collections import identified
from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.steps import has_no_step, has_step, has_steps
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import DISABLED
from pingone_conformance.target.paging import entries_of_all_pages

WITHOUT = {**DISABLED, "threshold": "MEDIUM"}
REQUIRED_STEPS = [
    pytest.param("GOVERNMENT_ID", marks=pytest.mark.rule("TXN-015"), id="government-id"),
    pytest.param("LIVENESS", marks=pytest.mark.rule("TXN-016"), id="liveness"),
    pytest.param("FACIAL_COMPARISON", marks=pytest.mark.rule("TXN-017"), id="facial-comparison"),
]
DISABLED_STEPS = [
    pytest.param("GOVERNMENT_ID", {"governmentId": DISABLED}, id="government-id"),
    pytest.param("LIVENESS", {"liveness": WITHOUT}, id="liveness"),
    pytest.param("FACIAL_COMPARISON", {"facialComparison": WITHOUT}, id="facial-comparison"),
]


@pytest.mark.rule("TXN-010")
def test_the_answer_names_the_policy_that_was_asked_for(create_transaction, expect):
    answer = create_transaction.accepted()
    expect(member_equals(body_of(answer), "verifyPolicy.id", create_transaction.policy_id), answer)


@pytest.mark.rule("TXN-011")
def test_the_answer_names_the_default_policy_when_none_was_asked_for(
    api, create_transaction, expect, documented_request
):
    policies = identified(entries_of_all_pages(api, api.call("readAllVerifyPolicies"), "verifyPolicies"))
    defaults = [policy["id"] for policy in policies if policy.get("default") is True]
    if len(defaults) != 1:
        raise Untested(f"blocked: the environment has {len(defaults)} default policies")
    answer = create_transaction.accepted(**documented_request, verifyPolicy=None)
    expect(member_equals(body_of(answer), "verifyPolicy.id", defaults[0]), answer)


@pytest.mark.parametrize("step", REQUIRED_STEPS)
def test_a_step_that_the_policy_requires_is_there(create_transaction, expect, step):
    answer = create_transaction.accepted()
    if list(has_steps(body_of(answer))):
        raise Untested("blocked by TXN-013: there are no steps")
    expect(has_step(body_of(answer), step), answer)


@pytest.mark.parametrize(("step", "policy"), DISABLED_STEPS)
@pytest.mark.rule("TXN-018")
def test_a_step_that_the_policy_disables_is_not_there(
    create_transaction, expect, reference_selfie, step, policy
):
    requirements = {"referenceSelfie": reference_selfie}
    answer = create_transaction.under(**policy).accepted(requirements=requirements)
    if list(has_steps(body_of(answer))):
        raise Untested("blocked by TXN-013: there are no steps")
    expect(has_no_step(body_of(answer), step), answer)
