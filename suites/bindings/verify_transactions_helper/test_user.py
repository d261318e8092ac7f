"""The user's profile in PingOne: read, replaced and deleted."""

import json

import pytest

from pingone_conformance.checks.maps import gives_map, members_agree
from pingone_conformance.checks.members import body_of, has_no_member, member_equals, members_of
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.trials import gives, gives_type, throws
from pingone_conformance.findings import Untested
from pingone_conformance.rooms import room
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner

READ, DELETE = ["getUser"], ["deleteUser"]
EXCEPTION = "ScriptedVerifyTransactionsException"
PROFILE = ("id", "username", "email", "nickname", "title", "environment.id", "createdAt", "enabled")
EXAMPLE = room("contracts") / "examples" / "script-bindings" / "update-user.json"


@pytest.fixture
def user(given, own_user, helper):
    given.needs("replaceUser")
    return helper(own_user["id"])


@pytest.fixture
def doomed(given, own_user, helper):
    given.needs("deleteUser")
    return helper(own_user["id"])


@pytest.mark.rule("HELPER-024", "HELPER-039")
def test_it_is_that_of_the_interface(own_user, helper, expect):
    user = helper(own_user["id"])
    report = user.asked(user=READ)
    wanted = user.read("readOneUser")
    expect(members_agree(report.trials, "user", wanted, *PROFILE), report.answer, rule="HELPER-024")
    expect(gives_map(report.trials, "user"), report.answer, rule="HELPER-039")


@pytest.mark.rule("HELPER-024")
def test_it_is_that_of_the_moment(user, own_user, expect):
    first = user.asked(user=READ)
    changed = user.given.api.call("updateUser", userID=user.user_id, json={"title": "Director"})
    if not changed.is_success:
        raise Untested(f"blocked: updateUser answered {changed.status_code}")
    # On a tenant the same script is not run twice.
    report = user.asked(user=READ, again=READ)
    expect(members_agree(first.trials, "user", own_user, "title"), first.answer)
    for trial in ("user", "again"):
        expect(members_agree(report.trials, trial, {"title": "Director"}, "title"), report.answer)


@pytest.mark.rule("HELPER-025")
def test_without_the_user_there_is_null(given, own_user, helper, expect):
    # That it would be there with the user is asked first.
    helper(own_user["id"]).asked(user=READ)
    report = helper(UNKNOWN_ID).probe("verify_transactions_helper", user=UNKNOWN_ID, calls={"user": READ})
    expect(gives(report.trials, "user", None), report.answer)
    if not given.is_on_a_tenant:
        deleted = given.user()["id"]
        given.api.call("deleteUser", userID=deleted)
        report = helper(deleted).asked(user=READ)
        expect(gives(report.trials, "user", None), report.answer)


@pytest.mark.rule("HELPER-026", "HELPER-027", "HELPER-040")
def test_an_update_is_written_and_given_back(user, own_user, expect):
    new = {
        "username": own_user["username"],
        "email": own_user["email"],
        "nickname": "Grüße",
        "title": "Director",
        "name": {"given": "Jo", "family": "Ó Súilleabháin"},
        "address": {"locality": "東京", "countryCode": "JP"},
    }
    report = user.asked(updated=["updateUser", new])
    answer = user.status("readOneUser")
    written = values_of(new)
    for path, value in written.items():
        expect(member_equals(body_of(answer), path, value), answer, rule="HELPER-026")
    expect(members_agree(report.trials, "updated", new, *written), report.answer, rule="HELPER-027")
    wanted = body_of(answer)
    expect(
        members_agree(report.trials, "updated", wanted, "id", "environment.id", "createdAt"),
        report.answer,
        rule="HELPER-027",
    )
    expect(gives_map(report.trials, "updated"), report.answer, rule="HELPER-040")


@pytest.mark.rule("HELPER-026")
def test_the_second_update_counts(user, own_user, expect):
    kept = {name: own_user[name] for name in ("username", "email")}
    calls = {title: ["updateUser", {**kept, "title": title}] for title in ("First", "Second")}
    user.asked(**calls)
    answer = user.status("readOneUser")
    expect(member_equals(body_of(answer), "title", "Second"), answer)


@pytest.mark.rule("HELPER-028")
def test_an_update_clears_what_it_omits(user, own_user, expect):
    new = {"username": own_user["username"], "email": own_user["email"], "title": "Director"}
    report = user.asked(updated=["updateUser", new])
    answer = user.status("readOneUser")
    if body_of(answer).get("title") != "Director":
        raise Untested("blocked by HELPER-026: nothing was written")
    expect(has_no_member(body_of(answer), "nickname"), answer)
    expect(has_no_member(report.trials["updated"].get("value"), "nickname"), report.answer)


@pytest.mark.rule("HELPER-058")
def test_the_attributes_of_the_example_are_taken(user, own_user, expect):
    example = json.loads(EXAMPLE.read_text("utf-8"))
    new = {**example, "username": own_user["username"], "email": own_user["email"]}
    report = user.asked(updated=["updateUser", new])
    answer = user.status("readOneUser")
    written = values_of(new)
    for path, value in written.items():
        expect(member_equals(body_of(answer), path, value), answer)
    expect(members_agree(report.trials, "updated", new, *written), report.answer)


@pytest.mark.rule("HELPER-029", "HELPER-030")
def test_a_delete_deletes_the_user_and_gives_nothing(given, doomed, expect):
    other = given.user()["id"]
    partner(doomed.status("readOneUser"))
    report = doomed.asked(deleted=DELETE)
    answer = doomed.status("readOneUser")
    expect(answers(answer, 404), answer, rule="HELPER-029")
    left = given.api.call("readOneUser", userID=other)
    expect(is_accepted(left), left, rule="HELPER-029")
    expect(gives_type(report.trials, "deleted", "undefined", "null"), report.answer, rule="HELPER-030")


@pytest.mark.rule("HELPER-031")
def test_a_delete_of_nobody_throws(doomed, helper, expect):
    report = doomed.asked(first=DELETE, second=DELETE)
    if "thrown" in report.trials["first"]:
        raise Untested("blocked by HELPER-029: a user that is there was not deleted, either")
    expect(throws(report.trials, "second", EXCEPTION), report.answer)
    report = helper(UNKNOWN_ID).probe("verify_transactions_helper", user=UNKNOWN_ID, calls={"first": DELETE})
    expect(throws(report.trials, "first", EXCEPTION), report.answer)


def values_of(body):
    """The values of a profile by their paths: a server may add to an object that it was given."""
    return {path: value for path, value in members_of(body) if not isinstance(value, dict)}
