"""A policy is read as it was created, and by nobody else."""

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.members import MISSING, body_of, member, member_equals
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner


@pytest.mark.rule("POLICY-037", "POLICY-038", "POLICY-039")
def test_a_policy_is_read_as_it_was_created(policies, known, expect):
    answer = policies.read(known.id)
    body, created = body_of(answer), body_of(known.answer)
    expect(answers(answer, 200), answer, rule="POLICY-037")
    expect(member_equals(body, "id", known.id), answer, rule="POLICY-038")
    for name in (name for name in known.sent if member(created, name) is not MISSING):
        expect(comes_back(body, name, member(created, name)), answer, rule="POLICY-039")


@pytest.mark.rule("POLICY-038")
def test_each_policy_is_read_under_its_own_id(policies, known, expect):
    other = policies.stored()
    for policy in (known, other, known):
        answer = policies.read(policy.id)
        expect(member_equals(body_of(answer), "id", policy.id), answer)
        expect(comes_back(body_of(answer), "name", policy["name"]), answer)


@pytest.mark.rule("POLICY-040", "POLICY-041")
def test_an_unknown_policy_is_not_read(policies, known, expect):
    answer = policies.read(UNKNOWN_ID)
    expect(is_refused(answer), answer, rule="POLICY-040")
    expect(answers(answer, 404), answer, rule="POLICY-041")
    partner(policies.read(known.id))


@pytest.mark.parametrize("operation", ["readOneVerifyPolicy", "updateVerifyPolicy", "deleteVerifyPolicy"])
@pytest.mark.rule("POLICY-042")
def test_a_policy_is_not_found_under_another_environment(
    operation, policies, stored, stranger, elsewhere, expect
):
    body = {"json": policies.body()} if operation == "updateVerifyPolicy" else {}
    before = body_of(policies.read(stored.id))
    answer = stranger.call(operation, verifyPolicyID=stored.id, **body)
    partner(stranger.call(operation, verifyPolicyID=elsewhere.policy()["id"], **body))
    expect(is_refused(answer), answer)
    read = policies.read(stored.id)
    for name in ("id", "name"):
        expect(member_equals(body_of(read), name, member(before, name)), read)
