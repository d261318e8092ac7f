"""create, and what all functions are for."""

import pytest

from pingone_conformance.checks.members import body_of, member, member_differs, member_equals
from pingone_conformance.checks.status import answers
from pingone_conformance.checks.trials import gives, gives_member, gives_that
from pingone_conformance.checks.values import is_filled_text
from pingone_conformance.findings import Finding

SENT = ("userName", "givenName", "sn", "mail")


@pytest.fixture
def sent(identities):
    return [identities.to_create(givenName=name, sn="Ó Súilleabháin") for name in ("Barbara", "Zoë")]


@pytest.mark.rule("OPENIDM-004", "OPENIDM-005", "OPENIDM-006")
def test_create_makes_a_user_with_a_new_id(identities, sent, expect):
    report = identities.run("openidm_create", users=sent)
    trials, answer = report.trials, report.answer
    for trial, user in zip(("first", "second"), sent, strict=True):
        for name in SENT:
            expect(gives_member(trials, trial, name, user[name]), answer, rule="OPENIDM-004")
        kept = identities.named(user["userName"])
        made = member(trials[trial].get("value"), "_id")
        for path, value in (("0._id", made), ("0.sn", user["sn"]), ("0.givenName", user["givenName"])):
            expect(member_equals(body_of(kept), f"result.{path}", value), kept, rule="OPENIDM-004")
        found = gives_that(trials, trial, lambda value: is_filled_text(member(value, "_id")), "a text in _id")
        expect(found, answer, rule="OPENIDM-006")
        read = identities.read(str(made)) if is_filled_text(made) and "/" not in made else kept
        expect(answers(read, 200), read, rule="OPENIDM-006")
        expect(member_equals(body_of(read), "userName", user["userName"]), read, rule="OPENIDM-006")
    first = member(trials["first"].get("value"), "_id")
    expect(member_differs(trials["second"].get("value"), "_id", first), answer, rule="OPENIDM-006")
    same = gives_that(trials, "id", lambda value: value and value == first, "what is in _id")
    expect(same, answer, rule="OPENIDM-005")
    for name in SENT[:3]:
        expect(gives(trials, name, sent[0][name]), answer, rule="OPENIDM-005")


@pytest.mark.rule("OPENIDM-003")
def test_the_life_of_a_user(identities, expect):
    user = identities.to_create()
    report = identities.run("openidm_life", user=user, mail=f"new-{user['mail']}")
    for name in ("create", "read", "update", "patch", "query", "delete"):
        expect(
            gives_that(report.trials, name, lambda value: value is not None, "no exception"), report.answer
        )
    expect(gives(report.trials, "query", user["givenName"]), report.answer)
    # Whatever acts sends something on a tenant: there it is enough that it could.
    expect(gives(report.trials, "action", "function"), report.answer)
    expect(gives_member(report.trials, "update", "description", "New description"), report.answer)
    expect(gives_member(report.trials, "patch", "mail", f"new-{user['mail']}"), report.answer)
    left = identities.named(user["userName"])
    there = member(body_of(left), "result") != []
    expect([Finding("nobody of the name when all was done", "somebody")] if there else [], left)


@pytest.mark.rule("OPENIDM-003")
def test_all_seven_are_functions(identities, sent, expect):
    report = identities.run("openidm_create", users=sent)
    expect(gives(report.trials, "functions", ["function"] * 7), report.answer)
