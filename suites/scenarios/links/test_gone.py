"""What was deleted takes with it what belonged to it, and nothing else."""

import pytest

from pingone_conformance.checks.collections import all_are_listed, entries_of
from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.paging import entries_of_all_pages
from pingone_conformance.target.pairs import partner

LISTS = {"readAllVerificationMetadata": "metaData", "readAllVerifiedData": "verifiedData"}


@pytest.mark.rule("LINK-030")
def test_the_data_of_a_deleted_transaction_are_gone(given, api, expect):
    path = given.verification(own=True).path
    for operation, members in LISTS.items():
        filled(partner(api.call(operation, **path)), members)
    deleted(api.call("deleteVerifyTransaction", **path))
    for operation, members in LISTS.items():
        answer = api.call(operation, **path)
        expect(is_refused_or_empty(answer, members), answer)


@pytest.mark.rule("LINK-031")
def test_the_transactions_of_a_deleted_user_are_gone(given, api, expect):
    given.needs("createVerifyTransaction")
    transaction = given.transaction(given.user()["id"])
    listed = partner(api.call("readAllVerifyTransactions", userID=transaction["userID"]))
    filled(listed, "verifyTransactions")
    deleted(api.call("deleteUser", userID=transaction["userID"]))
    answer = api.call("readAllVerifyTransactions", userID=transaction["userID"])
    expect(is_refused_or_empty(answer, "verifyTransactions"), answer)
    read = api.call("readOneVerifyTransaction", userID=transaction["userID"], transactionID=transaction["id"])
    expect(is_refused(read), read)


@pytest.mark.rule("LINK-032")
def test_deleting_one_transaction_leaves_the_others_alone(given, api, expect):
    older = given.verification().path
    path = {"userID": older["userID"]}
    one, newer = (given.transaction(path["userID"]) for _ in range(2))
    answer = api.call("deleteVerifyTransaction", **path, transactionID=one["id"])
    expect(is_accepted(answer), answer)
    others = [older["transactionID"], newer["id"]]
    for kept in others:
        answer = api.call("readOneVerifyTransaction", **path, transactionID=kept)
        expect(member_equals(body_of(answer), "id", kept), answer)
    listed = api.call("readAllVerifyTransactions", **path)
    expect(all_are_listed(entries_of_all_pages(api, listed, "verifyTransactions"), others), listed)
    for operation, members in LISTS.items():
        answer = api.call(operation, **older)
        expect(holds_entries(answer, members), answer)


def filled(listed, members):
    if not entries_of(body_of(listed), members):
        raise Untested(f"blocked: there were no {members} before the deletion")


def deleted(answer):
    if not answer.is_success:
        raise Untested(f"blocked: a deletion was answered {answer.status_code}")


def holds_entries(answer, members):
    if not entries_of(body_of(answer), members):
        yield Finding(f"the {members} of another transaction", f"none, status {answer.status_code}")


def is_refused_or_empty(answer, members):
    if answer.is_success and entries_of(body_of(answer), members):
        yield Finding(f"a refusal, or no {members}", f"{len(entries_of(body_of(answer), members))} entries")
    elif answer.is_server_error:
        yield Finding(f"a refusal, or no {members}", f"status {answer.status_code}")
