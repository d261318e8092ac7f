"""A deleted policy is gone."""

import pytest

from pingone_conformance.checks.collections import all_are_listed, holds_list, none_is_listed
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner


@pytest.fixture
def deleted(policies, stored):
    """A policy that could be read and was deleted, which has to succeed before a test can go on."""
    partner(policies.read(stored.id))
    answer = policies.delete(stored.id)
    if not answer.is_success:
        raise Untested(f"blocked by POLICY-064: a deletion was answered {answer.status_code}")
    return stored


@pytest.mark.rule("POLICY-064")
def test_a_deletion_is_answered_with_204(policies, stored, expect):
    answer = policies.delete(stored.id)
    expect(answers(answer, 204), answer)


@pytest.mark.rule("POLICY-065", "POLICY-066")
def test_a_deleted_policy_is_not_read(policies, deleted, expect):
    answer = policies.read(deleted.id)
    expect(is_refused(answer), answer, rule="POLICY-065")
    expect(answers(answer, 404), answer, rule="POLICY-066")


@pytest.mark.rule("POLICY-067")
def test_a_deleted_policy_is_not_listed(policies, deleted, expect):
    answer = policies.read_all()
    expect(holds_list(body_of(answer), "verifyPolicies"), answer)
    expect(none_is_listed(policies.listed(answer), [deleted.id]), answer)


@pytest.mark.rule("LINK-016")
def test_a_deletion_leaves_other_policies_alone(policies, expect):
    before, deleted, after = (policies.stored().id for _ in range(3))
    if not policies.delete(deleted).is_success:
        raise Untested("blocked by POLICY-064: a policy is not deleted")
    answer = policies.read_all()
    expect(all_are_listed(policies.listed(answer), [before, after]), answer)


@pytest.mark.rule("POLICY-070")
def test_an_unknown_policy_is_not_deleted(policies, stored, expect):
    answer = policies.delete(UNKNOWN_ID)
    expect(answers(answer, 404), answer)
    partner(policies.delete(stored.id))
