"""An update replaces a policy."""

from datetime import timedelta

import pytest

from pingone_conformance.checks.collections import identified
from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.members import body_of, has_member, has_no_member, member, member_equals
from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.checks.times import lies_between
from pingone_conformance.findings import Untested
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner

# Only values that every server knows: a face can be compared without a document.
CHANGES = {
    "description": "Quick for returning customers",
    "governmentId": {"verify": "DISABLED"},
    "facialComparison": {"verify": "REQUIRED", "threshold": "MEDIUM"},
}
CHANGED = ("name", "description", "governmentId.verify", "facialComparison")
WHOLE = ("id", "environment.id", "name", "description", "governmentId", "facialComparison", "liveness")


@pytest.fixture
def wanted(given, stored):
    """What the update makes of the policy."""
    return stored.but({**CHANGES, "name": given.name()})


@pytest.fixture
def updated(policies, stored, wanted):
    """The answer to an update that has to succeed before a test can go on."""
    answer = policies.update(stored.id, wanted)
    if not answer.is_success:
        raise Untested(f"blocked by POLICY-052: an update was answered {answer.status_code}")
    return answer


@pytest.mark.rule("POLICY-052", "POLICY-053", "POLICY-054", "POLICY-057")
def test_an_update_is_answered_with_the_policy_as_it_is_now(policies, stored, wanted, expect):
    answer = policies.update(stored.id, wanted)
    body = body_of(answer)
    expect(answers(answer, 200), answer, rule="POLICY-052")
    for path in ("name", *CHANGES):
        expect(comes_back(body, path, member(wanted, path)), answer, rule="POLICY-053")
    for name in WHOLE:
        expect(has_member(body, name), answer, rule="POLICY-054")
    expect(member_equals(body, "id", stored.id), answer, rule="POLICY-057")


@pytest.mark.rule("POLICY-055", "POLICY-057")
def test_an_update_is_there_when_the_policy_is_read(policies, stored, updated, wanted, expect):
    read = policies.read(stored.id)
    for path in ("name", *CHANGES):
        expect(comes_back(body_of(read), path, member(wanted, path)), read, rule="POLICY-055")
    expect(is_accepted(read), read, rule="POLICY-057")
    listed = policies.read_all()
    for entry in identified(policies.listed(listed)):
        # How much of a policy a list shows is not said.
        if entry["id"] == stored.id and "name" in entry:
            expect(comes_back(entry, "name", wanted["name"]), listed, rule="POLICY-055")


@pytest.mark.rule("POLICY-056")
def test_an_update_clears_the_description_that_it_omits(policies, stored, expect):
    answer = policies.update(stored.id, stored.but({"description": None}))
    for seen in (answer, policies.read(stored.id)):
        expect(has_member(body_of(seen), "id"), seen)
        expect(has_no_member(body_of(seen), "description"), seen)


@pytest.mark.rule("POLICY-058")
def test_the_time_of_the_update_does_not_go_back(policies, stored, updated, expect):
    read = policies.read(stored.id)
    times = {
        "before": member(body_of(stored.answer), "updatedAt"),
        "after": member(body_of(read), "updatedAt"),
    }
    expect(lies_between(times, "before", "after", at_least=timedelta(0), at_most=timedelta.max), read)


@pytest.mark.rule("POLICY-059", "POLICY-060")
def test_an_update_without_a_name_is_refused_and_changes_nothing(policies, stored, wanted, expect):
    nameless = {name: value for name, value in wanted.items() if name != "name"}
    answer = policies.update(stored.id, nameless)
    if not expect(is_refused(answer), answer, rule="POLICY-059"):
        raise Untested(f"blocked by POLICY-059: it was answered {answer.status_code}")
    read = policies.read(stored.id)
    for path in CHANGED:
        expect(comes_back(body_of(read), path, stored[path]), read, rule="POLICY-060")
    partner(policies.update(stored.id, wanted))


@pytest.mark.rule("POLICY-061")
def test_an_unknown_policy_is_not_updated(policies, stored, wanted, expect):
    answer = policies.update(UNKNOWN_ID, wanted)
    expect(answers(answer, 404), answer)
    partner(policies.update(stored.id, wanted))
