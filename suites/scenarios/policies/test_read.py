"""A policy is read as it was created, and by nobody else."""

import pytest

from pingone_conformance.checks.members import body_of, member, member_equals
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import UNKNOWN_ID

SETTINGS = (
    "name",
    "description",
    "default",
    "governmentId.verify",
    "facialComparison.verify",
    "facialComparison.threshold",
    "liveness.verify",
    "liveness.threshold",
    "email.verify",
    "phone.verify",
)


@pytest.mark.rule("POLICY-037", "POLICY-038", "POLICY-039")
def test_a_policy_is_read_as_it_was_created(policies, stored, expect):
    answer = policies.read(stored.id)
    body = body_of(answer)
    expect(answers(answer, 200), answer, rule="POLICY-037")
    expect(member_equals(body, "id", stored.id), answer, rule="POLICY-038")
    for path in SETTINGS:
        expect(member_equals(body, path, member(body_of(stored.answer), path)), answer, rule="POLICY-039")


@pytest.mark.rule("POLICY-040", "POLICY-041")
def test_an_unknown_policy_is_not_read(policies, stored, expect):
    answer = policies.read(UNKNOWN_ID)
    expect(is_refused(answer), answer, rule="POLICY-040")
    expect(answers(answer, 404), answer, rule="POLICY-041")
    partner(policies.read(stored.id))


@pytest.mark.rule("POLICY-042")
def test_a_policy_is_not_read_under_another_environment(policies, stored, stranger, elsewhere, expect):
    answer = stranger.call("readOneVerifyPolicy", verifyPolicyID=stored.id)
    expect(is_refused(answer), answer)
    partner(stranger.call("readOneVerifyPolicy", verifyPolicyID=elsewhere.policy()["id"]))
    partner(policies.read(stored.id))
