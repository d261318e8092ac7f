"""Lists of verified data that leave something out, show too much, or lead elsewhere."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_success

LIST = "readAllVerifiedData"
LATEST, EARLIER = "_embedded.verifiedData", "_embedded.previousAttempts"
SHAPE = ("ANSWER-006",)


def entries(answer: Answer, path: str = LATEST) -> list[dict[str, Any]]:
    """Return the entries of the latest or of the earlier attempts, to be changed in place."""
    found = answer.member(path)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def everything(answer: Answer) -> list[dict[str, Any]]:
    """Return the entries of all attempts."""
    return entries(answer) + entries(answer, EARLIER)


def address(answer: Answer, relation: str) -> str:
    """Return the address of a relation of the list; empty where there is none."""
    found = answer.member(f"_links.{relation}.href")
    return found if isinstance(found, str) else ""


def leave_out(answer: Answer, kind: str) -> None:
    """Take the entries of a type out of the list, and count the others."""
    put(answer, LATEST, [entry for entry in entries(answer) if entry.get("type") != kind])
    put(answer, "size", len(entries(answer)))


@on_success(Kind.STATUS, LIST, "DATA-001", also=("ANSWER-002",))
def answers_206_to_a_list_of_verified_data(request: Request, answer: Answer) -> None:
    answer.status = 206


@on_success(Kind.STATUS, LIST, "DATA-001", also=("ANSWER-002",))
def answers_203_where_there_were_several_attempts(request: Request, answer: Answer) -> None:
    if entries(answer, EARLIER):
        answer.status = 203


@on_success(Kind.SHAPE, LIST, "DATA-002", also=SHAPE)
def forgets_the_environment_link_of_verified_data(request: Request, answer: Answer) -> None:
    drop(answer, "_links.environment")


@on_success(Kind.MEANING, LIST, "DATA-002")
def links_the_list_of_verified_data_to_its_transaction(request: Request, answer: Answer) -> None:
    put(answer, "_links.self.href", address(answer, "self").removesuffix("/verifiedData"))


@on_success(Kind.MEANING, LIST, "DATA-002")
def links_verified_data_to_the_first_user(request: Request, answer: Answer) -> None:
    first = next(iter(request.mock.store.users))
    put(answer, "_links.user.href", address(answer, "user").replace(request.path["user_id"], first))


@on_success(Kind.SHAPE, LIST, "DATA-003", also=SHAPE)
def forgets_the_transaction_link_of_verified_data(request: Request, answer: Answer) -> None:
    drop(answer, "_links.verifyTransaction")


@on_success(Kind.MEANING, LIST, "DATA-003")
def links_verified_data_to_all_transactions_of_the_user(request: Request, answer: Answer) -> None:
    put(answer, "_links.verifyTransaction.href", address(answer, "verifyTransaction").rpartition("/")[0])


@on_success(Kind.SHAPE, LIST, "DATA-004", also=("DATA-005", "DATA-009", "DATA-010", "LINK-021", *SHAPE))
def lists_verified_data_by_their_types(request: Request, answer: Answer) -> None:
    put(answer, LATEST, {str(entry.get("type")): entry for entry in entries(answer)})


@on_success(Kind.SHAPE, LIST, "DATA-004", also=("DATA-005", "DATA-009", "DATA-010", *SHAPE))
def lists_verified_data_without_embedding_them(request: Request, answer: Answer) -> None:
    put(answer, "verifiedData", entries(answer))
    drop(answer, "_embedded")


@on_success(Kind.MEANING, LIST, "DATA-005")
def counts_the_earlier_attempts_among_verified_data(request: Request, answer: Answer) -> None:
    put(answer, "size", len(everything(answer)))


@on_success(Kind.SHAPE, LIST, "DATA-005", also=SHAPE)
def writes_the_size_of_verified_data_as_text(request: Request, answer: Answer) -> None:
    put(answer, "size", str(len(entries(answer))))


@on_success(Kind.SHAPE, LIST, "DATA-006", also=SHAPE)
def forgets_the_ids_of_earlier_verified_data(request: Request, answer: Answer) -> None:
    for entry in entries(answer, EARLIER):
        entry.pop("id", None)


@on_success(Kind.MEANING, LIST, "DATA-006", also=("DATA-014", "DATA-029", "LINK-022", "LINK-025"))
def gives_the_same_id_to_all_pictures(request: Request, answer: Answer) -> None:
    pictures = [entry for entry in entries(answer) if str(entry.get("type")).endswith("_IMAGE")]
    for entry in pictures:
        entry["id"] = pictures[0].get("id")


@on_success(Kind.SHAPE, LIST, "DATA-007", also=("DATA-029", *SHAPE))
def forgets_the_type_of_the_end_users_client(request: Request, answer: Answer) -> None:
    for entry in entries(answer):
        if entry.get("type") == "END_USER_CLIENT" and "type" not in request.query:
            del entry["type"]


@on_success(Kind.SHAPE, LIST, "DATA-007", also=("DATA-029", *SHAPE))
def forgets_the_types_of_earlier_verified_data(request: Request, answer: Answer) -> None:
    for entry in entries(answer, EARLIER):
        if "type" not in request.query:
            entry.pop("type", None)


def _show_data(request: Request, shown: list[dict[str, Any]]) -> None:
    records = request.mock.store.verified_data.get(request.path["transaction_id"], {})
    for entry in shown:
        if entry.get("id") in records:
            entry["data"] = records[entry["id"]].data


@on_success(Kind.SECURITY, LIST, "DATA-008")
def lists_government_ids_with_their_data(request: Request, answer: Answer) -> None:
    if "type" not in request.query:
        _show_data(request, [entry for entry in entries(answer) if entry.get("type") == "GOVERNMENT_ID"])


@on_success(Kind.SECURITY, LIST, "DATA-008")
def lists_earlier_verified_data_with_their_data(request: Request, answer: Answer) -> None:
    if "type" not in request.query:
        _show_data(request, entries(answer, EARLIER))


@on_success(Kind.SECURITY, LIST, "DATA-008")
def lists_the_pictures_of_the_selfie_beside_its_type(request: Request, answer: Answer) -> None:
    if request.query.get("attempt") is None and "type" not in request.query:
        _show_data(request, [entry for entry in entries(answer) if entry.get("type") == "SELFIE"])


@on_success(Kind.MEANING, LIST, "DATA-009")
def leaves_the_selfie_out_after_several_attempts(request: Request, answer: Answer) -> None:
    if entries(answer, EARLIER) and "type" not in request.query:
        leave_out(answer, "SELFIE")


@on_success(Kind.MEANING, LIST, "DATA-010")
def leaves_the_government_id_out(request: Request, answer: Answer) -> None:
    if "type" not in request.query:
        leave_out(answer, "GOVERNMENT_ID")
