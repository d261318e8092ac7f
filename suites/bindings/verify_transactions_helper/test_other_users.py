"""The helper is about the user of the journey, and shows nothing of others."""

import pytest

from pingone_conformance.checks.maps import all_entries, ending, gives_none_of, value_in
from pingone_conformance.checks.members import MISSING, member
from pingone_conformance.findings import Finding, Untested

OF_THE_USER = {
    "user": ["getUser"],
    "last": ["getLastVerifyTransaction"],
    "transactions": ["getAllVerifyTransactions"],
}


@pytest.fixture
def theirs(verified, helper):
    """What a script about somebody else is shown; `Untested` where it is shown nothing."""
    user = helper(verified["userID"])
    listed = user.read("readAllVerifiedData", transactionID=verified["id"])
    pieces = all_entries(listed, "verifiedData")
    if not pieces:
        raise Untested("the verification left no verified data")
    calls = {
        "metaData": ["getAllMetadata", verified["id"]],
        "verifiedData": ["getAllVerifiedData", verified["id"]],
        "byType": ["getVerifiedDataByType", verified["id"], pieces[0]["type"]],
        "one": ["getVerifiedData", verified["id"], pieces[0]["id"]],
    }
    shown = user.asked(**calls)
    for name in calls:
        if value_in(shown.trials, name) in (MISSING, {}):
            raise Untested(f"blocked: a script about the user themself is shown no {name}")
    return calls


@pytest.mark.rule("HELPER-033")
def test_the_transaction_of_another_user_is_not_shown(theirs, given, helper, expect):
    report = helper(given.user()["id"]).asked(**theirs)
    for name, collection in (
        ("metaData", "metaData"),
        ("verifiedData", "verifiedData"),
        ("byType", "verifiedData"),
        ("one", ""),
    ):
        expect(gives_none_of(report.trials, name, collection), report.answer)


@pytest.mark.rule("HELPER-033")
def test_a_piece_of_another_user_is_not_shown_with_a_transaction_of_ones_own(theirs, given, helper, expect):
    if given.is_on_a_tenant:
        raise Untested("needs a mock: two verified users")
    own = given.transaction_in("SUCCESS")
    calls = {"one": ["getVerifiedData", own["id"], theirs["one"][2]]}
    report = helper(own["userID"]).asked(**calls)
    expect(gives_none_of(report.trials, "one"), report.answer)


@pytest.mark.rule("HELPER-033")
def test_what_names_no_transaction_is_about_the_user(theirs, given, helper, expect):
    user_id, transaction_id = given.user()["id"], theirs["one"][1]
    trials = (report := helper(user_id).asked(**OF_THE_USER)).trials
    expect(is_not(trials, "last", "id", transaction_id), report.answer)
    for entry in all_entries(value_in(trials, "transactions"), "verifyTransactions"):
        expect(
            is_not({"transactions": {"value": entry}}, "transactions", "id", transaction_id), report.answer
        )
    shown = member(value_in(trials, "user"), "id")
    if shown not in (user_id, MISSING):
        expect([Finding("user: nobody or the user of the journey", "somebody else")], report.answer)


def is_not(trials, name, path, others):
    theirs = member(value_in(trials, name), path) == others
    return [Finding(f"{name}: nothing of another user", ending(trials, name, "theirs"))] if theirs else []
