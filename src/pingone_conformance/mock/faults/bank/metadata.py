"""Metadata that a wrong server lists or reads with the wrong form, number, place or owner."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.verifications import entries, named, own, relist, siblings

LIST = "readAllVerificationMetadata"
READ = "readOneVerificationMetadata"
NAME = "metaData"
EARLIER = "previousAttempts"
UNREADABLE = ("LINK-020", "LINK-024", "META-017")


def _all(answer: Answer) -> list[dict[str, Any]]:
    return entries(answer, NAME) + entries(answer, EARLIER)


def _first_id(request: Request) -> str | None:
    known = request.mock.store.metadata.get(request.path["transaction_id"], {})
    return next(iter(known), None)


@on_success(Kind.STATUS, LIST, "META-001", also=("ANSWER-002",))
def answers_a_list_of_metadata_with_203(request: Request, answer: Answer) -> None:
    answer.status = 203


@on_success(Kind.STATE, LIST, "META-001")
def has_no_metadata_of_what_failed(request: Request, answer: Answer) -> None:
    transaction = own(request)
    if transaction is not None and transaction.status == "FAIL":
        raise not_found()


@on_success(Kind.STATE, LIST, "META-001", "LINK-019", also=("META-014",))
def has_no_metadata_of_what_succeeded(request: Request, answer: Answer) -> None:
    transaction = own(request)
    if transaction is not None and transaction.status == "SUCCESS":
        raise not_found()


@on_success(Kind.SHAPE, LIST, "META-002", also=("ANSWER-006",))
def links_metadata_to_no_transaction(request: Request, answer: Answer) -> None:
    drop(answer, "_links.verifyTransaction")


@on_success(Kind.MEANING, LIST, "META-002")
def links_metadata_to_the_policy_as_their_transaction(request: Request, answer: Answer) -> None:
    transaction = own(request)
    href = str(answer.member("_links.verifyTransaction.href"))
    if transaction is not None:
        put(
            answer, "_links.verifyTransaction", {"href": f"{href.rpartition('/')[0]}/{transaction.policy_id}"}
        )


@on_success(Kind.MEANING, LIST, "META-002")
def links_a_list_of_metadata_to_the_verified_data(request: Request, answer: Answer) -> None:
    href = str(answer.member("_links.self.href"))
    put(answer, "_links.self", {"href": f"{href.rpartition('/')[0]}/verifiedData"})


@on_success(Kind.SHAPE, LIST, "META-003", also=("ANSWER-006", "META-004", "META-005", "META-006"))
def lists_metadata_in_small_letters(request: Request, answer: Answer) -> None:
    embedded = answer.member("_embedded")
    if isinstance(embedded, dict):
        embedded["metadata"] = embedded.pop(NAME, [])


@on_success(Kind.MEANING, LIST, "META-004")
def counts_earlier_attempts_as_well(request: Request, answer: Answer) -> None:
    answer.json["size"] = len(_all(answer))


@on_success(Kind.MEANING, LIST, "META-004")
def counts_metadata_from_nought(request: Request, answer: Answer) -> None:
    answer.json["size"] = len(entries(answer, NAME)) - 1


@on_success(Kind.SHAPE, LIST, "META-005", also=("ANSWER-006", "LINK-020"))
def lists_metadata_without_ids(request: Request, answer: Answer) -> None:
    for entry in entries(answer, NAME):
        entry.pop("id", None)


@on_success(Kind.SHAPE, LIST, "META-005", also=("ANSWER-006",))
def lists_earlier_metadata_without_ids(request: Request, answer: Answer) -> None:
    for entry in entries(answer, EARLIER):
        entry.pop("id", None)


@on_success(Kind.MEANING, LIST, "META-005", also=("META-016", "LINK-020", "LINK-024"))
def gives_all_metadata_of_a_provider_one_id(request: Request, answer: Answer) -> None:
    ids: dict[Any, Any] = {}
    for entry in _all(answer):
        entry["id"] = ids.setdefault(entry.get("provider"), entry.get("id"))


@on_success(Kind.SHAPE, LIST, "META-006", also=("ANSWER-006", "META-016"))
def lists_the_provider_as_an_object(request: Request, answer: Answer) -> None:
    for entry in _all(answer):
        entry["provider"] = {"name": entry.get("provider")}


@on_success(Kind.SHAPE, LIST, "META-006", also=("ANSWER-006", "META-016"))
def lists_the_status_of_metadata_as_true_or_false(request: Request, answer: Answer) -> None:
    for entry in _all(answer):
        entry["status"] = entry.get("status") == "SUCCESS"


@on_success(Kind.SHAPE, LIST, "META-006", also=("ANSWER-006", "META-016"))
def lists_earlier_metadata_without_a_status(request: Request, answer: Answer) -> None:
    for entry in entries(answer, EARLIER):
        entry.pop("status", None)


@on_success(Kind.SHAPE, LIST, "META-007", also=("ANSWER-006", "META-008"))
def lists_the_attempt_as_a_text(request: Request, answer: Answer) -> None:
    for entry in _all(answer):
        entry["retry"] = {"attempt": str(entry.get("retry", {}).get("attempt"))}


@on_success(Kind.SHAPE, LIST, "META-007", also=("ANSWER-006",))
def lists_the_attempt_of_earlier_metadata_as_a_text(request: Request, answer: Answer) -> None:
    for entry in entries(answer, EARLIER):
        entry["retry"] = {"attempt": "FIRST"}


@on_success(Kind.STATE, LIST, "META-008")
def lists_the_metadata_of_every_attempt_together(request: Request, answer: Answer) -> None:
    together = _all(answer)
    drop(answer, f"_embedded.{EARLIER}")
    relist(answer, together, NAME)


@on_success(Kind.STATE, LIST, "META-008")
def lists_no_metadata_of_earlier_attempts(request: Request, answer: Answer) -> None:
    drop(answer, f"_embedded.{EARLIER}")


@on_success(Kind.MEANING, LIST, "META-008")
def lists_the_first_attempt_as_the_last(request: Request, answer: Answer) -> None:
    latest, earlier = entries(answer, NAME), entries(answer, EARLIER)
    if earlier:
        relist(answer, earlier, NAME)
        put(answer, f"_embedded.{EARLIER}", latest)


@on_success(Kind.MEANING, LIST, "META-008", also=("META-005",))
def lists_one_check_of_a_provider_twice(request: Request, answer: Answer) -> None:
    listed = entries(answer, NAME)
    relist(answer, [*listed, *listed[-1:]], NAME)


@on_request(Kind.SECURITY, LIST, "META-014", also=("ERROR-026", "ERROR-027"))
def lists_the_metadata_of_every_users_transactions(request: Request) -> None:
    transaction = named(request)
    if transaction is not None and transaction.environment_id == request.path["environment_id"]:
        request.path["user_id"] = transaction.user_id


@around(Kind.SECURITY, LIST, "META-014")
def lists_the_metadata_of_others_where_a_user_has_no_transaction(request: Request) -> Around:
    transaction = named(request)
    place = request.path["environment_id"]
    nobodys = request.path["user_id"] in request.mock.store.users and not siblings(request)
    if transaction and transaction.environment_id == place and nobodys:
        request.path["user_id"] = transaction.user_id
    yield


@on_success(Kind.STATUS, READ, "META-015", also=("ANSWER-002",))
def answers_a_read_of_metadata_with_206(request: Request, answer: Answer) -> None:
    answer.status = 206


@on_success(Kind.STATE, READ, "META-015", also=("META-016",))
def finds_no_metadata_of_earlier_attempts(request: Request, answer: Answer) -> None:
    known = request.mock.store.metadata.get(request.path["transaction_id"], {}).values()
    last = max((one.attempt or 0 for one in known), default=0)
    if answer.member("retry.attempt") != last:
        raise not_found()


@on_request(Kind.MEANING, READ, "META-016", also=("LINK-020", "LINK-024"))
def reads_the_first_of_the_metadata(request: Request) -> None:
    known = request.mock.store.metadata.get(request.path["transaction_id"], {})
    if request.path["metadata_id"] in known:
        request.path["metadata_id"] = _first_id(request) or ""


@on_success(Kind.MEANING, READ, "META-016")
def reads_every_status_of_metadata_as_success(request: Request, answer: Answer) -> None:
    put(answer, "status", "SUCCESS")


@on_success(Kind.MEANING, READ, "META-016")
def reads_the_type_of_metadata_as_their_provider(request: Request, answer: Answer) -> None:
    put(answer, "provider", answer.member("type"))


@on_request(Kind.SECURITY, READ, "META-017")
def reads_metadata_under_every_transaction_of_the_user(request: Request) -> None:
    for transaction in siblings(request) if own(request) else []:
        if request.path["metadata_id"] in request.mock.store.metadata.get(transaction.id, {}):
            request.path["transaction_id"] = transaction.id


@on_request(Kind.SECURITY, READ, "META-017", also=("ERROR-026", "ERROR-027", "ERROR-028"))
def reads_metadata_by_their_id_alone(request: Request) -> None:
    store = request.mock.store
    for transaction in store.transactions.values():
        if transaction.environment_id != request.path["environment_id"]:
            continue
        if request.path["metadata_id"] in store.metadata.get(transaction.id, {}):
            request.path.update(user_id=transaction.user_id, transaction_id=transaction.id)
