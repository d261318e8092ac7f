"""read and update: the whole identity."""

import pytest

from pingone_conformance.checks.members import body_of, has_no_member, member_equals
from pingone_conformance.checks.trials import gives, gives_member, gives_that
from pingone_conformance.findings import Finding

SENT = ("userName", "givenName", "sn", "mail", "description", "city", "telephoneNumber")


@pytest.mark.rule("OPENIDM-007", "OPENIDM-024")
def test_read_gives_all_of_a_user(identities, user, expect):
    answer = identities.read(user["_id"])
    report = identities.run("openidm_read", id=user["_id"], description="New description")
    for trial, rule in (("read", "OPENIDM-007"), ("text", "OPENIDM-024")):
        for name in ("_id", *SENT):
            expect(gives_member(report.trials, trial, name, user[name]), report.answer, rule=rule)
    known = {name for name, value in body_of(answer).items() if isinstance(value, str) and name != "_rev"}
    seen = report.trials["read"].get("value")
    missing = known - (seen.keys() if isinstance(seen, dict) else set())
    whole = [Finding("all that the interface shows of the user", f"no {', '.join(sorted(missing))}")]
    expect(whole if missing else [], report.answer, rule="OPENIDM-007")


@pytest.mark.rule("OPENIDM-007")
def test_read_gives_the_user_that_was_named(identities, user, cloud_given, expect):
    for other in (cloud_given.user(givenName="Other"), user, cloud_given.user(givenName="Another")):
        report = identities.run("openidm_read", id=other["_id"], description="Changed")
        for name in ("_id", "userName", "givenName"):
            expect(gives_member(report.trials, "read", name, other[name]), report.answer)


@pytest.mark.rule("OPENIDM-025")
@pytest.mark.parametrize("description", ["New description", "Ünïcödé \"quoted\" 'text'\n€", "0"])
def test_what_was_read_is_changed_and_handed_to_update(identities, user, expect, description):
    report = identities.run("openidm_read", id=user["_id"], description=description)
    expect(gives(report.trials, "changed", description), report.answer)
    answer = identities.read(user["_id"])
    for name in SENT:
        value = description if name == "description" else user[name]
        expect(member_equals(body_of(answer), name, value), answer)
        expect(gives_member(report.trials, "updated", name, value), report.answer)
    expect(gives_member(report.trials, "again", "description", description), report.answer)


@pytest.mark.rule("OPENIDM-008", "OPENIDM-009", "OPENIDM-022")
def test_update_leaves_nothing_of_what_was(identities, user, expect):
    new = {name: user[name] for name in ("userName", "mail")}
    new |= {"givenName": "Zoë", "sn": "Replaced", "city": "Shelbyville"}
    report = identities.run("openidm_update", id=user["_id"], content=new)
    done = gives_that(report.trials, "updated", lambda value: value is not None, "no exception")
    expect(done, report.answer, rule="OPENIDM-022")
    answer = identities.read(user["_id"])
    for name, value in new.items():
        expect(member_equals(body_of(answer), name, value), answer, rule="OPENIDM-008")
        expect(gives_member(report.trials, "updated", name, value), report.answer, rule="OPENIDM-009")
    expect(gives_member(report.trials, "updated", "_id", user["_id"]), report.answer, rule="OPENIDM-009")
    for name in ("description", "telephoneNumber"):
        expect(has_no_member(body_of(answer), name), answer, rule="OPENIDM-008")
        left = report.trials["updated"].get("value")
        expect(has_no_member(left, name), report.answer, rule="OPENIDM-009")
