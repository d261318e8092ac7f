"""The transactions of a user: the most recent one, and all of them."""

import pytest

from pingone_conformance.checks.collections import all_are_listed
from pingone_conformance.checks.maps import all_entries, entries_agree, gives_map, members_agree, value_in
from pingone_conformance.checks.trials import gives

LAST, ALL = ["getLastVerifyTransaction"], ["getAllVerifyTransactions"]
COLLECTION = "verifyTransactions"
SHOWN = ("id", "transactionStatus.status", "createdAt", "expiresAt")


@pytest.fixture
def several(given, pause):
    """Some transactions of one user, one after the other; on a tenant none that a person would have to end."""
    given.needs("createVerifyTransaction")
    user_id = given.user()["id"]
    made = []
    for status in ("REQUESTED",) * 3 if given.is_on_a_tenant else ("SUCCESS", "REQUESTED", "PARTIAL", "FAIL"):
        made.append(given.transaction_in(status, user_id))
        pause(2)
    return made


@pytest.mark.rule("HELPER-003", "HELPER-004")
def test_the_last_one_was_created_and_changed_last(several, helper, expect):
    last = several[-1]
    user = helper(last["userID"])
    report = user.asked(last=LAST)
    wanted = user.read("readOneVerifyTransaction", transactionID=last["id"])
    expect(members_agree(report.trials, "last", wanted, *SHOWN), report.answer, rule="HELPER-003")
    expect(gives_map(report.trials, "last"), report.answer, rule="HELPER-004")


@pytest.mark.parametrize(
    "which",
    [
        pytest.param(0, marks=pytest.mark.rule("HELPER-060")),
        pytest.param(1, marks=pytest.mark.rule("HELPER-060")),
        pytest.param(2, marks=pytest.mark.rule("HELPER-003")),
    ],
)
def test_the_last_one_ended_last(given, control, helper, expect, which):
    user_id = given.user()["id"]
    made = [given.transaction(user_id) for _ in range(3)]
    for at in (*(other for other in range(3) if other != which), which):
        control.advance(2)
        control.finish(made[at]["id"], "SUCCESS")
    user = helper(user_id)
    report = user.asked(last=LAST)
    wanted = user.read("readOneVerifyTransaction", transactionID=made[which]["id"])
    expect(members_agree(report.trials, "last", wanted, *SHOWN), report.answer)


@pytest.mark.rule("HELPER-006", "HELPER-007")
def test_all_of_them_are_those_of_the_interface(several, helper, expect):
    user = helper(several[0]["userID"])
    report = user.asked(all=ALL)
    wanted = user.read("readAllVerifyTransactions")
    expect(entries_agree(report.trials, "all", wanted, COLLECTION, *SHOWN), report.answer, rule="HELPER-006")
    listed = all_entries(value_in(report.trials, "all"), COLLECTION)
    ids = [transaction["id"] for transaction in several]
    expect(all_are_listed(listed, ids), report.answer, rule="HELPER-006")
    expect(gives_map(report.trials, "all"), report.answer, rule="HELPER-007")


@pytest.mark.rule("HELPER-034")
def test_those_that_ended_are_among_them(given, helper, expect):
    ended = ["SUCCESS"] if given.is_on_a_tenant else ["SUCCESS", "FAIL", "APPROVED_MANUALLY"]
    given.needs_state(*ended)
    user_id = given.user()["id"]
    made = [given.transaction_in(status, user_id)["id"] for status in ended]
    report = helper(user_id).asked(all=ALL)
    expect(all_are_listed(all_entries(value_in(report.trials, "all"), COLLECTION), made), report.answer)


@pytest.mark.rule("HELPER-005", "HELPER-008")
def test_without_any_there_is_null(given, helper, expect):
    # A transaction of somebody else, so that nothing is not all that there is.
    if not given.is_on_a_tenant:
        given.transaction()
    report = helper(given.user(nickname="Without")["id"]).asked(last=LAST, all=ALL)
    expect(gives(report.trials, "last", None), report.answer, rule="HELPER-005")
    expect(gives(report.trials, "all", None), report.answer, rule="HELPER-008")


@pytest.mark.rule("HELPER-059")
def test_the_last_one_has_the_id_that_the_others_take(verified, helper, expect):
    user = helper(verified["userID"])
    ids = user.ids(verified["id"])
    # On a tenant, its user may have had another one since.
    everything = all_entries(user.read("readAllVerifyTransactions"), COLLECTION)
    path = {"transactionID": max(everything, key=lambda one: one["updatedAt"])["id"]}
    for trial, operation, collection in (
        ("metadataOfLast", "readAllVerificationMetadata", "metaData"),
        ("dataOfLast", "readAllVerifiedData", "verifiedData"),
    ):
        wanted = user.read(operation, **path)
        expect(entries_agree(ids.trials, trial, wanted, collection, "type"), ids.answer)
