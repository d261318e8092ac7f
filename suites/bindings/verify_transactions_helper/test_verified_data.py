"""The verified data of a transaction: what there is, and one piece of it."""

import pytest

from pingone_conformance.checks.collections import each_has, each_is_of
from pingone_conformance.checks.maps import (
    all_entries,
    entries_agree,
    gives_map,
    gives_something,
    members_agree,
    value_in,
)
from pingone_conformance.checks.members import has_no_member
from pingone_conformance.checks.trials import gives, gives_member, gives_that
from pingone_conformance.checks.values import is_filled_text
from pingone_conformance.findings import Untested
from pingone_conformance.target.guard import UNKNOWN_ID

ALL, BY_TYPE, ONE = "getAllVerifiedData", "getVerifiedDataByType", "getVerifiedData"
COLLECTION = "verifiedData"
KINDS = ("GOVERNMENT_ID", "SELFIE")


@pytest.fixture
def user(verified, helper):
    return helper(verified["userID"])


@pytest.fixture
def listed(user, verified):
    """What the interface lists, which is what there is."""
    listed = user.read("readAllVerifiedData", transactionID=verified["id"])
    if not first_ids(listed).keys() & set(KINDS):
        raise Untested("the verification left no verified data")
    return listed


@pytest.mark.rule("HELPER-013", "HELPER-036", "HELPER-053")
def test_everything_is_listed_without_the_data(listed, user, verified, expect):
    report = user.asked(all=[ALL, verified["id"]])
    agreed = entries_agree(report.trials, "all", listed, COLLECTION, "type", "createdAt")
    expect(agreed, report.answer, rule="HELPER-053")
    lists_no_data(report, "all", "HELPER-013", expect)
    expect(gives_map(report.trials, "all"), report.answer, rule="HELPER-036")


@pytest.mark.rule("HELPER-016", "HELPER-018", "HELPER-037")
@pytest.mark.parametrize("kind", KINDS)
def test_a_type_is_listed_without_the_data(listed, user, verified, expect, kind):
    report = user.asked(some=[BY_TYPE, verified["id"], kind])
    some = all_entries(value_in(report.trials, "some"), COLLECTION)
    expect(each_is_of(some, "type", [kind]), report.answer, rule="HELPER-016")
    agreed = entries_agree(
        report.trials, "some", listed, COLLECTION, "type", among=lambda entry: entry.get("type") == kind
    )
    expect(agreed, report.answer, rule="HELPER-016")
    lists_no_data(report, "some", "HELPER-018", expect)
    expect(gives_map(report.trials, "some"), report.answer, rule="HELPER-037")


@pytest.mark.rule("HELPER-021", "HELPER-038")
@pytest.mark.parametrize("kind", KINDS)
def test_one_piece_has_the_data(listed, user, verified, expect, kind):
    id_ = first_ids(listed).get(kind)
    if id_ is None:
        raise Untested(f"the verification left no verified data of the type {kind}")
    report = user.asked(one=[ONE, verified["id"], id_])
    wanted = user.read("readOneVerifiedData", transactionID=verified["id"], verifiedDataID=id_)
    expect(gives_something(report.trials, "one"), report.answer, rule="HELPER-021")
    expect(
        members_agree(report.trials, "one", wanted, "id", "type", "data"), report.answer, rule="HELPER-021"
    )
    expect(gives_map(report.trials, "one"), report.answer, rule="HELPER-038")


@pytest.mark.rule("HELPER-021")
def test_each_piece_has_its_own_data(listed, user, verified, expect):
    ids = [entry["id"] for entry in all_entries(listed, COLLECTION)]
    report = user.asked(**{id_: [ONE, verified["id"], id_] for id_ in ids})
    for id_ in ids:
        wanted = user.read("readOneVerifiedData", transactionID=verified["id"], verifiedDataID=id_)
        expect(members_agree(report.trials, id_, wanted, "id", "type", "data"), report.answer)


@pytest.mark.rule("HELPER-023")
def test_ids_of_both_lists_are_taken(listed, user, verified, expect):
    report = user.ids(verified["id"])
    trials = {"all": first_ids(listed).values(), "byType": [first_ids(listed).get("SELFIE")]}
    for name, ids in trials.items():
        of_the_transaction = gives_that(
            report.trials,
            name,
            lambda value, ids=ids: value["wanted"] in ids and value.get("id") == value["wanted"],
            "the piece of that id",
        )
        expect(of_the_transaction, report.answer)
        expect(gives_member(report.trials, name, "data", True), report.answer)


@pytest.mark.rule("HELPER-014", "HELPER-019", "HELPER-022")
def test_without_the_transaction_there_is_null(listed, user, given, gone, expect):
    one = first_ids(listed)["SELFIE"]
    transactions = {"unknown": UNKNOWN_ID}
    if not given.is_on_a_tenant:
        deleted = given.transaction_in("SUCCESS", user.user_id)
        gone(deleted)
        transactions["deleted"] = deleted["id"]
    for which, id_ in transactions.items():
        calls = {f"all {which}": [ALL, id_], f"by type {which}": [BY_TYPE, id_, "SELFIE"]}
        calls[f"one {which}"] = [ONE, id_, one]
        report = user.asked(**calls)
        for name, rule in zip(calls, ("HELPER-014", "HELPER-019", "HELPER-022"), strict=True):
            expect(gives(report.trials, name, None), report.answer, rule=rule)


@pytest.mark.rule("HELPER-022")
def test_without_the_piece_there_is_null(listed, user, verified, expect):
    report = user.asked(one=[ONE, verified["id"], UNKNOWN_ID])
    expect(gives(report.trials, "one", None), report.answer)


def lists_no_data(report, name, rule, expect):
    expect(gives_something(report.trials, name), report.answer, rule=rule)
    entries = all_entries(value_in(report.trials, name), COLLECTION)
    for member in ("id", "type"):
        expect(each_has(entries, member, "a text", is_filled_text), report.answer, rule=rule)
    for entry in entries:
        # What is there may be personal: that it is there is all that is said of it.
        told = {"data": "present"} if isinstance(entry, dict) and entry.get("data") else {}
        expect(has_no_member(told, "data"), report.answer, rule=rule)


def first_ids(listed):
    """The ids of the latest attempt, by type."""
    return {entry["type"]: entry["id"] for entry in reversed(listed["_embedded"][COLLECTION])}
