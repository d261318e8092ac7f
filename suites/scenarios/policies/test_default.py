"""One policy of an environment is the default one, until another one is made it."""

from dataclasses import dataclass

import pytest

from pingone_conformance.checks.members import body_of, member, member_equals
from pingone_conformance.checks.policies import one_is_default
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

GIVEN_BY_THE_SERVICE = ("_links", "_embedded", "id", "environment", "createdAt", "updatedAt")


@dataclass(frozen=True)
class Succession:
    """A policy that was to be made the default one, and the id of the one that was it before."""

    id: str
    sent: dict
    former_id: str


@pytest.fixture(params=["updated", "created"])
def succession(request, policies, given):
    """An update or a creation that makes a policy the default one; the former one is put back afterwards."""
    given.permits.require_mock("the default policy of a tenant stays as it is")
    defaults = (policy for policy in policies.listed() if member(policy, "default") is True)
    former = next(defaults, {})
    if not isinstance(former.get("id"), str):
        raise Untested("blocked by POLICY-046: the environment has no default policy")
    if request.param == "created":
        stored = policies.stored({"default": True})
    else:
        stored = policies.stored()
        answer = policies.update(stored.id, stored.but({"default": True}))
        if not answer.is_success:
            raise Untested(f"blocked by POLICY-052: an update was answered {answer.status_code}")
    yield Succession(stored.id, stored.sent, former["id"])
    settings = {name: value for name, value in former.items() if name not in GIVEN_BY_THE_SERVICE}
    policies.update(former["id"], settings)


@pytest.fixture
def reigning(policies, succession):
    """A policy that is the default one now."""
    if member(body_of(policies.read(succession.id)), "default") is not True:
        raise Untested("blocked by POLICY-062: no policy can be made the default one")
    return succession


@pytest.mark.rule("POLICY-046", "POLICY-062")
def test_a_new_default_policy_takes_over_from_the_one_before(policies, succession, expect):
    new, former = policies.read(succession.id), policies.read(succession.former_id)
    expect(member_equals(body_of(new), "default", True), new, rule="POLICY-062")
    expect(member_equals(body_of(former), "default", False), former, rule="POLICY-062")
    listed = policies.read_all()
    expect(one_is_default(policies.listed(listed)), listed, rule="POLICY-046")


@pytest.mark.rule("POLICY-063")
def test_the_default_policy_does_not_step_down(policies, reigning, expect):
    policies.update(reigning.id, {**reigning.sent, "default": False})
    read = policies.read(reigning.id)
    expect(member_equals(body_of(read), "default", True), read)


@pytest.mark.rule("POLICY-068", "POLICY-069")
def test_the_default_policy_is_not_deleted(policies, reigning, expect):
    answer = policies.delete(reigning.id)
    expect(is_refused(answer), answer, rule="POLICY-068")
    read = policies.read(reigning.id)
    expect(is_accepted(read), read, rule="POLICY-069")
    expect(member_equals(body_of(read), "default", True), read, rule="POLICY-069")
    partner(policies.delete(policies.stored().id))
