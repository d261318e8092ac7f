"""The default policy stands in where none is named; it is changed in the other environment, and put back."""

import pytest

from pingone_conformance.checks.members import body_of, member, member_equals
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import DISABLED
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import sent_back


@pytest.fixture
def make_default(elsewhere, stranger):
    """Makes a new policy with these members the default one, and gives its id."""
    policies = member(body_of(stranger.call("readAllVerifyPolicies")), "_embedded.verifyPolicies")
    before = [policy for policy in policies if policy.get("default")] if isinstance(policies, list) else []
    if len(before) != 1:
        raise Untested(f"blocked by POLICY-046: the environment has {len(before)} default policies")
    made = []

    def make(**members) -> str:
        made.append(elsewhere.policy(default=True, **members)["id"])
        return made[-1]

    yield make
    stranger.call("updateVerifyPolicy", verifyPolicyID=before[0]["id"], json=sent_back(before[0]))
    for policy_id in made:
        stranger.call("deleteVerifyPolicy", verifyPolicyID=policy_id)


@pytest.mark.rule("TXN-006", "TXN-011", "TXN-046")
def test_the_default_policy_stands_in(stranger, elsewhere, make_default, expect, reference_selfie):
    def create(**body):
        return stranger.call("createVerifyTransaction", userID=user_id, json=body)

    user_id = elsewhere.user()["id"]
    named = {"verifyPolicy": {"id": make_default()}}
    if not create(**named).is_success:
        raise Untested("blocked: a transaction is refused where the policy is named, too")
    without_need = create()
    if not expect(is_accepted(without_need), without_need, rule="TXN-006"):
        raise Untested("blocked by TXN-006: the default policy does not stand in")
    selfie = {"requirements": {"referenceSelfie": reference_selfie}}
    default = make_default(governmentId=DISABLED)
    named = {"verifyPolicy": {"id": default}}
    if create(**named).is_success or not create(**named, **selfie).is_success:
        raise Untested("blocked by TXN-044 or TXN-045: the policy does not decide when it is named")
    without, with_selfie = create(), create(**selfie)
    expect(is_accepted(with_selfie), with_selfie, rule="TXN-046")
    expect(is_refused(without), without, rule="TXN-046")
    expect(member_equals(body_of(with_selfie), "verifyPolicy.id", default), with_selfie, rule="TXN-011")
    partner(with_selfie)
