"""Users and policies that a wrong server loses, or finds again after their deletion."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.errors import not_found, unexpected_error
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_success
from pingone_conformance.mock.faults.people import addressed
from pingone_conformance.mock.faults.verifications import READ as TRANSACTION
from pingone_conformance.mock.faults.verifications import (
    STATUS,
    bring_back,
    entries,
    evidence_of,
    relist,
    siblings,
)
from pingone_conformance.mock.records import Policy

USER, NO_USER = "readOneUser", "deleteUser"
POLICY, NO_POLICY = "readOneVerifyPolicy", "deleteVerifyPolicy"
POLICIES, TRANSACTIONS = "readAllVerifyPolicies", "readAllVerifyTransactions"


def _trash(request: Request) -> dict[str, Any]:
    trash: dict[str, Any] = request.memory.setdefault("deleted users and policies", {})
    return trash


def _delete_user(request: Request) -> Around:
    """Delete a user, and remember it with its transactions and their data."""
    user = addressed(request)
    kept = [(one, evidence_of(request, one)) for one in siblings(request)]
    answer = yield
    if answer.ok and user is not None:
        _trash(request)[user.id] = user, kept


def _with_deleted_user(request: Request) -> Around:
    """Answer one request as if its user had not been deleted."""
    found = _trash(request).get(request.path["user_id"])
    store = request.mock.store
    if found is not None:
        user, kept = found
        store.put_user(user)
        for transaction, evidence in kept:
            bring_back(request, transaction, evidence)
    yield
    if found is not None:
        store.remove_user(found[0])


def _policy(request: Request) -> Policy | None:
    found = request.mock.store.policies.get(request.path["policy_id"])
    return found if found and found.environment_id == request.path["environment_id"] else None


@around(Kind.STATE, NO_USER, "LINK-015", also=("LINK-017", "LINK-018"))
def deletes_the_user_before_as_well(request: Request) -> Around:
    user, store = addressed(request), request.mock.store
    others = [one for one in store.users.values() if user and one.environment_id == user.environment_id]
    answer = yield
    if answer.ok and user is not None:
        for one in others[: others.index(user)][-1:]:
            store.remove_user(one)


@on_success(Kind.STATE, USER, "LINK-015", also=("LINK-014",))
def breaks_down_on_a_user_with_a_transaction(request: Request, answer: Answer) -> None:
    if siblings(request):
        raise unexpected_error()


@around(Kind.STATE, (NO_USER, USER), "LINK-026", also=("ANSWER-030",))
def finds_a_deleted_user_when_asked_again(request: Request) -> Around:
    if request.operation == NO_USER:
        yield from _delete_user(request)
        return
    asked: set[str] = request.memory.setdefault("users asked for", set())
    again = request.path["user_id"] in asked
    if request.path["user_id"] in _trash(request):
        asked.add(request.path["user_id"])
    if again:
        yield from _with_deleted_user(request)
    else:
        yield


@around(Kind.STATE, (NO_USER, USER), "LINK-026")
def finds_a_deleted_user_that_had_transactions(request: Request) -> Around:
    if request.operation == NO_USER:
        yield from _delete_user(request)
    elif _trash(request).get(request.path["user_id"], (None, []))[1]:
        yield from _with_deleted_user(request)
    else:
        yield


@around(Kind.STATE, (NO_USER, TRANSACTIONS), "LINK-031")
def lists_the_transactions_of_a_deleted_user(request: Request) -> Around:
    yield from (_delete_user if request.operation == NO_USER else _with_deleted_user)(request)


@around(Kind.SECURITY, (NO_USER, TRANSACTION), "LINK-031")
def reads_the_transactions_of_a_deleted_user(request: Request) -> Around:
    yield from (_delete_user if request.operation == NO_USER else _with_deleted_user)(request)


@around(
    Kind.STATE, (NO_POLICY, POLICY), "LINK-027", also=("POLICY-065", "POLICY-066", "ERROR-026", "ERROR-027")
)
def reads_a_policy_that_was_deleted(request: Request) -> Around:
    policy, store = _policy(request), request.mock.store
    found = _trash(request).get(request.path["policy_id"])
    if request.operation == POLICY and found is not None:
        store.policies[found.id] = found
    answer = yield
    if request.operation == POLICY and found is not None:
        store.remove_policy(found)
    elif request.operation == NO_POLICY and answer.ok and policy is not None:
        _trash(request)[policy.id] = policy


@around(Kind.STATE, (NO_POLICY, POLICY), "LINK-027", also=("ANSWER-030", "POLICY-065", "POLICY-066"))
def finds_a_deleted_policy_when_asked_again(request: Request) -> Around:
    policy, store = _policy(request), request.mock.store
    found = _trash(request).get(request.path["policy_id"])
    asked: set[str] = request.memory.setdefault("policies asked for", set())
    again = found is not None and found.id in asked
    if request.operation == POLICY and found is not None:
        asked.add(found.id)
        if again:
            store.policies[found.id] = found
    answer = yield
    if again and found is not None:
        store.remove_policy(found)
    elif request.operation == NO_POLICY and answer.ok and policy is not None:
        _trash(request)[policy.id] = policy


@on_success(Kind.STATE, POLICIES, "LINK-016")
def lists_no_policy_that_is_used(request: Request, answer: Answer) -> None:
    used = {one.policy_id for one in request.mock.store.transactions.values()}
    relist(
        answer,
        [one for one in entries(answer, "verifyPolicies") if one.get("id") not in used],
        "verifyPolicies",
    )


@around(Kind.STATE, (NO_POLICY, POLICIES), "LINK-016")
def lists_no_older_policy_once_one_was_deleted(request: Request) -> Around:
    hidden: set[str] = request.memory.setdefault("hidden policies", set())
    before = list(request.mock.store.policies)
    answer = yield
    if answer.ok and request.operation == NO_POLICY:
        hidden.update(before)
    elif answer.ok:
        listed = entries(answer, "verifyPolicies")
        relist(answer, [one for one in listed if one.get("id") not in hidden], "verifyPolicies")


@on_success(
    Kind.STATE,
    TRANSACTION,
    "LINK-018",
    also=("STATUS-006", "STATUS-011", "READ-007", "READ-001", "READ-005", "LINK-032", "STATUS-032"),
)
def finds_no_transaction_that_was_verified(request: Request, answer: Answer) -> None:
    if answer.member(STATUS) == "SUCCESS":
        raise not_found()
