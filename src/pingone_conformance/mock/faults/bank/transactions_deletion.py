"""Deletions of transactions that a wrong server does not make, makes by half, or makes too well."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.errors import not_found, request_failed
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.verifications import (
    DELETE,
    LIST,
    READ,
    Evidence,
    bring_back,
    entries,
    evidence_of,
    named,
    own,
    relist,
    siblings,
)
from pingone_conformance.mock.records import Transaction

METADATA = "readAllVerificationMetadata"
VERIFIED_DATA = "readAllVerifiedData"
STILL_THERE = ("LINK-028", "LINK-029", "LINK-030", "ERROR-026", "ERROR-027")


def _undone(request: Request) -> Around:
    """Delete a transaction, and bring it back with what belonged to it."""
    before = own(request)
    evidence: Evidence = evidence_of(request, before) if before else (None, None)
    answer = yield
    if answer.ok and before is not None:
        bring_back(request, before, evidence)


def _remembering(request: Request) -> Around:
    """Delete a transaction, and remember it with what belonged to it."""
    before = own(request)
    evidence: Evidence = evidence_of(request, before) if before else (None, None)
    answer = yield
    if answer.ok and before is not None:
        _trash(request)[before.id] = before, evidence


def _trash(request: Request) -> dict[str, tuple[Transaction, Evidence]]:
    trash: dict[str, tuple[Transaction, Evidence]] = request.memory.setdefault("deleted transactions", {})
    return trash


def _from_the_trash(request: Request) -> Around:
    """Answer one request as if its transaction had not been deleted."""
    found = _trash(request).get(request.path.get("transaction_id", ""))
    if found is not None and named(request) is None:
        bring_back(request, *found)
    yield
    if found is not None:
        request.mock.store.remove_transaction(found[0])


@on_success(Kind.STATUS, DELETE, "STATUS-034", also=("ANSWER-002",))
def answers_a_deletion_of_a_transaction_with_200(request: Request, answer: Answer) -> None:
    answer.status = 200


@around(Kind.STATUS, DELETE, "STATUS-034", also=("ANSWER-002",))
def answers_a_deletion_of_what_was_verified_with_205(request: Request) -> Around:
    before = own(request)
    answer = yield
    if answer.ok and before is not None and before.status == "SUCCESS":
        answer.status = 205


@around(Kind.VALIDATION, DELETE, "STATUS-034")
def deletes_nothing_that_was_decided(request: Request) -> Around:
    before = own(request)
    evidence: Evidence = evidence_of(request, before) if before else (None, None)
    answer = yield
    if answer.ok and before is not None and before.decided_at is not None:
        bring_back(request, before, evidence)
        raise request_failed("A transaction that was decided is kept.")


@around(Kind.STATE, DELETE, "STATUS-035", also=STILL_THERE)
def does_not_delete_a_transaction(request: Request) -> Around:
    yield from _undone(request)


@around(Kind.STATE, DELETE, "STATUS-035", also=STILL_THERE)
def deletes_a_transaction_when_asked_twice(request: Request) -> Around:
    asked = request.memory.setdefault("asked to delete", set())
    if request.path["transaction_id"] in asked:
        yield
    else:
        asked.add(request.path["transaction_id"])
        yield from _undone(request)


@around(Kind.STATE, (DELETE, READ), "STATUS-035", "LINK-028", also=("LINK-030", "ERROR-026", "ERROR-027"))
def deletes_a_transaction_from_the_list_only(request: Request) -> Around:
    yield from (_remembering if request.operation == DELETE else _from_the_trash)(request)


@around(Kind.STATE, (DELETE, LIST), "STATUS-035", "LINK-029")
def lists_what_was_deleted(request: Request) -> Around:
    if request.operation == DELETE:
        yield from _remembering(request)
        return
    kept = [found for found in _trash(request).values() if found[0].user_id == request.path["user_id"]]
    for found in kept:
        bring_back(request, *found)
    yield
    for transaction, _ in kept:
        request.mock.store.remove_transaction(transaction)


@around(Kind.STATE, (DELETE, READ), "LINK-028", also=("STATUS-035", "ANSWER-030", "LINK-030"))
def finds_what_was_deleted_when_asked_again(request: Request) -> Around:
    if request.operation == DELETE:
        yield from _remembering(request)
        return
    asked: set[str] = request.memory.setdefault("asked for", set())
    again = request.path["transaction_id"] in asked
    if request.path["transaction_id"] in _trash(request):
        asked.add(request.path["transaction_id"])
    if again:
        yield from _from_the_trash(request)
    else:
        yield


@around(Kind.STATE, (DELETE, METADATA), "LINK-030")
def keeps_the_metadata_of_what_was_deleted(request: Request) -> Around:
    yield from (_remembering if request.operation == DELETE else _from_the_trash)(request)


@around(Kind.SECURITY, (DELETE, VERIFIED_DATA), "LINK-030")
def keeps_the_pictures_of_what_was_deleted(request: Request) -> Around:
    yield from (_remembering if request.operation == DELETE else _from_the_trash)(request)


@on_request(Kind.SECURITY, DELETE, "STATUS-036", also=("ERROR-026", "ERROR-027", "ERROR-028"))
def deletes_for_every_user(request: Request) -> None:
    transaction = named(request)
    if transaction is not None and transaction.environment_id == request.path["environment_id"]:
        request.path["user_id"] = transaction.user_id


@around(Kind.SECURITY, DELETE, "STATUS-036")
def refuses_another_user_and_then_deletes(request: Request) -> Around:
    answer = yield
    transaction = named(request)
    if answer.status == 404 and transaction and transaction.environment_id == request.path["environment_id"]:
        request.mock.store.remove_transaction(transaction)


@around(Kind.STATE, DELETE, "LINK-032", also=("LINK-017", "LINK-018"))
def deletes_what_was_created_before_as_well(request: Request) -> Around:
    before, others = own(request), siblings(request)
    answer = yield
    if answer.ok and before is not None:
        for one in others[: others.index(before)]:
            request.mock.store.remove_transaction(one)


@around(Kind.STATE, DELETE, "LINK-032", also=("LINK-017", "LINK-018"))
def deletes_what_was_created_later_as_well(request: Request) -> Around:
    before, others = own(request), siblings(request)
    answer = yield
    if answer.ok and before is not None:
        for one in others[others.index(before) :]:
            request.mock.store.remove_transaction(one)


@on_request(Kind.STATE, DELETE, "STATUS-035", "LINK-032", also=(*STILL_THERE, "LINK-017", "LINK-018"))
def deletes_the_newest_transaction_instead(request: Request) -> None:
    if own(request) is not None:
        request.path["transaction_id"] = siblings(request)[-1].id


@around(Kind.STATE, DELETE, "LINK-032")
def forgets_the_metadata_of_the_other_transactions(request: Request) -> Around:
    others = siblings(request)
    answer = yield
    for one in others if answer.ok else []:
        request.mock.store.metadata.pop(one.id, None)


@around(Kind.STATE, DELETE, "LINK-015", also=("LINK-017", "LINK-018", "LINK-032"))
def deletes_the_user_with_the_transaction(request: Request) -> Around:
    user = request.mock.store.users.get(request.path["user_id"])
    answer = yield
    if answer.ok and user is not None:
        request.mock.store.remove_user(user)


@around(Kind.STATE, (DELETE, LIST), "LINK-017", "LINK-032")
def lists_no_transaction_once_one_was_deleted(request: Request) -> Around:
    cleared: set[Any] = request.memory.setdefault("cleared", set())
    answer = yield
    if answer.ok and request.operation == DELETE:
        cleared.add(request.path["user_id"])
    elif answer.ok and request.path["user_id"] in cleared and entries(answer):
        relist(answer, [])


@around(Kind.STATE, (DELETE, READ), "LINK-018", "LINK-032")
def finds_no_older_transaction_once_one_was_deleted(request: Request) -> Around:
    answer = yield
    marked: set[str] = request.memory.setdefault("lost", set())
    if answer.ok and request.operation == DELETE:
        marked.update(one.id for one in siblings(request))
    elif answer.ok and request.path["transaction_id"] in marked:
        raise not_found()
