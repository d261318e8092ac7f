"""Transactions that a wrong server does not find, mixes up, or shows to the wrong people when one is read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.clock import MINUTE, timestamp
from pingone_conformance.mock.errors import invalid_value, not_found, unexpected_error
from pingone_conformance.mock.faults.bearer import is_anonymous
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.verifications import READ, STATUS, named, own, siblings

MIXED_UP = ("LINK-004", "LINK-009", "LINK-032", "READ-005")
NO_LINK = ("ANSWER-006",)


def _time(request: Request, answer: Answer, name: str, minutes: float) -> None:
    transaction = named(request)
    if transaction is not None and name in answer.json:
        put(answer, name, timestamp(round(transaction.created_at + minutes * MINUTE)))


@on_success(Kind.STATUS, READ, "READ-001", also=("ANSWER-002",))
def answers_a_read_of_a_transaction_with_203(request: Request, answer: Answer) -> None:
    answer.status = 203


@on_success(Kind.STATE, READ, "LINK-018", also=("READ-001",))
def finds_what_was_verified_once(request: Request, answer: Answer) -> None:
    read = request.memory.setdefault("read transactions", set())
    if request.path["transaction_id"] in read:
        raise not_found()
    if answer.member(STATUS) == "SUCCESS":
        read.add(request.path["transaction_id"])


@on_success(
    Kind.STATE, READ, "READ-001", also=("LINK-009", "LINK-018", "LINK-032", "STATUS-003", "STATUS-005")
)
def finds_the_newest_transaction_only(request: Request, answer: Answer) -> None:
    if [one.id for one in siblings(request)[-1:]] != [request.path["transaction_id"]]:
        raise not_found()


@on_request(Kind.STATE, READ, "READ-002", also=MIXED_UP)
def reads_the_newest_transaction_of_the_user(request: Request) -> None:
    if own(request) is not None:
        request.path["transaction_id"] = siblings(request)[-1].id


@on_success(Kind.STATE, READ, "READ-002", also=MIXED_UP)
def reads_the_transaction_that_was_read_first(request: Request, answer: Answer) -> None:
    first: dict[str, Any] = request.memory.setdefault("first read", answer.json)
    if first.get("id") != request.path["transaction_id"]:
        answer.json = first


@on_success(Kind.SHAPE, READ, "READ-002", also=("ANSWER-006", "LINK-003", "LINK-009", "LINK-032"))
def reads_a_transaction_without_its_id(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(Kind.MEANING, READ, "READ-002", also=("LINK-003", "LINK-009", "LINK-032"))
def reads_the_id_in_capitals(request: Request, answer: Answer) -> None:
    put(answer, "id", str(answer.member("id")).upper())


@on_success(Kind.SHAPE, READ, "READ-003", also=NO_LINK)
def reads_a_transaction_without_its_user(request: Request, answer: Answer) -> None:
    drop(answer, "_links.user")


@on_success(Kind.SHAPE, READ, "READ-003", also=NO_LINK)
def reads_a_transaction_without_its_environment(request: Request, answer: Answer) -> None:
    drop(answer, "_links.environment")


@on_success(Kind.MEANING, READ, "READ-003")
def links_a_transaction_that_is_read_to_itself_as_its_user(request: Request, answer: Answer) -> None:
    put(answer, "_links.user", answer.member("_links.self"))


@on_success(Kind.MEANING, READ, "READ-003")
def links_a_transaction_that_is_read_to_the_other_environment(request: Request, answer: Answer) -> None:
    href = str(answer.member("_links.environment.href"))
    other = request.mock.ready_made.other.environment.id
    put(answer, "_links.environment", {"href": f"{href.rpartition('/')[0]}/{other}"})


@on_success(Kind.SHAPE, READ, "READ-004", also=("ANSWER-006", "STATUS-019"))
def reads_a_transaction_without_updated_at(request: Request, answer: Answer) -> None:
    drop(answer, "updatedAt")


@on_success(Kind.SHAPE, READ, "READ-004", also=("ANSWER-006", "ANSWER-029"))
def reads_the_expiry_in_milliseconds(request: Request, answer: Answer) -> None:
    transaction = named(request)
    put(answer, "expiresAt", transaction.expires_at if transaction else 0)


@on_success(Kind.SHAPE, READ, "READ-004", also=("ANSWER-006", "ANSWER-029", "READ-005", "STATUS-019"))
def reads_the_creation_without_a_time_zone(request: Request, answer: Answer) -> None:
    put(answer, "createdAt", str(answer.member("createdAt")).rstrip("Z"))


@on_success(Kind.MEANING, READ, "READ-005", also=("STATUS-019",))
def reads_the_creation_a_millisecond_early(request: Request, answer: Answer) -> None:
    _time(request, answer, "createdAt", -1 / MINUTE)


@on_success(Kind.MEANING, READ, "READ-005")
def reads_the_default_policy_once_it_is_decided(request: Request, answer: Answer) -> None:
    if answer.member(STATUS) in ("SUCCESS", "FAIL"):
        policy = request.mock.store.default_policy(request.path["environment_id"])
        put(answer, "verifyPolicy", {"id": policy.id})


@on_success(Kind.MEANING, READ, "READ-005", also=("STATUS-019",))
def reads_the_creation_as_the_last_update(request: Request, answer: Answer) -> None:
    put(answer, "createdAt", answer.member("updatedAt"))


@on_success(Kind.VALIDATION, READ, "READ-006")
def expands_nothing(request: Request, answer: Answer) -> None:
    if "expand" in request.query:
        raise invalid_value("expand", "Nothing can be expanded.", "INVALID_PARAMETER")


@on_success(Kind.STATUS, READ, "READ-006", also=("ANSWER-001", "ANSWER-020"))
def breaks_down_when_it_expands(request: Request, answer: Answer) -> None:
    if "expand" in request.query:
        raise unexpected_error()


@on_success(Kind.SHAPE, READ, "READ-007", also=("ANSWER-006",))
def reads_the_verified_documents_as_a_list(request: Request, answer: Answer) -> None:
    documents = answer.member("verifiedDocuments")
    if isinstance(documents, str):
        put(answer, "verifiedDocuments", documents.strip("[]").split(", "))


@on_success(Kind.SHAPE, READ, "READ-007")
def reads_no_verified_documents(request: Request, answer: Answer) -> None:
    drop(answer, "verifiedDocuments")


@on_request(Kind.SECURITY, READ, "READ-008")
def shows_a_transaction_under_every_user_that_there_is(request: Request) -> None:
    transaction, user = named(request), request.mock.store.users.get(request.path["user_id"])
    place = request.path["environment_id"]
    if transaction and user and transaction.environment_id == user.environment_id == place:
        request.path["user_id"] = transaction.user_id


@around(Kind.SECURITY, READ, "READ-009")
def shows_users_and_transactions_of_every_environment(request: Request) -> Around:
    store = request.mock.store
    user, place = store.users.get(request.path["user_id"]), request.path["environment_id"]
    if user is not None:
        store.users[user.id] = replace(user, environment_id=place)
    yield
    if user is not None:
        store.users[user.id] = user


@around(Kind.SECURITY, READ, "READ-009")
def looks_for_a_transaction_in_every_environment(request: Request) -> Around:
    transaction, user = named(request), request.mock.store.users.get(request.path["user_id"])
    moved = transaction and user and transaction.environment_id != user.environment_id
    if moved and transaction and user:
        request.mock.store.transactions[transaction.id] = replace(transaction, user_id=user.id)
    yield
    if moved and transaction:
        request.mock.store.transactions[transaction.id] = transaction


@on_refusal(
    Kind.STATUS,
    READ,
    "READ-008",
    "READ-009",
    also=("ERROR-026", "ERROR-027", "ERROR-028", "STATUS-035", "LINK-028"),
)
def answers_a_read_of_no_transaction_with_an_empty_object(request: Request, answer: Answer) -> None:
    if answer.status == 404 and not is_anonymous(request):
        answer.status, answer.json = 200, {}
