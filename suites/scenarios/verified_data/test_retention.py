"""Verified data are there for thirty minutes after the decision, and neither before it nor longer."""

from dataclasses import replace

import pytest

from pingone_conformance.checks.members import body_of, member, member_is_still
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.pairs import partner

MINUTE = 60
# Seconds: what the test itself takes since the decision, and what a clean-up may take.
MARGIN = 20


@pytest.mark.rule("DATA-036", "DATA-037")
def test_an_entry_is_read_again_and_again_until_shortly_before_the_end(data, control, expect):
    entry_id = first_of(data, data.read_all())
    entry = body_of(data.one("GOVERNMENT_ID"))
    for seconds, rule in ((0, "DATA-037"), (15 * MINUTE, "DATA-037"), (15 * MINUTE - MARGIN, "DATA-036")):
        control.advance(seconds)
        answer = data.read_one(entry_id)
        expect(answers(answer, 200), answer, rule=rule)
        expect(member_is_still(body_of(answer), "data", member(entry, "data")), answer, rule=rule)


@pytest.mark.rule("DATA-037")
def test_an_entry_is_read_twice(data, expect):
    entry_id = first_of(data, data.read_all())
    first, second = (data.read_one(entry_id) for _ in range(2))
    expect(answers(second, 200), second)
    expect(member_is_still(body_of(second), "data", member(body_of(first), "data")), second)


@pytest.mark.rule("DATA-038", "DATA-039")
def test_after_thirty_minutes_nothing_is_left(data, control, expect):
    entry_id = first_of(data, partner(data.read_all()))
    partner(data.read_one(entry_id))
    # Whether they are read in the meantime makes no difference.
    control.advance(15 * MINUTE)
    partner(data.read_one(entry_id))
    partner(data.read_all())
    control.advance(15 * MINUTE + MARGIN)
    answer = data.read_one(entry_id)
    expect(is_refused(answer), answer, rule="DATA-038")
    answer = data.read_all()
    expect(gives_nothing(data, answer), answer, rule="DATA-039")


@pytest.mark.rule("DATA-040")
@pytest.mark.parametrize("status", ["REQUESTED", "INITIATED", "PARTIAL", "IN_PROGRESS"])
def test_before_a_decision_nothing_is_given_out(data, given, expect, status):
    given.needs_state(status)
    # Somebody else's transaction may have been lent to a run on a tenant: then its user is not the run's own.
    user_id = None if given.is_on_a_tenant else data.path["userID"]
    transaction = given.transaction_in(status, user_id)
    undecided = {"userID": transaction["userID"], "transactionID": transaction["id"]}
    answer = replace(data, path=undecided).read_all()
    expect(gives_nothing(data, answer), answer)
    first_of(data, partner(data.read_all()))


def first_of(data, listed):
    """The id of a listed government id; `Untested` when there is none, for then nothing shows nothing."""
    ids = data.ids(listed, "GOVERNMENT_ID")
    if not ids:
        raise Untested("the verification left no verified data of the type GOVERNMENT_ID")
    return ids[0]


def gives_nothing(data, answer):
    """An empty list or a refusal."""
    if not answer.is_success:
        return is_refused(answer)
    count = len(data.entries(answer))
    return [Finding("an empty list or a refusal", f"{count} entries")] if count else []
