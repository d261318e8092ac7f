"""One policy of an environment is the default one, until another one is made it."""

import pytest

from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Untested


@pytest.mark.rule("POLICY-062")
def test_a_new_default_policy_takes_over_from_the_one_before(policies, reign, expect):
    new, former = policies.read(reign.id), policies.read(reign.former_id)
    expect(member_equals(body_of(new), "default", True), new)
    expect(member_equals(body_of(former), "default", False), former)


@pytest.mark.rule("POLICY-063")
def test_the_default_policy_does_not_step_down(policies, reign, expect):
    policies.update(reign.id, {**reign.sent, "default": False})
    read = policies.read(reign.id)
    expect(member_equals(body_of(read), "default", True), read)


@pytest.mark.rule("POLICY-068", "POLICY-069")
def test_the_default_policy_is_not_deleted(policies, given, reign, expect):
    if not policies.delete(given.policy()["id"]).is_success:
        raise Untested("blocked by POLICY-064: no policy can be deleted")
    answer = policies.delete(reign.id)
    expect(is_refused(answer), answer, rule="POLICY-068")
    read = policies.read(reign.id)
    expect(is_accepted(read), read, rule="POLICY-069")
    expect(member_equals(body_of(read), "default", True), read, rule="POLICY-069")
