"""The list of a user's transactions holds all of them, the newest first."""

from itertools import pairwise

import pytest

from pingone_conformance.checks import collections
from pingone_conformance.checks.links import link_ends_in, link_points_to
from pingone_conformance.checks.members import MISSING, body_of, member, member_equals
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.checks.times import timestamp
from pingone_conformance.checks.values import is_filled_text
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.paging import entries_of_all_pages
from pingone_conformance.target.pairs import partner

NAME = "verifyTransactions"
APPROVAL = "APPROVED_MANUALLY"


@pytest.fixture
def create_transaction(create_transaction):
    """Creates transactions of a user that has no others."""
    return create_transaction.of_new_user()


@pytest.fixture
def three(create_transaction, once):
    """A user, and the ids of its three transactions."""

    def create():
        answers = [create_transaction.accepted() for _ in range(3)]
        return create_transaction.user_id, [str(member(body_of(answer), "id")) for answer in answers]

    return once("three transactions", create)


@pytest.fixture
def owner(three):
    """The id of their user."""
    return three[0]


@pytest.fixture
def list_of(api):
    """The list of a user; a test that looks into it is blocked when there is none."""

    def read(user_id):
        answer = api.call("readAllVerifyTransactions", userID=user_id)
        if not answer.is_success:
            raise Untested(f"blocked by READ-010: readAllVerifyTransactions answered {answer.status_code}")
        return answer

    return read


@pytest.fixture
def ids(three):
    """The ids of three transactions of one user, in the order of their creation."""
    return three[1]


@pytest.fixture
def listed(list_of, owner):
    """The list of that user."""
    return list_of(owner)


@pytest.mark.rule("READ-010")
def test_the_list_answers_200(api, owner, expect):
    answer = api.call("readAllVerifyTransactions", userID=owner)
    expect(answers(answer, 200), answer)


@pytest.mark.rule("READ-011")
def test_the_list_has_a_link_to_itself(api, listed, owner, expect):
    address = api.url("readAllVerifyTransactions", userID=owner)
    expect(link_points_to(body_of(listed), "self", address), listed)


@pytest.mark.rule("READ-012", "READ-013", "READ-016")
def test_the_list_holds_every_transaction_of_its_user(api, listed, ids, expect):
    body = body_of(listed)
    expect(collections.holds_list(body, NAME), listed, rule="READ-012")
    entries = entries_of_all_pages(api, listed, NAME)
    expect(collections.all_are_listed(entries, ids), listed, rule="READ-013")
    expect(collections.size_is_count(body, NAME), listed, rule="READ-016")


@pytest.mark.rule("READ-013")
def test_the_list_holds_transactions_in_every_state(api, given, transaction_in, list_of, expect):
    given.permits.require_mock("to bring one user's transactions to four states takes four persons' time")
    transactions = [transaction_in(state) for state in ("REQUESTED", "PARTIAL", "SUCCESS", "FAIL", APPROVAL)]
    answer = list_of(transactions[0].path["userID"])
    ids = [transaction.created["id"] for transaction in transactions]
    expect(collections.all_are_listed(entries_of_all_pages(api, answer, NAME), ids), answer)


@pytest.mark.rule("READ-014", "READ-015")
def test_each_entry_says_what_it_is(listed, expect):
    entries = collections.entries_of(body_of(listed), NAME)
    if not entries:
        raise Untested("blocked by READ-012: there are no entries to look at")
    for path in ("id", "transactionStatus.status"):
        expect(collections.each_has(entries, path, "a text", is_filled_text), listed, rule="READ-014")
    for path in ("createdAt", "updatedAt", "expiresAt"):
        expect(collections.each_has(entries, path, "a time in UTC", timestamp), listed, rule="READ-014")
    for entry in entries:
        expect(link_ends_in(entry, "self", NAME, str(member(entry, "id"))), listed, rule="READ-015")


@pytest.mark.rule("READ-017")
def test_the_newest_comes_first(create_transaction, pause, list_of, expect):
    for _ in range(3):
        create_transaction.accepted()
        pause(1)
    answer = list_of(create_transaction.user_id)
    entries = collections.entries_of(body_of(answer), NAME)
    if not all(timestamp(member(entry, "createdAt")) for entry in entries):
        raise Untested("blocked by READ-014: not every entry says when it was created")
    expect(newest_first(entries), answer)


@pytest.mark.rule("READ-012", "READ-016")
def test_a_list_of_one_is_a_list(create_transaction, list_of, expect):
    create_transaction.accepted()
    listed = list_of(create_transaction.user_id)
    expect(collections.holds_list(body_of(listed), NAME), listed, rule="READ-012")
    expect(member_equals(body_of(listed), "size", 1), listed, rule="READ-016")


@pytest.mark.rule("READ-018")
def test_a_new_user_has_an_empty_list(api, given, expect):
    given.transaction()
    answer = api.call("readAllVerifyTransactions", userID=given.user()["id"])
    body = body_of(answer)
    expect(member_equals(body, "size", 0), answer)
    # A list without entries may be left out with what it is embedded in.
    if member(body, f"_embedded.{NAME}") is not MISSING:
        expect(member_equals(body, f"_embedded.{NAME}", []), answer)


@pytest.mark.rule("READ-019")
def test_the_list_of_an_unknown_user_is_refused(api, given, expect):
    answer = api.call("readAllVerifyTransactions", userID=UNKNOWN_ID)
    expect(is_refused(answer), answer)
    partner(api.call("readAllVerifyTransactions", userID=given.user()["id"]))


def newest_first(entries):
    times = [timestamp(member(entry, "createdAt")) for entry in entries]
    for number, (one, next_one) in enumerate(pairwise(times)):
        if one is None or next_one is None or one < next_one:
            yield Finding(
                "the transactions by createdAt, the newest first",
                f"entry {number + 1} is newer, or has no time",
            )
