"""A new policy comes back as it was sent."""

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.identifiers import is_uuid
from pingone_conformance.checks.members import (
    body_of,
    has_member,
    member_differs,
    member_equals,
    member_is,
)
from pingone_conformance.checks.policies import lasts
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.times import is_timestamp
from pingone_conformance.findings import Untested

UNKNOWN = "7d2f1c35-0b6e-4a0c-9f57-1f6c0c4be2a9"
READ_ONLY = {
    "id": UNKNOWN,
    "environment.id": UNKNOWN,
    "createdAt": "2001-02-03T04:05:06.789Z",
    "updatedAt": "2001-02-03T04:05:06.789Z",
}
ECHOED = [
    pytest.param("name", marks=pytest.mark.rule("POLICY-004"), id="name"),
    pytest.param("description", marks=pytest.mark.rule("POLICY-005"), id="description"),
    pytest.param("governmentId.verify", marks=pytest.mark.rule("POLICY-007"), id="government-id"),
    pytest.param("facialComparison", marks=pytest.mark.rule("POLICY-008"), id="facial-comparison"),
    pytest.param("liveness", marks=pytest.mark.rule("POLICY-009"), id="liveness"),
]
# Values that are no defaults.
UNUSUAL = {
    "transaction.timeout": {"duration": 25, "timeUnit": "MINUTES"},
    "transaction.dataCollection.timeout": {"duration": 10, "timeUnit": "MINUTES"},
    "email.otp.lifeTime": {"duration": 12, "timeUnit": "MINUTES"},
    "phone.otp.lifeTime": {"duration": 8, "timeUnit": "MINUTES"},
    "phone.verify": "OPTIONAL",
    "phone.createMfaDevice": True,
    "email.otp.attempts.count": 4,
    "phone.otp.attempts.count": 3,
    "email.otp.deliveries.count": 2,
    "email.otp.deliveries.cooldown": {"duration": 45, "timeUnit": "SECONDS"},
    "phone.otp.deliveries.cooldown": {"duration": 1, "timeUnit": "MINUTES"},
}
TIMEOUTS = ("transaction.timeout", "transaction.dataCollection.timeout")
CONTACT = ("verify", "createMfaDevice", "otp.attempts", "otp.deliveries.count", "otp.notification")


@pytest.mark.rule("POLICY-001", "POLICY-002", "POLICY-003", "POLICY-006", "POLICY-015")
def test_a_policy_is_created_in_the_environment_of_the_path(api, policies, expect):
    answer = policies.create()
    body = body_of(answer)
    expect(answers(answer, 201), answer, rule="POLICY-001")
    expect(is_accepted(answer), answer, rule="POLICY-015")
    if not answer.is_success:
        raise Untested(f"blocked by POLICY-001: a complete policy was answered {answer.status_code}")
    expect(has_member(body, "id"), answer, rule="POLICY-002")
    expect(is_uuid(body, "id"), answer, rule="POLICY-003")
    expect(member_equals(body, "environment.id", api.connection.environment_id), answer, rule="POLICY-006")


@pytest.mark.parametrize("path", ECHOED)
def test_what_a_policy_says_comes_back(known, expect, path):
    expect(comes_back(body_of(known.answer), path, known[path]), known.answer)


@pytest.mark.rule("POLICY-004", "POLICY-005")
def test_texts_come_back_letter_by_letter(policies, given, expect):
    policy = policies.stored(
        {
            "name": f"{given.name()} für Gäste & Kunden",
            "description": 'Élan, Ægir & „Ωμέγα“: it\'s all "required"',
        }
    )
    for name, rule in (("name", "POLICY-004"), ("description", "POLICY-005")):
        expect(comes_back(body_of(policy.answer), name, policy[name]), policy.answer, rule=rule)


@pytest.fixture
def unusual(policies, once):
    """A policy whose timeouts and contacts are no defaults."""
    return once("unusual policy", lambda: policies.stored(UNUSUAL))


@pytest.mark.rule("POLICY-010")
def test_the_timeouts_come_back(unusual, expect):
    for path in TIMEOUTS:
        expect(lasts(body_of(unusual.answer), path, unusual[path]), unusual.answer)


@pytest.mark.parametrize("contact", ["email", "phone"])
@pytest.mark.rule("POLICY-011", "POLICY-012")
def test_the_settings_of_a_contact_come_back(unusual, expect, contact):
    body, answer = body_of(unusual.answer), unusual.answer
    for path in (f"{contact}.{name}" for name in CONTACT):
        expect(comes_back(body, path, unusual[path]), answer, rule="POLICY-011")
    lifetime, cooldown = f"{contact}.otp.lifeTime", f"{contact}.otp.deliveries.cooldown"
    expect(lasts(body, lifetime, unusual[lifetime]), answer, rule="POLICY-011")
    expect(lasts(body, cooldown, unusual[cooldown]), answer, rule="POLICY-012")


@pytest.mark.rule("POLICY-013", "POLICY-014")
def test_a_new_policy_has_its_times_and_says_whether_it_is_the_default(known, expect):
    body = body_of(known.answer)
    for name in ("createdAt", "updatedAt"):
        expect(is_timestamp(body, name), known.answer, rule="POLICY-013")
    default = member_is(body, "default", "a boolean", lambda value: isinstance(value, bool))
    expect(default, known.answer, rule="POLICY-014")


@pytest.mark.rule("POLICY-036")
def test_read_only_members_are_not_taken_over(policies, known, expect):
    created = policies.stored(READ_ONLY)
    for seen in (created.answer, policies.read(created.id)):
        for path, value in READ_ONLY.items():
            expect(member_differs(body_of(seen), path, value), seen)
